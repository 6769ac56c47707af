"""Where a curve is least, and where it saturates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.curve.subject import Subject

SATURATED = 0.01
"""A slope below this lets a hundredth of the gradient through."""

FAR = 50.0
"""Saturation is looked for up to here."""

HALVINGS = 60


def least(one: Subject) -> float | None:
    """Where f is least in its window, if it falls before and rises after that one place."""
    x = np.linspace(*one.window, 4096)
    slopes = one.slope(x)
    sloping = np.flatnonzero(slopes)  # a sample may lie on the place itself
    turns = np.flatnonzero((slopes[sloping[:-1]] < 0.0) & (slopes[sloping[1:]] > 0.0))
    if len(turns) != 1:
        return None
    before, behind = sloping[turns[0]], sloping[turns[0] + 1]
    if behind > before + 2:
        return None
    place = _edge(lambda x: float(one.slope(x)) < 0.0, float(x[before]), float(x[behind]))
    return place if float(one.value(place)) <= float(one.value(x).min()) else None


def saturation(one: Subject, side: int) -> float | None:
    """How far from 0, to the left (-1) or to the right (1), the slope is `SATURATED` for good.

    None where it is not up to `FAR`.
    """
    x = np.linspace(0.0, FAR, 5001)
    steep = np.flatnonzero(np.abs(one.slope(side * x)) >= SATURATED)
    if not len(steep):
        return 0.0
    at = int(steep[-1])
    if at == len(x) - 1:
        return None

    def is_steep(distance: float) -> bool:
        return abs(float(one.slope(side * distance))) >= SATURATED

    return _edge(is_steep, float(x[at]), float(x[at + 1]))


def _edge(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Where a condition that holds at `low` ends before `high`."""
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
