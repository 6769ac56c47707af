"""The list of what is wrong in the decks, each with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from studyapp.safetext import clean_line
from studyapp.tui import keys
from studyapp.tui.lines import Part, wrap
from studyapp.tui.reader import Reader
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.deck.fault import Fault
    from studyapp.tui.ink import Ink, Sheet
    from studyapp.tui.pane import Pane


class FaultsScreen(StudyScreen):
    """Faults and warnings in the order of their places."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.FAULTS)
    table: ClassVar[tuple[keys.Command, ...]] = keys.FAULTS

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self._faults = faults
        self._reader = Reader(self._sheet)

    def compose(self) -> ComposeResult:
        """The list, the keys."""
        yield self._reader
        yield self.keyline

    def scrolled(self) -> Pane:
        """The list."""
        return self._reader.pane

    def _sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        lines: list[list[Part]] = [[], [("Faults in the decks", "title")]]
        if not self._faults:
            lines += [[], [("There are none.", "plain")]]
        for fault in self._faults:
            lines += [[], *_told(fault, max(1, width - 5))]
        return ink.sheet([*lines, []], width, margin=2)


def _told(fault: Fault, width: int) -> list[list[Part]]:
    place = f"{fault.path}:{fault.line}:{fault.column}"
    look = "warn" if fault.severity == "warning" else "bad"
    return [
        *([(line, "muted")] for line in wrap(clean_line(place), width)),
        *([(line, look)] for line in wrap(clean_line(f"{fault.severity}: {fault.message}"), width)),
        *(
            [("→ " if not n else "  ", "muted"), (line, "plain")]
            for n, line in enumerate(wrap(clean_line(fault.advice), width - 2))
        ),
    ]
