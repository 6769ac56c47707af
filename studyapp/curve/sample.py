"""From a specification to numbers: where each curve runs, and the window that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studyapp.curve.breaks import beside
from studyapp.curve.subject import subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studyapp.curve.spec import CurveSpec, Drawn
    from studyapp.curve.subject import Subject

Array = NDArray[np.float64]

SAMPLES_PER_COLUMN = 8
"""Four for each braille dot: the chords between samples stay well within a dot of the curve."""

OFF = 1e-4
"""Of a sample's width: how far beside a jump the end of a derivative is evaluated."""

GREATEST = 1e100
"""Of the values that are drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One curve, sampled.

    Attributes:
        trace: which trace of the specification, from 0.
        order: 0 for f, 1 for f', 2 for f''.
        stretches: (x, y) of each unbroken part, finite, x rising; a single point is the value of f
            at a jump, or that of a derivative where it is the limit of neither side.
        joined: False where it jumps too often for any two samples to belong together: dots.
    """

    trace: int
    order: int
    stretches: tuple[tuple[Array, Array], ...]
    joined: bool = True


def x_window(spec: CurveSpec) -> tuple[float, float]:
    """The window asked for, else that of the first function."""
    return spec.x if spec.x is not None else subject(spec.traces[0]).window


def sample(spec: CurveSpec, columns: int) -> tuple[Series, ...]:
    """Sample f of every trace in order, then the derivatives that the specification asks for.

    Args:
        spec: names and parameters of the catalogue, or formulas.
        columns: cells that the window is wide, at least 1.

    Raises:
        UnknownFunction, BadParameter: the specification names what the catalogue does not have.
        BadExpression: a text is no formula.
        ValueError: a function is one of a vector.
    """
    left, right = x_window(spec)
    x = np.linspace(left, right, SAMPLES_PER_COLUMN * columns + 1)
    return tuple(
        _series(index, trace, order, x)
        for order in spec.orders
        for index, trace in enumerate(spec.traces)
    )


def _series(index: int, trace: Drawn, order: int, x: Array) -> Series:
    shown = subject(trace, (float(x[0]), float(x[-1])))
    if shown.scattered[order]:
        heights = (shown.value, shown.slope, shown.bend)[order](x)
        seen = np.abs(heights) <= GREATEST
        return Series(index, order, ((x[seen], heights[seen]),) if seen.any() else (), joined=False)
    return Series(index, order, _stretches(shown, order, x))


def _stretches(shown: Subject, order: int, x: Array) -> tuple[tuple[Array, Array], ...]:
    evaluate = (shown.value, shown.slope, shown.bend)[order]
    places = (shown.jumps, shown.slope_jumps, shown.bend_jumps)[order]
    jumps = np.array([place for place in places if x[0] <= place <= x[-1]])
    parts = list(_parts(x, jumps))
    ends = np.cumsum([len(part) for part in parts])[:-1]
    inwards = [_inwards(part, x) for part in parts] if order else parts
    heights = np.split(evaluate(np.concatenate(inwards)), ends)
    stretches = []
    for part, own in zip(parts, heights, strict=True):
        stretches += _finite(part, own)
    return (*stretches, *_alone(evaluate, order, beside(_within(x, jumps), _hair(x))))


def _parts(x: Array, jumps: Array) -> Iterator[Array]:
    """The samples between jumps; a part begins and ends a hair's breadth beside a jump."""
    below, _, above = beside(np.array([x[0], *_within(x, jumps), x[-1]]), _hair(x))
    begins = [above[0] if x[0] in jumps else x[0], *above[1:-1]]
    ends = [*below[1:-1], below[-1] if x[-1] in jumps else x[-1]]
    for begin, end in zip(begins, ends, strict=True):
        # Two jumps may be nearer to each other than a hair.
        first, last = min(begin, end), max(begin, end)
        yield np.concatenate(([first], x[(x > first) & (x < last)], [last]))


def _inwards(part: Array, x: Array) -> Array:
    """The places of a part, but a little off a jump: so near to one a slope may be but rounding."""
    off = _hair(x)
    first = part[0] + off if part[0] != x[0] else part[0]
    last = part[-1] - off if part[-1] != x[-1] else part[-1]
    return np.clip(part, first, last) if first < last else part


def _hair(x: Array) -> float:
    """How far beside a jump a part may end at most."""
    return float(OFF * (x[1] - x[0]))


def _within(x: Array, jumps: Array) -> Array:
    return np.asarray(jumps[(jumps > x[0]) & (jumps < x[-1])])


def _alone(
    evaluate: Callable[[ArrayLike], Array], order: int, places: Array
) -> list[tuple[Array, Array]]:
    """The values at jumps: of f where it does jump, of a derivative those of neither side."""
    below, at, above = evaluate(places)
    with np.errstate(all="ignore"):
        step = np.abs(above - below)
        near = np.where(np.isfinite(step), 1e-9 * step, 1e-6 * (1.0 + np.abs(at)))
        is_jump = (order == 0) & (step > 1e-9 * (1.0 + np.abs(at)))
        alone = np.isfinite(at) & ~(np.abs(at - below) <= near) & ~(np.abs(at - above) <= near)
        alone = (alone | is_jump) & (np.abs(at) <= GREATEST)
    return [(places[1, [index]], at[[index]]) for index in np.flatnonzero(alone)]


def _finite(x: Array, y: Array) -> list[tuple[Array, Array]]:
    """Cut at what is not finite, or so great that no window could be laid around it."""
    finite = np.abs(y) <= GREATEST
    cuts = np.flatnonzero(np.diff(finite)) + 1
    pieces = zip(np.split(x, cuts), np.split(y, cuts), np.split(finite, cuts), strict=True)
    return [(part_x, part_y) for part_x, part_y, keep in pieces if keep[0]]
