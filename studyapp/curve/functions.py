"""The catalogue in numbers: f and f' of every curve, over NumPy arrays in float64.

Written in the forms that stay exact far out: no 1 - tanh^2, no sigma (1 - sigma), no 1 + erf, and
arguments of products cut where a factor is 0 already, so that infinities give limits and never NaN.
At a kink f' is the convention stated in `catalogue`.
"""

from __future__ import annotations

from math import pi, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studyapp.curve.erf import erfc, exp_minus_square

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from studyapp.curve.entry import Entry, Settings

Array = NDArray[np.float64]

FAR = 1000.0
"""exp(-FAR) is 0 in float64, with room: what a sigmoid multiplies there has gone."""

GELU_TANH_FACTOR = sqrt(2.0 / pi)
GELU_TANH_CUBE = 0.044715
"""D. Hendrycks & K. Gimpel 2016, arXiv:1606.08415, section 2."""


class Formula(NamedTuple):
    """f and f', each from x and the settings of the parameters."""

    value: Callable[[Array, Settings], Array]
    slope: Callable[[Array, Settings], Array]


def value(entry: Entry, x: ArrayLike, params: Settings | Iterable[tuple[str, float]] = ()) -> Array:
    """f(x), elementwise.

    Raises:
        BadParameter: a parameter is unknown or out of range.
        ValueError: the function is one of a vector (softmax: see `bars`).
    """
    return _evaluate(_formula(entry).value, x, entry.settings(params))


def slope(entry: Entry, x: ArrayLike, params: Settings | Iterable[tuple[str, float]] = ()) -> Array:
    """f'(x), elementwise; raises as `value` does."""
    return _evaluate(_formula(entry).slope, x, entry.settings(params))


def bend(entry: Entry, x: ArrayLike, params: Settings | Iterable[tuple[str, float]] = ()) -> Array:
    """f''(x), elementwise; raises as `value` does."""
    x = np.asarray(x, dtype=np.float64)
    near = 1e-5 * (1.0 + np.abs(x))
    rise = slope(entry, x + near, params) - slope(entry, x - near, params)
    return np.asarray(rise / (2.0 * near))


def _formula(entry: Entry) -> Formula:
    if entry.kind != "curve":
        raise ValueError(f"`{entry.name}` is a function of a vector; it is drawn as bars")
    return FORMULAS[entry.name]


def _evaluate(part: Callable[[Array, Settings], Array], x: ArrayLike, settings: Settings) -> Array:
    # What passes 1e308 is inf, and what passes 1e-308 is 0: both are the limits we want.
    with np.errstate(over="ignore", under="ignore"):
        return part(np.asarray(x, dtype=np.float64), settings) + 0.0  # -0.0 + 0.0 is 0.0


def softmax(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """exp(z_i / T) / sum_j exp(z_j / T), with the greatest logit subtracted first.

    Args:
        logits: finite numbers, at least one.
        temperature: over 0.
    """
    z = np.asarray(logits, dtype=np.float64)
    with np.errstate(over="ignore", under="ignore"):  # far below the greatest is 0, as it should be
        weights = np.exp((z - z.max()) / temperature)
    return np.asarray(weights / weights.sum())


def sigmoid(x: Array) -> Array:
    """1 / (1 + exp(-x)); only ever takes exp of what is not positive."""
    small = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0, small) / (1.0 + small)


def _sigmoid_slope(x: Array) -> Array:
    return sigmoid(x) * sigmoid(-x)


def _times(factor: float, values: Array) -> Array:
    """The product, with 0 times infinity being 0."""
    return factor * values if factor else np.zeros_like(values)


def _identity(x: Array, _: Settings) -> Array:
    return x


def _identity_slope(x: Array, _: Settings) -> Array:
    return np.ones_like(x)


def _step(x: Array, settings: Settings) -> Array:
    return np.heaviside(x, settings["at_zero"])


def _step_slope(x: Array, _: Settings) -> Array:
    return np.zeros_like(x)


def _relu(x: Array, _: Settings) -> Array:
    return np.maximum(x, 0.0)


def _relu_slope(x: Array, _: Settings) -> Array:
    return np.where(x > 0.0, 1.0, 0.0)


def _leaky(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, x, _times(settings["alpha"], x))


