"""From two samples at which a formula decides differently to the two floats between which it does.

Each change is looked for at many places at once: evenly, and in a fan around the place where the
quantity that decides would pass its mark if it ran straight. Three rounds do for most.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studyapp.curve.decisions import Deciding, Decision, Key
    from studyapp.curve.jets import Array

    Ranks = NDArray[np.int64]

NEAR_ZERO = 1e-100
"""What rounding and overflow do nearer to 0 belongs to 0."""

EVEN = 512
"""Places of a round that are spread evenly over the changes that are looked for."""

LEAST = 12
"""Parts that each of them is cut in at least."""

FAN = np.array([0, *(sign * 2**far for far in (0, 2, 5, 9, 14, 20, 27, 35) for sign in (-1, 1))])
"""Places around the likely one, in floats from it."""


class Changes(NamedTuple):
    """Where decisions change.

    Attributes:
        keys: whose decisions.
        owner: for each change, the place of its key.
        low, high: it lies between these.
        order: of the quantities' derivatives that decide, 0 or 1.
    """

    keys: tuple[Key, ...]
    owner: NDArray[np.intp]
    low: Array
    high: Array
    order: int


def narrowed(deciding: Deciding, changes: Changes) -> Array:
    """The place of each change: of its two floats the one that is shorter to write."""
    low, high = _ranked(changes.low), _ranked(changes.high)
    likely = changes.low.copy()
    wide = np.arange(len(low))
    while len(wide):
        ranks = _looked_at(low[wide], high[wide], _ranked(likely[wide]))
        places = _unranked(ranks)
        wanted = {changes.keys[own] for own in changes.owner[wide].tolist()}
        found = deciding.decisions(places, changes.order, wanted)
        begins, ends = np.searchsorted(ranks, (low[wide], high[wide])).tolist()
        for change, begin, end in zip(wide.tolist(), begins, ends, strict=True):
            decision = found[changes.keys[changes.owner[change]]]
            at = begin + _first_change(decision.state[begin : end + 1])
            low[change], high[change] = ranks[at - 1], ranks[at]
            left, right = places[at - 1 : at + 1].tolist()
            likely[change] = left + _share(decision, at) * (right - left)
        wide = wide[(high[wide] > low[wide] + 1) & ~_is_zero(low[wide], high[wide])]
    pairs = zip(_unranked(low).tolist(), _unranked(high).tolist(), strict=True)
    return np.array([_roundest(*pair) for pair in pairs])


def _looked_at(low: Ranks, high: Ranks, likely: Ranks) -> Ranks:
    """Where to look in one round, for all changes that are still wide: each uses all that it can.

    So a part that decides as one within it does is found as soon.
    """
    low, high, likely = low[:, None], high[:, None], likely[:, None]
    cut = max(LEAST, EVEN // len(low))
    even = low + np.arange(1, cut) * (high // cut - low // cut)
    inside = np.concatenate([even, likely + FAN, low + 1, high - 1], axis=1)
    places = np.concatenate([low, np.clip(inside, low, high), high], axis=1)
    return np.unique(places)


def _first_change(state: Array) -> int:
    """The first place that is not decided as the one before; the last one if all are alike."""
    changed = np.flatnonzero(state != state[0])
    return int(changed[0]) if len(changed) else len(state) - 1


def _share(decision: Decision, at: int) -> float:
    """How far from one place to the next, `at`, its quantity would pass its mark on a straight way.

    From 0 to 1; 0 where nothing tells.
    """
    before, behind = decision.state[at - 1 : at + 1].tolist()
    mark = 0.0
    if decision.rivals is not None:
        if not 0 <= max(before, behind) < len(decision.rivals):
            return 0.0
        both = decision.rivals[[int(before), int(behind)], at - 1 : at + 1]
        with np.errstate(invalid="ignore"):  # inf - inf
            begin, end = (both[0] - both[1]).tolist()
    elif decision.size is not None:
        begin, end = decision.size[at - 1 : at + 1].tolist()
        if decision.whole:
            mark = before + 1.0 if behind > before else before
    else:
        return 0.0
    share = (mark - begin) / (end - begin) if begin != end else 0.0
    return min(max(share, 0.0), 1.0) if isfinite(share) else 0.0


def _is_zero(low: Ranks, high: Ranks) -> NDArray[np.bool_]:
    return np.maximum(np.abs(_unranked(low)), np.abs(_unranked(high))) <= NEAR_ZERO


def _roundest(low: float, high: float) -> float:
    """0.3, not 0.30000000000000004."""
    place = min(low, high, key=lambda end: len(repr(end)))
    return place if abs(place) > NEAR_ZERO else 0.0


def _ranked(x: Array) -> Ranks:
    """Floats as integers in the same order; neighbours stay neighbours."""
    size = np.abs(x).view(np.int64)
    return np.where(x < 0.0, -size, size)


def _unranked(rank: Ranks) -> Array:
    size = np.abs(rank).view(np.float64)
    return np.where(rank < 0, -size, size)
