"""What can go wrong with the log, in one line that says what to do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

HOW_TO_RESTORE = "`studyapp doctor --restore` keeps it and saves what can be read"

_DAMAGED = f"{{path}} is damaged or not a log of studyapp; {HOW_TO_RESTORE}"
_BUSY = "{path} is in use by another program; close that one, or try again"
_FULL = "the disk of {path} is full; make room, and try again"
_UNWRITABLE = (
    "{path} cannot be read or written ({reason}); check its folder and its rights, or set"
    " STUDYAPP_HOME to a folder that can be written"
)
_FAILING = (
    "{path} cannot be read or written ({reason}); check its folder, and whether the disk or your"
    " quota is full"
)

_TOLD = {
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_IOERR: _FAILING,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
}
_OTHERWISE = f"{{path}} is damaged ({{reason}}); {HOW_TO_RESTORE}"


class ProgressError(Exception):
    """The log cannot be used; `str()` is one line for the learner."""


class Damaged(ProgressError):
    """The file is not what was written there."""


def damaged(path: pathlib.Path, reason: object) -> Damaged:
    """The error that says so, and what to do."""
    return Damaged(_OTHERWISE.format(path=path, reason=reason))


@contextmanager
def telling(path: pathlib.Path) -> Iterator[None]:
    """Turn what SQLite and the system say about a log into a `ProgressError`."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise ProgressError(_UNWRITABLE.format(path=path, reason=reason)) from error
    except UnicodeDecodeError as error:
        raise damaged(path, "text that is none") from error
    except sqlite3.Error as error:
        raise _told(path, error) from error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite found a file that is not as it was written."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # Text that is not UTF-8 comes as an error without a code; so does a misuse of the module,
        # which is of another class.
        return isinstance(error, sqlite3.OperationalError)
    return _TOLD.get(code & 0xFF, _OTHERWISE) in {_DAMAGED, _OTHERWISE}


def _told(path: pathlib.Path, error: sqlite3.Error) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return damaged(path, "text that is none") if is_damage(error) else error
    told = _TOLD.get(code & 0xFF, _OTHERWISE)  # the low byte; the rest is detail
    kind = Damaged if is_damage(error) else ProgressError
    return kind(told.format(path=path, reason=error))
