"""Gated units as curves: slices v h(x) through a layer with two branches, h being the gate.

The value branch is v = a (1 - t) + t x, with a and t the parameters `value` and `both`: fixed at a
for t = 0, equal to the gate's input for t = 1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.formula import Array, Formula, product
from studyapp.curve.pieces import RELU
from studyapp.curve.smooth import GELU, SIGMOID, SILU, gelu_and_slope

if TYPE_CHECKING:
    from studyapp.curve.entry import Settings

Pair = Callable[[Array, "Settings"], tuple[Array, Array]]
"""h and h' of the gate."""


def _branch(x: Array, settings: Settings) -> Array:
    together = settings["both"]
    fixed = settings["value"] * (1.0 - together)
    return fixed + together * x if together else np.full_like(x, fixed)


def _value(gate: Formula, x: Array, settings: Settings) -> Array:
    return product(_branch(x, settings), gate.value(x, settings))


def _slope(gate: Formula, pair: Pair, x: Array, settings: Settings) -> Array:
    together = settings["both"]
    if not together:
        return product(_branch(x, settings), gate.slope(x, settings))
    height, steep = pair(x, settings)
    return product(_branch(x, settings), steep) + together * height


def _bend(gate: Formula, x: Array, settings: Settings) -> Array:
    turned = product(_branch(x, settings), gate.bend(x, settings))
    together = settings["both"]
    return turned + 2.0 * together * gate.slope(x, settings) if together else turned


def _one_by_one(gate: Formula, x: Array, settings: Settings) -> tuple[Array, Array]:
    return gate.value(x, settings), gate.slope(x, settings)


def _unit(gate: Formula, pair: Pair | None = None) -> Formula:
    slope = partial(_slope, gate, pair or partial(_one_by_one, gate))
    return Formula(partial(_value, gate), slope, partial(_bend, gate))


GATES: dict[str, Formula] = {
    "glu": _unit(SIGMOID),
    "swiglu": _unit(SILU),
    "geglu": _unit(GELU, gelu_and_slope),
    "reglu": _unit(RELU),
}
