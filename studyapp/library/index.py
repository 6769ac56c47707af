"""The index file: opened, found damaged, replaced, or kept in memory where it cannot be written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp import clock
from studyapp.library import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.library import scan

SCHEMA = Path(__file__).with_name("index.sql")

KEPT = 8
"""How many index files stay in the cache, the latest written first."""

_BUSY_SECONDS = 5.0
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_LOOKS = 5
_PAUSE = 0.02
"""How often, and how far apart in seconds, one looks whether a seal that is broken is put on."""


class Index:
    """A SQLite cache of one set of roots.

    Attributes:
        db: the connection; it commits only where told to.
        kept: False if the index lives in memory, and is built anew at each start.
        reason: why it is not kept, as one phrase; empty if nobody wanted it kept.

    """

    def __init__(self, folder: str, roots: scan.Roots, *, kept: bool = True) -> None:
        self.path = Path(places.index_file(folder, roots))
        self.roots = roots
        self.kept = kept
        self.reason = ""
        self.db = self._open() if kept else self._open_in_memory()

    def replace(self) -> None:
        """Throw the file away and begin an empty one: it was damaged."""
        self.close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self.db = self._open()

    def keep_in_memory(self, reason: str) -> None:
        """Go on with an empty index in memory, because the file cannot be used."""
        self.close()
        self.kept, self.reason = False, reason
        self.db = self._open_in_memory()

    def meta(self, name: str) -> str | None:
        """A remembered value, None if there is none."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, name: str, value: str) -> None:
        """Remember a value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, undone if anything in it fails, and sealed when it is done.

        The seal is the file's time, also written inside: whoever else has written since, or has
        damaged the file in a way that SQLite would not see, has broken it.
        """
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield self.db
            seal = clock.wall_ns() // places.SEAL_NS * places.SEAL_NS
            self.set_meta("sealed", str(seal))
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise
        if self.kept:
            with contextlib.suppress(OSError):
                os.utime(self.path, ns=(seal, seal))

    def close(self) -> None:
        """Close the connection; what was not committed is forgotten."""
        self.db.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return self._open_file()
        except (OSError, sqlite3.Error) as error:
            self.kept, self.reason = False, str(error)
            return self._open_in_memory()

    def _open_in_memory(self) -> sqlite3.Connection:
        db = _connect(":memory:")
        _create(db, self.roots)
        return db

    def _open_file(self) -> sqlite3.Connection:
        db = _connect(str(self.path))
        with _closed_on_error(db):
            if self._is_sound(db):
                return db
        db.close()
        self.path.unlink(missing_ok=True)
        Path(f"{self.path}-journal").unlink(missing_ok=True)
        db = _connect(str(self.path))
        with _closed_on_error(db):
            _create(db, self.roots)
        self._prune()
        return db

    def _is_sound(self, db: sqlite3.Connection) -> bool:
        """Whether the file is ours and sealed; a new one is filled."""
        for _ in range(_LOOKS):
            try:
                if _create(db, self.roots):
                    self._prune()
                    return True
                meta = dict(db.execute("SELECT name, value FROM meta").fetchall())
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if getattr(error, "sqlite_errorcode", None) in _BUSY:
                    raise
                return False
            if meta.get("roots") != repr(self.roots):
                return False
            if "sealed" not in meta or places.is_sealed(str(self.path), meta["sealed"]):
                return True
            # Another process may be between writing and sealing.
            time.sleep(_PAUSE)
        return False

    def _prune(self) -> None:
        with contextlib.suppress(OSError):
            found = sorted(
                self.path.parent.glob("index-*.db"), key=lambda path: path.stat().st_mtime_ns
            )
            for path in found[:-KEPT]:
                path.unlink(missing_ok=True)


@contextlib.contextmanager
def _closed_on_error(db: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        db.close()
        raise


def _create(db: sqlite3.Connection, roots: scan.Roots) -> bool:
    """Make the tables in an empty file; False if it is not empty."""
    if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return False
    db.execute("BEGIN IMMEDIATE")
    empty: bool = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if empty:
        for statement in _statements(SCHEMA.read_text(encoding="utf-8")):
            db.execute(statement)
        db.execute("INSERT INTO meta VALUES ('roots', ?)", (repr(roots),))
    db.execute("COMMIT")
    return empty


def _connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = DELETE")
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        # A damaged file is told apart from a good one by its first query, in the caller.
        pass
    return db


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit between them."""
    found: list[str] = []
    lines: list[str] = []
    for line in script.splitlines(keepends=True):
        lines.append(line)
        text = "".join(lines)
        if sqlite3.complete_statement(text):
            found.append(text)
            lines = []
    return found