def _leaky_slope(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, 1.0, settings["alpha"])


def _elu(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, x, settings["alpha"] * np.expm1(np.minimum(x, 0.0)))


def _elu_slope(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, 1.0, settings["alpha"] * np.exp(np.minimum(x, 0.0)))


def _normal_cumulative(x: Array) -> Array:
    return 0.5 * erfc(-x / sqrt(2.0))


def _gelu(x: Array, _: Settings) -> Array:
    return np.maximum(x, -FAR) * _normal_cumulative(x)


def _gelu_slope(x: Array, _: Settings) -> Array:
    density = exp_minus_square(x / sqrt(2.0)) / sqrt(2.0 * pi)
    return _normal_cumulative(x) + np.clip(x, -FAR, FAR) * density


def _gelu_tanh(x: Array, _: Settings) -> Array:
    gate = 2.0 * GELU_TANH_FACTOR * (x + GELU_TANH_CUBE * x * x * x)
    return np.maximum(x, -FAR) * sigmoid(gate)


def _gelu_tanh_slope(x: Array, _: Settings) -> Array:
    x = np.clip(x, -FAR, FAR)
    gate = 2.0 * GELU_TANH_FACTOR * (x + GELU_TANH_CUBE * x * x * x)
    gate_slope = 2.0 * GELU_TANH_FACTOR * (1.0 + 3.0 * GELU_TANH_CUBE * x * x)
    return sigmoid(gate) + x * gate_slope * _sigmoid_slope(gate)


def _gated(x: Array, sharpness: float) -> Array:
    """The product x sigma(k x) for k > 0: silu, swish and the sigmoid form of gelu."""
    return np.maximum(x, -FAR / sharpness) * sigmoid(sharpness * x)


def _gated_slope(x: Array, sharpness: float) -> Array:
    u = np.clip(sharpness * x, -FAR, FAR)
    return sigmoid(u) * (1.0 + u * sigmoid(-u))


def _gelu_sigmoid(x: Array, settings: Settings) -> Array:
    return _gated(x, settings["k"])


def _gelu_sigmoid_slope(x: Array, settings: Settings) -> Array:
    return _gated_slope(x, settings["k"])


def _logistic(x: Array, _: Settings) -> Array:
    return sigmoid(x)


def _logistic_slope(x: Array, _: Settings) -> Array:
    return _sigmoid_slope(x)


def _tanh(x: Array, _: Settings) -> Array:
    return np.tanh(x)


def _tanh_slope(x: Array, _: Settings) -> Array:
    return 4.0 * _sigmoid_slope(2.0 * x)


def _silu(x: Array, _: Settings) -> Array:
    return _gated(x, 1.0)


def _silu_slope(x: Array, _: Settings) -> Array:
    return _gated_slope(x, 1.0)


def _softplus(x: Array, settings: Settings) -> Array:
    u = settings["beta"] * x
    return (np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u)))) / settings["beta"]


def _softplus_slope(x: Array, settings: Settings) -> Array:
    return sigmoid(settings["beta"] * x)


def _swiglu(x: Array, settings: Settings) -> Array:
    return _times(settings["value"], _gated(x, 1.0))


def _swiglu_slope(x: Array, settings: Settings) -> Array:
    return _times(settings["value"], _gated_slope(x, 1.0))


FORMULAS: dict[str, Formula] = {
    "identity": Formula(_identity, _identity_slope),
    "step": Formula(_step, _step_slope),
    "relu": Formula(_relu, _relu_slope),
    "leaky_relu": Formula(_leaky, _leaky_slope),
    "prelu": Formula(_leaky, _leaky_slope),
    "elu": Formula(_elu, _elu_slope),
    "gelu": Formula(_gelu, _gelu_slope),
    "gelu_tanh": Formula(_gelu_tanh, _gelu_tanh_slope),
    "gelu_sigmoid": Formula(_gelu_sigmoid, _gelu_sigmoid_slope),
    "sigmoid": Formula(_logistic, _logistic_slope),
    "tanh": Formula(_tanh, _tanh_slope),
    "silu": Formula(_silu, _silu_slope),
    "softplus": Formula(_softplus, _softplus_slope),
    "swiglu": Formula(_swiglu, _swiglu_slope),
}
