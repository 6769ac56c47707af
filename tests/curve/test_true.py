"""What is drawn is the curve: every braille dot within one dot of it, and no part left out."""

from itertools import pairwise

import numpy as np
import pytest

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.draw import draw
from studyapp.curve.drawing import Drawing, Plot
from studyapp.curve.sample import Array
from studyapp.curve.spec import CurveSpec, Trace
from studyapp.curve.subject import subject

SIZES = [(24, 8), (60, 20), (120, 40), (200, 60)]
TRACES = [
    Trace(entry.name, params)
    for entry in CATALOGUE
    if entry.kind == "curve"
    for params in [
        (),
        *(((own.name, end),) for own in entry.params for end in (own.least, own.greatest)),
    ]
]

# Bits of a braille character, and where their dots are: from the left, from the bottom.
DOTS = [(0x01, 0, 3), (0x02, 0, 2), (0x04, 0, 1), (0x40, 0, 0),
        (0x08, 1, 3), (0x10, 1, 2), (0x20, 1, 1), (0x80, 1, 0)]  # fmt: skip

PER_DOT = 100
"""Samples of the true curve."""

HAIR = 1e-6
"""Of a dot: what rounding may add."""

Parts = list[Array]
"""Each unbroken part of a curve as places in dots, shape (n, 2), from the left."""


def named(trace: Trace) -> str:
    return " ".join([trace.function, *(f"{name}={value:g}" for name, value in trace.params)])


def plot_of(drawing: Drawing) -> Plot:
    assert drawing.plot is not None
    return drawing.plot


def grid(drawing: Drawing) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which dots of the plot are set, shape (across, up)."""
    plot = plot_of(drawing)
    found = np.zeros((2 * plot.columns, 4 * plot.rows), dtype=bool)
    for row in range(plot.rows):
        text = "".join(run.text for run in drawing.rows[plot.top + row])
        for column in range(plot.columns):
            code = ord(text[plot.left + column]) - 0x2800
            for bit, across, up in DOTS if 0 < code < 256 else ():
                found[2 * column + across, 4 * (plot.rows - 1 - row) + up] |= bool(code & bit)
    return found


def true_curve(trace: Trace, order: int, plot: Plot) -> Parts:
    """The curve without its marks: it is continuous on each part."""
    own = subject(trace)
    breaks = [x for x in (own.slope_jumps if order else own.jumps) if plot.x[0] < x < plot.x[1]]
    parts = []
    for begin, end in pairwise([plot.x[0], *breaks, plot.x[1]]):
        x = np.linspace(begin, end, 2 * PER_DOT * plot.columns)
        x[0] = np.nextafter(begin, end) if begin in breaks else begin
        x[-1] = np.nextafter(end, begin) if end in breaks else end
        y = (own.slope if order else own.value)(x)
        parts.append(np.column_stack((plot.dot_of_x(x), plot.dot_of_y(y))))
    parts += [
        np.array([[plot.dot_of_x(x), plot.dot_of_y(float(own.value(x)))]])
        for x in breaks
        if not order
    ]
    return parts


def is_near(dot: tuple[int, int], parts: Parts) -> bool:
    """Whether a curve comes within one dot, across and up, of a dot.

    A continuous curve has all heights between its least and greatest, however steep it is.
    """
    for part in parts:
        first, last = np.searchsorted(part[:, 0], (dot[0] - 1.0 - HAIR, dot[0] + 1.0 + HAIR))
        heights = part[first:last, 1]
        if len(heights) and heights.min() - 1 - HAIR <= dot[1] <= heights.max() + 1 + HAIR:
            return True
    return False


def left_out(parts: Parts, drawn: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Array:
    """The places of the curve in the window that have no drawn dot within one dot."""
    places = np.concatenate(parts)
    inside = (places[:, 1] >= 0.0) & (places[:, 1] <= drawn.shape[1] - 1)
    places = places[inside][::7]
    padded = np.pad(drawn, 2)
    found = np.zeros(len(places), dtype=bool)
    lowest = np.ceil(places - 1.0 - HAIR).astype(int)
    for across in range(3):
        for up in range(3):
            dot = lowest + np.array([across, up])
            near = (np.abs(dot - places) <= 1.0 + HAIR).all(axis=1)
            found |= near & padded[dot[:, 0] + 2, dot[:, 1] + 2]
    return np.asarray(places[~found])


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("trace", TRACES, ids=named)
def test_the_dots_of_a_curve_are_on_it_and_leave_none_of_it_out(
    trace: Trace, width: int, height: int
) -> None:
    drawing = draw(CurveSpec((trace,)), width, height)
    drawn, true = grid(drawing), true_curve(trace, 0, plot_of(drawing))
    dots = [(across, up) for across, up in np.argwhere(drawn).tolist()]

    assert dots
    assert [dot for dot in dots if not is_near(dot, true)] == []
    assert left_out(true, drawn).tolist() == []


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("trace", TRACES, ids=named)
def test_the_dots_of_a_curve_with_its_derivative_are_on_one_of_them(
    trace: Trace, width: int, height: int
) -> None:
    drawing = draw(CurveSpec((trace,), derivative=True), width, height)
    plot, drawn = plot_of(drawing), grid(drawing)
    f, slope = (true_curve(trace, order, plot) for order in (0, 1))
    dots = [(across, up) for across, up in np.argwhere(drawn).tolist()]

    assert [dot for dot in dots if not is_near(dot, [*f, *slope])] == []
    assert left_out(f, drawn).tolist() == []
