"""Looking through a deck or a list: its cards one by one with their answers, nothing graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from studyapp.tui import keys
from studyapp.tui.cardview import CardView, Face, face_of
from studyapp.tui.progressline import ProgressLine
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.tui.pane import Pane


class BrowseScreen(StudyScreen):
    """Cards in their order, those of one deck for example."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.BROWSE)
    table: ClassVar[tuple[keys.Command, ...]] = keys.BROWSE

    def __init__(self, title: str, card_keys: Sequence[str], at: int = 0) -> None:
        """Show the cards of `card_keys`, at least one, from the place `at` on."""
        super().__init__()
        self._title = title
        self._keys = card_keys
        self._at = at
        self._face: Face | None = None
        self._head = ProgressLine()
        self.card = CardView(self.study.ahead)

    def compose(self) -> ComposeResult:
        """Place in the deck, card, keys."""
        yield self._head
        yield self.card
        yield self.keyline

    def scrolled(self) -> Pane:
        """The text of the card."""
        return self.card.reader.pane

    def on_mount(self) -> None:
        """Show the card to begin with."""
        self.action_step(0)

    def on_screen_resume(self) -> None:
        """Back from another screen, which had wishes of its own."""
        self.card.curve_ready()
        self.card.prepare(self._soon)

    def repaint(self) -> None:
        """Another theme: paint everything anew."""
        super().repaint()
        self.card.put_again()
        self.card.prepare(self._soon)

    def on_resize(self) -> None:
        """Lay the card out anew; what was prepared has the wrong size now."""
        self.card.fit()
        self.card.prepare(self._soon)

    def something_ready(self) -> None:
        """A sheet was prepared."""
        self.card.curve_ready()

    def action_step(self, by: int) -> None:
        """Show the card that many places on."""
        at = self._at + by
        if not 0 <= at < len(self._keys):
            self.keyline.say("this is the last card" if by > 0 else "this is the first card")
            return
        face = self._face_at(at)
        if face is not None:
            self._at, self._face = at, face
            self.card.put(face)
            self.scrolled().move(-len(self.scrolled().sheet.rows))
        self._tell()

    def action_derivative(self) -> None:
        """Show or hide the derivative."""
        if self._face is not None:
            self._face = self._face.toggled()
            self.card.put(self._face)
            self._tell()

    def action_curve(self) -> None:
        """Give the whole screen to the curve."""
        if self._face is not None and self._face.curve is not None:
            self.study.show_curve(self._face.curve)
        else:
            self.keyline.say("this card has no curve")

    def _tell(self) -> None:
        self._head.tell_place(self._title, f"{self._at + 1} of {len(self._keys)}")
        self.card.prepare(self._soon)

    def _soon(self) -> list[Face]:
        """What the next keys may show."""
        near = (self._face_at(self._at + by) for by in (1, -1))
        here = [] if self._face is None else [self._face, self._face.toggled()]
        return [*here, *(face for face in near if face is not None)]

    def _face_at(self, at: int) -> Face | None:
        if not 0 <= at < len(self._keys):
            return None
        card = self.study.desk.library.card(self._keys[at])
        return None if card is None else face_of(card, answer=True)
