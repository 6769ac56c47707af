"""The line at the head of a review: which deck, what kind of card, how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.tui.ink import Ink, Sheet
from studyapp.tui.pane import Pane
from studyapp.wording import PRACTICE

if TYPE_CHECKING:
    from studyapp.sitting import Turn
    from studyapp.tui.lines import Part

_BAR = 20
_ROOM_FOR_BAR = 64

_FLAGS = ("", "bad", "warn", "good", "title")
"""The look of each flag; its number is always beside it."""


class ProgressLine(Pane):
    """Deck and phase on the left; done, left and a thin bar on the right."""

    def __init__(self) -> None:
        super().__init__(self._line, id="head")
        self._left: list[Part] = []
        self._right: list[Part] = []
        self._share: float | None = None

    def tell(
        self, turn: Turn, done: int, left: int, *, recorded: bool, broken: bool = False
    ) -> None:
        """Show where the sitting stands, whether it is kept, and whether a deck is broken now."""
        practice = all(choice.effect.startswith(PRACTICE) for choice in turn.choices)
        phase = f"{PRACTICE}: nothing moves" if practice else turn.phase
        phase = "again today" if turn.owed else phase
        self._left = [(turn.deck_title, "title"), (f" · {phase}", "muted")]
        if not recorded:
            self._left.append((" · not recorded", "warn"))
        if broken:
            self._left.append((" · deck broken", "warn"))
        if turn.leech:
            self._left.append((" · leech", "warn"))
        self._right = [*_flag(turn.flag), (f"{done} done · {left} left", "muted")]
        self._share = done / max(1, done + left)
        self.repaint()

    def tell_place(self, title: str, place: str, flag: int = 0, state: str = "") -> None:
        """Show a title and, on the right, a place; of the card there its flag and its state."""
        self._left = [(title, "title")]
        marks: list[Part] = [(f"{state}  ", "warn")] if state else []
        self._right = [*marks, *_flag(flag), (place, "muted")]
        self.repaint()

    def _line(self, ink: Ink, width: int, _height: int) -> Sheet:
        right = [("  ", "plain"), *self._right]
        if self._share is not None and width >= _ROOM_FOR_BAR:
            filled = round(_BAR * self._share)
            right += [("  ", "plain"), ("━" * filled, "done"), ("─" * (_BAR - filled), "left")]
        margin = 2 if width >= 40 else 0
        return Sheet(width, (ink.spread(self._left, right, width, margin),))


def _flag(number: int) -> list[Part]:
    return [(f"⚑ {number}", _FLAGS[number]), ("  ", "plain")] if number else []
