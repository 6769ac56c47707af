"""A curve on the screen that one can read with a cursor, bend and zoom.

It shows a sheet that was prepared until the first key that looks closer. From then on it paints
itself, when a frame is composed and not when a key comes: however many keys came since the last
frame, the next one shows the latest state. What the next keys may show is prepared after the frame,
and what the same key would show before all else: a held key comes again before others are thought
of. What was not prepared is drawn at once, and only what has changed.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from studyapp.curve.spec import BarSpec
from studyapp.tui.ahead import Job
from studyapp.tui.ink import Sheet
from studyapp.tui.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual import events
    from textual.strip import Strip
    from textual.timer import Timer

    from studyapp.curve.picture import Picture
    from studyapp.curve.spec import Curve
    from studyapp.curve.view import View
    from studyapp.tui.ink import Ink

BARS = "bars have no derivative and no cursor"
NOTHING_READ = "move the cursor first: ← →"

SOON = ("right", "left", "closer", "wider", "more", "less", "far_right", "far_left")
"""What keys will probably do next: prepared once the frame is out."""

_BREATH = 0.004
"""Seconds from a frame until the next one is prepared: the terminal has it by then.

Without them the thread that writes would wait for the interpreter. A held key comes again after
30 ms, and what is prepared is ready after 10.
"""

_MARGIN = 1
_ROOM = 12
"""Pictures kept: those that the next keys may show."""
_TALL = 14
"""Rows from which the readout may have two of them."""


class CurveView(Pane):
    """Shows a prepared sheet, or paints the view that keys have made of it."""

    def __init__(self, looked: Callable[[], None], id: str | None = None) -> None:
        """Show nothing yet.

        Args:
            looked: called after a frame that a key has changed, to wish for `jobs` again.
        """
        super().__init__(id=id)
        self._looked = looked
        self._telling = False
        self._breath: Timer | None = None
        self._deed = ""
        self._spec: Curve | None = None
        self._view: View | None = None
        self._ready = False
        self._early: list[str] = []
        self._drawn: OrderedDict[object, _Drawn] = OrderedDict()
        self._made: OrderedDict[object, Sheet] = OrderedDict()

    @property
    def alive(self) -> bool:
        """Whether a key or the mouse has looked closer."""
        return self._view is not None

    @property
    def picture(self) -> Picture | None:
        """What was drawn last, without its cursor."""
        if self._view is None:
            return None
        return self._base(self._view, self.ink, *self._shape(self._view, *self.size)).picture

    @property
    def functions(self) -> tuple[str, ...]:
        """What is drawn, the card's own first; nothing where there are only bars."""
        view = self._looked_at()
        if view is None:
            return ()
        from studyapp.curve.subject import subject

        return tuple(subject(trace).name for trace in view.spec.traces)

    @property
    def view(self) -> View | None:
        """How the curve is looked at by now; None until somebody looks closer."""
        return self._view

    def begin(self, spec: Curve | None) -> None:
        """A curve comes to be seen afresh; a sheet of it will be shown soon."""
        self._spec, self._view, self._ready = spec, None, False
        self._early = []
        self._drawn.clear()
        self._made.clear()
        self._painter = None

    def show_ready(self, sheet: Sheet) -> None:
        """Show the curve as it was prepared, unless it is alive, and as early keys have made it."""
        self._ready = True
        if not self.alive and sheet is not self.sheet:
            self.show(sheet)
        early, self._early = self._early, []
        for deed in early:
            self.act(deed)

    def look(self, view: View, deed: str = "") -> None:
        """Look at a curve like that; it is drawn with the next frame.

        Args:
            view: how to look at it.
            deed: what has led there, if it was a key.
        """
        self._view, self._deed = view, deed
        self._painter = self._paint
        self.repaint()
        if not self._telling:
            self._telling = True
            self.call_after_refresh(self._frame_is_out)

    def jobs(self) -> list[Job[Sheet]]:
        """What the next keys may show; those of the last one first."""
        if self._view is None:
            return []
        from studyapp.curve.view import DEEDS

        return self.jobs_for(DEEDS[deed](self._view) for deed in SOON)

    def jobs_for(self, soon: Iterable[View]) -> list[Job[Sheet]]:
        """What will show these views at once."""
        here = (self.ink, *self.size)
        return [self._job(view, *here) for view in soon if (view, *here) not in self._made]

    def act(self, deed: str) -> str:
        """Do what a key stands for; what to tell the learner, if anything."""
        from studyapp.curve.deeds import act

        before = self._looked_at()
        if before is None:
            if isinstance(self._spec, BarSpec):
                return BARS
            self._early.append(deed)
            return ""
        after, said = act(before, deed)
        if after != before or not self.alive:
            self.look(after, deed)
        return said

    def overlay(self, function: str) -> None:
        """Draw a relative as well, or no more."""
        from studyapp.curve.view import overlay

        view = self._looked_at()
        if view is not None:
            self.look(overlay(view, function))

    def copied(self) -> str:
        """What the cursor reads, as plain text; empty without a cursor."""
        from studyapp.curve.reading import copied

        return "" if self._view is None else copied(self._view)

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked."""
        from studyapp.curve.view import put

        x, view = self.x_at(event.x), self._looked_at()
        if view is not None and x is not None:
            event.stop()
            self.look(put(view, x))

    def on_mouse_scroll_down(self) -> None:
        """Zoom out, about the cursor."""
        self.act("wider")

    def on_mouse_scroll_up(self) -> None:
        """Zoom in, about the cursor."""
        self.act("closer")

    def _looked_at(self) -> View | None:
        """The view to make another one of; None while there is nothing to look at closer.

        The sheet that was prepared has brought NumPy with it, so nothing slow is imported by a key.
        """
        from studyapp.curve.spec import CurveSpec

        if self._view is not None:
            return self._view
        if not self._ready or not isinstance(self._spec, CurveSpec):
            return None
        from studyapp.curve.view import view_of

        return view_of(self._spec)

    def x_at(self, column: int) -> float | None:
        """The x of a column of this widget; None beside the plot."""
        if not self.alive:
            view = self._looked_at()
            if view is None:
                return None
            self.look(view)
        plot = None if self.picture is None else self.picture.plot
        if plot is None or not 0 <= column - _MARGIN - plot.left < plot.columns:
            return None
        return plot.x_at(column - _MARGIN)

    def _frame_is_out(self) -> None:
        self._telling = False
        if self._breath is not None:
            self._breath.stop()
        self._breath = self.set_timer(_BREATH, self._prepare)

    def _prepare(self) -> None:
        """What the same key will show if it is held; the rest is for a thread, and for later.

        Here and not there: it is short, and threads take turns at 5 ms, so beside one that is at
        work a key that comes meanwhile would wait longer.
        """
        from studyapp.curve.view import DEEDS

        if self._view is not None and self._deed in SOON:
            again = DEEDS[self._deed](self._view)
            if (again, self.ink, *self.size) not in self._made:
                self._make(again, self.ink, *self.size)
        self._looked()

    def _paint(self, ink: Ink, width: int, height: int) -> Sheet:
        """The present view; prepared, or made at once."""
        if self._view is None:
            return Sheet(width)
        ready = self._made.get((self._view, ink, width, height))
        return self._sheet_of(self._view, ink, width, height) if ready is None else ready

    def _job(self, view: View, ink: Ink, width: int, height: int) -> Job[Sheet]:
        return Job(object(), partial(self._make, view, ink, width, height))

    def _make(self, view: View, ink: Ink, width: int, height: int) -> Sheet:
        """Keep a sheet here; the common store would keep hundreds of them, each of many objects.

        Python's garbage collector walks over those in the midst of some key (60 ms were seen).
        """
        made = self._sheet_of(view, ink, width, height)
        self._made[view, ink, width, height] = made
        while len(self._made) > _ROOM:
            self._made.popitem(last=False)
        return Sheet(0)

    def _sheet_of(self, view: View, ink: Ink, width: int, height: int) -> Sheet:
        from studyapp.curve.picture import patches
        from studyapp.curve.reading import readout

        shape = self._shape(view, width, height)
        told = readout(view, shape[0], _lines_told(height))
        drawn = self._base(view, ink, *shape)
        changed = patches(view, drawn.picture)
        rows = [
            ink.drawn_row(drawn.picture.row(row, changed[row]), width, _MARGIN)
            if row in changed
            else drawn.strip(row, width)
            for row in range(drawn.picture.height)
        ]
        rows += [ink.row([(line, "reading")], width, _MARGIN) for line in told]
        return Sheet(width, tuple(rows))

    def _shape(self, view: View, width: int, height: int) -> tuple[int, int]:
        """Cells of the picture: without the margins, and the lines that are read under it."""
        reads = view.cursor is not None or view.density or view.saturation
        return max(1, width - 2 * _MARGIN), max(1, height - reads * _lines_told(height))

    def _base(self, view: View, ink: Ink, width: int, height: int) -> _Drawn:
        """The picture without the cursor, drawn only if it is another one."""
        from studyapp.curve.picture import paint, still

        wanted = (still(view), ink, width, height)
        drawn = self._drawn.get(wanted)
        if drawn is None:
            drawn = self._drawn[wanted] = _Drawn(paint(view, width, height), ink, {})
            while len(self._drawn) > _ROOM:
                self._drawn.popitem(last=False)
        return drawn


def _lines_told(height: int) -> int:
    """Lines that are read under a curve, with it in so many rows."""
    return 2 if height >= _TALL else 1


class _Drawn(NamedTuple):
    """A picture, and those of its rows that were shown without a cursor."""

    picture: Picture
    ink: Ink
    rows: dict[int, Strip]

    def strip(self, row: int, width: int) -> Strip:
        if row not in self.rows:
            self.rows[row] = self.ink.drawn_row(self.picture.row(row), width, _MARGIN)
        return self.rows[row]
