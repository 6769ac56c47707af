"""Open the file of the log: made whole or not at all, checked, and never overwritten."""

from __future__ import annotations

import os
import pathlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from studyapp.progress.errors import ProgressError, telling
from studyapp.progress.fold import FOLD_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA = 1
APPLICATION_ID = 0x53747564
SCHEMA_FILE = pathlib.Path(__file__).with_name("schema.sql")

WAIT_MS = 5000
"""How long a grade waits for another process to finish its own."""

_SETTINGS = f"""
PRAGMA busy_timeout = {WAIT_MS};
PRAGMA recursive_triggers = ON;
PRAGMA foreign_keys = OFF;
PRAGMA trusted_schema = OFF;
"""


def open_writable(path: pathlib.Path, random: Callable[[int], bytes]) -> sqlite3.Connection:
    """The log at `path`, made if there is none.

    Raises:
        ProgressError: it cannot be made, read or written, or a newer release made it.
    """
    path = path.absolute()
    with telling(path):
        if not path.exists():
            _create(path, random)
        db = _connect(f"{path.as_uri()}?mode=rw")
        try:
            _check(db, path)
            if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
                db.execute("PRAGMA journal_mode = DELETE")  # as on network folders
            db.execute("PRAGMA synchronous = FULL")
            db.execute("BEGIN IMMEDIATE")  # what cannot be written is told now, not at a grade
            db.execute("ROLLBACK")
        except BaseException:
            db.close()
            raise
    return db


def open_readable(path: pathlib.Path) -> sqlite3.Connection:
    """The log at `path`, to be read only; an empty one in memory if there is none.

    Raises:
        ProgressError: it cannot be read, or a newer release made it.
    """
    path = path.absolute()
    with telling(path):
        if not path.exists():
            return _in_memory()
        try:
            return _open_query_only(path, "mode=ro")
        except sqlite3.OperationalError:
            # Where the folder cannot be written, SQLite cannot read in WAL mode. The file alone
            # tells everything only if its -wal holds nothing.
            wal = path.with_name(path.name + "-wal")
            if wal.exists() and wal.stat().st_size:
                raise ProgressError(
                    f"{path} holds reviews that are still in {wal.name}; "
                    "open it once where its folder can be written"
                ) from None
            return _open_query_only(path, "immutable=1")


def copy_in_memory(db: sqlite3.Connection) -> sqlite3.Connection:
    """The same log, apart from its file, which is closed."""
    copy = _connect("file::memory:")
    with closing(db):
        db.backup(copy)
    return copy


def _connect(uri: str) -> sqlite3.Connection:
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_MS / 1000)
    try:
        db.executescript(_SETTINGS)
    except BaseException:
        db.close()
        raise
    return db


def _open_query_only(path: pathlib.Path, how: str) -> sqlite3.Connection:
    db = _connect(f"{path.as_uri()}?{how}")
    try:
        _check(db, path)
        db.execute("PRAGMA query_only = ON")
    except BaseException:
        db.close()
        raise
    return db


def _check(db: sqlite3.Connection, path: pathlib.Path) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise ProgressError(f"{path} is not a log of studyapp; move it away, or name another home")
    meta = dict(db.execute("SELECT name, value FROM meta").fetchall())
    numbers = [meta.get(name, "") for name in ("schema", "fold_version")]
    if not all(map(_is_number, numbers)) or not {"log_epoch", "device"} <= meta.keys():
        raise ProgressError(f"{path} is damaged; keep it, and put a backup in its place")
    if int(meta["schema"]) > SCHEMA:
        raise ProgressError(f"{path} was made by a newer studyapp; update this one to use it")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _create(path: pathlib.Path, random: Callable[[int], bytes]) -> None:
    """Build the log beside its place and link it there: whoever dies, a log is whole."""
    _make_folders(path.parent)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as db:
            _build(db, random(8).hex(), random(8).hex())
            # Here, where nobody waits: two processes that change it at once lock each other out.
            db.execute("PRAGMA journal_mode = WAL")
        _put(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _make_folders(folder: pathlib.Path) -> None:
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def _put(draft: pathlib.Path, path: pathlib.Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return  # another process was quicker: its log is the log
    except OSError:  # a file system without hard links
        draft.rename(path)


def _build(db: sqlite3.Connection, epoch: str, device: str) -> None:
    db.executescript("BEGIN;" + SCHEMA_FILE.read_text(encoding="utf-8"))
    db.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [
            ("schema", str(SCHEMA)),
            ("fold_version", str(FOLD_VERSION)),
            ("log_epoch", epoch),
            ("device", device),
        ],
    )
    db.execute("COMMIT")


def _in_memory() -> sqlite3.Connection:
    """A log with nothing in it. It has no epoch, as there is no file to be new."""
    db = _connect("file::memory:")
    _build(db, epoch="", device="0" * 16)
    db.execute("PRAGMA query_only = ON")
    return db
