"""Smooth functions: those made of the sigmoid, and those made of the normal distribution.

Written in the forms that stay exact far out: no 1 - tanh^2, no sigma (1 - sigma), no 1 + erf, and
arguments of products cut where a factor is 0 already, so that infinities give limits and never NaN.
"""

from __future__ import annotations

from math import log, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.erf import erfc
from studyapp.curve.formula import FAR, Formula, both_sides, sigmoid

if TYPE_CHECKING:
    from studyapp.curve.entry import Settings
    from studyapp.curve.formula import Array

GELU_TANH_FACTOR = sqrt(2.0 / pi)
GELU_TANH_CUBE = 0.044715
"""D. Hendrycks & K. Gimpel 2016, arXiv:1606.08415, section 2."""


def _logistic(x: Array, _: Settings) -> Array:
    return sigmoid(x)


def _logistic_slope(x: Array, _: Settings) -> Array:
    up, down = both_sides(x)
    return up * down


def _logistic_bend(x: Array, _: Settings) -> Array:
    up, down = both_sides(x)
    return up * down * (down - up)


def _tanh(x: Array, _: Settings) -> Array:
    return np.tanh(x)


def _tanh_slope(x: Array, settings: Settings) -> Array:
    return 4.0 * _logistic_slope(2.0 * x, settings)


def _tanh_bend(x: Array, settings: Settings) -> Array:
    return 8.0 * _logistic_bend(2.0 * x, settings)


def _softplus(x: Array, settings: Settings) -> Array:
    u = settings["beta"] * x
    return (np.maximum(u, 0.0) + np.log1p(np.exp(-np.abs(u)))) / settings["beta"]


def _softplus_slope(x: Array, settings: Settings) -> Array:
    return sigmoid(settings["beta"] * x)


def _softplus_bend(x: Array, settings: Settings) -> Array:
    return settings["beta"] * _logistic_slope(settings["beta"] * x, settings)


def _log_sigmoid(x: Array, _: Settings) -> Array:
    return np.minimum(x, 0.0) - np.log1p(np.exp(-np.abs(x)))


def _log_sigmoid_slope(x: Array, _: Settings) -> Array:
    return sigmoid(-x)


def _log_sigmoid_bend(x: Array, settings: Settings) -> Array:
    return -_logistic_slope(x, settings)


def gated(x: Array, sharpness: float) -> Array:
    """The product x sigma(k x) for k > 0: silu, swish and the sigmoid form of gelu."""
    return np.maximum(x, -FAR / sharpness) * sigmoid(sharpness * x)


def gated_slope(x: Array, sharpness: float) -> Array:
    """The derivative of `gated`."""
    u = np.clip(sharpness * x, -FAR, FAR)
    up, down = both_sides(u)
    return up * (1.0 + u * down)


def gated_bend(x: Array, sharpness: float) -> Array:
    """The second derivative of `gated`."""
    u = np.clip(sharpness * x, -FAR, FAR)
    up, down = both_sides(u)
    return sharpness * up * down * (2.0 + u * (down - up))


def _gelu_sigmoid(x: Array, settings: Settings) -> Array:
    return gated(x, settings["k"])


def _gelu_sigmoid_slope(x: Array, settings: Settings) -> Array:
    return gated_slope(x, settings["k"])


def _gelu_sigmoid_bend(x: Array, settings: Settings) -> Array:
    return gated_bend(x, settings["k"])


def _swish(x: Array, settings: Settings) -> Array:
    return gated(x, settings["beta"])


def _swish_slope(x: Array, settings: Settings) -> Array:
    return gated_slope(x, settings["beta"])


def _swish_bend(x: Array, settings: Settings) -> Array:
    return gated_bend(x, settings["beta"])


def _silu(x: Array, _: Settings) -> Array:
    return gated(x, 1.0)


def _silu_slope(x: Array, _: Settings) -> Array:
    return gated_slope(x, 1.0)


def _silu_bend(x: Array, _: Settings) -> Array:
    return gated_bend(x, 1.0)


def _mish_gate(x: Array) -> tuple[Array, Array, Array]:
    """The gate tanh(softplus(x)) with its derivatives, in m = exp(-|x|).

    With n = exp(x) they are n (n + 2) / D, 4 n (n + 1) / D^2 and 4 n (2 + 2n - 3n^2 - 2n^3) / D^3
    where D = n^2 + 2n + 2; right of 0 all is divided by powers of n.
    """
    m = np.exp(-np.abs(x))
    right = x > 0.0
    below = np.where(right, 1.0 + 2.0 * m * (1.0 + m), 2.0 + m * (2.0 + m))
    gate = np.where(right, 1.0 + 2.0 * m, m * (2.0 + m)) / below
    slope = 4.0 * np.where(right, m * m, m) * (1.0 + m) / (below * below)
    left_cubic = m * (2.0 + m * (2.0 - m * (3.0 + 2.0 * m)))
    right_cubic = m * m * (m * (2.0 * m * (1.0 + m) - 3.0) - 2.0)
    bend = 4.0 * np.where(right, right_cubic, left_cubic) / (below * below * below)
    return gate, slope, bend


