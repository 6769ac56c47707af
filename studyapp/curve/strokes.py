"""Curves as dots: cut at the window, walked dot by dot, each dashed in a style of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from studyapp.curve.drawing import Plot
    from studyapp.curve.sample import Series

Array = NDArray[np.float64]

TRACE_STYLES = ((1,), (6, 3), (4, 2, 1, 2), (2, 2), (2, 4))
"""Dots on, off, on, off … along the line: solid, dashed, dash-dotted, short dashes, sparse ones."""

SLOPE_STYLES = ((1, 2), (1, 4), (1, 1, 1, 4), (1, 6), (1, 1, 1, 1, 1, 4))
"""Derivatives are dotted, each at its own pitch."""

BEND_STYLES = ((3, 1, 1, 1), (3, 3), (5, 1, 1, 1, 1, 1), (3, 2, 1, 4), (3, 6))
"""Second derivatives are short dashes, with dots between or without."""

ROLES = 5
"""Roles "trace0" to "trace4", and so "slope" and "bend"; more traces differ by style alone."""

FAR_OUT = 1e9
"""Dots beyond this count as there: the line to them leaves the window at the same place."""


POLE = 4.0
"""Windows that a line between two samples crosses at once, from outside to outside, at a pole."""


class Stroke(NamedTuple):
    """A series inside a plot.

    Attributes:
        path: the dots it passes, in order along each part: shape (n, 2), from the left and from the
            bottom, not rounded, within the plot.
        drawn: which of them its style shows, shape (n,).
    """

    path: Array
    drawn: NDArray[np.bool_]


def pattern(trace: int, order: int) -> tuple[int, ...]:
    """The style of a series: lengths on, off, on, … in dots; one number alone is solid."""
    styles = (TRACE_STYLES, SLOPE_STYLES, BEND_STYLES)[order]
    return styles[trace % len(styles)]


def role(trace: int, order: int) -> str:
    """The role of a series' cells in a drawing."""
    return f"{('trace', 'slope', 'bend')[order]}{trace % ROLES}"


def is_drawn(style: tuple[int, ...], steps: NDArray[np.int_]) -> NDArray[np.bool_]:
    """Which steps along a line, counted in dots from 0, its style shows."""
    if len(style) == 1:
        return np.ones(len(steps), dtype=bool)
    ends = np.cumsum(style)
    place = np.searchsorted(ends, steps % ends[-1], side="right")
    return np.asarray(place % 2 == 0)


def stroke(series: Series, plot: Plot) -> Stroke:
    """The dots of a series, those on its way and those to draw."""
    style = pattern(series.trace, series.order)
    top = 4 * plot.rows - 1.0
    paths, masks = [np.empty((0, 2))], [np.empty(0, dtype=bool)]
    for x, y in series.stretches:
        height = np.clip(plot.dot_of_y(y), -FAR_OUT, FAR_OUT)
        dots = np.column_stack((plot.dot_of_x(x), height))
        if len(dots) == 1:
            paths.append(_blob(dots[0], plot))
            masks.append(np.ones(len(paths[-1]), dtype=bool))
            continue
        for piece in _cut(dots, top):
            path, steps = _dot_by_dot(piece)
            paths.append(path)
            masks.append(is_drawn(style, steps))
    return Stroke(np.concatenate(paths), np.concatenate(masks))


def _blob(dot: Array, plot: Plot) -> Array:
    """A single point as the four dots around it, so that it is seen."""
    corner = np.floor(dot)
    square = corner + np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    most = np.array([2 * plot.columns - 1, 4 * plot.rows - 1])
    return np.asarray(square[((square >= 0.0) & (square <= most)).all(axis=1)])


def _cut(dots: Array, top: float) -> list[Array]:
    """The parts of a line with heights from 0 to `top`, ending exactly there where it leaves.

    The two branches at a pole are not joined.
    """
    heights = dots[:, 1]
    below, above = heights < 0.0, heights > top
    across = (below[:-1] & above[1:]) | (above[:-1] & below[1:])
    poles = np.flatnonzero(across & (np.abs(np.diff(heights)) > POLE * top)) + 1
    return [part for branch in np.split(dots, poles) for part in _inside(branch, top)]


def _inside(dots: Array, top: float) -> list[Array]:
    heights = dots[:, 1]
    order = [np.arange(len(dots), dtype=np.float64)]
    points = [dots]
    for border in (0.0, top):
        crossed = np.flatnonzero((heights[:-1] - border) * (heights[1:] - border) < 0.0)
        share = (border - heights[crossed]) / (heights[crossed + 1] - heights[crossed])
        across = dots[crossed, 0] + share * (dots[crossed + 1, 0] - dots[crossed, 0])
        order.append(crossed + share)
        points.append(np.column_stack((across, np.full(len(crossed), border))))
    line = np.concatenate(points)[np.argsort(np.concatenate(order), kind="stable")]
    inside = (line[:, 1] >= 0.0) & (line[:, 1] <= top)
    cuts = np.flatnonzero(np.diff(inside)) + 1
    parts = zip(np.split(line, cuts), np.split(inside, cuts), strict=True)
    return [part for part, keep in parts if keep[0]]


def _dot_by_dot(line: Array) -> tuple[Array, NDArray[np.int_]]:
    """Points along a line, one dot apart in the direction that moves more, and its end.

    Returns:
        The points, and how many whole dots from the beginning each is.
    """
    moves = np.abs(np.diff(line, axis=0)).max(axis=1)
    travelled = np.concatenate(([0.0], np.cumsum(moves)))
    stops = np.append(np.arange(0.0, travelled[-1] - 1e-6), travelled[-1])
    across, up = (np.interp(stops, travelled, line[:, axis]) for axis in (0, 1))
    return np.column_stack((across, up)), stops.astype(int)
