"""What is worth looking at on a curve: kinks and jumps, zeros, extrema, inflections, flat parts.

Found in numbers, on any curve that can be evaluated: sign changes between samples, each narrowed
down until floats end.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import inf, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.erf import erf
from studyapp.curve.subject import Subject, subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studyapp.curve.functions import Array
    from studyapp.curve.spec import Drawn

    Function = Callable[[Array], Array]

SAMPLES = 512
"""Of a window: what happens twice between two of them is not seen."""

GAP = 3
"""Samples without a sign that a crossing may have in its middle; more are a flat part."""

NOISE = (1e-14, 1e-12, 1e-7)
"""Of the greatest |f|, |f'|, |f''|: less than this has no sign that one could trust."""

FLAT = 0.01
"""Where |f'| is less, a unit counts as saturated."""

NEARER = (1e-5, 1e-7, 1e-9)
"""Steps towards a place, as shares of 1 and its distance from 0."""

POLE = 1e-3
"""Where |f| grows by more than this in the first step and goes on so in the next, it has no end."""

REACH = 9.0
"""Beyond so many standard deviations there is nothing left of N(0, 1) in float64."""


class Feature(NamedTuple):
    """A place on a curve, and what is there: ``zero, inflection``."""

    x: float
    kind: str


@lru_cache(maxsize=16)
def features(trace: Drawn, window: tuple[float, float]) -> tuple[Feature, ...]:
    """What there is in a window, in rising order.

    Raises:
        UnknownFunction, BadParameter: it names what the catalogue does not have.
    """
    one = subject(trace, window)
    found = [*_breaks(one, window), *_crossings(one, window)]
    near = 1e-6 * (window[1] - window[0])
    kept: list[Feature] = []
    for feature in sorted(found):
        if kept and feature.x - kept[-1].x <= near:
            if feature.kind not in kept[-1].kind:
                kept[-1] = kept[-1]._replace(kind=f"{kept[-1].kind}, {feature.kind}")
        else:
            kept.append(feature)
    return tuple(kept)


@lru_cache(maxsize=16)
def flat_parts(trace: Drawn) -> tuple[tuple[float, float], ...]:
    """Where |f'| < `FLAT`, as far as inputs from N(0, 1) come; the outer parts reach to infinity.

    Raises:
        UnknownFunction, BadParameter: it names what the catalogue does not have.
    """
    one = subject(trace)

    def excess(x: Array) -> Array:
        return np.abs(one.slope(x)) - FLAT

    ends = [-REACH, *_inside(one, (-REACH, REACH)), REACH]
    borders = [-REACH, REACH]
    for left, right in pairwise(ends):
        x = _samples(left, right, one)
        sign = np.sign(excess(x))
        borders += [left, right]
        for at in np.flatnonzero(sign[:-1] * sign[1:] < 0).tolist():
            borders.append(_narrowed(excess, x[at], x[at + 1]))
    parts: list[tuple[float, float]] = []
    for left, right in pairwise(sorted(set(borders))):
        if excess(np.array([(left + right) / 2.0]))[0] < 0.0:
            joined = bool(parts) and parts[-1][1] == left
            parts.append((parts.pop()[0] if joined else left, right))
    return tuple((-inf if a == -REACH else a, inf if b == REACH else b) for a, b in parts)


def share(parts: tuple[tuple[float, float], ...]) -> float:
    """How much of N(0, 1) lies in some parts of the axis, 0 to 1."""
    if not parts:
        return 0.0
    below = 0.5 * (1.0 + erf(np.array(parts) / sqrt(2.0)))
    return float((below[:, 1] - below[:, 0]).sum())


def beside(one: Subject, x: float) -> tuple[list[float], list[float]]:
    """The values just left and just right of x, infinite at a pole, and the slopes there."""
    apart = np.array(NEARER)[:, np.newaxis] * (1.0 + abs(x)) * (-1.0, 1.0)
    with np.errstate(all="ignore"):
        heights = one.value(x + apart)
        first, last = np.diff(np.abs(heights), axis=0)
        grows = (last > 0.5 * first) & (first > POLE)
    value = np.where(grows, np.copysign(inf, heights[-1]), heights[-1])
    return value.tolist(), one.slope(x + apart[-1]).tolist()


