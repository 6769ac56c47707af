"""What a curve makes of inputs from N(0, 1): the means of f and f², found in numbers."""

from __future__ import annotations

from functools import lru_cache
from math import inf, nan, pi, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.features import REACH
from studyapp.curve.subject import subject

if TYPE_CHECKING:
    from studyapp.curve.functions import Array
    from studyapp.curve.spec import Drawn
    from studyapp.curve.subject import Subject

PIECES, CLOSE, NODES = 160, 40, 8
"""Even pieces of the axis; pieces ever closer to 0 and to a break, on each side; points in each."""

MOST_CENTRES = 16
"""With more breaks only the even pieces are cut at them."""

NEAREST = (1e-6, 1e-9)
"""Two ways to cut, which agree where a mean exists: near the pole of 1/x they do not."""

AGREED = 1e-6

DUST = 1e-14
"""Of the root of E f²: a mean below it is what rounding leaves of 0."""


class Moments(NamedTuple):
    """E f(z) and E f(z)² for z from N(0, 1); NaN where f has gaps, or no such mean."""

    mean: float
    square: float

    @property
    def gain(self) -> float:
        """What weights are multiplied by so that E f(z)² becomes 1; inf where f is 0 throughout."""
        return 1.0 / sqrt(self.square) if self.square else inf


@lru_cache(maxsize=64)
def moments(trace: Drawn) -> Moments:
    """Means over the standard normal density, by Gauss's quadrature between breaks.

    Piecewise, since a kink would cost it its precision; smooth curves come out to about 1e-14.

    Raises:
        UnknownFunction, BadParameter: it names what the catalogue does not have.
    """
    one = subject(trace, (-REACH, REACH))
    first, second = (_summed(one, nearest) for nearest in NEAREST)
    with np.errstate(invalid="ignore"):  # inf - inf is NaN: not known
        known = np.abs(first - second) <= AGREED * (1.0 + np.abs(second))
    mean, square = np.where(known, second, nan).tolist()
    return Moments(0.0 if abs(mean) <= DUST * sqrt(square) else mean, square)


def _summed(one: Subject, nearest: float) -> Array:
    """Both means, with pieces as close as `nearest` to 0 and to breaks; NaN if the tails count."""
    ends = _ends({x for x in (*one.jumps, *one.slope_jumps) if -REACH < x < REACH}, nearest)
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    half, middle = np.diff(ends) / 2.0, (ends[1:] + ends[:-1]) / 2.0
    x = middle[:, None] + half[:, None] * nodes
    share = half[:, None] * weights * np.exp(-x * x / 2.0) / sqrt(2.0 * pi)
    with np.errstate(all="ignore"):
        values = one.value(x.ravel()).reshape(x.shape)
        pieces = np.stack([values * share, values * values * share]).sum(axis=2)
        sums, tails = pieces.sum(axis=1), np.abs(pieces[:, [0, -1]]).max(axis=1)
        return np.where(tails <= AGREED * np.abs(sums).clip(1.0), sums, nan)


def _ends(breaks: set[float], nearest: float) -> Array:
    """Where pieces begin and end, in rising order."""
    centres = sorted({0.0, *breaks}) if len(breaks) <= MOST_CENTRES else []
    close = np.geomspace(nearest, REACH, CLOSE)
    places = [np.linspace(-REACH, REACH, PIECES + 1), np.array(sorted(breaks))]
    places += [at + side for at in centres for side in (-close, close)]
    ends = np.unique(np.concatenate(places))
    return np.asarray(ends[(ends >= -REACH) & (ends <= REACH)])
