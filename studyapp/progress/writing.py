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
_META = "SELECT value FROM meta WHERE name = ?"
_NEWEST = "SELECT max(id) FROM log"
_SET_LAST_TIME = "UPDATE meta SET value = ? WHERE name = 'last_time'"


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
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite may have rolled back by itself
            db.rollback()
        raise


def add(
    db: sqlite3.Connection,
    moment: Moment,
    drafts: Sequence[Draft],
    random: Callable[[int], bytes],
) -> Event:
    """Add events about one card, inside a transaction; the last of them.

    No other process writes meanwhile, so no two ids can be made of the same newest one.
    """
    device = db.execute(_META, ("device",)).fetchone()[0]
    own = int(db.execute(_META, ("last_time",)).fetchone()[0])
    last = db.execute(_NEWEST).fetchone()[0]
    newest = 0 if last is None else ids.time_of(last)
    rows: list[Row] = []
    for draft in drafts:
        own = ids.next_time(moment.at, own, newest)
        name = ids.make(own, random(ids.RANDOM_BYTES))
        event = Event(name, VERSION, device, *moment, **draft._asdict())
        seq = db.execute(_INSERT, event).lastrowid or 0
        rows.append(
            (seq, name, event.day, event.kind, event.card, event.grade, event.target, event.data)
        )
    db.execute(_SET_LAST_TIME, (str(own),))
    refold.follow(db, rows)
    return event
