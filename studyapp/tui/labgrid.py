"""The lab's pictures: a grid of curves, with a bar beside the one in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Grid, Horizontal

from studyapp.tui.curveview import CurveView
from studyapp.tui.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from studyapp.curve.view import View
    from studyapp.tui.ahead import Job
    from studyapp.tui.ink import Ink, Sheet

MOST = 5
"""Four functions, and the difference of two."""

READING = "…"


class LabGrid(Grid):
    """Up to `MOST` pictures, in as many columns as one says."""

    def __init__(
        self,
        looked: Callable[[], None],
        put: Callable[[int, float], None],
        look: Callable[[str], None],
    ) -> None:
        """Show nothing yet.

        Args:
            looked: called after a frame that a key has changed.
            put: takes the picture and the x that were clicked.
            look: takes what the wheel does.
        """
        self.plots = [_Curve(looked, put, look, number) for number in range(MOST)]
        self._marks = [_Mark() for _ in self.plots]
        self._laid = (0, 0)
        cells = [Horizontal(*pair) for pair in zip(self._marks, self.plots, strict=True)]
        self._cells = cells
        super().__init__(*cells, id="plots")

    def wait(self) -> None:
        """Show that the curves are on their way."""
        self.lay_out(1, 1)
        self.plots[0].show(self.plots[0].ink.sheet([[], [(READING, "muted")]], 3, margin=2))

    def look(self, pictures: Sequence[View], focus: int | None, deed: str) -> None:
        """Show these; a bar stands beside the one in focus. `deed` is what a key stands for."""
        for plot, picture in zip(self.plots, pictures, strict=False):
            plot.look(picture, deed)
        for index, mark in enumerate(self._marks):
            mark.put(index == focus)

    def jobs_for(self, pictures: Sequence[View]) -> list[Job[Sheet]]:
        """What will show these at once."""
        pairs = zip(self.plots, pictures, strict=False)
        return [job for plot, picture in pairs for job in plot.jobs_for([picture])]

    def lay_out(self, plots: int, columns: int) -> None:
        """Give so many pictures their places; the last one takes what its row has left."""
        if (plots, columns) == self._laid:
            return
        self._laid = plots, columns
        self.styles.grid_size_columns = columns
        self.styles.grid_size_rows = -(-plots // columns)
        for index, cell in enumerate(self._cells):
            cell.display = index < plots
            cell.styles.column_span = 1 + (-plots % columns) * (index == plots - 1)


class _Curve(CurveView):
    """One picture: what the mouse does in it, it does in all of them."""

    def __init__(
        self,
        looked: Callable[[], None],
        put: Callable[[int, float], None],
        look: Callable[[str], None],
        number: int,
    ) -> None:
        super().__init__(looked)
        self._put_at = put
        self._look_so = look
        self._number = number

    async def on_click(self, event: events.Click) -> None:
        """Put the cursor where it was clicked."""
        x = self.x_at(event.x)
        if x is not None:
            event.stop()
            self._put_at(self._number, x)

    def on_mouse_scroll_down(self) -> None:
        """Zoom out."""
        self._look_so("wider")

    def on_mouse_scroll_up(self) -> None:
        """Zoom in."""
        self._look_so("closer")


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
