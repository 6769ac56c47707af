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
_NEWEST_OF_DEVICE_SINCE = "SELECT max(+id) FROM log WHERE seq > ? AND device = ?"
_LAST_ROW = "SELECT seq, id FROM log ORDER BY seq DESC LIMIT 1"
_ID_OF_ROW = "SELECT id FROM log WHERE seq = ?"

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


class Names:
    """Makes the ids of what this device writes into an open log.

    Its own last id is seldom asked for: where the newest one is too far ahead to be followed. That
    may be one of many such, all of another device, which are walked once and not at each grade:
    rows are only ever added, each with a greater `seq`, so as long as the row that was the last one
    is there with its id, only what came after it is looked at.
    """

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self._random = random
        self._device = ""
        self._last: tuple[int, bytes] = 0, b""
        self._own: bytes | None = None

    def make(self, time: int) -> bytes:
        """A new id of a time."""
        return ids.make(time, self._random(ids.RANDOM_BYTES))

    def next_time(
        self, db: sqlite3.Connection, device: str, newest: bytes | None, wall: int
    ) -> int:
        """The time of the next id. This device's last one is in the log, if it has any."""
        last = _time_of(newest)
        if not ids.is_far_ahead(last, wall):
            return ids.next_time(wall, last, last)
        return ids.next_time(wall, _time_of(self._newest_of(db, device)), last)

    def _newest_of(self, db: sqlite3.Connection, device: str) -> bytes | None:
        seq, name = self._last
        if device == self._device and db.execute(_ID_OF_ROW, (seq,)).fetchone() == (name,):
            later = db.execute(_NEWEST_OF_DEVICE_SINCE, (seq, device)).fetchone()[0]
            self._own = max(self._own or b"", later or b"") or None
        else:
            row = db.execute(_NEWEST_OF_DEVICE, (device,)).fetchone()
            self._own = row[0] if row else None
        self._device, self._last = device, db.execute(_LAST_ROW).fetchone()
        return self._own


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
    names: Names,
) -> Event:
    """Add events about one card, inside a transaction, and let the states follow; the last one."""
    event, rows = append(db, moment, drafts, names)
    refold.follow(db, rows)
    return event


def append(
    db: sqlite3.Connection,
    moment: Moment,
    drafts: Sequence[Draft],
    names: Names,
) -> tuple[Event, list[Row]]:
    """Add events about one card to the log, inside a transaction; the last one, and all rows.

    No other process writes meanwhile, so no two ids can be made of the same newest one.
    """
    device, newest = db.execute(_DEVICE_AND_NEWEST).fetchone()
    rows: list[Row] = []
    for time, draft in enumerate(drafts, names.next_time(db, device, newest, moment.at)):
        name = names.make(time)
        event = Event(name, VERSION, device, *moment, **draft._asdict())
        seq = db.execute(_INSERT, event).lastrowid or 0
        rows.append(
            (seq, name, event.day, event.kind, event.card, event.grade, event.target, event.data)
        )
    return event, rows


def _time_of(event_id: bytes | None) -> int:
    return 0 if event_id is None else ids.time_of(event_id)
