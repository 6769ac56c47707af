"""Read the events of a file from outside, a `progress.db` or lines of JSON; trust none of it."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studyapp.progress.errors import ProgressError
from studyapp.progress.events import Event
from studyapp.progress.intake import MOST_DATA, Unfit, checked, from_json
from studyapp.progress.trust import APPLICATION_ID, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

_MAGIC = b"SQLite format 3\0"
_LONGEST_LINE = 6 * MOST_DATA
"""Every byte of data may be written as an escape of six."""

_LEAST_ROW = 16
"""A row has at least the bytes of its id; a file that tells more rows has a loop in it."""

_WAIT_MS = 5000
_SETTINGS = f"""
PRAGMA busy_timeout = {_WAIT_MS};
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA query_only = ON;
"""
_TABLES = (
    "SELECT lower(name), type, rootpage FROM sqlite_master WHERE lower(name) IN ('log', 'meta')"
)
_HIDDEN = "SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden <> 0"
_COLUMNS = "SELECT name FROM pragma_table_xinfo('log')"
_SCHEMA = "SELECT value FROM meta WHERE name = 'schema'"
_ROWS = f"SELECT {', '.join(Event._fields)} FROM log NOT INDEXED"
_NEWER = "was made by a newer studyapp; update this one to use it"


class Refused(ProgressError):
    """A file that is not taken in; `str()` names it and says why."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}; nothing has changed")


def events_of(path: Path) -> Iterator[Event]:
    """The events of a file, each checked by itself.

    Raises:
        Refused: it cannot be read, is no log, or a newer release made it.

    """
    try:
        with path.open("rb") as file:
            if file.peek(len(_MAGIC)).startswith(_MAGIC):
                yield from _rows(path)
            else:
                yield from _lines(path, file)
    except OSError as error:
        raise Refused(path, f"cannot be read ({error.strerror or error})") from error


def _lines(path: Path, file: BufferedReader) -> Iterator[Event]:
    number = 0
    while line := file.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise Refused(path, f"is no log of studyapp: line {number} is too long")
        try:
            if not line.isspace():
                yield from_json(line)
        except Unfit as error:
            raise Refused(path, f"is no log of studyapp: line {number} {error}") from error


def _rows(path: Path) -> Iterator[Event]:
    try:
        with _opened(path) as (db, size):
            _check_is_log(db, path)
            for number, row in enumerate(db.execute(_ROWS), 1):
                if number * _LEAST_ROW > size:
                    raise Refused(path, "is damaged: it tells more events than it can hold")
                yield _event(path, number, row)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise Refused(path, "is in use by another program; close that one first") from error
        raise Refused(path, f"is damaged or no log of studyapp ({error})") from error


def _event(path: Path, number: int, row: tuple[Any, ...]) -> Event:
    try:
        return checked(row)
    except Unfit as error:
        raise Refused(path, f"is no log of studyapp: event {number} {error}") from error


def _check_is_log(db: sqlite3.Connection, path: Path) -> None:
    """Ask only what is a plain table: a view or a computed column would run what it likes."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Refused(path, "is not a log of studyapp")
    tables = db.execute(_TABLES).fetchall()
    plain = {name for name, sort, root in tables if sort == "table" and root}
    if plain != {"log", "meta"} or len(tables) != 2:
        raise Refused(path, "is not a log of studyapp: it has no plain table `log`")
    if any(db.execute(_HIDDEN, (name,)).fetchone()[0] for name in plain):
        raise Refused(path, "is not a log of studyapp: a column of it is computed")
    schema = db.execute(_SCHEMA).fetchone()
    if schema is None or not isinstance(schema[0], str) or not schema[0].isdecimal():
        raise Refused(path, "is damaged: it does not say what its schema is")
    if len(schema[0]) > 9 or int(schema[0]) > SCHEMA:
        raise Refused(path, _NEWER)
    if {row[0] for row in db.execute(_COLUMNS)} != {"seq", *Event._fields}:
        raise Refused(path, "is not a log of studyapp: its table `log` has other columns")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    """A connection that only reads, and the bytes of the file.

    Where its folder cannot be written, SQLite cannot read in WAL mode: then a copy is read.
    """
    path = path.resolve()
    wal = path.with_name(path.name + "-wal")
    size = path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
    try:
        db = _connect(path)
    except sqlite3.OperationalError:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, "copy.db")
            shutil.copyfile(path, copy)
            if wal.exists():
                shutil.copyfile(wal, copy.with_name("copy.db-wal"))
            with closing(_connect(copy)) as db:
                yield db, size
        return
    with closing(db):
        yield db, size


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    db = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_DATA + 10_000)
        if sys.version_info >= (3, 12):
            db.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
            db.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
            db.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        db.executescript(_SETTINGS)
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        db.close()
        raise
    return db
