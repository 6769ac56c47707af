"""The lab: up to four functions or formulas compared, with all that can be known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container, Grid, Horizontal

from studyapp.tui import keys
from studyapp.tui.ahead import Job
from studyapp.tui.curveview import SOON, CurveView
from studyapp.tui.ink import Sheet
from studyapp.tui.labpanel import LabPanel
from studyapp.tui.looking import LookingScreen
from studyapp.tui.pane import Pane
from studyapp.tui.screen import bindings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.curve.spec import CurveSpec, Expression, Trace
    from studyapp.curve.view import View
    from studyapp.tui.ink import Ink

_PLOTS = 5
"""Four functions, and the difference of two."""

_BESIDE = 100
"""Columns from which the facts stand beside the curves."""

_LEAST_HIGH = 18
"""Rows of a screen that has room for the facts under the curves."""

_LEAST_PLOT = (20, 7)
"""Cells of one of several pictures; with less room there is one, of all curves or of the error."""

_WIDE_CELLS = 2.6
"""Columns of a picture that looks well for each of its rows."""

FULL = "four functions are compared; x takes the one in focus away"
LAST = "one function must stay"
ALONE = "there is nothing to compare it with; o adds a function"
NO_ERROR = "e draws the error of two functions first"
CARD = "copied as a card's curve; it is printed when you quit, too"
READING = "…"


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
        self._plots = [LabCurve(self._looked, number) for number in range(_PLOTS)]
        self._marks = [_Mark() for _ in self._plots]
        cells = (Horizontal(*pair) for pair in zip(self._marks, self._plots, strict=True))
        self._grid = Grid(*cells, id="plots")
        self._panel = LabPanel()

    def compose(self) -> ComposeResult:
        """Curves and panel, the keys."""
        yield Container(self._grid, self._panel, id="lab")
        yield self.keyline

    def curve_here(self) -> CurveView:
        """The picture in which the function in focus is read."""
        focus = 0 if self._view is None else self._view.focus
        return self._plots[focus if self._is_apart else 0]

    def scrolled(self) -> Pane:
        """The facts."""
        return self._panel.pane

    def on_mount(self) -> None:
        """Show the curves once NumPy is there, which takes longer than a key press may."""
        self._lay_out()
        self._plots[0].show(self._plots[0].ink.sheet([[], [(READING, "muted")]], 3, margin=2))
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
        self._panel.tell(self._view, self._is_apart, self._other)

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

    def put(self, plot: int, x: float) -> None:
        """The cursor at x, and the focus on what was clicked."""
        if self._view is None:
            return
        from studyapp.curve.lab import focus
        from studyapp.curve.view import put

        if self._is_apart and plot < len(self._view.spec.traces):
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
        self._facts = not self._has_facts
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
    def _is_apart(self) -> bool:
        """Whether the functions are side by side: several of them, with room for each."""
        if self._view is None or not self._apart:
            return False
        count = len(self._view.spec.traces)
        return count > 1 and self._have_room(count + (self._other is not None))

    def _have_room(self, plots: int) -> bool:
        """Whether so many pictures can be read."""
        columns, width, height = self._room(plots)
        least = width // columns, height // -(-plots // columns)
        return least[0] >= _LEAST_PLOT[0] and least[1] >= _LEAST_PLOT[1]

    def _room(self, plots: int) -> tuple[int, int, int]:
        """Columns of the grid for so many pictures, and the width and height of all."""
        width, height = self.size
        height -= 1
        if self._has_facts and width >= _BESIDE:
            width -= _breadth(width)
        elif self._has_facts and height >= _LEAST_HIGH - 1:
            height -= _facts_high(height)
        return _columns(plots, width, height), width, height

    @property
    def _has_facts(self) -> bool:
        """By default where there is room for both."""
        width, height = self.size
        roomy = width >= _BESIDE or height >= _LEAST_HIGH
        return roomy if self._facts is None else self._facts

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
        pictures = self._pictures(view)
        self._lay_out(len(pictures))
        for plot, picture in zip(self._plots, pictures, strict=False):
            plot.look(picture, deed)
        for index, mark in enumerate(self._marks):
            mark.put(self._is_apart and index == view.focus)
        self._panel.tell(view, self._is_apart, self._other)

    def _pictures(self, view: View) -> list[View]:
        """What each plot shows."""
        from studyapp.curve.lab import against, solo

        count = len(view.spec.traces)
        shown = [solo(view, index) for index in range(count)] if self._is_apart else [view]
        if self._other is None:
            return shown
        error = against(view, self._other)
        return [*shown, error] if self._is_apart or self._have_room(2) else [error]

    def _looked(self) -> None:
        """A frame is out: ask for what is told of it, and what the next keys may show."""
        if self._view is None:
            return
        from studyapp.curve.view import DEEDS

        jobs = self._panel.jobs()
        for deed in SOON:
            pictures = self._pictures(DEEDS[deed](self._view))
            for plot, picture in zip(self._plots, pictures, strict=False):
                jobs += plot.jobs_for([picture])
        self.study.ahead.wish(jobs)

    def _lay_out(self, plots: int | None = None) -> None:
        """Give plots and panel their places."""
        if plots is None:
            plots = 1 if self._view is None else len(self._pictures(self._view))
        width, height = self.size
        facts, beside = self._has_facts, width >= _BESIDE
        both = beside or height >= _LEAST_HIGH
        self._panel.display = facts
        self._grid.display = both or not facts
        lab = self._grid.parent
        if isinstance(lab, Container):
            lab.styles.layout = "horizontal" if beside else "vertical"
        self._panel.styles.width = _breadth(width) if beside else "1fr"
        self._panel.styles.height = "1fr" if beside or not both else _facts_high(height - 1)
        columns = self._room(plots)[0]
        self._grid.styles.grid_size_columns = columns
        self._grid.styles.grid_size_rows = -(-plots // columns)
        for index, mark in enumerate(self._marks):
            cell = mark.parent
            if isinstance(cell, Horizontal):
                cell.display = index < plots
                # The last picture takes what its row has left.
                cell.styles.column_span = 1 + (-plots % columns) * (index == plots - 1)


class LabCurve(CurveView):
    """One picture of the lab: what the mouse does in it, it does in all of them."""

    def __init__(self, looked: Callable[[], None], number: int) -> None:
        super().__init__(looked)
        self._number = number

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked."""
        x = self.x_at(event.x)
        if x is not None and isinstance(self.screen, LabScreen):
            event.stop()
            self.screen.put(self._number, x)

    def on_mouse_scroll_down(self) -> None:
        """Zoom out."""
        self._look("wider")

    def on_mouse_scroll_up(self) -> None:
        """Zoom in."""
        self._look("closer")

    def _look(self, deed: str) -> None:
        if isinstance(self.screen, LabScreen):
            self.screen.action_look(deed)


class _Mark(Pane):
    """A bar beside the curve in focus."""

    def __init__(self) -> None:
        super().__init__(self._bar)
        self._is_on = False

    def put(self, on: bool) -> None:
        """Show the bar, or none."""
        if on != self._is_on:
            self._is_on = on
            self.repaint()

    def _bar(self, ink: Ink, width: int, height: int) -> Sheet:
        return ink.sheet([[("▌", "key")]] * (height * self._is_on), width)


def _breadth(width: int) -> int:
    """Columns of the facts beside the curves."""
    return min(64, 20 + width // 4)


def _facts_high(height: int) -> int:
    """Rows of the facts under the curves."""
    return max(8, height // 3)


def _columns(count: int, width: int, height: int) -> int:
    """In how many columns so many pictures become largest."""

    def size(columns: int) -> float:
        rows = -(-count // columns)
        return min(width // columns / _WIDE_CELLS, height // rows)

    return max(range(1, count + 1), key=size)
