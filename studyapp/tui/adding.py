"""A field for a function's name or a formula of one's own, and what it means, while one types.

A screen of its own, since while one types no letter may be a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Container
from textual.screen import ModalScreen
from textual.widgets import Input

from studyapp.curve.lab import formula, named
from studyapp.curve.names import resolve
from studyapp.curve.relatives import relatives
from studyapp.curve.subject import subject
from studyapp.curve.terms import BadExpression
from studyapp.safetext import clean_line
from studyapp.tui import keys
from studyapp.tui.ink import Sheet, Target
from studyapp.tui.lines import Part, fit, wrap
from studyapp.tui.pane import Pane
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.curve.spec import Expression, Trace
    from studyapp.tui.ink import Ink

_NAME = 14
_LONGEST = 600
FORMULA = "formula"


class _Choice(NamedTuple):
    """What can be added, and how it is called."""

    trace: Trace | Expression
    name: str
    told: str


class AddScreen(StudyScreen, ModalScreen[None]):
    """The curves stay in view above the list."""

    BLANK = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.ADD)
    table: ClassVar[tuple[keys.Command, ...]] = keys.ADD

    def __init__(self, choose: Callable[[Trace | Expression], None]) -> None:
        """List what can be added; `choose` is told what was chosen."""
        super().__init__()
        self._choose = choose
        self._at = 0
        self._found, self._problem = _choices("")
        self._field = Input(placeholder="a name, or a formula such as x*sigmoid(b*x); b = 1.5")
        self._list = Pane(self._sheet)

    def compose(self) -> ComposeResult:
        """The field, what it finds, the keys."""
        box = Container(self._field, self._list, id="adding")
        box.border_title = "Add a function, or a formula of your own"
        yield box
        yield self.keyline

    def on_mount(self) -> None:
        """Type at once."""
        self._field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what is meant."""
        self._found, self._problem = _choices(clean_line(event.value, _LONGEST))
        self._at = 0
        self._list.repaint()

    def action_move(self, by: int) -> None:
        """Highlight another one."""
        self._at = max(0, min(self._at + by, len(self._found) - 1))
        self._list.repaint()

    def action_choose(self) -> None:
        """Add the highlighted one."""
        if self._found:
            self.action_back()
            self._choose(self._found[self._at].trace)

    def action_take(self, at: int) -> None:
        """Add the one that was clicked."""
        self._at = at
        self.action_choose()

    def _sheet(self, ink: Ink, width: int, height: int) -> Sheet:
        if not self._found:
            lines = wrap(self._problem, width - 2)
            return ink.sheet(([(line, "warn")] for line in lines), width, 1)
        first = max(0, min(self._at - height // 2, len(self._found) - height))
        visible = range(first, min(first + height, len(self._found)))
        rows = tuple(ink.row(self._line(at, width), width) for at in visible)
        targets = tuple(
            Target(row, 0, width, f"screen.take({at})") for row, at in enumerate(visible)
        )
        return Sheet(width, rows, targets=targets)

    def _line(self, at: int, width: int) -> list[Part]:
        choice = self._found[at]
        text = f"{'›' if at == self._at else ' '} {choice.name:<{_NAME}} {choice.told}"
        if at == self._at:
            return [(fit(text, width), "picked")]
        return [(text[: _NAME + 3], "plain"), (text[_NAME + 3 :], "muted")]


def _choices(text: str) -> tuple[list[_Choice], str]:
    """What a text may mean: functions with such a name, else a formula; or what is wrong in it."""
    found = [_Choice(named(name), name, resolve(name).formula) for name in relatives("", text)]
    if found:
        return found, ""
    try:
        trace = formula(text)
        numbers = ", ".join(f"{name} = {value:g}" for name, value in trace.params)
        told = subject(trace).formula + (f"; {numbers}" if numbers else "")
    except BadExpression as bad:
        return [], f"character {bad.at + 1}: {bad}"
    return [_Choice(trace, FORMULA, told)], ""
