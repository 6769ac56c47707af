"""Where a formula and its derivative may jump: found between samples, then to the last bit.

What can make a jump is a part that decides (a comparison, a sign, a floor, a zero below a fraction
line, an end of a domain). Its decision is an integer at each sample; between two samples that
differ, bisection finds the two neighbouring floats where it changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.jets import evaluate
from studyapp.curve.names import resolve
from studyapp.curve.terms import COMPARISONS, SCALARS, Binary, Call

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from studyapp.curve.jets import Array, Jet
    from studyapp.curve.terms import Node

SAMPLES = 2048

MOST = 1000
"""Decisions that are followed; more than these in a window are not to be seen apart."""

NOTICEABLE = 1e-9
"""A smaller step, as a share of 1 and the value, comes of rounding."""

HAIR = 1e-300
NEAR_ZERO = 1e-100

_UNDECIDED = 9e15
"""Stands for a decision on what is no number."""


class Breaks(NamedTuple):
    """Places on the x axis, in rising order."""

    jumps: tuple[float, ...]
    slope_jumps: tuple[float, ...]


def breaks(node: Node, settings: Mapping[str, float], window: tuple[float, float]) -> Breaks:
    """Where f and f' jump inside a window, as far as samples of it show."""
    places = _places(node, settings, window)
    found = []
    for order in (0, 1):
        below, at, above = evaluate(node, beside(places), settings, order)
        jumping = _differs(below, above) | _differs(at, below) & _differs(at, above)
        found.append(tuple(places[jumping].tolist()))
    return Breaks(*found)


def beside(places: Array) -> Array:
    """Just below, at and just above each place, shape (3, places).

    Not nearer to 0 than a formula can halve without reaching it.
    """
    below = np.nextafter(places, -np.inf), places - HAIR
    above = np.nextafter(places, np.inf), places + HAIR
    return np.stack([np.minimum(*below), places, np.maximum(*above)])


def _differs(a: Array, b: Array) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        return ~(np.abs(a - b) <= NOTICEABLE * (1.0 + np.maximum(np.abs(a), np.abs(b))))


def _places(node: Node, settings: Mapping[str, float], window: tuple[float, float]) -> Array:
    x = np.union1d(np.linspace(*window, SAMPLES + 1), [0.0])
    x = x[(x >= window[0]) & (x <= window[1])]
    decided = _decisions(node, settings, x)
    which, left = np.nonzero(decided[:, 1:] != decided[:, :-1])
    which, left = which[:MOST], left[:MOST]
    low, high = _ranked(x[left]), _ranked(x[left + 1])
    before, column = decided[which, left], np.arange(len(which))
    while len(which) and (high - low).max() > 1:
        middle = low + (high - low) // 2
        same = _decisions(node, settings, _unranked(middle))[which, column] == before
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    pairs = zip(_unranked(low).tolist(), _unranked(high).tolist(), strict=True)
    return np.array(sorted({_roundest(*pair) for pair in pairs}))


def _roundest(low: float, high: float) -> float:
    """Of two neighbours the one that is shorter to write: 0.3, not 0.30000000000000004.

    What rounding and overflow do next to 0 belongs to 0.
    """
    place = min(low, high, key=lambda end: len(repr(end)))
    return place if abs(place) > NEAR_ZERO else 0.0


def _ranked(x: Array) -> NDArray[np.int64]:
    """Floats as integers in the same order; neighbours stay neighbours."""
    size = np.abs(x).view(np.int64)
    return np.where(x < 0.0, -size, size)


def _unranked(rank: NDArray[np.int64]) -> Array:
    size = np.abs(rank).view(np.float64)
    return np.where(rank < 0, -size, size)


def _decisions(node: Node, settings: Mapping[str, float], x: Array) -> Array:
    """What each deciding part decides at each place, shape (parts, places)."""
    found: list[Array] = []

    def watch(part: Binary | Call, jets: list[Jet]) -> None:
        for decision in _decided(part, [jet[0] for jet in jets]):
            numbers = np.where(np.isnan(decision), _UNDECIDED, decision)
            found.append(np.broadcast_to(numbers, x.shape))

    values = evaluate(node, x, settings, watch=watch)
    return np.stack([np.isfinite(values).astype(np.float64), *found])


def _decided(part: Binary | Call, values: list[Array]) -> list[Array]:
    first = values[0]
    if isinstance(part, Binary):
        if part.operator in COMPARISONS:
            return [np.sign(first - values[1])]
        if part.operator in "/^":
            return [np.sign(values[1] if part.operator == "/" else first)]
        return []
    if part.name == "where":
        return [(first != 0.0) + 0.0 * first]
    if part.name == "floor":
        return [np.floor(first)]
    if part.name in {"sign", "abs"}:
        return [np.sign(first)]
    if part.name == "clip":
        return [np.sign(first - values[1]), np.sign(first - values[2])]
    if part.name in {"min", "max"}:
        winner = np.argmin if part.name == "min" else np.argmax
        return [winner(np.stack(np.broadcast_arrays(*values)), axis=0).astype(np.float64)]
    if part.name in SCALARS:
        return []
    entry = resolve(part.name)
    own = entry.settings()
    return [np.sign(first - place) for place in {*entry.jumps(own), *entry.slope_jumps(own)}]
