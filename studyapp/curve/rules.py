"""Each function of formulas with its first two derivatives, over arrays."""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studyapp.curve.erf import erf, erfc
from studyapp.curve.functions import bend, slope, value
from studyapp.curve.names import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

Array = NDArray[np.float64]

Orders = tuple[Array, ...]
"""g(u), then g'(u) and g''(u) as far as they are wanted."""


def flat(values: Array, length: int) -> Orders:
    """Values with derivatives of 0."""
    return (values, *[np.zeros_like(values)] * (length - 1))


def catalogued(name: str, u: Array, length: int) -> Orders:
    """A function of the catalogue with its default parameters."""
    entry = resolve(name)
    return tuple(part(entry, u) for part in (value, slope, bend)[:length])


def _abs(u: Array, length: int) -> Orders:
    return (np.abs(u), np.sign(u), np.zeros_like(u))[:length]


def _sign(u: Array, length: int) -> Orders:
    return flat(np.sign(u), length)


def _floor(u: Array, length: int) -> Orders:
    return flat(np.floor(u), length)


def _sqrt(u: Array, length: int) -> Orders:
    root = np.sqrt(u)
    return (root,) if length == 1 else (root, 0.5 / root, -0.25 / (root * u))[:length]


def _exp(u: Array, length: int) -> Orders:
    return (np.exp(u),) * length


def _expm1(u: Array, length: int) -> Orders:
    return (np.expm1(u), *(np.exp(u),) * (length - 1))


def _log(u: Array, length: int) -> Orders:
    inside = np.where(u > 0.0, u, np.nan)
    return (np.log(inside), 1.0 / inside, -1.0 / (inside * inside))[:length]


def _log1p(u: Array, length: int) -> Orders:
    inside = np.where(u > -1.0, u, np.nan)
    slope_ = 1.0 / (1.0 + inside)
    return (np.log1p(inside), slope_, -slope_ * slope_)[:length]


def _sin(u: Array, length: int) -> Orders:
    sine = np.sin(u)
    return (sine,) if length == 1 else (sine, np.cos(u), -sine)[:length]


def _cos(u: Array, length: int) -> Orders:
    cosine = np.cos(u)
    return (cosine,) if length == 1 else (cosine, -np.sin(u), -cosine)[:length]


def _sinh(u: Array, length: int) -> Orders:
    sine = np.sinh(u)
    return (sine,) if length == 1 else (sine, np.cosh(u), sine)[:length]


def _cosh(u: Array, length: int) -> Orders:
    cosine = np.cosh(u)
    return (cosine,) if length == 1 else (cosine, np.sinh(u), cosine)[:length]


def _tanh(u: Array, length: int) -> Orders:
    height = np.tanh(u)
    if length == 1:
        return (height,)
    cosine = np.cosh(u)
    steep = 1.0 / (cosine * cosine)  # 1 - tanh^2 would lose its digits
    return (height, steep, -2.0 * height * steep)[:length]


def _bell(u: Array) -> Array:
    near = np.clip(u, -40.0, 40.0)  # exp(-40^2) is 0 already
    return 2.0 / sqrt(pi) * np.exp(-near * near)


def _erf(u: Array, length: int) -> Orders:
    if length == 1:
        return (erf(u),)
    bell = _bell(u)
    return (erf(u), bell, -2.0 * np.clip(u, -40.0, 40.0) * bell)[:length]


def _erfc(u: Array, length: int) -> Orders:
    if length == 1:
        return (erfc(u),)
    bell = _bell(u)
    return (erfc(u), -bell, 2.0 * np.clip(u, -40.0, 40.0) * bell)[:length]


RULES: dict[str, Callable[[Array, int], Orders]] = {
    "abs": _abs,
    "sign": _sign,
    "sqrt": _sqrt,
    "exp": _exp,
    "expm1": _expm1,
    "log": _log,
    "log1p": _log1p,
    "sin": _sin,
    "cos": _cos,
    "tanh": _tanh,
    "sinh": _sinh,
    "cosh": _cosh,
    "erf": _erf,
    "erfc": _erfc,
    "floor": _floor,
}
