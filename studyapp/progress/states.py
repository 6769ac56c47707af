"""The stored states: one row for each key, read and written as values."""

from __future__ import annotations

from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.fold import CardState
from studyapp.schedule.rules import Studied

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_COLUMNS = (
    "key", "changed", "name", "suspended", "buried_day", "flag", "met", "last_seq", "last_id",
    *Studied._fields,
)  # fmt: skip


def _select(condition: str) -> str:
    return " ".join(("SELECT", ", ".join(_COLUMNS), "FROM state", condition))


_OF_KEY = _select("WHERE key = ?")
_CHANGED = _select("WHERE changed > ? ORDER BY changed, key")
_BETWEEN = _select("WHERE key >= ? AND key < ?")
_EVERY = _select("ORDER BY key")
_OF_NAME = _select("WHERE name = ?")
_OF_COMPONENT = _select("WHERE name = (SELECT name FROM state WHERE key = ?)")
_KEYS = "SELECT key FROM state WHERE name = (SELECT name FROM state WHERE key = ?)"
_WITH_THOSE_OF = _select(
    "WHERE name IN (SELECT name FROM state WHERE key IN (SELECT card FROM log WHERE seq >= ?))"
)
_INSERT = " ".join(
    ("INSERT INTO state (", ", ".join(_COLUMNS), ") VALUES (", ", ".join("?" * len(_COLUMNS)), ")")
)
_PUT = " ".join(
    (
        _INSERT, "ON CONFLICT (key) DO UPDATE SET",
        ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS[1:]),
    )
)  # fmt: skip
_INDEXES = """
SELECT name, sql FROM sqlite_schema
WHERE type = 'index' AND tbl_name = 'state' AND sql IS NOT NULL
"""
_UNINDEXED = tuple(column for column in _COLUMNS[1:] if column not in {"name", "first_day"})
_STEP = " ".join(
    ("UPDATE state SET", ", ".join(f"{column} = ?" for column in _UNINDEXED), "WHERE key = ?")
)
_step_values = itemgetter(*(_COLUMNS.index(column) for column in (*_UNINDEXED, "key")))
_MOST_VALUES = 30_000
"""SQLite takes 32 766 from the release on that has STRICT tables."""

_NEVER = (None,) * len(Studied._fields)


class Stored(NamedTuple):
    """A row of the stored states; `changed` is the log's seq when it last changed."""

    key: str
    changed: int
    state: CardState


def of_key(db: sqlite3.Connection, key: str) -> CardState | None:
    """The state of one key; None if it does not stand in the log."""
    row = db.execute(_OF_KEY, (key,)).fetchone()
    return None if row is None else _stored(row).state


def keys_of(db: sqlite3.Connection, key: str) -> list[str]:
    """All names of the card that has this one; itself, if it does not stand in the log."""
    return [row[0] for row in db.execute(_KEYS, (key,))] or [key]


def of_component(db: sqlite3.Connection, key: str) -> list[Stored]:
    """The rows of all names of the card that has this one; none if it is not in the log."""
    # Nearly every card is known by its only name: this finds it with one look fewer.
    rows = db.execute(_OF_NAME, (key,)).fetchall() or db.execute(_OF_COMPONENT, (key,))
    return list(map(_stored, rows))


def changed_since(db: sqlite3.Connection, seq: int) -> Iterator[Stored]:
    """The rows that changed after a seq, in the order in which they did. Looks at all rows."""
    return map(_stored, db.execute(_CHANGED, (seq,)))


def of_cards_after(db: sqlite3.Connection, seq: int) -> Iterator[Stored]:
    """The rows of all names of the cards that the log tells of from a seq on."""
    return map(_stored, db.execute(_WITH_THOSE_OF, (seq,)))


def of_cards(db: sqlite3.Connection, keys: Iterable[str]) -> Iterator[Stored]:
    """The rows of all names of the cards that have these keys."""
    for some in in_parts(keys):
        within = f"WHERE name IN (SELECT name FROM state WHERE key IN ({marks(some)}))"
        yield from map(_stored, db.execute(_select(within), some))


def in_parts(keys: Iterable[str]) -> Iterator[list[str]]:
    """The keys in lists that SQLite takes as the values of one query."""
    left = iter(keys)
    while some := list(islice(left, _MOST_VALUES)):
        yield some


def marks(values: Sequence[object]) -> str:
    """The places of values in a query."""
    return ", ".join("?" * len(values))


def with_prefix(db: sqlite3.Connection, prefix: str) -> Iterator[Stored]:
    """The rows whose key begins so; the prefix ends in an ASCII character."""
    following = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return map(_stored, db.execute(_BETWEEN, (prefix, following)))


def every(db: sqlite3.Connection) -> Iterator[Stored]:
    """All rows."""
    return map(_stored, db.execute(_EVERY))


def put(db: sqlite3.Connection, rows: Iterable[Stored]) -> None:
    """Write rows, over those of the same keys."""
    db.executemany(_PUT, map(_flat, rows))


def put_all(db: sqlite3.Connection, rows: Iterable[Stored]) -> None:
    """Write rows in place of all that are there.

    The indexes are made again at the end: that takes a sixth less (`tests.bench anki`).
    """
    indexes = db.execute(_INDEXES).fetchall()
    for name, _ in indexes:
        db.execute(f"DROP INDEX {name}")
    db.execute("DELETE FROM state")
    db.executemany(_INSERT, sorted(map(_flat, rows)))  # keys are the order of the table
    for _, sql in indexes:
        db.execute(sql)


def step(db: sqlite3.Connection, before: CardState | None, row: Stored) -> None:
    """Write a row over what was `before`.

    `put` touches the pages of the indexes too, even if what they hold stays the same.
    """
    if before is None or _indexed(before) != _indexed(row.state):
        put(db, [row])
    else:
        db.execute(_STEP, _step_values(_flat(row)))


def step_all(db: sqlite3.Connection, changes: Iterable[tuple[CardState | None, Stored]]) -> None:
    """`step` for many rows: each is what was before, and what comes in its place."""
    stepped = []
    for before, row in changes:
        if before is None or _indexed(before) != _indexed(row.state):
            put(db, [row])
        else:
            stepped.append(_step_values(_flat(row)))
    db.executemany(_STEP, stepped)


def _indexed(state: CardState) -> tuple[str, int | None]:
    return state.name, None if state.studied is None else state.studied.first_day


def _stored(row: tuple) -> Stored:  # type: ignore[type-arg]  # a row has what SQLite gives
    studied = None if row[9] is None else Studied(*row[9:])
    name, suspended, *registers = row[2:9]
    return Stored(row[0], row[1], CardState(name, studied, bool(suspended), *registers))


def _flat(row: Stored) -> tuple[object, ...]:
    key, changed, (name, studied, *registers) = row
    return (key, changed, name, *registers, *(studied or _NEVER))
