"""Whether a file is a log that can be trusted: what can be told of it before anything is written.

What takes no time is always looked at; a file is looked through only while that takes no longer
than a screen needs to appear. What is larger is looked through after the first frame (`upkeep`),
when it is backed up, and by the doctor. See docs/log.md, "Damage".
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from studyapp.progress.errors import HOW_TO_RESTORE, Damaged, ProgressError, damaged, is_damage
from studyapp.progress.salvage import PAGE, devices_in, last_seq_but_one

if TYPE_CHECKING:
    import pathlib

SCHEMA = 1
APPLICATION_ID = 0x53747564

LOOKED_THROUGH = 8 * 1024 * 1024
"""Bytes of a file that is looked through whenever it is opened: 13 ms of them, and a log of about
35 000 events (`python -m tests.bench doctor`)."""

_META = ("schema", "fold_version", "log_epoch", "device")
_NEWEST = "SELECT id, card FROM log ORDER BY seq DESC LIMIT 1"
_GREATEST = "SELECT max(id) FROM log"
_STATE = "SELECT name, changed FROM state WHERE key = ?"
_LAST_SEQ = "SELECT coalesce(max(seq), 0) FROM log"
_DEVICE = "SELECT value FROM meta WHERE name = 'device'"


def check_size(path: pathlib.Path) -> None:
    """See that a file has at least a page: SQLite would delete the `-wal` of a lesser one.

    Raises:
        Damaged: it has not.
    """
    if path.stat().st_size < PAGE:
        raise _no_log(path)


def check(db: sqlite3.Connection, path: pathlib.Path) -> int:
    """See that an open file is a log of this release or an older one; its schema.

    Raises:
        ProgressError: a newer release made it.
        Damaged: it is none, or none any more.
        sqlite3.Error: it cannot be read.
    """
    if has_foreign_wal(path):
        raise damaged(path, f"{path.name}-wal belongs to another log")
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _no_log(path)
    schema = _schema(db, path)
    if _lacks_what_its_wal_holds(db, path):
        raise damaged(path, f"{path.name}-wal holds grades that cannot be read")
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


def is_whole(path: pathlib.Path) -> bool:
    """Whether a file that nobody has open is a log, and every page of it as it was written.

    Raises:
        ProgressError: a newer release made it.
        sqlite3.Error, OSError: one cannot tell, because it cannot be read.
    """
    if not path.is_file():
        return False
    try:
        check_size(path)
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as db:
            check(db, path)
            look_through(db, path)
    except (Damaged, UnicodeDecodeError):
        return False
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        return False
    return True


def _no_log(path: pathlib.Path) -> Damaged:
    return Damaged(
        f"{path} is not a log of studyapp; move it away or name another home; if it was one,"
        f" {HOW_TO_RESTORE}"
    )


def _schema(db: sqlite3.Connection, path: pathlib.Path) -> int:
    meta = dict(db.execute("SELECT name, value FROM meta"))
    schema = meta.get("schema", "")
    if schema.isdecimal() and int(schema) > SCHEMA:
        raise ProgressError(f"{path} was made by a newer studyapp; update this one to use it")
    if not schema.isdecimal() or not all(name in meta for name in _META):
        raise damaged(path, "it does not say what it is")
    return int(schema)


def has_foreign_wal(path: pathlib.Path) -> bool:
    """Whether the `-wal` beside a log came from elsewhere: SQLite would write it into the log.

    A log's device never changes, and stands in each grade's part of the `-wal`.
    """
    devices = devices_in(_wal_of(path))
    if not devices:
        return False
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as alone:
            own = alone.execute(_DEVICE).fetchone()
    except sqlite3.Error:
        return False  # a checkpoint was cut off, which the -wal mends; or it is found damaged
    return own is not None and own[0] not in devices


def _lacks_what_its_wal_holds(db: sqlite3.Connection, path: pathlib.Path) -> bool:
    """Whether SQLite passes over grades in the `-wal`, as it does behind a frame that is damaged.

    Of several transactions the last may be half written, after a power cut; those before it not.
    """
    held = last_seq_but_one(_wal_of(path))
    return bool(held and held > db.execute(_LAST_SEQ).fetchone()[0])


def _wal_of(path: pathlib.Path) -> bytes:
    wal = path.with_name(path.name + "-wal")
    return wal.read_bytes() if wal.exists() and wal.stat().st_size else b""


def _read_newest(db: sqlite3.Connection, path: pathlib.Path) -> None:
    """Read the newest event, and what a grade would read next, by each way that leads there."""
    newest = db.execute(_NEWEST).fetchone()
    if newest is None:
        return
    greatest = db.execute(_GREATEST).fetchone()[0]
    if greatest is None or greatest < newest[0]:
        raise damaged(path, "its newest event is not among its ids")
    db.execute(_STATE, (newest[1],)).fetchone()
