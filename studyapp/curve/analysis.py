"""What is known of a curve in numbers: how it runs, where it is 0, what it does to N(0, 1)."""

from __future__ import annotations

from math import inf, sqrt
from typing import NamedTuple

Point = tuple[float, float]


class Analysis(NamedTuple):
    """One curve.

    Attributes:
        monotone: how f runs: "rising", "never falling" or "neither"; all of ours rise somewhere.
        limits: f far left and far right.
        bounds: what f lies between, whether or not it gets there.
        lipschitz: the least upper bound of |f(a) - f(b)| / |a - b|.
        mean, square: E f(z) and E f(z)^2 for z from N(0, 1).
        domain: where f is defined.
        smooth: how often f can be derived with a continuous result, -1 if f itself jumps.
        kinks: where f or f' jumps.
        zeros: where f is 0, as intervals; single points have equal ends.
        extrema: (x, f) of isolated least and greatest values.
        inflections: (x, f) where f'' changes its sign.
    """

    monotone: str
    limits: Point
    bounds: Point
    lipschitz: float
    mean: float
    square: float
    domain: Point = (-inf, inf)
    smooth: float = inf
    kinks: tuple[float, ...] = ()
    zeros: tuple[Point, ...] = ()
    extrema: tuple[Point, ...] = ()
    inflections: tuple[Point, ...] = ()

    @property
    def gain(self) -> float:
        """What weights are multiplied by so that E f(z)^2 becomes 1."""
        return 1.0 / sqrt(self.square)
