"""How far two curves lie apart over a window, and where they do so most."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import ArrayLike

    from studyapp.curve.subject import Subject

Array = NDArray[np.float64]

SAMPLES = 4001
"""Even samples between two breaks: between two samples the difference turns at most once."""

NEAREST, PER_BREAK = 1e-9, 200
"""More samples, ever closer to 0 and to each break, where a sharp parameter puts narrow bends."""

APPROACH = np.array([1e-3, 1e-6, 1e-9, 1e-12])
"""Of the window's width: how near to a place one looks whether the distance grows without end."""

SAME = 1e-15
"""Distances of which less differs, as a share, are equal."""

MOST = 60_000
"""Samples of a comb of thousands of jumps, whose pieces get fewer each."""

HALVINGS = 80
"""Of a bracket: past the last bit of any two neighbours of the samples."""


class Apart(NamedTuple):
    """The greatest distance of two curves: `size` = ``|first - second|`` at `x`.

    At a jump `size` may be that of one of its sides, which no value of the function has.
    """

    x: float
    size: float


def difference(first: Subject, second: Subject, x: ArrayLike) -> Array:
    """The values of `first` less those of `second`; NaN where one of them has none."""
    return less(first.value, second.value, x)


def greatest(first: Subject, second: Subject, window: tuple[float, float]) -> Apart | None:
    """Where two curves lie farthest apart, to the last digits that their values have.

    Between two breaks the difference turns where its slope changes sign: dense samples bracket each
    such place, and bisection of the slope finds it. Of equal distances the rightmost counts. A
    distance that grows beyond all numbers, as it does next to a pole, is inf.

    Args:
        first, second: evaluated with their slopes, which must be those of the values.
        window: ``a < b``; both ends belong to it.

    Returns:
        The place, or None where the curves have no x in common.
    """
    breaks = _breaks(first, second, window)
    inside = _samples(np.array(breaks))
    turns = _turns(first, second, inside)
    places = [np.array([x for x in breaks if window[0] <= x <= window[1]]), inside.ravel(), turns]
    x = np.sort(np.concatenate(places))[::-1]
    sizes = np.abs(difference(first, second, x))
    if np.isnan(sizes).all():
        return None
    for place in breaks:
        if _grows(first, second, place, window):
            return Apart(place, inf)
    at = int(np.nanargmax(sizes))
    return Apart(_at_break(first, second, breaks, x[at], sizes[at]), float(sizes[at]))


def _grows(first: Subject, second: Subject, place: float, window: tuple[float, float]) -> bool:
    """Whether the distance passes all numbers towards a place, where there is none itself.

    From one approach to the next it grows by as much again, like a logarithm, or by more.
    """
    if np.isfinite(difference(first, second, place)):
        return False
    for side in (-1.0, 1.0):
        near = place + side * APPROACH * (window[1] - window[0])
        if near.min() >= window[0] and near.max() <= window[1]:
            with np.errstate(invalid="ignore"):  # inf - inf
                steps = np.diff(np.abs(difference(first, second, near)))
            if steps[0] > 0.0 and (steps[1:] >= 0.5 * steps[:-1]).all():
                return True
    return False


def _at_break(
    first: Subject, second: Subject, breaks: Iterable[float], x: float, size: float
) -> float:
    """The break itself, not the float beside it, where the distance is the same."""
    for place in breaks:
        if abs(x - place) <= np.spacing(abs(place)):
            own = float(np.abs(difference(first, second, place)))
            return place if own >= size * (1.0 - SAME) else float(x)
    return float(x)


def less(
    first: Callable[[ArrayLike], Array], second: Callable[[ArrayLike], Array], x: ArrayLike
) -> Array:
    """The values of the first at x less those of the second; NaN where one of them has none."""
    with np.errstate(all="ignore"):  # inf - inf is NaN: no distance
        return np.asarray(first(x) - second(x))


def _breaks(first: Subject, second: Subject, window: tuple[float, float]) -> list[float]:
    """The ends of the window, 0, and where a value or a slope of either may jump inside of it."""
    own = [0.0, *first.jumps, *first.slope_jumps, *second.jumps, *second.slope_jumps]
    return sorted({*window, *(x for x in own if window[0] < x < window[1])})


def _samples(breaks: Array) -> Array:
    """A row of places for each piece, in rising order: even ones, and close ones at its ends."""
    begin, end = np.nextafter(breaks[:-1], inf)[:, None], np.nextafter(breaks[1:], -inf)[:, None]
    share = min(1.0, MOST / ((SAMPLES + 2 * PER_BREAK) * len(begin)))
    even = np.linspace(0.0, 1.0, max(3, round(share * SAMPLES)))
    close = np.geomspace(NEAREST, 1.0, max(2, round(share * PER_BREAK)))
    near = close * (end - begin)
    x = np.concatenate([begin + even * (end - begin), begin + near, end - near], axis=1)
    return np.asarray(np.sort(x.clip(begin, end), axis=1))


def _turns(first: Subject, second: Subject, x: Array) -> Array:
    """Where the slope of the difference changes its sign between two samples of a piece."""
    signs = np.sign(less(first.slope, second.slope, x.ravel())).reshape(x.shape)
    turned = signs[:, :-1] * signs[:, 1:] < 0.0
    low, high, sign = x[:, :-1][turned], x[:, 1:][turned], signs[:, :-1][turned]
    for _ in range(HALVINGS if len(low) else 0):
        middle = 0.5 * (low + high)
        is_before = np.sign(less(first.slope, second.slope, middle)) == sign
        low, high = np.where(is_before, middle, low), np.where(is_before, high, middle)
    return np.asarray(low)
