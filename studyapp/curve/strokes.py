"""Curves as dots: cut at the window, walked dot by dot, each dashed in a style of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studyapp.curve.breaks import near

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

TANGENT_STYLE, DENSITY_STYLE = (4, 6), (2, 5)
"""What lies over the curves: wide gaps, which no curve has."""

ROLES = 5
"""Roles "trace0" to "trace4", and so "slope" and "bend"; more traces differ by style alone."""

FAR_OUT = 1e9
"""Dots beyond this count as there: the line to them leaves the window at the same place."""


POLE = 4.0
"""Windows that a line between two samples crosses at once, from outside to outside, at a pole."""


RING = 1.0
"""Dots from the end of a line to the ring that marks it as open: eight dots around none."""

OPEN = 3.0
"""Dots between the value at a jump and a limit, at least, for both marks to be seen."""

NEAR = 1e-6
"""Dots that are rounding."""


class Stroke(NamedTuple):
    """A series inside a plot.

    Attributes:
        path: the dots it passes, in order along each part, then the rings at its open ends: shape
            (n, 2), from the left and from the bottom, not rounded, within the plot.
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


def stroke(series: Series, plot: Plot, style: tuple[int, ...] = ()) -> Stroke:
    """The dots of a series, those on its way and those to draw, in its own style or another one."""
    style = style or pattern(series.trace, series.order)
    top = 4 * plot.rows - 1.0
    if not series.joined:
        return _scattered(_dots(series, plot), top)
    paths, masks = [np.empty((0, 2))], [np.empty(0, dtype=bool)]
    for dots in _dots(series, plot):
        if len(dots) == 1:
            paths.append(_around(dots[0], 1.0, plot))
            masks.append(np.ones(len(paths[-1]), dtype=bool))
            continue
        for piece in _cut(dots, top):
            path, steps = _dot_by_dot(piece)
            paths.append(path)
            masks.append(is_drawn(style, steps))
    path, drawn = np.concatenate(paths), np.concatenate(masks)
    for end in _open_ends(series, plot):
        ring = _around(end, RING, plot)
        ring = ring[(ring != end).any(axis=1)]
        drawn &= (np.floor(path + 0.5) != end).any(axis=1)
        path = np.concatenate((path, ring))
        drawn = np.concatenate((drawn, np.ones(len(ring), dtype=bool)))
    return Stroke(path, drawn)


def _scattered(stretches: list[Array], top: float) -> Stroke:
    """The dots themselves, whatever the style."""
    dots = np.concatenate([np.empty((0, 2)), *stretches])
    path = dots[(dots[:, 1] >= 0.0) & (dots[:, 1] <= top)]
    return Stroke(path, np.ones(len(path), dtype=bool))


def _dots(series: Series, plot: Plot) -> list[Array]:
    """Each stretch in dots, shape (n, 2); what is far outside is cut to `FAR_OUT`."""
    return [
        np.column_stack((plot.dot_of_x(x), np.clip(plot.dot_of_y(y), -FAR_OUT, FAR_OUT)))
        for x, y in series.stretches
    ]


def _around(dot: Array, reach: float, plot: Plot) -> Array:
    """The dots of the plot at most so far from a place: a filled mark that is seen."""
    first, last = np.ceil(dot - reach - NEAR), np.floor(dot + reach + NEAR)
    across, up = (np.arange(first[axis], last[axis] + 1.0) for axis in (0, 1))
    square = np.column_stack((np.tile(across, len(up)), np.repeat(up, len(across))))
    most = np.array([2 * plot.columns - 1, 4 * plot.rows - 1])
    return np.asarray(square[((square >= 0.0) & (square <= most)).all(axis=1)])


def _open_ends(series: Series, plot: Plot) -> list[Array]:
    """The dots at which the curve ends beside a jump, but whose height is not the value there."""
    top = 4 * plot.rows - 1
    stretches = list(zip(series.stretches, _dots(series, plot), strict=True))
    found = []
    for (x, _), dots in stretches:
        for end in (0, -1) if len(x) > 1 else ():
            for (place, _), value in stretches:
                is_beside = len(place) == 1 and abs(x[end] - place[0]) <= 2.0 * near(place)[0]
                is_apart = abs(dots[end, 1] - value[0, 1]) >= OPEN
                if is_beside and is_apart and 0 <= dots[end, 1] <= top:
                    found.append(_last_dot(dots, end))
    return found


def _last_dot(dots: Array, end: int) -> Array:
    """The outermost dot that the line reaches: a place between two dots is that of its own side."""
    across, up = dots[end]
    inwards = -0.25 if end else 0.25
    return np.asarray(np.floor(np.array([across + inwards, up]) + 0.5))


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
