"""The one way into the log: events get their ids, and the states follow, in one transaction."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress import ids, refold
from studyapp.progress.events import VERSION, Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from studyapp.progress.fold import Row
    from studyapp.schedule.moment import Moment

_INSERT = """
INSERT INTO log (id, version, device, at, offset, day, kind, card, grade, ms, target, data)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DEVICE_AND_NEWEST = "SELECT value, (SELECT max(id) FROM log) FROM meta WHERE name = 'device'"
_NEWEST_OF_DEVICE = "SELECT id FROM log WHERE device = ? ORDER BY id DESC LIMIT 1"

_NOTHING = "PRAGMA user_version = 0"
"""Changes nothing, and is a transaction: of the first page alone, as no other one is. The check
of a `-wal` knows by it what was refused (`salvage.last_seq_but_one`)."""


class Draft(NamedTuple):
    """An event before it has an id and a time."""

    kind: str
    card: str | None = None
    grade: int | None = None
    ms: int | None = None
    target: bytes | None = None
    data: str | None = None


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """What is written inside is on disk at the end, or nothing of it is."""
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        _commit(db)
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite may have rolled back by itself
            db.rollback()
        raise


def _commit(db: sqlite3.Connection) -> None:
    """Commit, and let nothing come back of what could not be committed.

    Where the disk took all that was written and then failed to say that it has it, SQLite gives up
    the transaction, but leaves it whole in the ``-wal``. Its next transaction would be written over
    it; whoever is killed before that would find it kept. So one is written at once.
    """
    try:
        db.execute("COMMIT")
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            db.rollback()
        with suppress(sqlite3.Error):  # a disk that takes nothing at all
            _write_nothing(db)
        raise


def _write_nothing(db: sqlite3.Connection) -> None:
    """Write a transaction without waiting for the disk, which would only fail again."""
    level = db.execute("PRAGMA synchronous").fetchone()[0]
    db.execute("PRAGMA synchronous = NORMAL")  # a checkpoint would still wait, unlike with OFF
    try:
        db.execute(_NOTHING)
    finally:
        db.execute(f"PRAGMA synchronous = {level}")


def add(
    db: sqlite3.Connection,
    moment: Moment,
    drafts: Sequence[Draft],
    random: Callable[[int], bytes],
) -> Event:
    """Add events about one card, inside a transaction, and let the states follow; the last one."""
    event, rows = append(db, moment, drafts, random)
    refold.follow(db, rows)
    return event


def append(
    db: sqlite3.Connection,
    moment: Moment,
    drafts: Sequence[Draft],
    random: Callable[[int], bytes],
) -> tuple[Event, list[Row]]:
    """Add events about one card to the log, inside a transaction; the last one, and all rows.

    No other process writes meanwhile, so no two ids can be made of the same newest one.
    """
    device, newest = db.execute(_DEVICE_AND_NEWEST).fetchone()
    rows: list[Row] = []
    for time, draft in enumerate(drafts, _next_time(db, device, newest, moment.at)):
        name = ids.make(time, random(ids.RANDOM_BYTES))
        event = Event(name, VERSION, device, *moment, **draft._asdict())
        seq = db.execute(_INSERT, event).lastrowid or 0
        rows.append(
            (seq, name, event.day, event.kind, event.card, event.grade, event.target, event.data)
        )
    return event, rows


def _next_time(db: sqlite3.Connection, device: str, newest: bytes | None, wall: int) -> int:
    """The time of the next id. This device's last one is in the log, and seldom asked for."""
    last = _time_of(newest)
    if not ids.is_far_ahead(last, wall):
        return ids.next_time(wall, last, last)
    row = db.execute(_NEWEST_OF_DEVICE, (device,)).fetchone()
    return ids.next_time(wall, _time_of(row[0] if row else None), last)


def _time_of(event_id: bytes | None) -> int:
    return 0 if event_id is None else ids.time_of(event_id)
