"""What all screens have in common: commands from the table, a line of keys, a pane that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen

from studyapp.tui.keyline import KeyLine
from studyapp.tui.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.tui.app import StudyApp
    from studyapp.tui.keys import Command


def bindings(table: Iterable[Command]) -> list[BindingType]:
    """The table as Textual wants it.

    With priority, so that a key acts where it arrives: no screen has a text field, and the way
    down to a focused widget and up again costs a key press a tenth of its time.
    """
    return [
        Binding(key, command.action, command.name, show=False, priority=True)
        for command in table
        for key in command.keys
    ]


class StudyScreen(Screen[None]):
    """A screen with a table of commands."""

    BLANK = True

    AUTO_FOCUS = None
    ALLOW_SELECT = False
    table: ClassVar[tuple[Command, ...]] = ()

    def __init__(self) -> None:
        super().__init__()
        self.keyline = KeyLine(self.table)

    @property
    def commands(self) -> tuple[Command, ...]:
        """What of the table holds under the settings; help and palette tell these."""
        return self.table

    @property
    def study(self) -> StudyApp:
        """The app."""
        return cast("StudyApp", self.app)

    def scrolled(self) -> Pane | None:
        """The pane that the scrolling keys move."""
        return None

    def key_came(self) -> None:
        """A key arrived: a message has been seen."""
        self.keyline.clear()

    def repaint(self) -> None:
        """Another theme: paint everything anew."""
        for pane in self.query(Pane):
            pane.forget_ink()

    def decks_changed(self) -> None:
        """Deck files have been edited, and the library has taken them in."""

    def something_ready(self) -> None:
        """A sheet that was wished for has been prepared."""

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        if pane := self.scrolled():
            pane.move(rows)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        if pane := self.scrolled():
            pane.page(pages)

    def action_sideways(self, cells: int) -> None:
        """Scroll code sideways."""
        if pane := self.scrolled():
            pane.sideways(cells)

    def action_back(self) -> None:
        """Go back to the screen before."""
        self.app.pop_screen()
