"""Tells presses of a key from the repeats of a key that is held down."""

from __future__ import annotations

from enum import Enum, auto

QUIET = 0.3
"""Seconds since the last press of a confirming key before another one counts."""

FIRST_REPEAT = 1.2
"""Seconds within which a keyboard begins to repeat (X 0.66, Windows and macOS up to about 1)."""

PROOF = 0.1
"""Seconds in which a held key would have repeated once more (keyboards do so 11 times a second)."""

RUSH = 0.12
"""Presses of any one key nearer than this are repeats; fingers are slower."""

_SAME = {"enter": "space"}
"""Keys that confirm alike count as one: Enter just after Space grades as little as Space does."""


class Press(Enum):
    """What a key event is. A `DOUBTFUL` one may be a press or the first repeat of a held key."""

    FRESH = auto()
    DOUBTFUL = auto()
    REPEAT = auto()


class Hand:
    """Listens to every key event of the app, on every screen, in order."""

    def __init__(self) -> None:
        self._key = ""
        self._time = float("-inf")
        self._gap = float("inf")

    def note(self, key: str, time: float) -> None:
        """A key event came in at `time` (seconds of a monotonic clock)."""
        key = _SAME.get(key, key)
        self._gap = time - self._time if key == self._key else float("inf")
        self._key, self._time = key, time

    @property
    def press(self) -> Press:
        """What the newest key event is, judged for a key that grades.

        A held key repeats every 30 ms or so, but its *first* repeat comes half a second after the
        press, which is just how a second press looks: such a one is doubtful until `PROOF` passes.
        """
        if self._gap < QUIET:
            return Press.REPEAT
        return Press.DOUBTFUL if self._gap < FIRST_REPEAT else Press.FRESH

    @property
    def rushed(self) -> bool:
        """Whether the newest key event is a repeat of a held key, judged for harmless keys."""
        return self._gap < RUSH
