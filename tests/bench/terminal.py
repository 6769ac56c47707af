"""A pseudo-terminal with a stopwatch: from a key press to the last byte of the frame it caused."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

QUIET = 0.008
"""A frame is over when nothing has come for this long (seconds)."""


class Stopwatch:
    """A process in a terminal of `columns` by `rows`."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], columns: int = 120, rows: int = 40
    ) -> None:
        self.began = time.perf_counter()
        self._pid, self._handle = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), dict(env))  # noqa: S606 - a command of the benchmark
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def until(self, text: bytes, patience: float = 30.0) -> float:
        """Milliseconds from the start until a text was written."""
        seen = b""
        while text not in seen:
            if not self._ready(patience):
                raise TimeoutError(f"{text!r} never came; got {seen[-2000:]!r}")
            seen += os.read(self._handle, 65536)
        return (time.perf_counter() - self.began) * 1000

    def press(self, key: bytes) -> float:
        """Milliseconds from a key to the last byte of the frame that follows it."""
        began = time.perf_counter()
        os.write(self._handle, key)
        if not self._ready(5.0):
            raise TimeoutError(f"nothing followed {key!r}")
        last = began
        while self._ready(QUIET):
            os.read(self._handle, 65536)
            last = time.perf_counter()
        return (last - began) * 1000

    def rest(self, seconds: float) -> None:
        """Read along for a while, as long as a person takes."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if self._ready(left):
                os.read(self._handle, 65536)

    def stop(self) -> None:
        """End the process."""
        os.kill(self._pid, signal.SIGTERM)
        try:
            while self._ready(2.0):
                if not os.read(self._handle, 65536):
                    break
        except OSError:
            pass
        os.close(self._handle)
        os.waitpid(self._pid, 0)

    def _ready(self, seconds: float) -> bool:
        return bool(select.select([self._handle], [], [], seconds)[0])
