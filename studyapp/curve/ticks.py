"""Round numbers for an axis: multiples of 1, 2 or 5 times a power of ten, and how to write them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, log10
from typing import NamedTuple

LONGEST_PLAIN = 7
"""Labels longer than this are written with an exponent if that is shorter."""


class Tick(NamedTuple):
    """A place on an axis; ``float(label) == value``."""

    value: float
    label: str


@lru_cache(maxsize=64)  # a bent curve keeps its axes (benchmark: curvekeys in tests/bench)
def ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """The multiples of the finest round step that gives at most `most` of them, in rising order.

    Args:
        low, high: finite, ``low < high``; both ends belong to the interval. They are read as the
            decimals one writes, so that 0.3 is a multiple of 0.1.
        most: at least 1.
    """
    exponent = floor(log10((high - low) / most)) - 1
    while True:
        for digit in (1, 2, 5):
            if len(_multiples(low, high, digit, exponent)) <= most:
                return multiples(low, high, digit, exponent)
        exponent += 1


@lru_cache(maxsize=64)
def multiples(low: float, high: float, digit: int, exponent: int) -> tuple[Tick, ...]:
    """All multiples of ``digit * 10**exponent`` from `low` to `high`."""
    inside = _multiples(low, high, digit, exponent)
    return tuple(_tick(multiple * digit, exponent) for multiple in inside)


def _multiples(low: float, high: float, digit: int, exponent: int) -> range:
    step = digit * Fraction(10) ** exponent
    first, last = Fraction(repr(low)) / step, Fraction(repr(high)) / step
    return range(ceil(first), floor(last) + 1)


def _tick(digits: int, exponent: int) -> Tick:
    label = number(Decimal(digits).scaleb(exponent))
    return Tick(float(label), label)


def number(exact: Decimal) -> str:
    """A number as one would write it: no trailing zeros, no ``-0``, ``2e6`` where shorter."""
    if not exact:
        return "0"
    exact = exact.normalize()
    plain = f"{exact:f}"
    if len(plain.lstrip("-")) <= LONGEST_PLAIN:
        return plain
    mantissa, _, power = f"{exact:e}".partition("e")
    scientific = f"{mantissa}e{int(power)}"
    return scientific if len(scientific) < len(plain) else plain


def rounded(value: float, digits: int = 3) -> str:
    """A float to so many significant digits, written as `number` does."""
    return number(Decimal(f"{value:.{digits - 1}e}"))