def _mish(x: Array, _: Settings) -> Array:
    return np.maximum(x, -FAR) * _mish_gate(x)[0]


def _mish_slope(x: Array, _: Settings) -> Array:
    gate, slope, _bend = _mish_gate(x)
    return gate + np.clip(x, -FAR, FAR) * slope


def _mish_bend(x: Array, _: Settings) -> Array:
    _gate, slope, bend = _mish_gate(x)
    return 2.0 * slope + np.clip(x, -FAR, FAR) * bend


def _normal_cumulative(x: Array) -> Array:
    return 0.5 * erfc(-x / sqrt(2.0))


def _normal_density(x: Array) -> Array:
    return np.exp(-0.5 * x * x) / sqrt(2.0 * pi)


def _gelu(x: Array, _: Settings) -> Array:
    return np.maximum(x, -FAR) * _normal_cumulative(x)


def _gelu_slope(x: Array, _: Settings) -> Array:
    return _normal_cumulative(x) + np.clip(x, -FAR, FAR) * _normal_density(x)


def gelu_and_slope(x: Array, _: Settings) -> tuple[Array, Array]:
    """Both at once for little more than one: what is dear is the same (`tests.bench curves`)."""
    cumulative = _normal_cumulative(x)
    near = np.clip(x, -FAR, FAR)
    return np.maximum(x, -FAR) * cumulative, cumulative + near * _normal_density(x)


def _gelu_bend(x: Array, _: Settings) -> Array:
    x = np.clip(x, -FAR, FAR)
    return _normal_density(x) * (2.0 - x * x)


def _gelu_tanh(x: Array, _: Settings) -> Array:
    gate = 2.0 * GELU_TANH_FACTOR * (x + GELU_TANH_CUBE * x * x * x)
    return np.maximum(x, -FAR) * sigmoid(gate)


def _gelu_tanh_slope(x: Array, _: Settings) -> Array:
    x = np.clip(x, -FAR, FAR)
    up, down = both_sides(2.0 * GELU_TANH_FACTOR * (x + GELU_TANH_CUBE * x * x * x))
    gate_slope = 2.0 * GELU_TANH_FACTOR * (1.0 + 3.0 * GELU_TANH_CUBE * x * x)
    return up + x * gate_slope * up * down


def _gelu_tanh_bend(x: Array, _: Settings) -> Array:
    x = np.clip(x, -FAR, FAR)
    up, down = both_sides(2.0 * GELU_TANH_FACTOR * (x + GELU_TANH_CUBE * x * x * x))
    gate_slope = 2.0 * GELU_TANH_FACTOR * (1.0 + 3.0 * GELU_TANH_CUBE * x * x)
    gate_bend = 12.0 * GELU_TANH_FACTOR * GELU_TANH_CUBE * x
    turn = gate_bend + gate_slope * gate_slope * (down - up)
    return up * down * (2.0 * gate_slope + x * turn)


def _first(x: Array, settings: Settings) -> Array:
    return sigmoid(_odds(x, settings))


def _first_slope(x: Array, settings: Settings) -> Array:
    return _logistic_slope(_odds(x, settings), settings) / settings["temperature"]


def _first_bend(x: Array, settings: Settings) -> Array:
    return _logistic_bend(_odds(x, settings), settings) / settings["temperature"] ** 2


def _odds(x: Array, settings: Settings) -> Array:
    """The logarithm of p / (1 - p) for the first of [x, 0, 0, ...]."""
    return x / settings["temperature"] - log(settings["others"])


SIGMOID = Formula(_logistic, _logistic_slope, _logistic_bend)
SILU = Formula(_silu, _silu_slope, _silu_bend)
GELU = Formula(_gelu, _gelu_slope, _gelu_bend)

SMOOTH: dict[str, Formula] = {
    "gelu": GELU,
    "gelu_tanh": Formula(_gelu_tanh, _gelu_tanh_slope, _gelu_tanh_bend),
    "gelu_sigmoid": Formula(_gelu_sigmoid, _gelu_sigmoid_slope, _gelu_sigmoid_bend),
    "sigmoid": SIGMOID,
    "tanh": Formula(_tanh, _tanh_slope, _tanh_bend),
    "softplus": Formula(_softplus, _softplus_slope, _softplus_bend),
    "log_sigmoid": Formula(_log_sigmoid, _log_sigmoid_slope, _log_sigmoid_bend),
    "silu": SILU,
    "swish": Formula(_swish, _swish_slope, _swish_bend),
    "mish": Formula(_mish, _mish_slope, _mish_bend),
    "softmax_first": Formula(_first, _first_slope, _first_bend),
}
