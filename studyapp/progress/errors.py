"""What can go wrong with the log, in one line that says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

_DAMAGED = "{path} is damaged or not a log of studyapp; keep it, and put a backup in its place"
_BUSY = "{path} is in use by another program; close that one, or try again"
_FULL = "the disk of {path} is full; make room, and try again"
_UNWRITABLE = (
    "{path} cannot be read or written ({reason}); check its folder, its rights and the room on its"
    " disk, or set STUDYAPP_HOME to a folder that can be written"
)

_TOLD = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_IOERR: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
}
_OTHERWISE = "{path} is damaged ({reason}); keep it, and put a backup in its place"


class ProgressError(Exception):
    """The log cannot be used; `str()` is one line for the learner."""


@contextmanager
def telling(path: pathlib.Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a log into a `ProgressError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProgressError(_UNWRITABLE.format(path=path, reason=reason)) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None and not isinstance(error, sqlite3.OperationalError):
            raise  # the module's own complaint about how it is used: a fault in the program
        if code is None:  # text that is not UTF-8: somebody wrote over it
            code = sqlite3.SQLITE_CORRUPT
        told = _TOLD.get(code & 0xFF, _OTHERWISE)  # the low byte; the rest is detail
        raise ProgressError(told.format(path=path, reason=error)) from error
