"""The counts of a day, deck by deck, from the index alone.

Light on purpose: the quickest command imports it, so there are tuples here instead of classes.
"""

import sqlite3
from collections.abc import Callable, Sequence

from studyapp.library.limits import Left, least

FIELDS = ("total", "new", "new_today", "learning", "again", "due", "due_today", "suspended")
"""The names of the counts, in their order."""

_DUE_TODAY = FIELDS.index("due_today")

Row = tuple[str, str, str | None, bool, str, bool, int, tuple[int, ...]]
"""id, title, language, on, path, shipped, the deck's number in the index, its counts."""


def by_deck(
    db: sqlite3.Connection,
    day: int,
    is_on: Callable[[str, bool, str | None], bool],
    left: Left,
) -> list[Row]:
    """The open decks, those that are on first, with their counts on a study day.

    `new_today` is what the decks that are on would still introduce, in their order, of the
    cards that the day has `left`; `due_today` is how many of its due cards a deck would be asked
    alone.
    """
    new_left = left.new
    buried = _count(db, "+due IS NULL AND buried_day >= ?1", day, free="+suspended = 0")
    due = _count(db, f"deck IN ({_OPEN}) AND due <= ?1", day, by="deck")
    again = _count(db, "owed_day >= ?1", day)
    found: list[Row] = []
    rows = db.execute(
        "SELECT deck, id, title, language, path, shipped, total, fresh, learning, suspended"
        " FROM deck WHERE open ORDER BY root, path"
    ).fetchall()
    choice = [is_on(row[1], bool(row[5]), row[3]) for row in rows]
    for wanted in (True, False):
        for row, on in zip(rows, choice, strict=True):
            if on is not wanted:
                continue
            deck, deck_id, title, language, path, shipped, total, fresh, learning, suspended = row
            new_today = least(left.new_in(deck, fresh - buried.get(deck, 0)), new_left) if on else 0
            new_left = None if new_left is None else new_left - new_today
            due_here = due.get(deck, 0)
            due_today = least(left.reviews_in(deck, due_here), left.reviews)
            counts = (
                total, fresh, new_today, learning, again.get(deck, 0),
                due_here, due_today, suspended,
            )  # fmt: skip
            found.append((deck_id, title, language, on, path, bool(shipped), deck, counts))
    return found


def summed(rows: Sequence[Row], left: Left) -> tuple[int, ...]:
    """The counts of the decks that are on, added up, as far as the day has reviews `left`."""
    total = [sum(column) for column in zip(*_on(rows), strict=True)] or [0] * len(FIELDS)
    total[_DUE_TODAY] = least(total[_DUE_TODAY], left.reviews)
    return tuple(total)


def _on(rows: Sequence[Row]) -> list[tuple[int, ...]]:
    return [row[7] for row in rows if row[3]]


def as_json(rows: Sequence[Row], total: Sequence[int], date: str) -> dict[str, object]:
    """The shape that `due --json` and `decks --json` print."""
    decks = [
        {"id": row[0], "title": row[1], "language": row[2], "on": row[3], "path": row[4]}
        | dict(zip(FIELDS, row[7], strict=True))
        for row in rows
    ]
    return {"day": date, "decks": decks, "total": dict(zip(FIELDS, total, strict=True))}


def as_line(total: Sequence[int]) -> str:
    """The total in a few words, for a shell prompt."""
    counts = dict(zip(FIELDS, total, strict=True))
    parts = [
        f"{counts[field]} {word}"
        for field, word in (("due_today", "due"), ("again", "again"), ("new_today", "new"))
        if counts[field]
    ]
    return ", ".join(parts) or "nothing due"


_OPEN = "SELECT deck FROM deck WHERE open"
_FREE = "suspended = 0 AND (buried_day IS NULL OR buried_day < ?1)"
"""Neither suspended nor buried today."""


def _count(
    db: sqlite3.Connection, condition: str, day: int, *, free: str = _FREE, by: str = "+deck"
) -> dict[int, int]:
    """How many cards of each deck meet a condition on a day."""
    query = f"SELECT deck, count(*) FROM card WHERE {condition} AND {free} GROUP BY {by}"
    return dict(db.execute(query, (day,)).fetchall())
