"""The counts of a day, deck by deck, from the index alone.

Light on purpose: the quickest command imports it, so there are tuples here instead of classes.
"""

import sqlite3
from collections.abc import Callable, Sequence

FIELDS = ("total", "new", "new_today", "learning", "again", "due", "suspended")
"""The names of the counts, in their order."""

_BURIED_NEW = """
SELECT deck, count(*) FROM card WHERE buried_day >= ? AND due IS NULL AND suspended = 0
GROUP BY deck
"""

Row = tuple[str, str, str | None, bool, str, bool, int, tuple[int, ...]]
"""id, title, language, on, path, shipped, the deck's number in the index, its counts."""


def by_deck(
    db: sqlite3.Connection,
    day: int,
    is_on: Callable[[str, bool, str | None], bool],
    new_left: int,
) -> list[Row]:
    """The open decks, those that are on first, with their counts on a study day.

    `new_today` is what the decks that are on would still introduce, in their order, of the
    `new_left` cards that the day allows; buried ones come another day.
    """
    due = _count(db, "due <= ?", day)
    again = _count(db, "owed_day >= ?", day)
    buried = dict(db.execute(_BURIED_NEW, (day,)).fetchall())
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
            new_today = min(fresh - buried.get(deck, 0), new_left) if on else 0
            new_left -= new_today
            counts = (
                total, fresh, new_today, learning, again.get(deck, 0), due.get(deck, 0), suspended,
            )  # fmt: skip
            found.append((deck_id, title, language, on, path, bool(shipped), deck, counts))
    return found


def summed(rows: Sequence[Row]) -> tuple[int, ...]:
    """The counts of the decks that are on, added up."""
    return tuple(sum(column) for column in zip(*_on(rows), strict=True)) or (0,) * len(FIELDS)


def _on(rows: Sequence[Row]) -> list[tuple[int, ...]]:
    return [row[7] for row in rows if row[3]]


def as_json(rows: Sequence[Row], date: str) -> dict[str, object]:
    """The shape that `due --json` and `decks --json` print."""
    decks = [
        {"id": row[0], "title": row[1], "language": row[2], "on": row[3], "path": row[4]}
        | dict(zip(FIELDS, row[7], strict=True))
        for row in rows
    ]
    return {"day": date, "decks": decks, "total": dict(zip(FIELDS, summed(rows), strict=True))}


def as_line(total: Sequence[int]) -> str:
    """The total in a few words, for a shell prompt."""
    counts = dict(zip(FIELDS, total, strict=True))
    parts = [
        f"{counts[field]} {word}"
        for field, word in (("due", "due"), ("again", "again"), ("new_today", "new"))
        if counts[field]
    ]
    return ", ".join(parts) or "nothing due"


def _count(db: sqlite3.Connection, condition: str, day: int) -> dict[int, int]:
    """How many cards of each deck meet a condition and are neither suspended nor buried today.

    The `+` keeps SQLite from walking all cards in the order of their decks.
    """
    query = (
        f"SELECT deck, count(*) FROM card WHERE {condition}"
        " AND suspended = 0 AND (buried_day IS NULL OR buried_day < ?) GROUP BY +deck"
    )
    return dict(db.execute(query, (day, day)).fetchall())
