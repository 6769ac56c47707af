"""The line of keys at the foot of every screen, where a short message may stand for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.safetext import clean_line
from studyapp.tui.ink import Ink, Sheet, Target
from studyapp.tui.lines import Part, measure, wrap
from studyapp.tui.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.tui.keys import Command

_GAP = 2
_ALWAYS = 2
_ROOMY = 60
_LONGEST = 1000
_MOST_OF_SCREEN = 3
"""A message takes at most one of that many parts of the rows."""


class KeyLine(Pane):
    """Names the keys that matter here; the first ones where there is no room for all."""

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__(self._line, id="keys")
        self._commands = [command for command in commands if command.strip]
        self._message: Part | None = None

    def say(self, message: str, role: str = "warn") -> None:
        """Show a message instead of the keys, in as many rows as it needs, until `clear`."""
        self._message = (clean_line(message, _LONGEST), role)
        self._take_rows()
        self.repaint()

    @property
    def refuses(self) -> bool:
        """Whether a message stands here that says what could not be done."""
        return self._message is not None and self._message[1] == "bad"

    def clear(self) -> None:
        """Show the keys again."""
        if self._message is not None:
            self._message = None
            self._take_rows()
            self.repaint()

    def on_resize(self) -> None:
        """Another width breaks a message at other places."""
        self._take_rows()

    def _take_rows(self) -> None:
        width, rows = self.screen.size
        needed = len(_broken(self._message, width)) if self._message else 1
        self.styles.height = max(1, min(needed, rows // _MOST_OF_SCREEN))

    def _line(self, ink: Ink, width: int, _height: int) -> Sheet:
        if self._message is not None:
            return ink.sheet(_broken(self._message, width), width, _margin(width))
        parts: list[Part] = []
        targets: list[Target] = []
        at = margin = _margin(width)
        for command in self._fitting(width):
            piece = [(command.shown, "key"), (f" {command.strip}", "name")]
            length = measure(piece)
            targets.append(Target(0, at, at + length, command.action))
            parts += [*piece, (" " * _GAP, "plain")]
            at += length + _GAP
        return Sheet(width, (ink.row(parts[:-1], width, margin),), targets=tuple(targets))

    def _fitting(self, width: int) -> list[Command]:
        """As many as fit, those for help and for leaving before all others."""
        room = width - _margin(width) + _GAP
        others, last = self._commands[:-_ALWAYS], self._commands[-_ALWAYS:]
        room -= sum(map(_length, last))
        kept: list[Command] = []
        for command in others:
            room -= _length(command)
            if room < 0:
                break
            kept.append(command)
        return [*kept, *last]


def _broken(message: Part, width: int) -> list[list[Part]]:
    text, role = message
    return [[(line, role)] for line in wrap(text, width - 2 * _margin(width))]


def _margin(width: int) -> int:
    return 2 if width >= _ROOMY else 0


def _length(command: Command) -> int:
    return measure([(command.shown, ""), (command.strip, "")]) + 1 + _GAP
