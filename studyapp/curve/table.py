"""A curve as a table of numbers: x, f and f' at evenly spaced places."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from studyapp.curve.functions import slope, value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.curve.entry import Entry, Settings
    from studyapp.curve.functions import Array


class Row(NamedTuple):
    """One line of the table."""

    x: float
    f: float
    df: float


def table(
    entry: Entry,
    params: Settings | Iterable[tuple[str, float]],
    left: float,
    right: float,
    points: int,
) -> list[Row]:
    """Values of f and f' at so many places from `left` to `right`, both ends included.

    The places are exact: left + i (right - left) / (points - 1) in fractions of the decimals one
    writes, rounded once. From -1 to 1 in 21 points the fourteenth is 0.3, not 0.30000000000000004.

    Args:
        entry: a function that has a curve.
        params: parameters that differ from the defaults.
        left, right: finite.
        points: at least 2.

    Raises:
        BadParameter: a parameter is unknown or out of range.
        ValueError: too few points, or a function of a vector.
    """
    if points < 2:
        raise ValueError(f"a table needs at least 2 points, not {points}")
    places = spaced(left, right, points)
    params = entry.settings(params)
    return rows(places, value(entry, places, params), slope(entry, places, params))


def rows(places: list[float], heights: Array, slopes: Array) -> list[Row]:
    """The lines of a table, each with a place and f and f' there."""
    return [Row(*row) for row in zip(places, heights.tolist(), slopes.tolist(), strict=True)]


def spaced(left: float, right: float, points: int) -> list[float]:
    """So many evenly spaced numbers, each rounded once."""
    first, last = Fraction(repr(left)), Fraction(repr(right))
    common = first.denominator * last.denominator * (points - 1)
    begin, step = int(first * common), int((last - first) * common) // (points - 1)
    return [(begin + index * step) / common for index in range(points)]
