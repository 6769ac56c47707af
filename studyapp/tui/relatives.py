"""A list of functions to lay over a curve, which one searches by typing.

A screen of its own, since while one types no letter may be a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container
from textual.screen import ModalScreen
from textual.widgets import Input

from studyapp.curve.names import resolve
from studyapp.curve.relatives import relatives
from studyapp.safetext import clean_line
from studyapp.tui import keys
from studyapp.tui.ink import Sheet, Target
from studyapp.tui.lines import Part, fit
from studyapp.tui.pane import Pane
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.tui.ink import Ink

NONE_SUCH = "No function has such a name."
_NAME = 14


class RelativesScreen(StudyScreen, ModalScreen[None]):
    """The curve stays in view above the list."""

    BLANK = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.RELATIVES)
    table: ClassVar[tuple[keys.Command, ...]] = keys.RELATIVES

    def __init__(self, shown: Sequence[str], choose: Callable[[str], None]) -> None:
        """List what can be laid over a curve.

        Args:
            shown: the functions that are drawn already, at least one; the first has the family.
            choose: is told the name that was chosen.
        """
        super().__init__()
        self._shown = shown
        self._choose = choose
        self._found = relatives(shown[0])
        self._at = 0
        self._field = Input(placeholder="a name, or a part of one")
        self._list = Pane(self._sheet)

    def compose(self) -> ComposeResult:
        """The field, what it finds, the keys."""
        box = Container(self._field, self._list, id="relatives")
        box.border_title = "Lay over the curve"
        yield box
        yield self.keyline

    def on_mount(self) -> None:
        """Type at once."""
        self._field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what has such a name."""
        self._found = relatives(self._shown[0], clean_line(event.value))
        self._at = 0
        self._list.repaint()

    def action_move(self, by: int) -> None:
        """Highlight another one."""
        self._at = max(0, min(self._at + by, len(self._found) - 1))
        self._list.repaint()

    def action_choose(self) -> None:
        """Lay the highlighted one over the curve, or take it away."""
        if self._found:
            self._choose(self._found[self._at])
            self.action_back()

    def action_take(self, at: int) -> None:
        """Choose the one that was clicked."""
        self._at = at
        self.action_choose()

    def _sheet(self, ink: Ink, width: int, height: int) -> Sheet:
        if not self._found:
            return Sheet(width, (ink.row([(NONE_SUCH, "muted")], width, 1),))
        first = max(0, min(self._at - height // 2, len(self._found) - height))
        visible = range(first, min(first + height, len(self._found)))
        rows = tuple(ink.row(self._line(at, width), width) for at in visible)
        targets = tuple(
            Target(row, 0, width, f"screen.take({at})") for row, at in enumerate(visible)
        )
        return Sheet(width, rows, targets=targets)

    def _line(self, at: int, width: int) -> list[Part]:
        name = self._found[at]
        sign = "✓" if name in self._shown else " "
        text = f"{'›' if at == self._at else ' '}{sign} {name:<{_NAME}} {resolve(name).formula}"
        if at == self._at:
            return [(fit(text, width), "picked")]
        return [(text[: _NAME + 4], "plain"), (text[_NAME + 4 :], "muted")]
