"""A curve that has the screen to itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from studyapp.tui import faces, frame, keys
from studyapp.tui.ahead import Job
from studyapp.tui.cardview import toggled
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
        job = self._job(self._spec)
        sheet = self.study.ahead.get(job.name)
        if sheet is not None:
            self._plot.show(sheet)
        self.study.ahead.wish([job, self._job(toggled(self._spec))])

    def something_ready(self) -> None:
        """A sheet was prepared."""
        sheet = self.study.ahead.get(self._job(self._spec).name)
        if sheet is not None and sheet is not self._plot.sheet:
            self._plot.show(sheet)

    def action_derivative(self) -> None:
        """Show or hide the derivative."""
        self._spec = toggled(self._spec)
        self._draw()

    def _job(self, spec: Curve) -> Job[Sheet]:
        shape = frame.whole(*self.size)
        return Job(("curve", spec, shape), partial(faces.curve, self._plot.ink, spec, *shape))
