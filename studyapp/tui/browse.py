"""Looking through a deck or a list: its cards one by one, with answers and marks, not graded."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from studyapp import acts
from studyapp.progress.errors import ProgressError
from studyapp.sitting import NOTHING_TO_UNDO, Refused
from studyapp.tui import keys
from studyapp.tui.cardview import CardView, Face, face_of
from studyapp.tui.looking import LookingScreen
from studyapp.tui.progressline import ProgressLine
from studyapp.tui.screen import bindings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.desk import Desk
    from studyapp.progress.events import Event
    from studyapp.tui.curveview import CurveView
    from studyapp.tui.pane import Pane

_SAID = {
    "suspend": "suspended: it is not asked any more",
    "resume": "resumed: it is asked again",
    "bury": "buried: it is not asked today",
}


class BrowseScreen(LookingScreen):
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

    def decks_changed(self) -> None:
        """The card that is shown may read differently; one that is gone stays in view."""
        face = self._face_at(self._at)
        if face is not None and face != self._face:
            self._face = face
            self.card.put(face)
        self._tell()

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

    def action_edit(self) -> None:
        """Open this card in the learner's editor."""
        if self._face is not None:
            self.edit(self._face.card)

    def curve_here(self) -> CurveView | str:
        """The curve beside the card."""
        return self.card.curve_here()

    def action_curve(self) -> None:
        """Give the whole screen to the curve."""
        self.show_whole(self.card)

    def action_suspend(self) -> None:
        """Suspend this card, or resume it if it is suspended."""
        self._do(lambda desk, key: acts.resume(desk, key) or acts.suspend(desk, key))

    def action_bury(self) -> None:
        """Bury this card for today."""
        self._do(acts.bury)

    def action_flag(self) -> None:
        """Give this card the next flag."""
        self._do(acts.flag_next)

    def action_remark(self) -> None:
        """Open the field for the learner's own words."""
        if not self.study.hand.rushed:
            self.study.ask_remark(self.study.desk.progress.remark(self._key), self._keep_remark)

    def action_info(self) -> None:
        """Show what there is to know of this card."""
        if not self.study.hand.rushed:
            self.study.show_record(self._key)

    def action_undo(self) -> None:
        """Take back the newest thing done today."""
        if self.study.hand.rushed:
            return
        try:
            undone = acts.undo(self.study.desk)
            said = NOTHING_TO_UNDO if undone is None else acts.told(self.study.desk, undone)
        except ProgressError as error:
            self.keyline.say(str(error), "bad")
            return
        self._show_marks()
        self.keyline.say(said, "plain")

    @property
    def _key(self) -> str:
        """The card that is shown."""
        return self._keys[self._at]

    def _do(self, act: Callable[[Desk, str], Event | None]) -> None:
        """Do something to this card; what cannot be kept is told, and changes nothing."""
        if self.study.hand.rushed:
            return
        try:
            done = act(self.study.desk, self._key)
        except ProgressError as error:
            self.keyline.say(str(error), "bad")
            return
        self._show_marks()
        said = "it is so already" if done is None else _SAID.get(done.kind)
        if said:
            self.keyline.say(said, "plain")

    def _keep_remark(self, text: str) -> None:
        try:
            acts.remark(self.study.desk, self._key, text)
        except ProgressError as error:
            raise Refused(str(error)) from error
        self._show_marks()
        self.keyline.say("the remark is kept" if text.strip() else "no remark", "plain")

    def _show_marks(self) -> None:
        """The card is the same, with other marks."""
        if self._face is not None:
            self._face = self._face._replace(remark=self.study.desk.progress.remark(self._key))
            self.card.put(self._face)
        self._tell()

    def _tell(self) -> None:
        desk = self.study.desk
        state = acts.state_of(desk, self._key)
        buried = "buried today" if acts.is_buried(state, desk.moment().day) else ""
        self._head.tell_place(
            self._title,
            f"{self._at + 1} of {len(self._keys)}",
            state.flag,
            "suspended" if state.suspended else buried,
        )
        self.card.prepare(self._soon)

    def _soon(self) -> list[Face]:
        """What the next keys may show."""
        near = (self._face_at(self._at + by) for by in (1, -1))
        here = [] if self._face is None else [self._face]
        return [*here, *(face for face in near if face is not None)]

    def _face_at(self, at: int) -> Face | None:
        if not 0 <= at < len(self._keys):
            return None
        key, desk = self._keys[at], self.study.desk
        card = desk.library.card(key)
        if card is None:
            return None
        if card.ask is not None:
            from studyapp.asking import today

            card = today(card, desk.moment().day)
        return face_of(card, desk.progress.remark(key), answer=True)
