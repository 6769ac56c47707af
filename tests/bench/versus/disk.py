"""What the disk alone takes: a write of a grade's size and its fsync, in the same folder."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Self

PAGES = 8
_WRITE = b"x" * (4096 + 24) * PAGES
_FILE = 1000 * (4096 + 24)
"""As long as a WAL grows before SQLite begins it anew."""


class Disk:
    """A file that is written over and over, as a WAL is."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / "disk", os.O_CREAT | os.O_RDWR, 0o600)
        os.pwrite(self._handle, b"x" * _FILE, 0)
        os.fsync(self._handle)
        self._place = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)

    def write(self) -> float:
        """Milliseconds of one write and its fsync."""
        began = time.perf_counter()
        os.pwrite(self._handle, _WRITE, self._place)
        os.fsync(self._handle)
        taken = (time.perf_counter() - began) * 1000
        self._place = (self._place + len(_WRITE)) % (_FILE - len(_WRITE))
        return taken
