"""Functions made of pieces: steps, rectifiers, clipped lines, and those that bend left of 0 only.

At a kink f' is the convention stated in the catalogue. Where f'' jumps it is the value from the
left; for the lines that end at a corner this is 0, for softsign it is 0, between both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.formula import Formula, scaled, zero

if TYPE_CHECKING:
    from studyapp.curve.entry import Settings
    from studyapp.curve.formula import Array

SELU_SCALE = 1.0507009873554805
SELU_DEPTH = 1.7580993408473768
"""lambda, and lambda times alpha rounded once: G. Klambauer et al. 2017, arXiv:1706.02515, (14)."""

HUGE = 1e300
"""Farther out 1 + |x| is |x|, and the square of it infinite."""


def _identity(x: Array, _: Settings) -> Array:
    return x


def _identity_slope(x: Array, _: Settings) -> Array:
    return np.ones_like(x)


def _step(x: Array, settings: Settings) -> Array:
    return np.heaviside(x, settings["at_zero"])


def _relu(x: Array, _: Settings) -> Array:
    return np.maximum(x, 0.0)


def _relu_slope(x: Array, _: Settings) -> Array:
    return np.where(x > 0.0, 1.0, 0.0)


def _relu6(x: Array, _: Settings) -> Array:
    return np.clip(x, 0.0, 6.0)


def _relu6_slope(x: Array, _: Settings) -> Array:
    return np.where((x > 0.0) & (x < 6.0), 1.0, 0.0)


def _leaky(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, x, scaled(settings["alpha"], x))


def _leaky_slope(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, 1.0, settings["alpha"])


def _squared(x: Array, _: Settings) -> Array:
    right = np.maximum(x, 0.0)
    return right * right


def _squared_slope(x: Array, _: Settings) -> Array:
    return 2.0 * np.maximum(x, 0.0)


def _squared_bend(x: Array, _: Settings) -> Array:
    return np.where(x > 0.0, 2.0, 0.0)


def _elu(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, x, settings["alpha"] * np.expm1(np.minimum(x, 0.0)))


def _elu_slope(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, 1.0, settings["alpha"] * np.exp(np.minimum(x, 0.0)))


def _elu_bend(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, 0.0, settings["alpha"] * np.exp(np.minimum(x, 0.0)))


def _celu(x: Array, settings: Settings) -> Array:
    alpha = settings["alpha"]
    return np.where(x > 0.0, x, alpha * np.expm1(np.minimum(x, 0.0) / alpha))


def _celu_slope(x: Array, settings: Settings) -> Array:
    return np.where(x > 0.0, 1.0, np.exp(np.minimum(x, 0.0) / settings["alpha"]))


def _celu_bend(x: Array, settings: Settings) -> Array:
    alpha = settings["alpha"]
    return np.where(x > 0.0, 0.0, np.exp(np.minimum(x, 0.0) / alpha) / alpha)


def _selu(x: Array, _: Settings) -> Array:
    return np.where(x > 0.0, SELU_SCALE * x, SELU_DEPTH * np.expm1(np.minimum(x, 0.0)))


def _selu_slope(x: Array, _: Settings) -> Array:
    return np.where(x > 0.0, SELU_SCALE, SELU_DEPTH * np.exp(np.minimum(x, 0.0)))


def _selu_bend(x: Array, _: Settings) -> Array:
    return np.where(x > 0.0, 0.0, SELU_DEPTH * np.exp(np.minimum(x, 0.0)))


def _hard_sigmoid(x: Array, settings: Settings) -> Array:
    return np.clip(settings["slope"] * x + 0.5, 0.0, 1.0)


def _hard_sigmoid_slope(x: Array, settings: Settings) -> Array:
    return np.where(np.abs(x) < 0.5 / settings["slope"], settings["slope"], 0.0)


def _hard_tanh(x: Array, _: Settings) -> Array:
    return np.clip(x, -1.0, 1.0)


def _hard_tanh_slope(x: Array, _: Settings) -> Array:
    return np.where(np.abs(x) < 1.0, 1.0, 0.0)


def _hard_swish(x: Array, _: Settings) -> Array:
    return np.maximum(x, -3.0) * (np.clip(x + 3.0, 0.0, 6.0) / 6.0)


def _hard_swish_slope(x: Array, _: Settings) -> Array:
    within = (2.0 * np.clip(x, -3.0, 3.0) + 3.0) / 6.0
    return np.where(np.abs(x) < 3.0, within, np.where(x > 0.0, 1.0, 0.0))


def _hard_swish_bend(x: Array, _: Settings) -> Array:
    return np.where(np.abs(x) < 3.0, 1.0 / 3.0, 0.0)


def _softsign(x: Array, _: Settings) -> Array:
    x = np.clip(x, -HUGE, HUGE)
    return x / (1.0 + np.abs(x))


def _softsign_slope(x: Array, _: Settings) -> Array:
    share = 1.0 / (1.0 + np.abs(x))
    return share * share


def _softsign_bend(x: Array, _: Settings) -> Array:
    share = 1.0 / (1.0 + np.abs(x))
    return -2.0 * np.sign(x) * share * share * share


RELU = Formula(_relu, _relu_slope, zero)
SQUARED_RELU = Formula(_squared, _squared_slope, _squared_bend)

PIECES: dict[str, Formula] = {
    "identity": Formula(_identity, _identity_slope, zero),
    "step": Formula(_step, zero, zero),
    "relu": RELU,
    "relu6": Formula(_relu6, _relu6_slope, zero),
    "leaky_relu": Formula(_leaky, _leaky_slope, zero),
    "prelu": Formula(_leaky, _leaky_slope, zero),
    "elu": Formula(_elu, _elu_slope, _elu_bend),
    "celu": Formula(_celu, _celu_slope, _celu_bend),
    "selu": Formula(_selu, _selu_slope, _selu_bend),
    "squared_relu": SQUARED_RELU,
    "hard_sigmoid": Formula(_hard_sigmoid, _hard_sigmoid_slope, zero),
    "hard_tanh": Formula(_hard_tanh, _hard_tanh_slope, zero),
    "hard_swish": Formula(_hard_swish, _hard_swish_slope, _hard_swish_bend),
    "softsign": Formula(_softsign, _softsign_slope, _softsign_bend),
}
