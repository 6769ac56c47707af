"""The line of keys at the foot of every screen, where a short message may stand for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.safetext import clean_line
from studyapp.tui.ink import Ink, Sheet, Target
from studyapp.tui.lines import Part, measure
from studyapp.tui.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.tui.keys import Command

_GAP = 2
_ALWAYS = 2
_ROOMY = 60


class KeyLine(Pane):
    """Names the keys that matter here; the first ones where there is no room for all."""

    def __init__(self, commands: Iterable[Command]) -> None:
        super().__init__(self._line, id="keys")
        self._commands = [command for command in commands if command.strip]
        self._message: Part | None = None

    def say(self, message: str, role: str = "warn") -> None:
        """Show a message instead of the keys, until `clear`."""
        self._message = (clean_line(message), role)
        self.repaint()

    def clear(self) -> None:
        """Show the keys again."""
        if self._message is not None:
            self._message = None
            self.repaint()

    def _line(self, ink: Ink, width: int, _height: int) -> Sheet:
        if self._message is not None:
            return ink.sheet([[self._message]], width, _margin(width))
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


def _margin(width: int) -> int:
    return 2 if width >= _ROOMY else 0


def _length(command: Command) -> int:
    return measure([(command.shown, ""), (command.strip, "")]) + 1 + _GAP
