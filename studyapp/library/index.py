"""The index file: opened, found damaged, replaced, or kept in memory where it cannot be written."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from studyapp.library import places

SCHEMA = Path(__file__).with_name("index.sql")

KEPT = 8
"""How many index files stay in the cache, the latest written first."""

_BUSY_SECONDS = 5.0


class Index:
    """A SQLite cache of one set of roots.

    Attributes:
        db: the connection; it commits only where told to.
        kept: False if the index lives in memory, and is built anew at each start.
        reason: why it is not kept, as one phrase.

    """

    def __init__(self, folder: str, roots: tuple[tuple[str, bool], ...]) -> None:
        self.path = Path(places.index_file(folder, roots))
        self.roots = roots
        self.kept = True
        self.reason = ""
        self.db = self._open()

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
        self.db = _connect(":memory:")
        self._create(self.db)

    def meta(self, name: str) -> str | None:
        """A remembered value, None if there is none."""
        row = self.db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, name: str, value: str) -> None:
        """Remember a value."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def close(self) -> None:
        """Close the connection; what was not committed is forgotten."""
        self.db.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return self._open_file()
        except (OSError, sqlite3.Error) as error:
            self.kept, self.reason = False, str(error)
            db = _connect(":memory:")
            self._create(db)
            return db

    def _open_file(self) -> sqlite3.Connection:
        db = _connect(str(self.path))
        try:
            if self._is_ours(db):
                return db
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                db.close()
                raise
        db.close()
        self.path.unlink(missing_ok=True)
        Path(f"{self.path}-journal").unlink(missing_ok=True)
        db = _connect(str(self.path))
        self._create(db)
        self._prune()
        return db

    def _is_ours(self, db: sqlite3.Connection) -> bool:
        found = db.execute("SELECT value FROM meta WHERE name = 'roots'").fetchone()
        return found is not None and found[0] == repr(self.roots)

    def _create(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            for statement in _statements(SCHEMA.read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute("INSERT INTO meta VALUES ('roots', ?)", (repr(self.roots),))
        db.execute("COMMIT")

    def _prune(self) -> None:
        with contextlib.suppress(OSError):
            found = sorted(
                self.path.parent.glob("index-*.db"), key=lambda path: path.stat().st_mtime_ns
            )
            for path in found[:-KEPT]:
                path.unlink(missing_ok=True)


def _connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError:
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
