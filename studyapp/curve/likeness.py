"""Which curves of the catalogue look alike over a window, and which can be told apart there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studyapp.curve.names import CATALOGUE
from studyapp.curve.scale import fitted
from studyapp.curve.spec import Trace
from studyapp.curve.subject import Subject, subject

if TYPE_CHECKING:
    from collections.abc import Iterable

Array = NDArray[np.float64]

APART = 0.02
"""Of the window's height: what two curves must differ by somewhere, to be told apart.

At 60x16 that is more than a dot. What no eye can tell apart, under 0.01, is well excluded.
"""

ROWS = 16
"""Of the picture that curves are compared on."""

SAMPLES = 512
"""Of the window; an even number, so that a window about 0 has no sample on a jump there."""


class Frame(NamedTuple):
    """The part of the plane that a picture shows, with the samples of its x axis."""

    x: Array
    y: tuple[float, float]

    @property
    def height(self) -> float:
        """From the lower to the upper edge."""
        return self.y[1] - self.y[0]


def curves() -> tuple[Trace, ...]:
    """Every function of the catalogue that has a curve, with the parameters it comes with."""
    return tuple(Trace(entry.name) for entry in CATALOGUE if entry.kind == "curve")


def heights(one: Subject, order: int, x: Array) -> Array:
    """The values of f, or of f' for order 1."""
    return one.slope(x) if order else one.value(x)


def frame(shown: Iterable[Subject], order: int, window: tuple[float, float]) -> Frame:
    """The picture in which all of these are seen whole."""
    x = np.linspace(*window, SAMPLES)
    values = np.concatenate([heights(one, order, x) for one in shown])
    return Frame(x, fitted(values[np.isfinite(values)], ROWS).window)


def distance(one: Subject, other: Subject, order: int, within: Frame) -> float:
    """How far two curves are apart where they are most, in heights of the picture, as it shows."""
    shown = [np.clip(heights(curve, order, within.x), *within.y) for curve in (one, other)]
    gaps = np.abs(shown[0] - shown[1])
    return float(np.max(gaps, where=np.isfinite(gaps), initial=0.0)) / within.height


def relatives(one: Trace, order: int, within: Frame) -> list[Trace]:
    """The other curves of the catalogue, nearest first; all of them, and `one`, can be told apart.

    Of curves that look the same there, the first of the catalogue is taken.
    """
    own = subject(one)
    others = [(trace, subject(trace)) for trace in curves() if trace != one]
    near = sorted(others, key=lambda other: distance(own, other[1], order, within))
    kept: list[tuple[Trace, Subject]] = []
    for trace, candidate in near:
        before = [own, *(found for _, found in kept)]
        if all(distance(candidate, found, order, within) >= APART for found in before):
            kept.append((trace, candidate))
    return [trace for trace, _ in kept]