def _inside(one: Subject, window: tuple[float, float]) -> list[float]:
    """Where the curve may break within a window."""
    return sorted({x for x in (*one.jumps, *one.slope_jumps) if window[0] < x < window[1]})


def _breaks(one: Subject, window: tuple[float, float]) -> Iterator[Feature]:
    for x in _inside(one, window):
        value, slope = beside(one, x)
        if np.isinf(value).any():
            if np.isfinite(one.value(x + NEARER[0] * np.array([-1.0, 1.0]))).any():
                yield Feature(x, "pole")
            continue
        if np.isfinite(value).all() and not np.isfinite(one.value(x)):
            yield Feature(x, "gap")
        elif abs(value[1] - value[0]) > 1e-6:
            yield Feature(x, "jump")
        elif abs(slope[1] - slope[0]) > 1e-6:
            yield Feature(x, "kink")
            if slope[0] * slope[1] < 0.0:
                yield Feature(x, "minimum" if slope[0] < 0.0 else "maximum")
        if value[0] * value[1] < 0.0 and abs(value[1] - value[0]) <= 1e-6:
            yield Feature(x, "zero")


def _crossings(one: Subject, window: tuple[float, float]) -> Iterator[Feature]:
    for left, right in pairwise([window[0], *_inside(one, window), window[1]]):
        x = _samples(left, right, one)
        rows = [one.value(x), one.slope(x), one.bend(x)]
        least = [share * _greatest(row) for share, row in zip(NOISE, rows, strict=True)]
        # f'' may be a difference of f': what a rounding of f' makes of it is noise as well.
        least[2] = max(least[2], 1e-9 * _greatest(rows[1]))
        kinds = (("zero", "zero"), ("minimum", "maximum"), ("inflection", "inflection"))
        ways = (one.value, one.slope, one.bend)
        for way, row, tiny, kind in zip(ways, rows, least, kinds, strict=True):
            for begin, end, rising in _signs(row, tiny):
                place = _narrowed(way, x[begin], x[end])
                near_zero = abs(place) < 1e-9 * (right - left)
                yield Feature(0.0 if near_zero else place, kind[0 if rising else 1])


def _samples(left: float, right: float, one: Subject) -> Array:
    """From end to end, but a hair's breadth beside a place where the curve breaks."""
    hair = 1e-4 * min(1.0, right - left)
    places = {*one.jumps, *one.slope_jumps}
    first = left + hair * (1.0 + abs(left)) if left in places else left
    last = right - hair * (1.0 + abs(right)) if right in places else right
    x = np.linspace(first, last, SAMPLES + 1)
    # Halves of a symmetric window mirror each other; so their middle is 0 and not 1e-16.
    return np.where(np.abs(x) < 1e-12 * (last - first), 0.0, x)


def _greatest(row: Array) -> float:
    sizes = np.abs(row[np.isfinite(row)])
    return float(sizes.max()) if len(sizes) else 0.0


def _signs(row: Array, tiny: float) -> Iterator[tuple[int, int, bool]]:
    """Samples between which the sign changes, and whether from minus to plus."""
    with np.errstate(invalid="ignore"):
        sign = np.where(np.isfinite(row) & (np.abs(row) > tiny), np.sign(row), 0.0)
    places = np.flatnonzero(sign)
    for begin, end in pairwise(places.tolist()):
        if sign[begin] != sign[end] and end - begin <= GAP + 1:
            yield begin, end, bool(sign[end] > 0.0)


def _narrowed(function: Function, left: float, right: float) -> float:
    """The place of a sign change: thirty-two parts at a time, for as long as floats differ."""
    left_sign = np.sign(function(np.array([left])))[0]
    for _ in range(12):
        x = np.linspace(left, right, 33)
        sign = np.sign(function(x))
        if not sign.all():
            return float(x[int(np.argmin(sign != 0))])
        at = int(np.argmax(sign != left_sign))
        if at == 0 or x[at] - x[at - 1] <= 4.0 * np.spacing(abs(x[at])):
            break
        left, right = x[at - 1], x[at]
    return float((left + right) / 2.0)
