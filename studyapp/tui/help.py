"""The keys of a screen, a sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from studyapp.tui import keys
from studyapp.tui.lines import Part, fit, wrap
from studyapp.tui.reader import Reader
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.tui.ink import Ink, Sheet
    from studyapp.tui.pane import Pane

_KEYS = 16
"""Cells of the column of keys."""


class HelpScreen(StudyScreen):
    """Every key of the screen below this one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.HELP)
    table: ClassVar[tuple[keys.Command, ...]] = keys.HELP

    def __init__(self, commands: Sequence[keys.Command]) -> None:
        super().__init__()
        self._commands = commands
        self._reader = Reader(self._sheet)

    def compose(self) -> ComposeResult:
        """The list, the keys."""
        yield self._reader
        yield self.keyline

    def scrolled(self) -> Pane:
        """The list."""
        return self._reader.pane

    def _sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        column = min(_KEYS, width // 3)
        lines: list[list[Part]] = [[], [("Keys", "title")], []]
        for command in self._commands:
            first, *rest = wrap(command.help, max(1, width - column - 4))
            lines.append([(fit(_keys(command), column - 1) + " ", "key"), (first, "plain")])
            lines += [[(" " * column, "plain"), (line, "plain")] for line in rest]
        mouse = wrap(
            "The wheel scrolls, or zooms a curve; buttons, decks and the line of keys can be "
            "clicked, and a click on a curve puts the cursor there.",
            width - 4,
        )
        lines += [[], *([(line, "muted")] for line in mouse), []]
        return ink.sheet(lines, width, margin=2)


def _keys(command: keys.Command) -> str:
    return command.shown if command.keys != ("space", "enter") else "Space Enter"
