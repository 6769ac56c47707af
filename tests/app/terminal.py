"""A real terminal for tests: the app runs in a pseudo-terminal, and pyte reads what it draws."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pexpect
import pyte

COMMAND = (sys.executable, "-m", "studyapp")
PATIENCE = 20.0


class Terminal:
    """A process in a terminal of a size, with its screen and all bytes it has written."""

    def __init__(
        self,
        *arguments: str,
        home: Path,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        command: tuple[str, ...] = COMMAND,
    ) -> None:
        self.raw = bytearray()
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.process = pexpect.spawn(
            command[0],
            [*command[1:], *arguments],
            dimensions=(rows, columns),
            env=_environment(home) | dict(env or {}),
            timeout=PATIENCE,
        )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.close(force=True)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen, without blanks at their ends."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The whole screen. pyte leaves an empty cell behind a wide character: it is left out."""
        return "\n".join(self.lines)

    def press(self, *keys: str) -> None:
        """Send keys, each as its bytes."""
        for key in keys:
            self.process.send(key)

    def wait_for(self, text: str, patience: float = PATIENCE) -> None:
        """Read until a text stands on the screen."""
        self.wait(lambda: text in self.text, f"{text!r} to appear", patience)

    def wait_gone(self, text: str, patience: float = PATIENCE) -> None:
        """Read until a text stands on the screen no more."""
        self.wait(lambda: text not in self.text, f"{text!r} to go", patience)

    def wait(self, done: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
        """Read until something holds of the screen."""
        end = time.monotonic() + patience
        while not done():
            if time.monotonic() > end:
                raise AssertionError(f"waited in vain for {what}; the screen is:\n{self.text}")
            self.read(0.1)

    def settle(self, quiet: float = 0.4) -> None:
        """Read until nothing has come for a while."""
        while self.read(quiet):
            pass

    def read(self, seconds: float) -> int:
        """Read what comes within some time; how many bytes it was."""
        handle = self.process.child_fd
        ready, _, _ = select.select([handle], [], [], seconds)
        if not ready:
            return 0
        try:
            data = os.read(handle, 65536)
        except OSError:
            return 0
        self.raw += data
        self._stream.feed(data)
        return len(data)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.screen.resize(rows, columns)
        self.process.setwinsize(rows, columns)

    def end(self, number: int | None = None) -> int:
        """Wait for the process to end, after a signal if one is given; its exit status."""
        if number is not None:
            self.process.kill(number)
        end = time.monotonic() + PATIENCE
        while self.process.isalive() and time.monotonic() < end:
            self.read(0.05)
        while self.read(0.05):
            pass
        assert not self.process.isalive(), f"it does not end; the screen is:\n{self.text}"
        if self.process.signalstatus is not None:
            return -int(self.process.signalstatus)
        return int(self.process.exitstatus)

    @property
    def restored(self) -> bool:
        """Whether the terminal was given back: main screen, cursor shown, no mouse reports."""
        raw = bytes(self.raw)
        return (
            raw.rfind(b"\x1b[?1049l") > raw.rfind(b"\x1b[?1049h")
            and raw.rfind(b"\x1b[?25h") > raw.rfind(b"\x1b[?25l")
            and raw.rfind(b"\x1b[?1000l") >= raw.rfind(b"\x1b[?1000h")
        )


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    return kept | {
        "STUDYAPP_HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "TEXTUAL_ANIMATIONS": "none",
    }


TERMINATE = signal.SIGTERM
