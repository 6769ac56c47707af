"""A quantity that changes in steps from day to day, as a small drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.axes import draw_axes
from studyapp.curve.draw import LEAST_PLOT, draw_series, place
from studyapp.curve.drawing import Canvas, Drawing, shorten
from studyapp.curve.sample import Series
from studyapp.curve.scale import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.curve.spec import Timeline


def draw_timeline(line: Timeline, width: int, height: int) -> Drawing:
    """The picture, exactly `width` x `height` cells: each value stands until the next one."""
    canvas = Canvas(width, height)
    canvas.write(0, 0, shorten(line.title, width), "title")
    if width < LEAST_PLOT[0] or height < LEAST_PLOT[1]:
        return canvas.drawing()
    x, y = _corners(line.steps, line.end)
    scale = fitted(y, height - 2)
    plot = place(scale, (float(x[0]), float(x[-1])), canvas, 1, True)
    draw_axes(canvas, plot, (), scale.ticks)
    draw_series(canvas, plot, (Series(0, 0, ((x, y),)),))
    first, last = line.ends
    canvas.write(height - 1, plot.left, first, "tick")
    if plot.columns > len(first) + len(last) + 1:
        canvas.write(height - 1, plot.left + plot.columns - len(last), last, "tick")
    return canvas.drawing(plot)


def _corners(
    steps: Sequence[tuple[int, int]], end: int
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    """The corners of the line; a single day is drawn as wide as the next."""
    points: list[tuple[int, int]] = []
    for day, value in steps:
        if points:
            points.append((day, points[-1][1]))
        points.append((day, value))
    points.append((max(end, points[0][0] + 1, points[-1][0]), points[-1][1]))
    x, y = np.array(points, dtype=np.float64).T
    return x, y
