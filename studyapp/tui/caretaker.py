"""Takes care of the log once the first frame is out, in a thread that no key press feels."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from studyapp.progress.backups import Pace
from studyapp.progress.upkeep import look_after

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable

    from studyapp.progress.errors import ProgressError

_BEFORE = 1.0
"""Seconds until it begins: what the first cards need is prepared by then."""

_PAGES, _PAUSE = 64, 0.004
"""A step of the copy takes 0.2 ms, and SQLite takes it without the interpreter."""

_PATIENCE = 2.0


class Caretaker:
    """The thread; `wrong` is called in it with what is wrong with the log or its backup."""

    def __init__(
        self, log: pathlib.Path, day: int, wrong: Callable[[ProgressError], object]
    ) -> None:
        self._log, self._day, self._wrong = log, day, wrong
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="caretaker", daemon=True)

    def start(self) -> None:
        """Begin after a while."""
        self._thread.start()

    def close(self) -> None:
        """Give up what is not done, and wait until it is given up."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        if self._stop.wait(_BEFORE):
            return
        error = look_after(self._log, self._day, Pace(_PAGES, _PAUSE, self._stop))
        if error is not None:
            self._wrong(error)
