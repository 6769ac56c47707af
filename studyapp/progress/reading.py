"""All ways to ask the log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from studyapp.progress import ids, refold, states
from studyapp.progress.errors import telling
from studyapp.progress.events import DATED, Event, field
from studyapp.schedule.sm2 import PASS

if TYPE_CHECKING:
    import pathlib
    import sqlite3
    from collections.abc import Iterator

    from studyapp.progress.fold import CardState
    from studyapp.progress.states import Stored


def select(condition: str) -> str:
    """The query for whole events that meet a condition, which may also order them."""
    return " ".join(("SELECT", ", ".join(Event._fields), "FROM log", condition))


NOT_UNDONE = "NOT EXISTS (SELECT 1 FROM log AS u WHERE u.target = log.id AND u.kind = 'undo')"
_ALL = select("ORDER BY id")
_SINCE = select("WHERE day >= ? ORDER BY id")
_OF_CARD = select("WHERE card = ?")
_OF_TARGET = select("WHERE target = ?")
_IN_RANGE = select("WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 10")
_REMARK = f"""
SELECT data FROM log
WHERE card IN (SELECT value FROM json_each(?)) AND kind = 'remark' AND {NOT_UNDONE}
ORDER BY id DESC LIMIT 1
"""
_NEWEST = "SELECT seq, id FROM log ORDER BY seq DESC LIMIT 1"
AHEAD = f"""
FROM log WHERE id >= ? AND day > ? AND kind IN ({", ".join("?" * len(DATED))}) AND {NOT_UNDONE}
"""
_WITH_PART = "SELECT key FROM state WHERE instr(key, ?) ORDER BY key"
_NEW_TODAY = "SELECT count(*) FROM state WHERE first_day = ? AND key = name"
_OF_DAY = "SELECT DISTINCT card FROM log WHERE id >= ? AND day = ? AND kind = 'review'"
_REVIEWED = f"""
SELECT count(DISTINCT name) FROM state WHERE key IN ({_OF_DAY}) AND moved = ? AND first_day < ?
"""
_MISSED = f"""
SELECT DISTINCT other.key FROM log JOIN state ON state.key = log.card
JOIN state AS other ON other.name = state.name
WHERE log.id >= ? AND log.day BETWEEN ? AND ? AND log.kind = 'review' AND log.grade < ?
  AND {NOT_UNDONE}
"""
_REVIEWS_AFTER = """
SELECT count(*) FROM log
WHERE seq > ? AND day = ? AND kind = 'review'
  AND NOT EXISTS (SELECT 1 FROM log AS u WHERE u.target = log.id AND u.kind = 'undo')
