"""A card on the screen: its text, and its curve beside or below it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.containers import Container

from studyapp.tui import faces, frame
from studyapp.tui.ahead import REST, Job
from studyapp.tui.curveview import CurveView
from studyapp.tui.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from textual.timer import Timer

    from studyapp.curve.spec import Curve
    from studyapp.deck.model import Card
    from studyapp.tui.ahead import Ahead
    from studyapp.tui.ink import Sheet

CURVE_WAITS = "The curve comes with the answer."
CURVE_FAILED = "The curve could not be drawn; `studyapp plot` says why."
NO_CURVE = "this card has no curve"
NOT_YET = "the curve comes with the answer"
NO_ROOM = "no room for the curve here: c shows it alone"
DRAWING = "…"
_LOW = 9
"""Rows of text in which nothing but the answer itself should stand once it is shown."""


class Face(NamedTuple):
    """What of a card is to be seen: its curve, hint and answer if they are.

    `remark` is the learner's own words, seen with the answer; empty without any.
    """

    card: Card
    curve: Curve | None
    hint: bool = False
    answer: bool = False
    remark: str = ""

    @property
    def curve_waits(self) -> bool:
        """Whether the curve would give the answer away."""
        return self.curve is not None and self.curve.show == "answer" and not self.answer


def face_of(card: Card, remark: str, answer: bool = False) -> Face:
    """A card as it is first seen."""
    return Face(card, card.curve, answer=answer, remark=remark)


class CardView(Container):
    """Shows a face. What is ready shows at once; a curve that is not comes a moment later."""

    BLANK = True

    def __init__(self, ahead: Ahead[Sheet], id: str = "card") -> None:
        self.reader = Reader()
        self.plot = CurveView(self._looked, id="plot")
        super().__init__(self.reader, self.plot, id=id)
        self._ahead = ahead
        self._face: Face | None = None
        self._frame: frame.Frame | None = None
        self._awaited: Hashable = None
        self._later: Timer | None = None
        self._soon: Callable[[], Iterable[Face]] = tuple[Face, ...]

    def put(self, face: Face) -> None:
        """Show `face`; a revealed answer is scrolled into view."""
        before, self._face = self._face, face
        if before is None or before.card is not face.card or (before.answer and not face.answer):
            self.plot.begin(face.curve)
        self._settle()
        question, sheet = self._sheets(face)
        revealed = face.answer and (
            before is None or before.card is not face.card or not before.answer
        )
        if revealed:
            top = self._answer_top(len(question.rows), len(sheet.rows))
        elif before is not None and before.card is face.card and before.answer == face.answer:
            top = self.reader.pane.top
        else:
            top = 0
        self.reader.show(sheet, top)
        self._put_curve(face)

    def fit(self) -> None:
        """Show the same at another size; the screen says when, as nothing here is drawn."""
        if self._face is not None and self._place(self._face) != self._frame:
            self.put_again()

    def put_again(self) -> None:
        """Show the same at another size or in another theme; the place in the text is kept."""
        if self._face is None:
            return
        pane = self.reader.pane
        share = pane.top / max(1, len(pane.sheet.rows))
        self._settle()
        _, sheet = self._sheets(self._face)
        self.reader.show(sheet, round(share * len(sheet.rows)))
        self._put_curve(self._face)

    def curve_ready(self) -> None:
        """Something was prepared; show it if the screen waits for it."""
        if self._face is not None and self._awaited is not None:
            self._put_curve(self._face)

    @property
    def curve(self) -> Curve | None:
        """What the card has to draw."""
        return None if self._face is None else self._face.curve

    def curve_here(self) -> CurveView | str:
        """The curve that is seen beside the card, or why there is none."""
        if self._face is None or self._face.curve is None:
            return NO_CURVE
        if self._face.curve_waits:
            return NOT_YET
        return self.plot if self.plot.display else NO_ROOM

    def prepare(self, soon: Callable[[], Iterable[Face]]) -> None:
        """Once the frame is out, ask for the faces that `soon` names by then."""
        self._soon = soon
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(REST, lambda: self._wish(soon))

    def _wish(self, soon: Callable[[], Iterable[Face]]) -> None:
        # Under another screen it would replace what that one wishes for.
        if self.app.screen is self.screen:
            self._ahead.wish([*self.plot.jobs(), *self._jobs(soon())])

    def _looked(self) -> None:
        """The curve is looked at in another way, which the next keys may change again."""
        self.prepare(self._soon)

    def _jobs(self, faces_ahead: Iterable[Face]) -> list[Job[Sheet]]:
        """What to prepare so that these faces can be shown at once, in this order."""
        jobs: list[Job[Sheet]] = []
        for face in faces_ahead:
            jobs.append(self._job("question", face))
            if face.curve is not None:
                jobs += self._curve_jobs(face)
            jobs.append(self._job("answer", face))
            if face.remark:
                jobs.append(self._remark_job(face))
            if face.card.hint:
                jobs.append(self._job("hint", face))
        return jobs

    def _sheets(self, face: Face) -> tuple[Sheet, Sheet]:
        """What stands above the answer, and all of it."""
        above = self._ahead.get_now(self._job("question", face))
        if face.hint:
            above = above.above(self._ahead.get_now(self._job("hint", face)))
        if not face.answer:
            return above, above
        whole = above.above(self._ahead.get_now(self._job("answer", face)))
        if face.remark:
            whole = whole.above(self._ahead.get_now(self._remark_job(face)))
        return above, whole

    def _job(self, part: str, face: Face) -> Job[Sheet]:
        place = self._place(face)
        width, text, margin = place.card[0] - 1, place.text, place.margin
        make = {"question": faces.question, "hint": faces.hint, "answer": faces.answer}[part]
        ink = self.reader.pane.ink
        return Job(
            (part, face.card, width, text, margin),
            partial(make, ink, face.card, width, text, margin),
        )

    def _remark_job(self, face: Face) -> Job[Sheet]:
        place = self._place(face)
        shape = (place.card[0] - 1, place.text, place.margin)
        make = partial(faces.remark, self.reader.pane.ink, face.remark, *shape)
        return Job(("remark", face.remark, *shape), make)

    def _curve_jobs(self, face: Face) -> list[Job[Sheet]]:
        spec, shape = face.curve, self._place(face).curve
        if spec is None or shape is None:
            return []
        return [Job(("curve", spec, shape), partial(faces.curve, self.plot.ink, spec, *shape))]

    def _put_curve(self, face: Face) -> None:
        self._awaited = None
        jobs = self._curve_jobs(face)
        if not jobs:
            return
        if face.curve_waits:
            self._note(CURVE_WAITS)
            return
        if self.plot.alive:
            return
        sheet = self._ahead.get(jobs[0].name)
        if sheet is not None:
            self.plot.show_ready(sheet)
        elif self._ahead.failed(jobs[0].name):
            self._note(CURVE_FAILED)
        else:
            self._awaited = jobs[0].name
            self._note(DRAWING)

    def _note(self, text: str) -> None:
        width = self._frame.curve[0] if self._frame and self._frame.curve else 0
        self.plot.show(self.plot.ink.sheet([[], [(text, "muted")]], width, margin=2))

    def _answer_top(self, above: int, total: int) -> int:
        """The row to show first so that most of the answer, or all of it, is in view."""
        height = self.reader.pane.size.height
        if total <= height:
            return 0
        if height < _LOW:
            return above + faces.ANSWER_STARTS
        return max(0, above - height // 3)

    def _place(self, face: Face) -> frame.Frame:
        return frame.arrange(*self.app.size, curve=face.curve is not None)

    def _settle(self) -> None:
        """Lay text and curve out anew, if the size or the presence of a curve calls for it."""
        if self._face is None or self._place(self._face) == self._frame:
            return
        place = self._frame = self._place(self._face)
        self.styles.margin = (place.gap, 0, place.foot, 0)
        self.styles.layout = "horizontal" if place.side else "vertical"
        self.reader.styles.width, self.reader.styles.height = place.card
        self.plot.display = place.curve is not None
        self.plot.styles.margin = (0 if place.side else place.gap, 0, 0, 0)
        if place.curve is not None:
            self.plot.styles.width, self.plot.styles.height = place.curve
