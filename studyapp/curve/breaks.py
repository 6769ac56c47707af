"""Where a formula and its derivatives may jump: found between samples, then to the last bit.

Between two samples at which a part decides differently, the two neighbouring floats are searched
between which it changes. A quantity that touches 0 there and turns, as in ``sqrt((x - 0.3)^2)``,
decides nothing differently; where it is flat, its derivative does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.decisions import Deciding, Decision, Key
from studyapp.curve.jets import evaluate, evaluate_all
from studyapp.curve.narrow import Changes, narrowed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from studyapp.curve.jets import Array
    from studyapp.curve.terms import Node

    Flags = NDArray[np.bool_]

SAMPLES = 2048

COARSE = 16
"""Every so many samples tell how great a curve becomes."""

MOST = 96
"""Changes that are followed; more than these in a window are not to be seen apart."""

NOTICEABLE = (1e-7, 1e-7, 1e-6)
"""A smaller step of f, f' or f'', as a share of its size, may come of rounding below a root."""

HAIR = 1e-300
"""So near to 0 nothing a formula makes of x has been lost yet."""

PLATEAU = 1e-14
"""Of x: over so many floats the sign of 5.1*x + 3 may stay 0, since the product is rounded."""

WIDE_PLATEAU, STEP = 1e-9, 1e-4
"""Where x is added to something greater it may for longer; then only a clear step counts."""

GROWN = 1.5
"""A difference that grows more over four times the distance is steepness, such as a root's at 0."""

TURNED = 0.03
"""The change of f', over `AROUND` to both sides, that makes a corner of where 0 is touched."""

AROUND = 1e-6

TOUCHING = 0.5
"""How near to 0 the parabola through three samples must come, as a share of the greatest."""


class Breaks(NamedTuple):
    """Places on the x axis, in rising order; none of what jumps too often.

    Attributes:
        jumps, slope_jumps, bend_jumps: where f, f' and f'' jump.
        scattered: which of f, f' and f'' jump more often than is followed.
    """

    jumps: tuple[float, ...]
    slope_jumps: tuple[float, ...]
    bend_jumps: tuple[float, ...]
    scattered: tuple[bool, bool, bool]


def breaks(node: Node, settings: Mapping[str, float], window: tuple[float, float]) -> Breaks:
    """Where f and its derivatives jump inside a window, as far as samples of it show."""
    x = np.union1d(np.linspace(*window, SAMPLES + 1), [0.0])
    x = x[(x >= window[0]) & (x <= window[1])]
    deciding = Deciding(node, settings)
    sampled = deciding.decisions(x)
    found: list[set[float]] = [set(), set(), set()]
    scattered = [False, False, False]
    both = [each for each in (_changed(sampled, x), _touched(sampled, x)) if len(each[1])]
    scales = _scales(node, settings, x[::COARSE]) if both else []
    for changes, whole in both:
        places = narrowed(deciding, changes)
        alike, back = np.unique(places, return_inverse=True)
        jumping = [flags[back] for flags in _jumping(node, settings, alike, scales)]
        if changes.order:
            jumping[1] |= _turning(node, settings, places, scales[1])
        for order, flags in enumerate(jumping):
            found[order].update(places[flags].tolist())
            scattered[order] |= bool((flags & ~whole).any())
    jumps = [() if wild else _apart(at) for at, wild in zip(found, scattered, strict=True)]
    return Breaks(jumps[0], jumps[1], jumps[2], (scattered[0], scattered[1], scattered[2]))


def _apart(places: set[float]) -> tuple[float, ...]:
    """In rising order, and of those that a formula cannot tell apart only the first."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > 3.0 * float(near(np.array(place))):
            kept.append(place)
    return tuple(kept)


def beside(places: Array, most: float) -> Array:
    """Just below, at and just above each place, shape (3, places).

    As near as can be told, but not farther than `most`, if there are floats so near.
    """
    below, at, above = _around(places, np.minimum(near(places), most))
    below = np.minimum(below, np.nextafter(places, -np.inf))
    return np.stack([below, at, np.maximum(above, np.nextafter(places, np.inf))])


def near(places: Array) -> Array:
    """The distance within which a formula cannot tell one float from another."""
    return HAIR + PLATEAU * np.abs(places)


def _around(places: Array, far: Array | float) -> Array:
    return np.stack([places - far, places, places + far])


def _scales(node: Node, settings: Mapping[str, float], x: Array) -> list[float]:
    """How great f, f' and f'' become, up to 1: steps count beside that."""
    values = evaluate_all(node, x, settings, 2)
    finite = [np.abs(row, where=np.isfinite(row), out=np.zeros_like(row)) for row in values]
    return [min(1.0, float(row.max())) for row in finite]