"""


class Reading:
    """What a log answers. Every method raises `ProgressError` if the file cannot be read."""

    path: pathlib.Path
    db: sqlite3.Connection

    def remark(self, key: str) -> str:
        """The learner's own words on a card, under whichever of its names; empty without any."""
        with telling(self.path):
            names = json.dumps(states.keys_of(self.db, key))
            row = self.db.execute(_REMARK, (names,)).fetchone()
        text = None if row is None else field(row[0], "text")
        return text if isinstance(text, str) else ""

    def changed_since(self, seq: int) -> Iterator[Stored]:
        """The states that changed after a `seq`, in that order."""
        with telling(self.path):
            yield from refold.changed_since(self.db, seq)

    def states(self, prefix: str) -> dict[str, CardState]:
        """Where the cards stand whose keys begin so, such as ``deck-id/``."""
        with telling(self.path):
            return {row.key: row.state for row in states.with_prefix(self.db, prefix)}

    def keys_with(self, part: str) -> list[str]:
        """The keys in the log that have this part, in their order."""
        with telling(self.path):
            rows = self.db.execute(_WITH_PART, (part,)).fetchall()
        return [row[0] for row in rows]

    def names(self) -> dict[str, str]:
        """All keys in the log, each with the name of its card."""
        with telling(self.path):
            return dict(self.db.execute("SELECT key, name FROM state"))

    def names_of(self, key: str) -> list[str]:
        """All names of the card that has this one; itself, if it does not stand in the log."""
        with telling(self.path):
            return states.keys_of(self.db, key)

    def newest(self) -> tuple[int, bytes]:
        """The seq and the id of the row that came into this file last; 0 and none without one."""
        with telling(self.path):
            row = self.db.execute(_NEWEST).fetchone()
        return (0, b"") if row is None else (int(row[0]), bytes(row[1]))

    def id_at(self, seq: int) -> bytes:
        """The id of the row with that seq; none if there is no such row."""
        with telling(self.path):
            row = self.db.execute("SELECT id FROM log WHERE seq = ?", (seq,)).fetchone()
        return b"" if row is None else bytes(row[0])

    def epoch(self) -> str:
        """Changes when seqs begin anew: whoever remembers one of another epoch starts from 0."""
        return self.meta("log_epoch")

    def device(self) -> str:
        """The name of this device in its events."""
        return self.meta("device")

    def new_today(self, day: int) -> int:
        """How many cards had their first review on a study day."""
        return self._one(_NEW_TODAY, day)

    def reviewed(self, day: int) -> int:
        """How many cards moved on a study day that had their first review before it."""
        return self._one(_REVIEWED, ids.least_of_day(day), day, day, day)

    def newest_day(self) -> int:
        """The latest study day of an event; 0 if there is none."""
        day = self._one("SELECT coalesce((SELECT day FROM log ORDER BY id DESC LIMIT 1), 0)")
        # The greatest id may be of an earlier day than another one: after a journey west.
        later = "SELECT coalesce(max(day), 0) FROM log WHERE id >= ?"
        return max(day, self._one(later, ids.least_of_day(day + 1)))

    def missed(self, first: int, last: int) -> list[str]:
        """The keys of cards that were graded under 3 on the study days from `first` to `last`."""
        values = (ids.least_of_day(first), first, last, PASS)
        with telling(self.path):
            return [row[0] for row in self.db.execute(_MISSED, values)]

    def reviews_after(self, seq: int, day: int) -> int:
        """How many reviews of a study day that still stand came after a card's `last_seq`."""
        return self._one(_REVIEWS_AFTER, seq, day)

    def events(self, card: str | None = None, since: int | None = None) -> Iterator[Event]:
        """All events in the order of ids, or those of a card under all its names.

        Args:
            since: a study day; only what has that day or a later one.
        """
        with telling(self.path):
            if card is None:
                query, values = (_ALL, ()) if since is None else (_SINCE, (since,))
                yield from map(Event._make, self.db.execute(query, values))
                return
            found = [
                Event._make(row)
                for key in states.keys_of(self.db, card)
                for row in self.db.execute(_OF_CARD, (key,))
            ]
            undos = {
                Event._make(row)
                for event in found
                for row in self.db.execute(_OF_TARGET, (event.id,))
            }
            yield from sorted(
                event for event in {*found, *undos} if since is None or event.day >= since
            )

    def ahead(self, day: int) -> int:
        """How many events that still stand, of the kinds in `DATED`, are over a day after `day`.

        Their days are what a clock that is ahead does harm with: a card's days never run
        backwards, so it waits for them. (A zone further east may be a day ahead.)
        """
        return self._one(f"SELECT count(*) {AHEAD}", *ahead_of(day))

    def find_event(self, prefix: str) -> list[Event]:
        """The first ten events whose id, as text, begins so."""
        span = ids.prefix_range(prefix)
        if span is None:
            return []
        with telling(self.path):
            return [Event._make(row) for row in self.db.execute(_IN_RANGE, span)]

    def meta(self, name: str) -> str:
        """A value of the table `meta`; empty if it is not there."""
        with telling(self.path):
            row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def _one(self, query: str, *values: object) -> int:
        with telling(self.path):
            return int(self.db.execute(query, values).fetchone()[0])


def ahead_of(day: int) -> tuple[object, ...]:
    """The values of `AHEAD`: the ids only spare it the rows of all years before."""
    return ids.least_of_day(day + 2), day + 1, *DATED
