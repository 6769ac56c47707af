"""A field at the foot of the screen for an answer, which is then checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen
from textual.widgets import Input

from studyapp.sitting import Refused
from studyapp.tui import keys
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

_LONGEST = 500
EMPTY = "nothing is typed; Esc leaves"


class AnswerScreen(StudyScreen, ModalScreen[None]):
    """The question stays in view above the field."""

    BLANK = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.ANSWER)
    table: ClassVar[tuple[keys.Command, ...]] = keys.ANSWER

    def __init__(self, how: str, check: Callable[[str], None]) -> None:
        """Ask for an answer.

        Args:
            how: tells what to type.
            check: takes what was typed, or raises `Refused`, and it can be typed again.
        """
        super().__init__()
        self._field = Input(placeholder=how, max_length=_LONGEST)
        self._check = check

    def compose(self) -> ComposeResult:
        """The field, its keys."""
        self._field.border_title = "Your answer"
        yield self._field
        yield self.keyline

    def on_mount(self) -> None:
        """Type at once."""
        self._field.focus()

    def action_keep(self) -> None:
        """Check what was typed; what is no answer stays in the field."""
        typed = self._field.value.strip()
        if not typed:
            self.keyline.say(EMPTY)
            return
        try:
            self._check(typed)
        except Refused as refusal:
            self.keyline.say(str(refusal), "bad")
            return
        self.action_back()
