"""Whether a file is a log that can be trusted: what can be told of it before anything is written.

What takes no time is always looked at; a file is looked through only while that takes no longer
than a screen needs to appear. What is larger is looked through after the first frame (`upkeep`),
when it is backed up, and by the doctor. See docs/log.md, "Damage".
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from studyapp.progress.errors import HOW_TO_RESTORE, ProgressError, damaged

if TYPE_CHECKING:
    import pathlib

SCHEMA = 1
APPLICATION_ID = 0x53747564

LOOKED_THROUGH = 8 * 1024 * 1024
"""Bytes of a file that is looked through whenever it is opened: 13 ms of them, and a log of about
35 000 events (`python -m tests.bench doctor`)."""

_META = ("schema", "fold_version", "log_epoch", "device", "last_time")
_NEWEST = "SELECT id, card FROM log ORDER BY seq DESC LIMIT 1"
_GREATEST = "SELECT max(id) FROM log"
_STATE = "SELECT name, changed FROM state WHERE key = ?"
_DEVICE = "SELECT value FROM meta WHERE name = 'device'"


def check(db: sqlite3.Connection, path: pathlib.Path) -> int:
    """See that an open file is a log of this release or an older one; its schema.

    Raises:
        ProgressError: it is none, or of a newer release.
        Damaged: it was one.
        sqlite3.Error: it cannot be read.
    """
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ProgressError(
            f"{path} is not a log of studyapp; move it away or name another home; if it was one,"
            f" {HOW_TO_RESTORE}"
        )
    schema = _schema(db, path)
    if _is_of_another_log(db, path):
        raise damaged(path, f"{path.name}-wal belongs to another log")
    if path.stat().st_size <= LOOKED_THROUGH:
        look_through(db, path)
    _read_newest(db, path)
    return schema


def look_through(db: sqlite3.Connection, path: pathlib.Path) -> None:
    """Look at every page of a log: 0.4 s for a million events.

    Raises:
        Damaged: one is not as it was written.
        sqlite3.Error: it cannot be read.
    """
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise damaged(path, " ".join(found.split()))


def _schema(db: sqlite3.Connection, path: pathlib.Path) -> int:
    meta = dict(db.execute("SELECT name, value FROM meta"))
    schema = meta.get("schema", "")
    if schema.isdecimal() and int(schema) > SCHEMA:
        raise ProgressError(f"{path} was made by a newer studyapp; update this one to use it")
    if not schema.isdecimal() or not all(name in meta for name in _META):
        raise damaged(path, "it does not say what it is")
    return int(schema)


def _is_of_another_log(db: sqlite3.Connection, path: pathlib.Path) -> bool:
    """Whether the `-wal` beside a log came from elsewhere: SQLite would write it into the log.

    A log's device never changes, and the page that it stands on is in each grade's part of the
    `-wal`: through a foreign one it reads otherwise than in the file alone.
    """
    wal = path.with_name(path.name + "-wal")
    if not wal.exists() or not wal.stat().st_size:
        return False
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as alone:
            before = alone.execute(_DEVICE).fetchone()
    except sqlite3.Error:
        return False  # a checkpoint was cut off, which the -wal mends; or it is found damaged
    return bool(before != db.execute(_DEVICE).fetchone())


def _read_newest(db: sqlite3.Connection, path: pathlib.Path) -> None:
    """Read the newest event, and what a grade would read next, by each way that leads there."""
    newest = db.execute(_NEWEST).fetchone()
    if newest is None:
        return
    greatest = db.execute(_GREATEST).fetchone()[0]
    if greatest is None or greatest < newest[0]:
        raise damaged(path, "its newest event is not among its ids")
    db.execute(_STATE, (newest[1],)).fetchone()
