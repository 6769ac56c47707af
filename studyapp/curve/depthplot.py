"""What becomes of signals through depth, as a small drawing: powers of ten over the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.axes import draw_axes, x_ticks
from studyapp.curve.draw import LEAST_PLOT, LEAST_TICKS, draw_strokes, place
from studyapp.curve.drawing import Canvas, Drawing, shorten
from studyapp.curve.picture import dots
from studyapp.curve.sample import Series
from studyapp.curve.scale import fitted
from studyapp.curve.strokes import role, stroke

if TYPE_CHECKING:
    from collections.abc import Sequence


def draw_depth(title: str, sizes: Sequence[Sequence[float]], width: int, height: int) -> Drawing:
    """The picture, exactly `width` x `height` cells, with a line for each function.

    Args:
        title: stands above it; the numbers beside it are exponents of ten.
        sizes: for each function a value over 0 for each layer, at least one; 0 and inf are gaps.
    """
    canvas = Canvas(width, height)
    canvas.write(0, 0, shorten(title, width), "title")
    if width < LEAST_PLOT[0] or height < LEAST_PLOT[1]:
        return canvas.drawing()
    series = [_series(index, np.asarray(one)) for index, one in enumerate(sizes)]
    drawn = [y for one in series for _, y in one.stretches]
    with_ticks = width >= LEAST_TICKS[0] and height >= LEAST_TICKS[1]
    scale = fitted(np.concatenate([*drawn, np.zeros(1)]), height - 1 - with_ticks)
    x = (1.0, float(max(2, *map(len, sizes))))
    plot = place(scale, x, canvas, 1, with_ticks)
    draw_axes(canvas, plot, x_ticks(plot) if with_ticks else (), scale.ticks if with_ticks else ())
    lines = [(stroke(one, plot), role(one.trace, 0)) for one in series]
    draw_strokes(canvas, plot, lines, dots)
    return canvas.drawing(plot)


def _series(index: int, sizes: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Series:
    with np.errstate(divide="ignore"):
        powers = np.log10(sizes)
    layers = np.arange(1.0, len(sizes) + 1.0)
    kept = np.isfinite(powers)
    cuts = np.flatnonzero(np.diff(kept)) + 1
    parts = zip(np.split(layers, cuts), np.split(powers, cuts), np.split(kept, cuts), strict=True)
    return Series(index, 0, tuple((x, y) for x, y, keep in parts if keep[0]))
