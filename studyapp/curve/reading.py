"""What the cursor reads: x, f(x), f'(x), and what that slope means for a gradient."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite, isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.features import FLAT, beside, flat_parts, share
from studyapp.curve.spec import Difference
from studyapp.curve.subject import Subject, subject
from studyapp.curve.ticks import number, rounded
from studyapp.curve.view import focused, window

if TYPE_CHECKING:
    from studyapp.curve.view import View

GAP = 3
"""Cells between two things that are told in one line."""

GONE = 1e-12
"""A slope this small passes nothing that float32 could add to a weight."""

SAME = 0.0005
"""So near to 1 a slope would be written as 1."""


class Reading(NamedTuple):
    """f and f' of a view's first curve at its cursor; NaN outside the domain."""

    x: float
    value: float
    slope: float
    meaning: str


def reading(view: View) -> Reading | None:
    """What the cursor reads; None without a cursor."""
    if view.cursor is None:
        return None
    one, x = subject(focused(view), window(view)), view.cursor
    at = np.array([x])
    value, slope = float(one.value(at)[0]), float(one.slope(at)[0])
    told = _broken(one, x) or meaning(value, slope)
    is_error = isinstance(focused(view), Difference)  # no gradient comes through it
    return Reading(x, value, slope, "" if is_error else told)


def meaning(value: float, slope: float) -> str:
    """What a slope does to a gradient that comes back through it."""
    if not isfinite(value):
        return "outside the domain"
    if not isfinite(slope):
        return "no slope here"
    size = abs(slope)
    if size < GONE:
        return "flat: no gradient passes"
    turned = " and changes sign" if slope < 0.0 else ""
    told = f"slope {rounded(slope)}: "
    if abs(size - 1.0) < SAME:
        return f"{told}the gradient {'changes sign' if turned else 'passes unchanged'}"
    verb, factor = ("grows", size) if size > 1.0 else ("shrinks", 1.0 / size)
    return f"{told}the gradient {verb} {rounded(factor, 2 if factor < 10.0 else 3)}-fold{turned}"


def _broken(one: Subject, x: float) -> str:
    """What breaks at x, if anything does."""
    if x not in {*one.jumps, *one.slope_jumps}:
        return ""
    value, slope = beside(one, x)
    if np.isinf(value).any():
        return f"pole: {_ends(*value)}"
    if not isfinite(one.value(x)):
        return ""
    if abs(value[1] - value[0]) > 1e-6:
        return f"jump: from {_near(value[0])} to {_near(value[1])}"
    if abs(slope[1] - slope[0]) > 1e-6:
        return f"kink: the slope jumps from {_near(slope[0])} to {_near(slope[1])}"
    return ""


def _ends(left: float, right: float) -> str:
    """Where f goes to beside a pole."""
    if isnan(left) or isnan(right):
        return f"{_near(left)} on the left" if isnan(right) else f"{_near(right)} on the right"
    if left == right:
        return f"{_near(left)} on both sides"
    return f"from {_near(left)} to {_near(right)}"


def readout(view: View, width: int, rows: int) -> list[str]:
    """Lines to stand under the curve, at most `rows` of at most `width` cells; [] without any.

    The numbers come first; what has no room any more is left out whole.
    """
    lines: list[str] = []
    for phrase in _phrases(view):
        if lines and len(lines[-1]) + GAP + len(phrase) <= width:
            lines[-1] += " " * GAP + phrase
        elif len(lines) < rows and len(phrase) <= width:
            lines.append(phrase)
    return lines


def _phrases(view: View) -> list[str]:
    read = reading(view)
    phrases = []
    if read is not None:
        x = f"x = {number(Decimal(f'{read.x:.6g}'))}"
        phrases += [x, f"f = {short(read.value)}", f"f′ = {short(read.slope)}"]
    if view.density or view.saturation:
        phrases.append(inputs(view))
    if read is not None and read.meaning:
        plain = read.meaning.partition(":")[0] in view.place
        phrases.append(read.meaning if plain or not view.place else f"{view.place}, {read.meaning}")
    return phrases


def inputs(view: View) -> str:
    """How many inputs saturate the first curve, if they are drawn from N(0, 1)."""
    part = 100.0 * share(flat_parts(focused(view)))
    return f"|f′| < {FLAT:g} for {rounded(part, 2 if part < 99.5 else 3)} % of N(0,1)"


def copied(view: View) -> str:
    """What the cursor reads, to be pasted elsewhere: ``x = 0.3, f = 0.185, f′ = 0.73``."""
    read = reading(view)
    if read is None:
        return ""
    x, value, slope = (short(part, 6) for part in read[:3])
    return f"x = {x}, f = {value}, f′ = {slope}"


def _near(value: float) -> str:
    """A limit that was read a hair's breadth beside its place."""
    return short(0.0 if abs(value) < 1e-6 else value)


def short(value: float, digits: int = 3) -> str:
    """A value to so many digits, `-` where there is none."""
    if isfinite(value):
        return rounded(value, digits)
    return "-" if value != value else "∞" if value > 0.0 else "-∞"  # noqa: PLR0124 - NaN
