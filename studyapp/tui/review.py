"""The review: a question, its answer, its curve, a grade, and the next question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from studyapp.buttons import GOOD
from studyapp.progress.errors import ProgressError
from studyapp.sitting import NOTHING_TO_UNDO, Refused, Sitting, Turn
from studyapp.tui import gradebar, keys
from studyapp.tui.cardview import CardView, Face, face_of
from studyapp.tui.hand import PROOF, Press
from studyapp.tui.ink import Ink, Sheet
from studyapp.tui.looking import LookingScreen
from studyapp.tui.pane import Pane
from studyapp.tui.progressline import ProgressLine
from studyapp.tui.screen import bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.timer import Timer

    from studyapp.deck.model import Card
    from studyapp.tui.curveview import CurveView


class ReviewScreen(LookingScreen):
    """One face of a sitting."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.REVIEW)
    table: ClassVar[tuple[keys.Command, ...]] = keys.REVIEW

    def __init__(self, sitting: Sitting, said: str = "") -> None:
        """Go on with `sitting`; `said` tells what has led there."""
        super().__init__()
        self._sitting = sitting
        self._face: Face | None = None
        self._turn = sitting.turn
        self._last = said
        self._is_stale = False
        self._verdict = ""
        self._doubt: Timer | None = None
        self._head = ProgressLine()
        self.card = CardView(self.study.ahead)
        self._bar = Pane(self._bar_sheet, "bar")

    @property
    def commands(self) -> tuple[keys.Command, ...]:
        """The table with the buttons of the settings."""
        return keys.review(self._sitting.buttons)

    def compose(self) -> ComposeResult:
        """Progress, card, buttons, keys: regions that stay where they are."""
        yield self._head
        yield self.card
        yield self._bar
        yield self.keyline

    def scrolled(self) -> Pane:
        """The text of the card."""
        return self.card.reader.pane

    def on_mount(self) -> None:
        """Put the first card on the screen."""
        if self._sitting.turn is not None:
            self._show_turn(self._sitting.turn)

    def on_screen_resume(self) -> None:
        """Back from another screen, which had wishes of its own."""
        self.card.curve_ready()
        if self._verdict:
            self.keyline.say(self._verdict, "plain")
            self._verdict = ""
        if self._is_stale:
            self._reread()
        else:
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
        """The card on the table may read differently, or be gone; seen once this screen is."""
        self._is_stale = True
        if self.app.screen is self:
            self._reread()

    def something_ready(self) -> None:
        """A sheet was prepared."""
        self.card.curve_ready()

    def action_confirm(self) -> None:
        """Show the answer; once it is shown, grade it Good unless the key is being held."""
        hand, turn = self.study.hand, self._sitting.turn
        if self._stop_doubting():
            self._bar.repaint()
        if turn is None:
            return
        if not self._sitting.revealed:
            if not hand.rushed:
                self._reveal(turn)
        elif hand.press is Press.FRESH:
            self.action_grade(self._good)
        elif hand.press is Press.DOUBTFUL:
            self._doubt = self.set_timer(PROOF, self._believe)
            self._bar.repaint()

    def action_grade(self, key: str) -> None:
        """Keep a grade, then show the next card."""
        self._stop_doubting()
        turn = self._sitting.turn
        if turn is None or not self._sitting.revealed:
            return
        choice = next((choice for choice in turn.choices if choice.key == key), None)
        if choice is None:
            return
        try:
            self._sitting.grade(choice.grade)
        except Refused as refusal:
            self.keyline.say(str(refusal), "bad")
            self._show_chrome(turn)
            return
        self._last = f"{choice.label} · {choice.effect} · u takes it back"
        self._go_on()

    def action_hint(self) -> None:
        """Show the hint below the question."""
        if self._face is None:
            return
        if self._sitting.revealed:
            self.keyline.say("the answer is shown already")
        elif self._face.card.hint:
            self._face = self._face._replace(hint=True)
            self.card.put(self._face)
        else:
            self.keyline.say("this card has no hint")

    def action_answer(self) -> None:
        """Open the field for an answer."""
        self._stop_doubting()
        if self._turn is None or self.study.hand.rushed:
            return
        if self._sitting.revealed:
            self.keyline.say("the answer is shown already")
        elif told := _how(self._turn.card):
            self.study.ask_answer(told, self._check)
        else:
            self.keyline.say("this card is answered in your head; Space shows the answer")

    def action_undo(self) -> None:
        """Take back the newest thing done today; the card of a grade is asked again."""
        if self.study.hand.rushed:
            return
        self._stop_doubting()
        try:
            undone = self._sitting.undo()
        except Refused as refusal:
            self.keyline.say(str(refusal), "bad")
            return
        if undone is None:
            self.keyline.say(NOTHING_TO_UNDO)
        elif undone.turn is not None:
            self._last = undone.said
            self._go_on()
        else:
            self._show_marks(undone.said)

    def action_suspend(self) -> None:
        """Ask this card no more."""
        self._put_away(self._sitting.suspend, "Suspended")

    def action_bury(self) -> None:
        """Ask this card no more today."""
        self._put_away(self._sitting.bury, "Buried for today")

    def action_flag(self) -> None:
        """Give this card the next flag."""
        if not self.study.hand.rushed and self._does(self._sitting.flag):
            self._show_marks()

    def action_remark(self) -> None:
        """Open the field for the learner's own words."""
        self._stop_doubting()
        turn = self._sitting.turn
        if turn is not None and not self.study.hand.rushed:
            self.study.ask_remark(turn.remark, self._keep_remark)

    def action_info(self) -> None:
        """Show what there is to know of this card."""
        self._stop_doubting()
        if self._turn is not None and not self.study.hand.rushed:
            self.study.show_record(self._turn.card.key)

    def action_edit(self) -> None:
        """Open this card in the learner's editor."""
        self._stop_doubting()
        if self._turn is not None:
            self.edit(self._turn.card)

    def curve_here(self) -> CurveView | str:
        """The curve beside the card."""
        return self.card.curve_here()

    def action_curve(self) -> None:
        """Give the whole screen to the curve."""
        self.show_whole(self.card)

    def action_home(self) -> None:
        """Leave; every grade is kept already."""
        self._stop_doubting()
        self.study.go_home()

    def _reveal(self, turn: Turn) -> None:
        self._sitting.reveal()
        if self._face is not None:
            self._face = self._face._replace(answer=True)
            self.card.put(self._face)
        self._show_chrome(turn)
        self.card.prepare(self._soon)

    def _check(self, typed: str) -> None:
        """Check a typed answer, and show the right one with what would be its grade."""
        told, choice = self._sitting.check(typed)
        if self._turn is not None:
            self._reveal(self._turn)
        self._verdict = f"{told} · that would be {choice.key} {choice.label}"

    def _put_away(self, act: Callable[[], None], said: str) -> None:
        """Take the card off the table; a key that is held takes one."""
        self._stop_doubting()
        if self.study.hand.press is Press.FRESH:
            self._put_away_surely(act, said)
        elif self.study.hand.press is Press.DOUBTFUL:
            self._doubt = self.set_timer(PROOF, partial(self._put_away_surely, act, said))

    def _put_away_surely(self, act: Callable[[], None], said: str) -> None:
        self._doubt = None
        if self._does(act):
            self._last = f"{said} · u takes it back"
            self._go_on()

    def _does(self, act: Callable[[], None]) -> bool:
        """Do something to the card on the table; what cannot be kept is told."""
        self._stop_doubting()
        try:
            act()
        except Refused as refusal:
            self.keyline.say(str(refusal), "bad")
            return False
        return True

    def _keep_remark(self, text: str) -> None:
        self._sitting.remark(text)
        kept = "the remark is kept" if self._sitting.revealed else "kept; it shows with the answer"
        self._show_marks(kept if text.strip() else "no remark")

    def _show_marks(self, said: str = "") -> None:
        """The card is the same, with another flag or remark."""
        turn = self._turn = self._sitting.turn
        if turn is not None and self._face is not None:
            self._face = self._face._replace(remark=turn.remark)
            self.card.put(self._face)
            self._show_chrome(turn)
            self.card.prepare(self._soon)
        if said:
            self.keyline.say(said, "plain")

    def _reread(self) -> None:
        """Show what the decks say now; hint and answer stay shown if the card stays."""
        self._is_stale = False
        before = self._face
        try:
            changed = self._sitting.reread()
        except ProgressError as error:
            self.keyline.say(str(error), "bad")
            return
        turn = self._sitting.turn
        if changed:
            self._stop_doubting()
            self._go_on()
        if before is not None and turn is not None and self._face is not None:
            if changed and before.hint and before.card.key == turn.card.key and turn.card.hint:
                self._face = self._face._replace(hint=True)
                self.card.put(self._face)
            self._show_chrome(turn)
            self.card.prepare(self._soon)

    def _go_on(self) -> None:
        turn = self._sitting.turn
        if turn is None:
            self.study.go_summary(self._sitting, self._turn)
        else:
            self._show_turn(turn)

    def _show_turn(self, turn: Turn) -> None:
        self._turn = turn
        self._face = face_of(turn.card, turn.remark, answer=self._sitting.revealed)
        self.card.put(self._face)
        self._show_chrome(turn)
        self.card.prepare(self._soon)

    def _show_chrome(self, turn: Turn) -> None:
        """The progress line and the buttons."""
        self._head.tell(
            turn,
            self._sitting.done,
            self._sitting.left,
            recorded=self.study.desk.progress.recorded,
            broken=bool(self.study.broken),
        )
        self._bar.repaint()

    def _bar_sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        turn = self._turn
        if turn is None:
            return Sheet(width)
        if self._sitting.revealed:
            shown = turn.choices
            if not self.study.desk.settings.intervals:
                shown = tuple(choice._replace(effect="") for choice in shown)
            return gradebar.buttons(ink, width, shown, self._good if self._doubt else "")
        card = turn.card
        return gradebar.asking(
            ink, width, card.hint is not None, self._last, answer=bool(_how(card))
        )

    def _soon(self) -> list[Face]:
        """What the next keys may show."""
        if self._face is None:
            return []
        following = (face_of(turn.card, turn.remark) for turn in self._sitting.upcoming())
        return [self._face, *following]

    def _believe(self) -> None:
        """No second repeat came: the key was pressed, not held."""
        self._doubt = None
        self.action_grade(self._good)

    @property
    def _good(self) -> str:
        """The key of the button that Space presses."""
        return next(button.key for button in self._sitting.buttons if button.grade == GOOD)

    def _stop_doubting(self) -> bool:
        """Forget a press that was not yet sure; True if there was one."""
        if self._doubt is None:
            return False
        self._doubt.stop()
        self._doubt = None
        return True


def _how(card: Card) -> str:
    """How a card is answered by typing; empty if it is not."""
    if card.ask is None:  # most cards, for which nothing more is imported
        return ""
    from studyapp.checking import how

    return how(card)
