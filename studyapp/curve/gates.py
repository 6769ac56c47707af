"""Gated units as curves: slices v h(x) through a layer with two branches, h being the gate.

The value branch is v = a (1 - t) + t x, with a and t the parameters `value` and `both`: fixed at a
for t = 0, equal to the gate's input for t = 1.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.formula import Formula, product
from studyapp.curve.pieces import RELU
from studyapp.curve.smooth import GELU, SIGMOID, SILU

if TYPE_CHECKING:
    from studyapp.curve.entry import Settings
    from studyapp.curve.formula import Array


def _branch(x: Array, settings: Settings) -> Array:
    together = settings["both"]
    fixed = settings["value"] * (1.0 - together)
    return fixed + together * x if together else np.full_like(x, fixed)


def _value(gate: Formula, x: Array, settings: Settings) -> Array:
    return product(_branch(x, settings), gate.value(x, settings))


def _slope(gate: Formula, x: Array, settings: Settings) -> Array:
    turned = product(_branch(x, settings), gate.slope(x, settings))
    together = settings["both"]
    return turned + together * gate.value(x, settings) if together else turned


def _bend(gate: Formula, x: Array, settings: Settings) -> Array:
    turned = product(_branch(x, settings), gate.bend(x, settings))
    together = settings["both"]
    return turned + 2.0 * together * gate.slope(x, settings) if together else turned


def _unit(gate: Formula) -> Formula:
    return Formula(partial(_value, gate), partial(_slope, gate), partial(_bend, gate))


GATES: dict[str, Formula] = {
    "glu": _unit(SIGMOID),
    "swiglu": _unit(SILU),
    "geglu": _unit(GELU),
    "reglu": _unit(RELU),
}
