"""Looks whether deck files change while the app is open, in a thread that no key press feels."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from studyapp.library.scan import Roots, scan_all

if TYPE_CHECKING:
    from collections.abc import Callable

PAUSE = 0.25
"""Seconds between two looks. A change is told once two looks agree, so within half a second."""

SHARE = 20
"""A look that takes long is followed by a pause so many times as long: thousands of files."""


class Watcher:
    """The thread; `changed` is called in it when files have changed and are at rest again.

    An editor may write a file in steps (remove it, write a part of it): what only one look has seen
    is not told.
    """

    def __init__(self, roots: Roots, changed: Callable[[], object]) -> None:
        self._roots, self._changed = roots, changed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin; what the files are now counts as known."""
        self._thread.start()

    def close(self) -> None:
        """Look no more, once the look at hand is done."""
        self._stop.set()

    def _run(self) -> None:
        known = before = scan_all(self._roots)
        took = 0.0
        while not self._stop.wait(max(PAUSE, SHARE * took)):
            begin = time.perf_counter()
            now = scan_all(self._roots)
            took = time.perf_counter() - begin
            if now == before and now != known:
                known = now
                self._changed()
            before = now
