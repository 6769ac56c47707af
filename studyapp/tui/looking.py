"""What screens with a curve have in common: the keys that look closer at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.tui.cardview import NO_ROOM, CardView
from studyapp.tui.curveview import BARS, NOTHING_READ
from studyapp.tui.screen import StudyScreen

if TYPE_CHECKING:
    from studyapp.deck.model import Card
    from studyapp.tui.curveview import CurveView


class LookingScreen(StudyScreen):
    """A screen on which a curve can be read, bent and zoomed."""

    def curve_here(self) -> CurveView | str:
        """The curve that keys move, or why there is none to move."""
        raise NotImplementedError

    def show_whole(self, card: CardView) -> None:
        """Give the whole screen to the curve of a card."""
        curve = card.curve_here()
        if isinstance(curve, str) and curve != NO_ROOM:
            self.keyline.say(curve)
        elif card.curve is not None:
            self.study.show_curve(card.curve, card.plot.view, card.plot.look)

    def edit(self, card: Card) -> None:
        """Open a card in the learner's editor, and show what its deck says afterwards."""
        if self.study.hand.rushed:
            return
        said, role = self.study.edit(card)
        if said:
            self.keyline.say(said, role)

    def action_look(self, deed: str) -> None:
        """Look at the curve in another way."""
        curve = self.curve_here()
        said = curve if isinstance(curve, str) else curve.act(deed)
        if said:
            self.keyline.say(said)

    def action_relatives(self) -> None:
        """Choose a function to lay over the curve."""
        curve = self.curve_here()
        if isinstance(curve, str):
            self.keyline.say(curve)
            return
        functions = curve.functions
        if functions:
            self.study.choose_relative(functions, curve.overlay)
        else:
            self.keyline.say(BARS)

    def action_copy(self) -> None:
        """Copy what the cursor reads."""
        curve = self.curve_here()
        text = curve if isinstance(curve, str) else curve.copied()
        if text and curve is not text:
            self.app.copy_to_clipboard(text)
            self.keyline.say(f"copied: {text}", "plain")
        else:
            self.keyline.say(text or NOTHING_READ)
