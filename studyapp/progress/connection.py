"""Open the file of the log: made whole or not at all, checked, and never overwritten."""

from __future__ import annotations

import pathlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from studyapp.progress import placing, trust, upgrades
from studyapp.progress.errors import ProgressError, is_damage, telling
from studyapp.progress.fold import FOLD_VERSION
from studyapp.progress.trust import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA_FILE = pathlib.Path(__file__).with_name("schema.sql")

WAIT_MS = 5000
"""How long a grade waits for another process to finish its own."""

_VERSION_AT = 18
"""Where a file of SQLite says how it is written: 1 with a `-journal`, 2 with a `-wal`."""

_SETTINGS = f"""
PRAGMA busy_timeout = {WAIT_MS};
PRAGMA recursive_triggers = ON;
PRAGMA foreign_keys = OFF;
PRAGMA trusted_schema = OFF;
"""


def open_writable(
    path: pathlib.Path,
    random: Callable[[int], bytes],
    before_upgrade: Callable[[], object],
) -> sqlite3.Connection:
    """The log at `path`, made if there is none, and brought to this release's schema.

    Args:
        random: gives that many random bytes.
        before_upgrade: called before a log of an older release is changed.

    Raises:
        ProgressError: it cannot be made, read or written, or a newer release made it.
    """
    path = path.absolute()
    with telling(path):
        placing.settle(path)
        if not path.exists():
            _create(path, random)
        db = _open_checked(path, before_upgrade)
        try:
            if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
                db.execute("PRAGMA journal_mode = DELETE")  # as on network folders
            db.execute("PRAGMA synchronous = FULL")
            db.execute("BEGIN IMMEDIATE")  # what cannot be written is told now, not at a grade
            db.execute("ROLLBACK")
        except BaseException:
            db.close()
            raise
    return db


def open_readable(path: pathlib.Path, *, checked: bool = True) -> sqlite3.Connection:
    """The log at `path`, to be read only; an empty one in memory if there is none.

    Args:
        checked: whether it is first seen to be a log, as it is not when it is open already.

    Raises:
        ProgressError: it cannot be read, or a newer release made it.
    """
    path = path.absolute()
    with telling(path):
        placing.settle(path)
        if not path.exists():
            return _in_memory()
        trust.check_size(path)
        try:
            return _open_query_only(path, "mode=ro", checked=checked)
        except sqlite3.OperationalError as error:
            if is_damage(error):
                raise
            # Where the folder cannot be written, SQLite cannot read in WAL mode. The file alone
            # tells everything only if what lies beside it holds nothing.
            for side in ("-wal", "-journal"):
                held = placing.beside(path, side)
                if held.exists() and held.stat().st_size:
                    raise ProgressError(
                        f"{path} holds reviews that are still in {held.name}; "
                        "open it once where its folder can be written"
                    ) from None
            return _open_query_only(path, "immutable=1", checked=checked)


def open_unrecorded(path: pathlib.Path) -> sqlite3.Connection:
    """A copy of the log at `path` in memory, to be written and then forgotten.

    Raises:
        ProgressError: it cannot be read, or a newer release made it.
    """
    db = open_readable(path)
    if path.exists():
        with telling(path):
            db = copy_in_memory(db)
    db.execute("PRAGMA query_only = OFF")
    return db


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


def _open_checked(path: pathlib.Path, before_upgrade: Callable[[], object]) -> sqlite3.Connection:
    """The log at `path`, seen to be one, with this release's schema."""
    trust.check_size(path)
    _take_back_half_written(path)
    # Looked at through a connection that cannot write: closing another one would put what it
    # takes for the log's own -wal into the log.
    with closing(_connect(f"{path.as_uri()}?mode=ro")) as reader:
        schema = trust.check(reader, path)
    if schema < SCHEMA:
        before_upgrade()
    db = _connect(f"{path.as_uri()}?mode=rw")
    try:
        upgrades.upgrade(db)
    except BaseException:
        db.close()
        raise
    return db


def _take_back_half_written(path: pathlib.Path) -> None:
    """Have SQLite take back what a killed process left half written where there is no WAL mode.

    A connection that only reads could not. In a log in WAL mode no `-journal` is its own.
    """
    journal = placing.beside(path, "-journal")
    if not (journal.exists() and journal.stat().st_size):
        return
    with path.open("rb") as file:
        is_in_wal_mode = file.read(_VERSION_AT + 1)[_VERSION_AT] != 1
    if not is_in_wal_mode:
        with closing(_connect(f"{path.as_uri()}?mode=rw")) as db:
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _open_query_only(path: pathlib.Path, how: str, *, checked: bool) -> sqlite3.Connection:
    db = _connect(f"{path.as_uri()}?{how}")
    try:
        if checked and trust.check(db, path) < SCHEMA:
            db = copy_in_memory(db)
            upgrades.upgrade(db)
        db.execute("PRAGMA query_only = ON")
    except BaseException:
        db.close()
        raise
    return db


def _create(path: pathlib.Path, random: Callable[[int], bytes]) -> None:
    """Build the log beside its place and link it there: whoever dies, a log is whole."""
    placing.make_folders(path.parent)
    placing.put_orphans_aside(path)
    with placing.draft_of(path) as draft:
        with closing(sqlite3.connect(draft, isolation_level=None)) as db:
            build(db, random(8).hex(), random(8).hex())
            # Here, where nobody waits: two processes that change it at once lock each other out.
            db.execute("PRAGMA journal_mode = WAL")
        _put(draft, path)
    placing.sync(path.parent)


def _put(draft: pathlib.Path, path: pathlib.Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return  # another process was quicker: its log is the log
    except OSError:  # a file system without hard links
        draft.rename(path)


def build(db: sqlite3.Connection, epoch: str, device: str) -> None:
    """Make the tables of a log in an empty database."""
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
    build(db, epoch="", device="0" * 16)
    db.execute("PRAGMA query_only = ON")
    return db
