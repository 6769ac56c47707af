"""The dearest function of the catalogue at a million points, against NumPy's tanh there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from studyapp.curve.functions import FORMULAS, bend, slope, value
from studyapp.curve.gates import GATES
from studyapp.curve.names import resolve
from tests.bench.table import Row

POINTS = 1_000_000
ROUNDS = 9
MOST = 30

BRANCHES: tuple[tuple[str, dict[str, float]], ...] = (("", {}), ("(x, x)", {"both": 1.0}))
"""Gated units: x is the gate alone, or both branches, whose product has more to derive."""


def run(_folder: Path) -> list[Row]:
    """Over inputs in order, and over those of a network: normal ones, in none."""
    even = np.linspace(-10.0, 10.0, POINTS)
    normal = np.random.default_rng(0).normal(0.0, 3.0, POINTS)
    return [_row("a million points in order", even), _row("a million from N(0, 9)", normal)]


def _row(what: str, x: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Row:
    parts = {
        f"{mark} of {name}{branches}": partial(part, resolve(name), x, params)
        for name in FORMULAS
        for branches, params in (BRANCHES if name in GATES else BRANCHES[:1])
        for mark, part in (("f", value), ("f′", slope), ("f″", bend))
    }
    dearest = max(parts, key=lambda name: min(_time(parts[name]) for _ in range(2)))
    ours, floor = [], []
    for _ in range(ROUNDS):
        floor.append(_time(partial(np.tanh, x)))
        ours.append(_time(parts[dearest]))
    return Row(f"{dearest}, {what}", "`np.tanh`", ours, floor, MOST)


def _time(call: Callable[[], object]) -> float:
    """Milliseconds."""
    begin = perf_counter()
    call()
    return 1e3 * (perf_counter() - begin)
