"""What a study day asks for, from the index: the due, owed and new cards of some decks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from studyapp.library.queue import Entry, arrange, note_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_ENTRY = "SELECT card, key, coalesce(due, 0), coalesce(interval, 0)"
# The `+` keeps SQLite from walking all cards of the decks instead of those that are due.
_AMONG = "+deck IN (SELECT value FROM json_each(:decks))"
_FREE = "suspended = 0 AND (buried_day IS NULL OR buried_day < :day)"

_BY_KEY = f"{_ENTRY} FROM card JOIN deck USING (deck) WHERE key = :key AND open"
_DUE = f"""
{_ENTRY} FROM card
WHERE due <= :day AND {_FREE} AND {_AMONG} AND (owed_day IS NULL OR owed_day < :day)
"""
_OWED = f"""
{_ENTRY}, last_seq FROM card WHERE owed_day >= :day AND {_FREE} AND {_AMONG} ORDER BY last_seq
"""
_NEW = f"""
SELECT card, key FROM card
WHERE deck = :deck AND due IS NULL AND {_FREE} ORDER BY position LIMIT :most OFFSET :offset
"""
_FRESH = f"SELECT coalesce(sum(fresh), 0) FROM deck WHERE {_AMONG}"
_SEEN = "SELECT key FROM card WHERE last_day = :day"
_COUNT_DUE = f"SELECT count(*) FROM card WHERE due <= :day AND suspended = 0 AND {_AMONG}"
_NEXT_DUE = f"SELECT min(due) FROM card WHERE due > :day AND suspended = 0 AND {_AMONG}"


def entry(db: sqlite3.Connection, key: str) -> Entry | None:
    """A card as the queue knows it; None if no open deck has it."""
    row = db.execute(_BY_KEY, {"key": key}).fetchone()
    return None if row is None else Entry(*row)


def queue(db: sqlite3.Connection, day: int, decks: Sequence[int], new: int) -> list[Entry]:
    """The due cards and up to `new` new ones, arranged, without the owed ones.

    Args:
        day: the study day.
        decks: their numbers in the index, in the order in which new cards are taken.
        new: how many new cards.

    """
    values = {"day": day, "decks": json.dumps(list(decks))}
    due = list(map(Entry._make, db.execute(_DUE, values)))
    seen = {note_of(key): key for (key,) in db.execute(_SEEN, values) if "#" in key}
    found = arrange(due, _new(db, day, decks, new), day)
    return [entry for entry in found if seen.get(note_of(entry.key), entry.key) == entry.key]


def owed(db: sqlite3.Connection, day: int, decks: Sequence[int]) -> list[tuple[Entry, int]]:
    """The owed cards, the one that waits longest first, with the log's number of its review."""
    rows = db.execute(_OWED, {"day": day, "decks": json.dumps(list(decks))})
    return [(Entry(*row[:4]), row[4]) for row in rows]


def due_on(db: sqlite3.Connection, day: int, decks: Sequence[int]) -> int:
    """How many cards are due on a day or before."""
    values = {"day": day, "decks": json.dumps(list(decks))}
    return int(db.execute(_COUNT_DUE, values).fetchone()[0])


def next_due(db: sqlite3.Connection, day: int, decks: Sequence[int]) -> int | None:
    """The first study day after `day` on which a card is due."""
    values = {"day": day, "decks": json.dumps(list(decks))}
    found = db.execute(_NEXT_DUE, values).fetchone()[0]
    return None if found is None else int(found)


def fresh(db: sqlite3.Connection, decks: Sequence[int]) -> int:
    """How many cards were never reviewed."""
    return int(db.execute(_FRESH, {"decks": json.dumps(list(decks))}).fetchone()[0])


def _new(db: sqlite3.Connection, day: int, decks: Sequence[int], most: int) -> list[Entry]:
    """New cards deck by deck, one of a note each."""
    found: dict[str, Entry] = {}
    for deck in decks:
        offset = 0
        # Siblings fall out, and that may not cost the day a card: then it takes another round.
        while len(found) < most:
            values = {"deck": deck, "day": day, "most": most, "offset": offset}
            rows = db.execute(_NEW, values).fetchall()
            for card, key in rows:
                if len(found) < most:
                    found.setdefault(note_of(key), Entry(card, key))
            if len(rows) < most:
                break
            offset += most
    return list(found.values())
