"""The lab: up to four functions or formulas compared, with all that can be known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container

from studyapp.tui import keys
from studyapp.tui.ahead import Job
from studyapp.tui.curveview import SOON
from studyapp.tui.ink import Sheet
from studyapp.tui.labframe import LabFrame, arrange
from studyapp.tui.labgrid import LabGrid
from studyapp.tui.labpanel import LabPanel
from studyapp.tui.looking import LookingScreen
from studyapp.tui.screen import bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.curve.spec import CurveSpec, Expression, Trace
    from studyapp.curve.view import View
    from studyapp.tui.curveview import CurveView
    from studyapp.tui.pane import Pane

FULL = "four functions are compared; x takes the one in focus away"
LAST = "one function must stay"
ALONE = "there is nothing to compare it with; o adds a function"
NO_ERROR = "e draws the error of two functions first"
CARD = "copied as a card's curve; it is printed when you quit, too"


class LabScreen(LookingScreen):
    """Curves in one picture or side by side, and a panel of facts or of the error of two."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.LAB)
    table: ClassVar[tuple[keys.Command, ...]] = keys.LAB

    def __init__(
        self,
        given: CurveSpec | View | None,
        leave: Callable[[View | None], None],
        kept: Callable[[str], None],
    ) -> None:
        """Begin with the usual functions, with those given, or as it was left.

        Args:
            leave: is told how the lab looked when somebody goes back.
            kept: takes the `curve:` block that somebody wants.
        """
        super().__init__()
        self._given = given
        self._leave = leave
        self._kept = kept
        self._view: View | None = None
        self._ready: View | None = None
        self._apart = True
        self._other: int | None = None
        self._facts: bool | None = None
        self._grid = LabGrid(self._looked, self._put, self.action_look)
        self._panel = LabPanel()
        self._lab = Container(self._grid, self._panel, id="lab")
        self._laid: LabFrame | None = None

    def compose(self) -> ComposeResult:
        """Curves and panel, the keys."""
        yield self._lab
        yield self.keyline

    def curve_here(self) -> CurveView:
        """The picture in which the function in focus is read."""
        apart = self._view is not None and self._frame.apart
        return self._grid.plots[self._view.focus if apart and self._view is not None else 0]

    def scrolled(self) -> Pane:
        """The facts."""
        return self._panel.pane

    def on_mount(self) -> None:
        """Show the curves once NumPy is there, which takes longer than a key press may."""
        self._lay_out()
        self._grid.wait()
        self.study.ahead.wish([Job(object(), self._begin)])

    def on_resize(self) -> None:
        """Another size, another place for the panel, and perhaps room for fewer pictures."""
        self._lay_out()
        self._show(self._view)

    def repaint(self) -> None:
        """Another theme."""
        super().repaint()
        self._looked()

    def something_ready(self) -> None:
        """The curves can be shown, or more is known of them."""
        if self._view is None and self._ready is not None:
            self._show(self._ready)
        self._panel.tell(self._view, self._frame.apart, self._other)

    def action_back(self) -> None:
        """Leave the lab as it is."""
        self._leave(self._view)

    def action_look(self, deed: str) -> None:
        """Look at all curves in another way."""
        if self._view is None:
            return
        from studyapp.curve.deeds import act

        view, said = act(self._view, deed)
        if view != self._view:
            self._show(view, deed)
        if said:
            self.keyline.say(said)

    def _put(self, plot: int, x: float) -> None:
        """The cursor at x, and the focus on what was clicked."""
        if self._view is None:
            return
        from studyapp.curve.lab import focus
        from studyapp.curve.view import put

        if self._frame.apart and plot < len(self._view.spec.traces):
            self._show(put(focus(self._view, plot), x))
        else:
            self._show(put(self._view, x))

    def action_read(self, index: int) -> None:
        """Read another function."""
        if self._view is not None:
            from studyapp.curve.lab import focus

            self._keep_error(focus(self._view, index))

    def action_next(self) -> None:
        """Read the next function."""
        if self._view is not None:
            self.action_read((self._view.focus + 1) % len(self._view.spec.traces))

    def action_add(self) -> None:
        """Choose one more."""
        if self._view is None:
            return
        from studyapp.curve.lab import MOST

        if len(self._view.spec.traces) >= MOST:
            self.keyline.say(FULL)
        else:
            self.study.choose_added(self._add)

    def action_remove(self) -> None:
        """Take the function in focus away."""
        if self._view is None:
            return
        from studyapp.curve.lab import remove

        view = remove(self._view)
        if view == self._view:
            self.keyline.say(LAST)
        else:
            self._keep_error(view)

    def action_apart(self) -> None:
        """Side by side, or all in one picture."""
        self._apart = not self._apart
        self._show(self._view)

    def action_error(self) -> None:
        """The difference to the next function, to the one after it, …, and none."""
        if self._view is None:
            return
        focus, count = self._view.focus, len(self._view.spec.traces)
        if count == 1:
            self.keyline.say(ALONE)
            return
        before = focus if self._other is None else self._other
        after = (before + 1) % count
        self._other = None if after == focus else after
        if self._other is not None:
            self._facts = True
        self._show(self._view)

    def action_widest(self) -> None:
        """The cursor to where the two functions differ most."""
        if self._view is None or self._other is None:
            self.keyline.say(NO_ERROR)
            return
        from studyapp.curve.compare import greatest
        from studyapp.curve.subject import subject
        from studyapp.curve.view import focused, put, window

        shown = window(self._view)
        one = subject(focused(self._view), shown)
        other = subject(self._view.spec.traces[self._other], shown)
        most = greatest(one, other, shown)
        if most is not None:
            self._show(put(self._view, most.x))

    def action_facts(self) -> None:
        """Show or hide the panel."""
        self._facts = not self._frame.facts
        self._show(self._view)

    def action_depth(self) -> None:
        """Send a signal through layers of these functions."""
        if self._view is not None:
            self.study.show_depth(self._view.spec)

    def action_card(self) -> None:
        """Copy what is shown as a card's curve."""
        if self._view is None:
            return
        from studyapp.curve.card import block
        from studyapp.curve.lab import specification

        text = block(specification(self._view))
        self.app.copy_to_clipboard(text)
        self._kept(text)
        self.keyline.say(CARD, "plain")

    @property
    def _frame(self) -> LabFrame:
        """Where things lie by now."""
        curves = 1 if self._view is None else len(self._view.spec.traces)
        return arrange(
            (self.size.width, self.size.height),
            curves,
            apart=self._apart,
            error=self._other is not None,
            facts=self._facts,
        )

    def _begin(self) -> Sheet:
        """In the thread that prepares."""
        from studyapp.curve.lab import USUAL, begin
        from studyapp.curve.view import View

        given = USUAL if self._given is None else self._given
        self._ready = given if isinstance(given, View) else begin(given)
        return Sheet(0)

    def _add(self, trace: Trace | Expression) -> None:
        if self._view is not None:
            from studyapp.curve.lab import add

            self._keep_error(add(self._view, trace))

    def _keep_error(self, view: View) -> None:
        """Show a view with another focus or other curves; no curve is compared with itself."""
        if self._other == view.focus or (self._other or 0) >= len(view.spec.traces):
            self._other = None
        self._show(view)

    def _show(self, view: View | None, deed: str = "") -> None:
        if view is None:
            return
        self._view = view
        self._lay_out()
        apart = self._frame.apart
        self._grid.look(self._pictures(view), view.focus if apart else None, deed)
        self._panel.tell(view, apart, self._other)

    def _pictures(self, view: View) -> list[View]:
        """What each plot shows."""
        from studyapp.curve.lab import against, solo

        frame = self._frame
        shown = [view]
        if frame.apart:
            shown = [solo(view, index) for index in range(len(view.spec.traces))]
        if self._other is None:
            return shown
        error = against(view, self._other)
        return [error] if frame.error else [*shown, error]

    def _looked(self) -> None:
        """A frame is out: ask for what is told of it, and what the next keys may show."""
        if self._view is None:
            return
        from studyapp.curve.view import DEEDS

        jobs = self._panel.jobs()
        for deed in SOON:
            jobs += self._grid.jobs_for(self._pictures(DEEDS[deed](self._view)))
        self.study.ahead.wish(jobs)

    def _lay_out(self) -> None:
        """Give pictures and panel their places."""
        frame = self._frame
        if frame == self._laid:  # a style that is set anew costs a layout
            return
        self._laid = frame
        self._panel.display, self._grid.display = frame.facts, frame.curves
        self._lab.styles.layout = "horizontal" if frame.beside else "vertical"
        size = "1fr" if frame.panel is None or not frame.curves else frame.panel
        self._panel.styles.width = size if frame.beside else "1fr"
        self._panel.styles.height = "1fr" if frame.beside else size
        self._grid.lay_out(frame.plots, frame.columns)
