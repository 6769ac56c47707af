"""The leeches: cards that are forgotten again and again, to be looked at one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from studyapp import wording
from studyapp.tui import keys
from studyapp.tui.ink import Ink, Sheet, Target
from studyapp.tui.lines import Part, fit, wrap
from studyapp.tui.reader import Reader
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.library.library import Leech
    from studyapp.tui.pane import Pane

_ADVICE = (
    "Each was forgotten 8 times or more. Such a card costs more than it teaches: split it, put it"
    " in other words, or learn first what it builds on."
)
_LAPSES = 14
"""Cells of the column of lapses."""


class LeechesScreen(StudyScreen):
    """Leeches, the worst first; one of them is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.LEECHES)
    table: ClassVar[tuple[keys.Command, ...]] = keys.LEECHES

    def __init__(self, leeches: Sequence[Leech]) -> None:
        """List `leeches`, at least one."""
        super().__init__()
        self._leeches = leeches
        self._at = 0
        self._first_row = 0
        self._reader = Reader(self._sheet)

    def compose(self) -> ComposeResult:
        """The list, the keys."""
        yield self._reader
        yield self.keyline

    def scrolled(self) -> Pane:
        """The list."""
        return self._reader.pane

    def action_move(self, rows: int) -> None:
        """Move the highlight, and scroll it into view."""
        self._at = max(0, min(self._at + rows, len(self._leeches) - 1))
        pane = self._reader.pane
        pane.repaint()
        row = self._first_row + self._at if self._at else 0
        if row < pane.top:
            pane.move(row - pane.top)
        elif row >= pane.top + pane.size.height:
            pane.move(row - pane.size.height + 1 - pane.top)

    def action_open(self) -> None:
        """Look through the leeches from the highlighted one on."""
        self.study.look_through("Leeches", [leech.key for leech in self._leeches], self._at)

    def action_go(self, place: int) -> None:
        """Open the card that was clicked."""
        self._at = place
        self._reader.pane.repaint()
        self.action_open()

    def _sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        advice = ([(line, "muted")] for line in wrap(_ADVICE, max(2, width - 5)))
        head = ink.sheet([[], [("Leeches", "title")], *advice, []], width, margin=2)
        self._first_row = len(head.rows)
        rows = tuple(
            ink.row(self._line(leech, width, place == self._at), width)
            for place, leech in enumerate(self._leeches)
        )
        targets = tuple(Target(row, 0, width, f"go({row})") for row in range(len(rows)))
        return head.above(Sheet(width, rows, targets=targets))

    def _line(self, leech: Leech, width: int, picked: bool) -> list[Part]:
        card = self.study.desk.library.card(leech.key)
        question = leech.key if card is None else card.question.partition("\n")[0]
        lapses = wording.count(leech.lapses, "lapse").rjust(_LAPSES - 2)
        text = fit(question, max(1, width - 6 - _LAPSES)) + lapses
        if picked:
            return [("  ", "plain"), (fit(f"▸ {text}", width - 4), "picked")]
        return [("    ", "plain"), (text, "plain")]
