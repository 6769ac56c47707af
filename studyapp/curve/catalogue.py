"""The functions one can look at, in words; their numbers are in `functions`.

At a kink the derivative is a convention: the one of PyTorch's operation of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.entries.gates import GATES
from studyapp.curve.entries.pieces import (
    HARD_SIGMOID,
    HARD_SWISH,
    HARD_TANH,
    LINES,
    RECTIFIERS,
    SOFTSIGN,
    SQUARED_RELU,
)
from studyapp.curve.entries.smooth import (
    GELUS,
    LOG_SIGMOID,
    MISH,
    SIGMOID,
    SOFTMAX,
    SOFTMAX_FIRST,
    SOFTPLUS,
    SWISHES,
    TANH,
)

if TYPE_CHECKING:
    from studyapp.curve.entry import Entry

CATALOGUE: tuple[Entry, ...] = (
    *LINES,
    *RECTIFIERS,
    *GELUS,
    SIGMOID,
    HARD_SIGMOID,
    TANH,
    HARD_TANH,
    SOFTPLUS,
    SOFTSIGN,
    *SWISHES,
    HARD_SWISH,
    MISH,
    SQUARED_RELU,
    LOG_SIGMOID,
    SOFTMAX,
    *GATES,
)

SLICES: tuple[Entry, ...] = (SOFTMAX_FIRST,)
"""Curves through a function of the catalogue that has none of its own; known by name as well."""
