"""From a specification to numbers: where each curve runs, and the window that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from studyapp.curve.functions import slope, value
from studyapp.curve.names import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.curve.spec import CurveSpec, Trace

Array = NDArray[np.float64]

SAMPLES_PER_COLUMN = 8
"""Four for each braille dot: the chords between samples stay well within a dot of the curve."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One curve, sampled.

    Attributes:
        trace: which trace of the specification, from 0.
        order: 0 for f, 1 for f'.
        stretches: (x, y) of each unbroken part, finite, x rising; a single point is the value of f
            at a jump, or that of f' where it is the limit of neither side.
    """

    trace: int
    order: int
    stretches: tuple[tuple[Array, Array], ...]


def x_window(spec: CurveSpec) -> tuple[float, float]:
    """The window asked for, else that of the first function."""
    return spec.x if spec.x is not None else resolve(spec.traces[0].function).window


def sample(spec: CurveSpec, columns: int) -> tuple[Series, ...]:
    """Sample f of every trace in order, then f' of every trace if the specification asks for it.

    Args:
        spec: names and parameters of the catalogue.
        columns: cells that the window is wide, at least 1.

    Raises:
        UnknownFunction, BadParameter: the specification names what the catalogue does not have.
        ValueError: a function is one of a vector.
    """
    left, right = x_window(spec)
    x = np.linspace(left, right, SAMPLES_PER_COLUMN * columns + 1)
    orders = (0, 1) if spec.derivative else (0,)
    return tuple(
        Series(index, order, _stretches(trace, order, x))
        for order in orders
        for index, trace in enumerate(spec.traces)
    )


def _stretches(trace: Trace, order: int, x: Array) -> tuple[tuple[Array, Array], ...]:
    entry = resolve(trace.function)
    evaluate = slope if order else value
    places = (entry.slope_jumps if order else entry.jumps)(entry.settings(trace.params))
    jumps = [place for place in places if x[0] < place < x[-1]]
    stretches = []
    for part in _parts(x, jumps):
        stretches += _finite(part, evaluate(entry, part, trace.params))
    for jump in jumps:
        beside = np.array([np.nextafter(jump, -np.inf), jump, np.nextafter(jump, np.inf)])
        below, at, above = evaluate(entry, beside, trace.params)
        is_alone = min(abs(at - below), abs(at - above)) > abs(above - below) * 1e-9
        if is_alone or (order == 0 and above != below):
            stretches += _finite(beside[1:2], np.array([at]))
    return tuple(stretches)


def _parts(x: Array, jumps: Sequence[float]) -> Iterator[Array]:
    """The samples between jumps; a part begins and ends a hair's breadth beside a jump."""
    for begin, end in pairwise([x[0], *jumps, x[-1]]):
        first = np.nextafter(begin, end) if begin in jumps else begin
        last = np.nextafter(end, begin) if end in jumps else end
        yield np.concatenate(([first], x[(x > begin) & (x < end)], [last]))


def _finite(x: Array, y: Array) -> list[tuple[Array, Array]]:
    """Cut at what is not finite."""
    finite = np.isfinite(y)
    cuts = np.flatnonzero(np.diff(finite)) + 1
    pieces = zip(np.split(x, cuts), np.split(y, cuts), np.split(finite, cuts), strict=True)
    return [(part_x, part_y) for part_x, part_y, keep in pieces if keep[0]]