def _jumping(
    node: Node, settings: Mapping[str, float], places: Array, scales: list[float]
) -> list[Flags]:
    """Which of the places f, f' and f'' jump at."""
    floats = np.abs(np.spacing(places)) + HAIR
    wide = WIDE_PLATEAU * (1.0 + np.abs(places))
    # Beside the floats next to it, then in pairs: near and four times as far.
    hairs = (floats, near(places), 4.0 * near(places), wide, 4.0 * wide)
    x = np.stack([_around(places, hair) for hair in hairs])
    found = []
    for rows, share, scale in zip(
        evaluate_all(node, x, settings, 2), NOTICEABLE, scales, strict=True
    ):
        (below, at, above), *pairs = rows
        jumping = _differs(at, below, share, scale) & _differs(at, above, share, scale)
        for (close, farther), least in ((pairs[:2], share), (pairs[2:], STEP)):
            with np.errstate(all="ignore"):
                step, wider = (np.abs(row[2] - row[0]) for row in (close, farther))
                grows = wider > GROWN * step
            jumping |= _differs(close[0], close[2], least, scale) & ~grows
        found.append(jumping)
    return found


def _turning(node: Node, settings: Mapping[str, float], places: Array, scale: float) -> Flags:
    """Which of the places are corners; so near to one a quantity may be nothing but rounding."""
    below, _, above = evaluate(node, _around(places, AROUND), settings, 1)
    return _differs(below, above, TURNED, scale)


def _differs(a: Array, b: Array, share: float, scale: float) -> Flags:
    """Also where one is no number: next to a pole the slope is none."""
    with np.errstate(all="ignore"):
        return ~(np.abs(a - b) <= share * (scale + np.maximum(np.abs(a), np.abs(b))))


def _changed(sampled: Mapping[Key, Decision], x: Array) -> tuple[Changes, Flags]:
    """Between which samples decisions change, and which of them are all that their part has."""
    found = {
        key: np.flatnonzero(decision.state[1:] != decision.state[:-1])
        for key, decision in sampled.items()
    }
    return _chosen(found, x, 0)


def _touched(sampled: Mapping[Key, Decision], x: Array) -> tuple[Changes, Flags]:
    """Between which samples a quantity seems to touch 0 and turn."""
    found = {
        key: _turns(decision.size)
        for key, decision in sampled.items()
        if decision.size is not None and not decision.whole
    }
    return _chosen(found, x, 1)


def _turns(size: Array) -> NDArray[np.intp]:
    with np.errstate(all="ignore"):
        left, middle, right = (np.abs(size[at : len(size) - 2 + at]) for at in range(3))
        bent, risen = left + right - 2.0 * middle, (right - left) / 2.0
        lowest = middle - risen * risen / (2.0 * bent)
        near = np.abs(lowest) <= TOUCHING * np.maximum(left, right)
        one_side = (np.sign(size[:-2]) == np.sign(size[1:-1])) & (size[:-2] * size[2:] > 0.0)
        at = np.flatnonzero(near & one_side & (middle <= left) & (middle <= right) & (bent > 0.0))
    return at + (risen[at] < 0.0)


def _chosen(found: Mapping[Key, NDArray[np.intp]], x: Array, order: int) -> tuple[Changes, Flags]:
    """As many changes as are followed, of the parts that have few of them all."""
    rows = sorted((item for item in found.items() if len(item[1])), key=lambda item: len(item[1]))
    left, owner, whole = [np.empty(0, dtype=np.intp)], [], []
    room = MOST
    for row, (_, places) in enumerate(rows):
        most = min(len(places), max(1, room // (len(rows) - row)))
        room -= most
        left.append(places[np.linspace(0, len(places) - 1, most).astype(np.intp)])
        owner += [row] * most
        whole += [most == len(places)] * most
    at = np.concatenate(left)
    keys = tuple(key for key, _ in rows)
    changes = Changes(keys, np.array(owner, dtype=np.intp), x[at], x[at + 1], order)
    return changes, np.array(whole, dtype=bool)
