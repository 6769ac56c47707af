"""The catalogue in numbers: f, f' and f'' of every curve, over NumPy arrays in float64.

Within 4e-15 (1 + |value|) of the truth for f and f', 1e-13 (1 + |value|) for f''; infinities give
limits, NaN gives NaN. At a kink f' is the convention stated in the catalogue, and f'' the
one-sided value or 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.formula import Array, Formula, Part, sigmoid
from studyapp.curve.gates import GATES
from studyapp.curve.pieces import PIECES
from studyapp.curve.smooth import SMOOTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike

    from studyapp.curve.entry import Entry, Settings

__all__ = ["FORMULAS", "Array", "Formula", "bend", "sigmoid", "slope", "softmax", "value"]

FORMULAS: dict[str, Formula] = PIECES | SMOOTH | GATES

BLOCK = 16384
"""So many numbers at a time stay in the processor's cache (`python -m tests.bench curves`)."""


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
    return _evaluate(_formula(entry).bend, x, entry.settings(params))


def _formula(entry: Entry) -> Formula:
    if entry.kind != "curve":
        raise ValueError(f"`{entry.name}` is a function of a vector; it is drawn as bars")
    return FORMULAS[entry.name]


def _evaluate(part: Part, x: ArrayLike, settings: Settings) -> Array:
    x = np.asarray(x, dtype=np.float64)
    # What passes 1e308 is inf, and what passes 1e-308 is 0: both are the limits we want.
    with np.errstate(over="ignore", under="ignore"):
        if x.size <= BLOCK:
            return _numbers(part, x, settings)
        flat = x.ravel()
        found = np.empty_like(flat)
        for begin in range(0, len(flat), BLOCK):
            found[begin : begin + BLOCK] = _numbers(part, flat[begin : begin + BLOCK], settings)
        return found.reshape(x.shape)


def _numbers(part: Part, x: Array, settings: Settings) -> Array:
    """The values; what is no number stays none, also where all slopes are alike."""
    found = part(x, settings) + 0.0  # -0.0 + 0.0 is 0.0
    missing = np.isnan(x)
    return np.where(missing, x, found) if missing.any() else found


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
