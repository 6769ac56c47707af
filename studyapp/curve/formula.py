"""How the formulas of the catalogue are written: f, f' and f'' over arrays, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from studyapp.curve.entry import Settings

Array = NDArray[np.float64]

Part = Callable[[Array, Settings], Array]
"""From x and the settings of the parameters."""

FAR = 1000.0
"""exp(-FAR) is 0 in float64, with room: what a sigmoid multiplies there has gone."""


class Formula(NamedTuple):
    """f, f' and f''."""

    value: Part
    slope: Part
    bend: Part


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)); only ever takes exp of what is not positive."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0, small) / (1.0 + small)


def both_sides(x: Array) -> tuple[Array, Array]:
    """sigma(x) and sigma(-x), each with its digits where it is small."""
    small = np.exp(-np.abs(x))
    right = x >= 0.0
    below = 1.0 + small
    return np.where(right, 1.0, small) / below, np.where(right, small, 1.0) / below


def product(a: Array, b: Array) -> Array:
    """The product, with 0 times infinity being 0: what vanishes, vanishes faster than x grows."""
    return np.where(b == 0.0, 0.0, a) * np.where(a == 0.0, 0.0, b)


def scaled(factor: float, values: Array) -> Array:
    """`product` with a number."""
    return factor * values if factor else np.zeros_like(values)


def zero(x: Array, _: Settings) -> Array:
    """Nowhere anything."""
    return np.zeros_like(x)
