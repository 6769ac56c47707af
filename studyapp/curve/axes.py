"""The axes of a plot: light lines through zero, marks on them, labels in the margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.ticks import Tick, ticks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.curve.drawing import Canvas, Plot

COLUMNS_PER_TICK = 6
FEW_TICKS = 5
"""A narrow plot has so many if their labels fit."""

LABEL_GAP = 2
"""Cells between labels of the x axis, at least."""


def x_ticks(plot: Plot) -> tuple[Tick, ...]:
    """As many as keep their labels apart."""
    for most in range(max(FEW_TICKS, plot.columns // COLUMNS_PER_TICK), 0, -1):
        found = ticks(*plot.x, most=most)
        widest = max((len(tick.label) for tick in found), default=0)
        if len(found) * (widest + LABEL_GAP) <= plot.columns:
            return found
    return ()


def draw_axes(canvas: Canvas, plot: Plot, across: Sequence[Tick], upright: Sequence[Tick]) -> None:
    """Each axis stands where the other one's zero is, if that is in the window.

    Args:
        canvas: to draw on; labels go into the columns left of the plot and the row below it.
        plot: where the curves will be.
        across, upright: what to label on the x and on the y axis; all inside the window.
    """
    row, column = plot.row_of(0.0), plot.column_of(0.0)
    if row is not None:
        canvas.write(row, plot.left, "─" * plot.columns, "axis")
    if column is not None:
        for at in range(plot.top, plot.top + plot.rows):
            canvas.write(at, column, "┼" if at == row else "│", "axis")
    for tick in across:
        place = plot.column_of(tick.value)
        if place is not None:
            _label_column(canvas, plot, place, tick.label)
            if row is not None:
                canvas.write(row, place, "┼", "axis")
    for tick in upright:
        place = plot.row_of(tick.value)
        if place is not None:
            canvas.write(place, plot.left - 1 - len(tick.label), tick.label, "tick")
            if column is not None:
                canvas.write(place, column, "┼", "axis")


def _label_column(canvas: Canvas, plot: Plot, column: int, text: str) -> None:
    """Write the text under its column, its last digits not over the edge."""
    begin = min(column - len(text) // 2, canvas.width - len(text))
    canvas.write(plot.top + plot.rows, begin, text, "tick")
