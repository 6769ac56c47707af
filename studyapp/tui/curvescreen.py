"""A curve that has the screen to itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from studyapp.tui import faces, frame, keys
from studyapp.tui.ahead import Job
from studyapp.tui.cardview import CURVE_FAILED, DRAWING
from studyapp.tui.curveview import CurveView
from studyapp.tui.looking import LookingScreen
from studyapp.tui.screen import bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.curve.spec import Curve
    from studyapp.curve.view import View
    from studyapp.tui.ink import Sheet


class CurveScreen(LookingScreen):
    """The same curve, larger, with the same keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.CURVE)
    table: ClassVar[tuple[keys.Command, ...]] = keys.CURVE

    def __init__(
        self, spec: Curve, view: View | None = None, keep: Callable[[View], None] | None = None
    ) -> None:
        """Show `spec`, as `view` if it was looked at before; `keep` is told how it was last."""
        super().__init__()
        self._spec = spec
        self._keep = keep
        self._plot = CurveView(self._looked, id="plot")
        self._plot.begin(spec)
        if view is not None:
            self._plot.look(view)

    def compose(self) -> ComposeResult:
        """The curve, the keys."""
        yield self._plot
        yield self.keyline

    def curve_here(self) -> CurveView:
        """The one that fills the screen."""
        return self._plot

    def action_back(self) -> None:
        """Go back to the card, whose curve is then looked at in the same way."""
        if self._keep is not None and self._plot.view is not None:
            self._keep(self._plot.view)
        super().action_back()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._draw()

    def repaint(self) -> None:
        """Another theme: draw anew."""
        super().repaint()
        self._draw()

    def _draw(self) -> None:
        """Show the curve if it is ready, and ask for it."""
        if not self._plot.alive:
            self.something_ready()
            self.study.ahead.wish([self._job()])

    def _looked(self) -> None:
        """Ask for what the next keys may show."""
        self.study.ahead.wish(self._plot.jobs())

    def something_ready(self) -> None:
        """Show the curve, or why there is none yet."""
        name = self._job().name
        sheet = self.study.ahead.get(name)
        if sheet is not None:
            self._plot.show_ready(sheet)
        elif not self._plot.alive:
            note = CURVE_FAILED if self.study.ahead.failed(name) else DRAWING
            self._plot.show(
                self._plot.ink.sheet([[], [(note, "muted")]], self.size.width, margin=2)
            )

    def _job(self) -> Job[Sheet]:
        spec, shape = self._spec, frame.whole(*self.size)
        return Job(("curve", spec, shape), partial(faces.curve, self._plot.ink, spec, *shape))
