"""Our dots beside the line that matplotlib draws of the same window; a tool, not a dependency."""

import numpy as np
import pytest

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.draw import draw
from studyapp.curve.spec import CurveSpec, Trace
from studyapp.curve.subject import subject
from tests.curve.test_true import grid, plot_of

SIZES = [(60, 20), (120, 40)]
FINE = 4
"""Pixels of matplotlib's picture for a dot, across and up."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", [entry.name for entry in CATALOGUE if entry.kind == "curve"])
def test_our_dots_lie_within_one_dot_of_the_line_of_matplotlib(
    name: str, width: int, height: int
) -> None:
    agg = pytest.importorskip("matplotlib.backends.backend_agg")
    figures = pytest.importorskip("matplotlib.figure")
    drawing = draw(CurveSpec((Trace(name),)), width, height)
    plot, ours = plot_of(drawing), grid(drawing)
    across, up = ours.shape
    figure = figures.Figure(figsize=(across * FINE / 100, up * FINE / 100), dpi=100)
    canvas = agg.FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    one = subject(Trace(name))
    x = np.linspace(*plot.x, 40_001)
    y = one.value(x)
    for jump in one.jumps:
        y[np.isclose(x, jump, atol=1e-9)] = np.nan  # matplotlib would join the sides
    axes.plot(x, y, color="black", linewidth=0.8, antialiased=False, snap=False)
    axes.plot(one.jumps, one.value(np.array(one.jumps)), "k.", markersize=1)
    half = [(end[1] - end[0]) / (2 * count - 2) for end, count in ((plot.x, across), (plot.y, up))]
    axes.set_xlim(plot.x[0] - half[0], plot.x[1] + half[0])
    axes.set_ylim(plot.y[0] - half[1], plot.y[1] + half[1])
    canvas.draw()

    dark = np.asarray(canvas.buffer_rgba())[::-1, :, 0].T < 128
    theirs = np.asarray(dark.reshape(across, FINE, up, FINE).any(axis=(1, 3)))
    assert theirs.any()
    assert (ours & ~widened(theirs)).sum() == 0
    assert (theirs & ~widened(ours)).sum() == 0


def widened(
    dots: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The dots and their neighbours."""
    padded = np.pad(dots, 1)
    shifts = [(across, up) for across in range(3) for up in range(3)]
    width, height = dots.shape
    near = [padded[left : left + width, low : low + height] for left, low in shifts]
    return np.asarray(np.any(near, axis=0))
