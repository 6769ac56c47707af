"""A disk that fails: the SQLite of this process, with any one of its writes refused.

SQLite reaches the disk through a table of functions for each open file. Here, those that write get
others in their place, which count, and fail when they are told to. It is the library that the
module `sqlite3` itself uses, so nothing else is different from what a learner runs.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

_INT, _PLACE, _POINTER = ctypes.c_int, ctypes.c_int64, ctypes.c_void_p
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_DELETE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _PLACE)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _POINTER, _PLACE)
_SYNC = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class _Vfs(ctypes.Structure):
    """The beginning of `struct sqlite3_vfs` (sqlite.org/c3ref/vfs.html)."""

    _fields_ = (
        ("version", _INT), ("file_size", _INT), ("longest_path", _INT), ("next", _POINTER),
        ("name", ctypes.c_char_p), ("data", _POINTER), ("open", _POINTER), ("delete", _POINTER),
    )  # fmt: skip


class _Methods(ctypes.Structure):
    """`struct sqlite3_io_methods`, version 3 (sqlite.org/c3ref/io_methods.html)."""

    _fields_ = (
        ("version", _INT), ("close", _POINTER), ("read", _POINTER), ("write", _POINTER),
        ("truncate", _POINTER), ("sync", _POINTER), ("others", _POINTER * 13),
    )  # fmt: skip


class Failure(NamedTuple):
    """A way in which a write fails: the code that SQLite gives for what the system said."""

    what: str
    write: int
    sync: int
    half: bool = False


_FSYNC = sqlite3.SQLITE_IOERR_FSYNC
FAILURES = (
    Failure("EIO", sqlite3.SQLITE_IOERR_WRITE, _FSYNC),
    Failure("EIO when half is written", sqlite3.SQLITE_IOERR_WRITE, _FSYNC, half=True),
    Failure("ENOSPC", sqlite3.SQLITE_FULL, _FSYNC),
    Failure("ENOSPC when half is written", sqlite3.SQLITE_FULL, _FSYNC, half=True),
)
"""Over quota (EDQUOT) is `SQLITE_IOERR_WRITE` too: os_unix.c, `unixWrite`."""


class Disk:
    """What the writes of this process go through.

    Attributes:
        calls: what has been written since `watch`: `write`, `sync`, `truncate` or `delete`, and
            the ending of the file's name.
    """

    def __init__(self) -> None:
        self.calls: list[str] = []
        self._fails: Callable[[int], bool] = lambda _: False
        self._failure = FAILURES[0]
        self._kept: list[Any] = []

    def watch(self) -> None:
        """Count from here on; nothing fails."""
        self.calls.clear()
        self._fails = lambda _: False

    def fail(self, failure: Failure, which: Callable[[int], bool]) -> None:
        """Let the calls fail whose number, from 0 and from here on, `which` is true of."""
        self.watch()
        self._failure, self._fails = failure, which

    @property
    def failed(self) -> bool:
        """Whether a call was reached that should fail."""
        return any(map(self._fails, range(len(self.calls))))

    def _refuses(self, what: str, name: str) -> bool:
        self.calls.append(f"{what} {name}")
        return self._fails(len(self.calls) - 1)

    def wrap_files(self, vfs: _Vfs) -> None:
        """Let all files that are opened from here on be written through this."""
        open_, delete = _OPEN(vfs.open), _DELETE(vfs.delete)

        def opened(own: int, name: int | None, file: int, flags: int, out: int) -> int:
            status = open_(own, name, file, flags, out)
            if status == sqlite3.SQLITE_OK:
                table = ctypes.cast(file, ctypes.POINTER(ctypes.POINTER(_Methods)))
                table[0] = ctypes.pointer(self._wrapped(table[0].contents, _ending(name)))
            return int(status)

        def deleted(own: int, name: int, durable: int) -> int:
            if self._refuses("delete", _ending(name)):
                return sqlite3.SQLITE_IOERR_DELETE
            return int(delete(own, name, durable))

        vfs.open, vfs.delete = self._address(_OPEN(opened)), self._address(_DELETE(deleted))

    def _wrapped(self, methods: _Methods, name: str) -> _Methods:
        write, truncate = _WRITE(methods.write), _TRUNCATE(methods.truncate)
        sync = _SYNC(methods.sync)

        def written(file: int, content: int, size: int, place: int) -> int:
            if not self._refuses("write", name):
                return int(write(file, content, size, place))
            if self._failure.half:
                write(file, content, size // 2, place)
            return self._failure.write

        def truncated(file: int, size: int) -> int:
            refused = self._refuses("truncate", name)
            return sqlite3.SQLITE_IOERR_TRUNCATE if refused else int(truncate(file, size))

        def synced(file: int, flags: int) -> int:
            return self._failure.sync if self._refuses("sync", name) else int(sync(file, flags))

        own = _Methods.from_buffer_copy(methods)
        own.write = self._address(_WRITE(written))
        own.truncate = self._address(_TRUNCATE(truncated))
        own.sync = self._address(_SYNC(synced))
        self._kept.append(own)
        return own

    def _address(self, function: Any) -> int | None:
        self._kept.append(function)
        return ctypes.cast(function, _POINTER).value


@contextmanager
def failing_disk() -> Iterator[Disk]:
    """The disk of this process; open the files after that. Skips where it cannot be reached."""
    library = ctypes.CDLL(_sqlite3.__file__)  # and through it the library that this is linked to
    try:
        find = library.sqlite3_vfs_find
    except AttributeError:
        pytest.skip("the SQLite inside this Python shows none of its functions")
    find.argtypes, find.restype = (ctypes.c_char_p,), ctypes.POINTER(_Vfs)
    vfs = find(None).contents
    before = vfs.open, vfs.delete
    disk = Disk()
    disk.wrap_files(vfs)
    try:
        yield disk
    finally:
        vfs.open, vfs.delete = before


def _ending(name: int | None) -> str:
    """The name of a file; it was handed on as the place in memory that SQLite goes on using."""
    path = ctypes.string_at(name) if name else b"?"
    return Path(path.decode()).name
