"""What a study day asks for, from the index: the due, owed and new cards of some decks."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from studyapp.library.queue import Entry, arrange, by_lateness, capped, note_of, one_of_a_note

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from studyapp.library.limits import Left
    from studyapp.library.wish import Wish

_ENTRY = "SELECT card, key, coalesce(due, 0), coalesce(interval, 0), deck, topic"
_DECKS = "deck IN (SELECT value FROM json_each(:decks))"
_TAGGED = "card IN (SELECT card FROM tag WHERE name IN (SELECT value FROM json_each(:tags)))"
_NAMED = "key IN (SELECT value FROM json_each(:keys))"
_FREE = "suspended = 0 AND (buried_day IS NULL OR buried_day < :day)"
_NOT_OWED = "(owed_day IS NULL OR owed_day < :day)"

_BY_KEY = f"{_ENTRY} FROM card JOIN deck USING (deck) WHERE key = :key AND open"
_TAKEN = {
    "due": "due <= :day",
    "ahead": "due <= :until AND (due <= :day OR last_day < :day)",
    "any": "due IS NOT NULL",
    "missed": f"due IS NOT NULL AND {_NAMED}",
}
_LATENESS = "(due - :day) * 1.0 / max(interval, 1)"
"""As `queue.by_lateness` reckons it."""

_NEW = f"{_ENTRY} FROM card WHERE deck = :deck AND due IS NULL AND {_FREE}"
_SIBLINGS = "SELECT EXISTS (SELECT 1 FROM card INDEXED BY card_sibling WHERE instr(key, '#'))"
_SEEN = "SELECT key FROM card WHERE last_day >= :day"


class Scope(NamedTuple):
    """The cards that are looked at.

    Attributes:
        decks: of these, by their numbers in the index, in the order in which new cards are taken.
        tags: with one of these; without any, all.
        keys: only these; None, all.

    """

    decks: Sequence[int]
    tags: Sequence[str] = ()
    keys: Sequence[str] | None = None

    @property
    def tagged(self) -> str:
        """The condition of the tags, as SQL that follows another one."""
        return f" AND {_TAGGED}" if self.tags else ""

    @property
    def among(self) -> str:
        """The condition, as SQL."""
        named = "" if self.keys is None else f" AND {_NAMED}"
        return f"{_DECKS}{self.tagged}{named}"

    @property
    def among_few(self) -> str:
        """The same, where another condition leaves few cards: it is looked at before the decks."""
        return f"+{self.among}"

    def values(self, day: int) -> dict[str, object]:
        """What the condition and a day are made of."""
        return {
            "day": day,
            "decks": json.dumps(list(self.decks)),
            "tags": json.dumps(list(self.tags)),
            "keys": json.dumps(list(self.keys or ())),
        }


def entry(db: sqlite3.Connection, key: str) -> Entry | None:
    """A card as the queue knows it; None if no open deck has it."""
    row = db.execute(_BY_KEY, {"key": key}).fetchone()
    return None if row is None else Entry(*row)


def queue(
    db: sqlite3.Connection, day: int, scope: Scope, wish: Wish, left: Left, *, apart: bool
) -> list[Entry]:
    """The cards of a sitting, arranged, without the owed ones.

    Of siblings at most one comes on a day, and none if another one was reviewed on that day.

    Args:
        day: the study day.
        scope: of which cards.
        wish: what to take besides the due ones.
        left: what the limits let in; those for reviews hold only for what is due.
        apart: whether topics take turns.

    """
    seen = {key for (key,) in db.execute(_SEEN, {"day": day})}
    notes = set(map(note_of, seen))
    due = [
        entry
        for entry in by_lateness(_due(db, day, scope, wish), day)
        if entry.key in seen or note_of(entry.key) not in notes
    ]
    due = one_of_a_note(due)
    notes.update(note_of(entry.key) for entry in due)
    if not wish.beyond:
        due = capped(due, left.reviews, left.reviews_of)
    return arrange(due, list(_new(db, day, scope, left, notes)), apart=apart)


class Opening(NamedTuple):
    """How a queue begins, and how many cards it has."""

    first: Entry
    total: int


def opening(
    db: sqlite3.Connection, day: int, scope: Scope, wish: Wish, left: Left, *, apart: bool
) -> Opening | None:
    """The beginning of `queue` in a tenth of its time (`python -m tests.bench anki`).

    None where it must be laid out to be known: with siblings, limits of reviews, few due cards, or
    a wish beyond these. Arguments as there.
    """
    if wish.beyond or left.reviews is not None or left.reviews_of or _has_siblings(db):
        return None
    values = scope.values(day)
    where = f"FROM card WHERE due <= :day AND {_FREE} AND {_NOT_OWED} AND {scope.among}"
    query = f"SELECT topic, count(*), min({_LATENESS}) {where} GROUP BY topic"
    topics = [_Topic._make(row) for row in db.execute(query, values)]
    due = sum(topic.due for topic in topics)
    new = sum(1 for _ in _new(db, day, scope, left, set()))
    if due <= new:  # a new card may come first
        return None
    largest = max(topics, key=lambda topic: topic.due)
    leading = [largest] if apart and 2 * largest.due > due else topics
    latest = min(topic.latest for topic in leading)
    names = json.dumps([topic.name for topic in leading if topic.latest == latest])
    query = (
        f"{_ENTRY} {where} AND {_LATENESS} = :latest"
        " AND topic IN (SELECT value FROM json_each(:topics))"
    )
    rows = db.execute(query, {**values, "latest": latest, "topics": names})
    return Opening(by_lateness(list(map(Entry._make, rows)), day)[0], due + new)


def owed(db: sqlite3.Connection, day: int, scope: Scope) -> list[tuple[Entry, int]]:
    """The owed cards, the one that waits longest first, with the log's number of its review."""
    query = (
        f"{_ENTRY}, last_seq FROM card WHERE owed_day >= :day AND {_FREE} AND {scope.among_few}"
        " ORDER BY last_seq"
    )
    rows = db.execute(query, scope.values(day))
    return [(Entry(*row[:-1]), row[-1]) for row in rows]


