"""The y axis: a window that fits the values, with its round numbers on rows of cells."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.ticks import Tick, multiples, ticks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ROWS_PER_TICK = (2.0, 1.5)
"""Labels closer than this would crowd the axis; the second is for an axis with but one label."""

OUTLIER = 20.0
"""A span this many times that of the middle 90 % of the values comes from a pole."""

MARGIN = 0.04
"""Of the height, left free above and below where the axis is not fitted to its ticks."""

ZERO_DOT = 2
"""Of the four dots of a cell, from below: where round numbers lie.

On a dot, not between two, or values a hair off would spread over two lines of dots.
"""


class Scale(NamedTuple):
    """A window of y, ``a < b``, and the numbers to write beside it."""

    window: tuple[float, float]
    ticks: tuple[Tick, ...]


def given(window: tuple[float, float], rows: int) -> Scale:
    """The axis for a window that was asked for."""
    wide, narrow = (ticks(*window, most=max(2, int(rows / apart))) for apart in ROWS_PER_TICK)
    return Scale(window, wide if len(wide) > 1 else narrow)


def fitted(values: NDArray[np.float64], rows: int) -> Scale:
    """An axis on which the values are seen; 0 is on it if it is near.

    Args:
        values: finite, any number of them.
        rows: cells that the window is high, at least 1.
    """
    low, high = _extent(values)
    if low <= 0.0 <= high:
        best = min(_candidates(low, high, rows), default=None)
        if best is not None:
            zero, dot = best.zero, best.dot
            window = (-zero * dot, (4 * rows - 1 - zero) * dot)
            return Scale(window, multiples(*window, best.digit, best.exponent))
    margin = MARGIN * (high - low)
    return given((low - margin, high + margin), rows)


def _extent(values: NDArray[np.float64]) -> tuple[float, float]:
    if not len(values):
        return -1.0, 1.0
    ranked = np.sort(values)
    low, high = float(ranked[0]), float(ranked[-1])
    common_low, common_high = _quantile(ranked, 0.05), _quantile(ranked, 0.95)
    if high - low > OUTLIER * (common_high - common_low) > 0.0:
        low, high = common_low, common_high
    if low == high == 0.0:
        return -1.0, 1.0
    if low == high:
        return min(low, 0.0), max(high, 0.0)
    return (0.0 if 0.0 < low <= high / 2.0 else low), (0.0 if low / 2.0 <= high < 0.0 else high)


def _quantile(ranked: NDArray[np.float64], part: float) -> float:
    """As `np.quantile` of values that are in rising order."""
    place = part * (len(ranked) - 1)
    below = ranked[floor(place) : floor(place) + 2]
    return float(below[0] + (below[-1] - below[0]) * (place - floor(place)))


class _Candidate(NamedTuple):
    """An axis with its round step a whole number of rows apart; the least `cost` is best."""

    cost: float
    unevenness: int
    digit: int
    exponent: int
    zero: int
    dot: float


def _candidates(low: float, high: float, rows: int) -> Iterator[_Candidate]:
    """Axes that hold low to high, with 0 on a row; `dot` is how much y one dot stands for."""
    top = 4 * rows - 1
    zeros = range(ZERO_DOT, top, 4)
    zero = min(zeros, key=lambda dot: max(-low / dot, high / (top - dot)), default=0)
    if not zero:
        return
    least = max(-low / zero, high / (top - zero))
    first = floor(log10(least))
    for exponent in range(first, first + 4):
        for digit in (1, 2, 5):
            step = digit * 10.0**exponent
            apart = floor(step / (4.0 * least) * (1.0 + 1e-9))
            if apart >= 2 and step <= max(-low, high):
                dot = step / (4.0 * apart)
                yield _Candidate(
                    dot * _density_cost(apart), abs(apart - 4), digit, exponent, zero, dot
                )


def _density_cost(apart: int) -> float:
    """How much taller a curve must be drawn to make up for crowded or sparse labels."""
    return 1.15 if apart == 2 else 1.0 + 0.015 * max(0, apart - 6)
