"""A curve that has the screen to itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from studyapp.tui import faces, frame, keys
from studyapp.tui.ahead import Job
from studyapp.tui.cardview import CURVE_FAILED, DRAWING, NO_DERIVATIVE, toggled
from studyapp.tui.pane import Pane
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.curve.spec import Curve
    from studyapp.tui.ink import Sheet


class CurveScreen(StudyScreen):
    """The same drawing, larger."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.CURVE)
    table: ClassVar[tuple[keys.Command, ...]] = keys.CURVE

    def __init__(self, spec: Curve) -> None:
        super().__init__()
        self._spec = spec
        self._plot = Pane(id="plot")

    def compose(self) -> ComposeResult:
        """The curve, the keys."""
        yield self._plot
        yield self.keyline

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def repaint(self) -> None:
        """Another theme: draw anew."""
        super().repaint()
        self._draw()

    def _draw(self) -> None:
        """Show the curve if it is ready, and ask for it and its other form."""
        self.something_ready()
        self.study.ahead.wish([self._job(self._spec), self._job(toggled(self._spec))])

    def something_ready(self) -> None:
        """Show the curve, or why there is none yet."""
        name = self._job(self._spec).name
        sheet = self.study.ahead.get(name)
        if sheet is None:
            note = CURVE_FAILED if self.study.ahead.failed(name) else DRAWING
            sheet = self._plot.ink.sheet([[], [(note, "muted")]], self.size.width, margin=2)
        if sheet is not self._plot.sheet:
            self._plot.show(sheet)

    def action_derivative(self) -> None:
        """Show or hide the derivative."""
        if toggled(self._spec) == self._spec:
            self.keyline.say(NO_DERIVATIVE)
        self._spec = toggled(self._spec)
        self._draw()

    def _job(self, spec: Curve) -> Job[Sheet]:
        shape = frame.whole(*self.size)
        return Job(("curve", spec, shape), partial(faces.curve, self._plot.ink, spec, *shape))