def due_by_deck(db: sqlite3.Connection, day: int, scope: Scope) -> dict[int, int]:
    """How many cards of each deck are due on a day or before."""
    query = (
        f"SELECT deck, count(*) FROM card WHERE due <= :day AND {scope.among}"
        " AND suspended = 0 GROUP BY deck"
    )
    return dict(db.execute(query, scope.values(day)).fetchall())


def coming(
    db: sqlite3.Connection, day: int, days: int, scope: Scope
) -> defaultdict[int, Counter[int]]:
    """How many cards of each deck become due on each of the so many days after `day`."""
    query = (
        f"SELECT deck, due, count(*) FROM card WHERE due > :day AND due <= :last AND {scope.among}"
        " AND suspended = 0 GROUP BY deck, due"
    )
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for deck, later, count in db.execute(query, {**scope.values(day), "last": day + days}):
        found[deck][later] = count
    return found


def next_due(db: sqlite3.Connection, day: int, scope: Scope) -> int | None:
    """The first study day after `day` on which a card is due; what is due already waits for it."""
    query = f"SELECT min(due) FROM card WHERE due IS NOT NULL AND suspended = 0 AND {scope.among}"
    found = db.execute(query, scope.values(day)).fetchone()[0]
    return None if found is None else max(day + 1, int(found))


def fresh(db: sqlite3.Connection, scope: Scope) -> int:
    """How many cards were never reviewed."""
    if scope.tags:
        query = f"SELECT count(*) FROM card WHERE due IS NULL AND suspended = 0 AND {scope.among}"
    else:
        query = f"SELECT coalesce(sum(fresh), 0) FROM deck WHERE {_DECKS}"
    return int(db.execute(query, scope.values(0)).fetchone()[0])


class _Topic(NamedTuple):
    """A topic's due cards, and the greatest lateness among them, which is the least number."""

    name: str
    due: int
    latest: float


def _has_siblings(db: sqlite3.Connection) -> bool:
    return bool(db.execute(_SIBLINGS).fetchone()[0])


def _due(db: sqlite3.Connection, day: int, scope: Scope, wish: Wish) -> list[Entry]:
    """What the wish takes of the cards that were reviewed before, without the owed ones."""
    taken = _TAKEN["ahead" if wish.take == "due" and wish.ahead else wish.take]
    among = scope.among if scope.keys is None else scope.among_few
    query = f"{_ENTRY} FROM card WHERE {taken} AND {_FREE} AND {_NOT_OWED} AND {among}"
    rows = db.execute(query, {**scope.values(day), "until": day + wish.ahead})
    return list(map(Entry._make, rows))


def _new(
    db: sqlite3.Connection, day: int, scope: Scope, left: Left, notes: set[str]
) -> Iterator[Entry]:
    """New cards deck by deck, as many as the limits let in, of no note that is in `notes`."""
    total = left.new
    for deck in scope.decks:
        most = left.new_of.get(deck)
        for entry in _new_of(db, day, scope, deck) if total != 0 else ():
            if 0 in (total, most):
                break
            note = note_of(entry.key)
            if note in notes:
                continue
            notes.add(note)
            total = None if total is None else total - 1
            most = None if most is None else most - 1
            yield entry


def _new_of(db: sqlite3.Connection, day: int, scope: Scope, deck: int) -> Iterator[Entry]:
    query = f"{_NEW}{scope.tagged} ORDER BY position"
    return map(Entry._make, db.execute(query, {**scope.values(day), "deck": deck}))
