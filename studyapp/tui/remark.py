"""A field at the foot of the screen for the learner's own words on a card.

A screen of its own, since while one writes no letter may be a command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen
from textual.widgets import Input

from studyapp.safetext import clean
from studyapp.sitting import Refused
from studyapp.tui import keys
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

_LONGEST = 2000
_LINE_END = "⏎"
"""Stands in the field, which is one line, for the end of one: commands can write several."""


class RemarkScreen(StudyScreen, ModalScreen[None]):
    """The card stays in view above the field."""

    BLANK = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.REMARK)
    table: ClassVar[tuple[keys.Command, ...]] = keys.REMARK

    def __init__(self, text: str, keep: Callable[[str], None]) -> None:
        """Begin with `text`.

        Args:
            keep: keeps what was written, or raises `Refused`.
        """
        super().__init__()
        shown = clean(text).replace("\n", _LINE_END)
        self._field = Input(shown, max_length=max(_LONGEST, len(shown)), select_on_focus=False)
        self._keep = keep

    def compose(self) -> ComposeResult:
        """The field, its keys."""
        self._field.border_title = "Your remark on this card"
        yield self._field
        yield self.keyline

    def on_mount(self) -> None:
        """Write at once."""
        self._field.focus()

    def action_keep(self) -> None:
        """Keep what was written; if that fails, it stays in the field."""
        try:
            self._keep(self._field.value.replace(_LINE_END, "\n"))
        except Refused as refusal:
            self.keyline.say(str(refusal), "bad")
            return
        self.action_back()
