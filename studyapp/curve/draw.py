"""A specification becomes a drawing: heading, axes, ticks, and curves in braille by plotext.

The only module that knows plotext. plotext gets one series at a time, as finite dots inside the
window, on a canvas without frame, ticks or labels; everything else in the drawing is ours. It is
imported at the first curve, since it costs 85 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studyapp.curve.axes import draw_axes, x_ticks
from studyapp.curve.bars import draw_bars
from studyapp.curve.drawing import BLANK, Canvas, Drawing, Plot, shorten
from studyapp.curve.heading import heading, label
from studyapp.curve.sample import Series, sample, x_window
from studyapp.curve.scale import Scale, fitted, given
from studyapp.curve.spec import BarSpec, Curve, CurveSpec
from studyapp.curve.strokes import role, stroke

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.curve.strokes import Array, Stroke

LEAST_PLOT = (12, 5)
"""Smaller than this, width by height, a line of text says more than a curve."""

LEAST_TICKS = (25, 8)
"""Smaller than this, tick labels would take too much of the plot."""

BRAILLE = 0x2800

Raster = Callable[["Array", int, int], NDArray[np.uint8]]
"""From points in dots, and the columns and rows of a canvas, to the bits of its braille cells."""

_PLOTEXT = Lock()
"""plotext draws on one figure that belongs to the process."""


def draw(spec: Curve, width: int, height: int) -> Drawing:
    """The picture of a card's curve, exactly `width` x `height` cells.

    Args:
        spec: what to draw; names and parameters are those of the catalogue.
        width, height: in cells, at least 1.

    Raises:
        UnknownFunction, BadParameter: the specification names what the catalogue does not have.
        ValueError: a curve of a function that has none (softmax has bars).
    """
    if isinstance(spec, BarSpec):
        return draw_bars(spec, width, height)
    canvas = Canvas(width, height)
    if width < LEAST_PLOT[0] or height < LEAST_PLOT[1]:
        canvas.write(0, 0, shorten(label(spec, 0), width), "title")
        return canvas.drawing()
    head = heading(spec, width, lines_of_heading(height))
    for row, line in enumerate(head):
        for column, run in line:
            canvas.write(row, column, run.text, run.role)
    with_ticks = width >= LEAST_TICKS[0] and height >= LEAST_TICKS[1]
    series = sample(spec, width)
    scale = scale_for(spec, series, height - len(head) - with_ticks)
    plot = place(scale, x_window(spec), canvas, len(head), with_ticks)
    draw_axes(canvas, plot, x_ticks(plot) if with_ticks else (), scale.ticks if with_ticks else ())
    draw_series(canvas, plot, series)
    return canvas.drawing(plot)


def lines_of_heading(height: int) -> int:
    """About a quarter of the drawing at most."""
    return (height + 2) // 4


def scale_for(spec: CurveSpec, series: Sequence[Series], rows: int) -> Scale:
    """The y axis that was asked for, or one that fits the series."""
    if spec.y is not None:
        return given(spec.y, rows)
    heights = [y for one in series for _, y in one.stretches]
    return fitted(np.concatenate(heights) if heights else np.empty(0), rows)


def place(scale: Scale, x: tuple[float, float], canvas: Canvas, top: int, with_ticks: bool) -> Plot:
    """Right of the tick labels, and above them.

    Where 0 is in the middle of the window, an odd number of columns puts the axis exactly on it.
    """
    labels = [len(tick.label) for tick in scale.ticks] if with_ticks else []
    left = 1 + max(labels) if labels else 0
    columns = canvas.width - left
    if x[0] == -x[1] and columns % 2 == 0:
        columns -= 1
    return Plot(left, top, columns, canvas.height - top - with_ticks, x, scale.window)


def draw_series(canvas: Canvas, plot: Plot, series: Sequence[Series]) -> None:
    """All curves of a specification, by plotext."""
    lines = [(stroke(one, plot), role(one.trace, one.order)) for one in series]
    draw_strokes(canvas, plot, lines, _braille)


def draw_strokes(
    canvas: Canvas, plot: Plot, lines: Sequence[tuple[Stroke, str]], raster: Raster
) -> None:
    """Lines with their roles; a cell that several pass shows the dots of all, in the first's role.

    The axis gives way to a curve that runs along it, in the gaps of its dashes too.
    """
    shape = (plot.rows, plot.columns)
    dots = np.zeros(shape, dtype=np.uint8)
    owner = np.full(shape, -1)
    passed = np.zeros(shape, dtype=bool)
    for index, (line, _) in enumerate(lines):
        cells = np.floor(line.path + 0.5).astype(int) // (2, 4)
        passed[plot.rows - 1 - cells[:, 1], cells[:, 0]] = True
        drawn = raster(np.floor(line.path[line.drawn] + 0.5), plot.columns, plot.rows)
        owner[(drawn > 0) & (owner < 0)] = index
        dots |= drawn
    for row, column in np.argwhere(passed).tolist():
        bits = int(dots[row, column])
        text, kind = (chr(BRAILLE + bits), lines[owner[row, column]][1]) if bits else (" ", BLANK)
        canvas.write(plot.top + row, plot.left + column, text, kind)


def _braille(points: Array, columns: int, rows: int) -> NDArray[np.uint8]:
    """The braille dots of points, by plotext.

    Args:
        points: shape (n, 2), in whole dots from the left and from the bottom.
        columns, rows: the size of the canvas in cells.

    Returns:
        Bits of the braille characters, shape (rows, columns), the top row first.
    """
    if not len(points):
        return np.zeros((rows, columns), dtype=np.uint8)
    import plotext

    with _PLOTEXT:
        plotext.clear_figure()
        plotext.limitsize(False, False)
        plotext.plotsize(columns, rows)
        plotext.theme("clear")
        plotext.frame(False)
        plotext.xticks([])
        plotext.yticks([])
        plotext.xlim(0, 2 * columns - 1)
        plotext.ylim(0, 4 * rows - 1)
        plotext.scatter(points[:, 0].tolist(), points[:, 1].tolist(), marker="braille")
        text = plotext.uncolorize(plotext.build())
    cells = np.array([[ord(character) for character in line] for line in text.splitlines()])
    return np.where(cells >= BRAILLE, cells - BRAILLE, 0).astype(np.uint8)
