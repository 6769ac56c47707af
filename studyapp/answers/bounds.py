"""A formula's values, each with a bound of what rounding may have done to it.

So two forms of one function can be told from two functions: they differ by no more than both
bounds. The bounds are of first order and run along with the values (N. Higham 2002, "Accuracy and
Stability of Numerical Algorithms", section 3.3). An infinite one means that nothing is known: a
part has grown beyond float64, or rounding may have decided on which side of a mark it lies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from studyapp.curve.names import resolve
from studyapp.curve.rules import RULES, catalogued
from studyapp.curve.terms import COMPARISONS, Binary, Call, Name, Negation, Node, Number, parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

UNIT = 2.3e-16
"""Of a result: what one operation may round."""

LIBRARY = 8.0 * UNIT
"""Of a result: what a function of the library or the catalogue may be off."""

TINY = 1e-300
"""What may have sunk below the least float."""

COARSE = 1e-3
"""Beyond it, a bound of first order says nothing."""

RELATIVE = {"abs", "sign", "floor", "sqrt", "log", "log1p"}
"""Functions for which it is a share of the argument."""

TAILED, LONGEST_TAIL = {"erf", "erfc", "gelu", "geglu"}, 1600.0
"""Functions with exp(-u^2) in them, of which u^2 is rounded first, up to where nothing is left."""


class Bounded(NamedTuple):
    """Values, NaN outside of the domain, and bounds of their errors, at least 0 and never NaN."""

    value: Array
    error: Array


def bounded(node: Node, x: ArrayLike, settings: Mapping[str, float]) -> Bounded:
    """A formula over one axis of places.

    Args:
        node: from `parse`.
        x: exact, one axis.
        settings: a value for each parameter, exact.
    """
    places = np.asarray(x, dtype=np.float64)
    with np.errstate(all="ignore"):
        found = _bounded(node, places, settings)
    value, error = (np.broadcast_to(part, places.shape) + 0.0 for part in found)
    return Bounded(value, error)


def _bounded(node: Node, x: Array, settings: Mapping[str, float]) -> Bounded:
    if isinstance(node, Number):
        error = 0.0 if node.value.is_integer() else UNIT * abs(node.value)
        return Bounded(np.asarray(node.value), np.asarray(error))
    if isinstance(node, Name):
        value = x if node.name == "x" else np.asarray(float(settings[node.name]))
        return Bounded(value, np.zeros(()))
    inner = [_bounded(part, x, settings) for part in parts(node)]
    if isinstance(node, Negation):
        return Bounded(-inner[0].value, inner[0].error)
    if isinstance(node, Binary):
        return _operation(node.operator, inner[0], inner[1])
    return _call(node, inner)


def _kept(value: Array, error: Array, unknown: Flags, *inner: Bounded) -> Bounded:
    """A result, with a bound for each value."""
    for one in inner:
        unknown = unknown | np.isinf(one.error)
    unknown = unknown | np.isinf(value) | (np.isnan(error) & ~np.isnan(value))
    error = np.where(unknown, np.inf, np.where(np.isnan(value), 0.0, error))
    return Bounded(value, error)


def _may_be(distance: Array, error: Array) -> Flags:
    """Where rounding may have moved something over a mark that it is so far from."""
    return np.asarray((error > 0.0) & (np.abs(distance) <= error))


def _operation(operator: str, a: Bounded, b: Bounded) -> Bounded:
    if operator in COMPARISONS:
        return _comparison(operator, a, b)
    if operator == "^":
        return _power(a, b)
    no = np.zeros((), dtype=np.bool_)
    if operator in "+-":
        value = a.value + b.value if operator == "+" else a.value - b.value
        return _kept(value, a.error + b.error + UNIT * np.abs(value), no, a, b)
    if operator == "*":
        value = a.value * b.value
        error = np.abs(a.value) * b.error + np.abs(b.value) * a.error + a.error * b.error
        sunk = np.where((a.value != 0.0) & (b.value != 0.0), TINY, 0.0)
        return _kept(value, error + UNIT * np.abs(value) + sunk, no, a, b)
    value = a.value / np.where(b.value == 0.0, np.nan, b.value)
    unknown = _may_be(b.value, b.error)
    error = (a.error + np.abs(value) * b.error) / (np.abs(b.value) - b.error)
    sunk = np.where(a.value != 0.0, TINY, 0.0)
    return _kept(value, error + UNIT * np.abs(value) + sunk, unknown, a, b)


def _comparison(operator: str, a: Bounded, b: Bounded) -> Bounded:
    apart = a.value - b.value
    truth = {
        "<": apart < 0.0,
        "<=": apart <= 0.0,
        ">": apart > 0.0,
        ">=": apart >= 0.0,
        "==": apart == 0.0,
        "!=": apart != 0.0,
    }[operator]
    value = np.where(np.isnan(a.value) | np.isnan(b.value), np.nan, truth)
    return _kept(value, np.zeros(()), _may_be(apart, a.error + b.error), a, b)


def _power(a: Bounded, b: Bounded) -> Bounded:
    """As the language has it: a base under 0 has whole and constant exponents alone."""
    base, exponent = a.value, b.value
    outside = (base == 0.0) & (exponent < 0.0)
    if exponent.shape:
        outside = outside | (base < 0.0)
    outside = outside | np.isnan(base) | np.isnan(exponent)  # 1^NaN is 1
    value = np.where(outside, np.nan, np.power(base, exponent))
    size = np.abs(base)
    steep = np.where(a.error == 0.0, 0.0, np.abs(exponent) * a.error / size)
    bent = np.where(b.error == 0.0, 0.0, np.abs(np.log(size)) * b.error)
    error = np.abs(value) * (steep + bent + LIBRARY) + np.where(base != 0.0, TINY, 0.0)
    near = _may_be(0.5 * size, a.error)
    whole = (exponent >= 1.0) & (exponent == np.round(exponent)) & (b.error == 0.0)
    error = np.where(near & whole, np.power(size + a.error, exponent), error)
    return _kept(value, error, near & ~whole | (steep + bent > COARSE) & ~near, a, b)


def _call(node: Call, inner: list[Bounded]) -> Bounded:
    if node.name == "where":
        return _chosen(*inner)
    if node.name == "clip":
        return _outermost(_outermost(inner[0], inner[1], np.maximum), inner[2], np.minimum)
    if node.name in {"min", "max"}:
        best = inner[0]
        for one in inner[1:]:
            best = _outermost(best, one, np.maximum if node.name == "max" else np.minimum)
        return best
    return _function(node.name, inner[0])


def _chosen(condition: Bounded, yes: Bounded, no: Bounded) -> Bounded:
    test = condition.value
    value = np.where(test != 0.0, yes.value, no.value)
    error = np.where(test != 0.0, yes.error, no.error)
    unknown = _may_be(test, condition.error) | np.isinf(error)
    return _kept(np.where(np.isnan(test), np.nan, value), error, unknown, condition)


def _outermost(a: Bounded, b: Bounded, chosen: np.ufunc) -> Bounded:
    no = np.zeros((), dtype=np.bool_)
    return _kept(chosen(a.value, b.value), np.maximum(a.error, b.error), no, a, b)


def _function(name: str, u: Bounded) -> Bounded:
    rule = RULES.get(name)
    value, slope = rule(u.value, 2) if rule else catalogued(name, u.value, 2)
    moved = np.where(u.error == 0.0, 0.0, np.abs(slope) * u.error)
    if name == "sqrt":
        # Next to 0, where the slope has no end, a root moves by the root of the error at most.
        moved = np.fmin(moved, np.sqrt(u.error))
    rounding = LIBRARY * np.abs(value)
    if name in TAILED:
        rounding = rounding * (1.0 + np.minimum(u.value * u.value, LONGEST_TAIL))
    error = moved + rounding + np.where(value != 0.0, TINY, 0.0)
    if name == "exp":
        error = error + TINY  # it is never 0
    size = 1.0 + np.abs(u.value) if name in RELATIVE else np.ones(())
    unknown = _crosses(name, u) | (u.error > COARSE * size)
    return _kept(value, error, unknown, u)


def _crosses(name: str, u: Bounded) -> Flags:
    """Where the argument may lie on the other side of a jump, or of the domain's end."""
    if name == "sqrt":
        return np.asarray((u.value < 0.0) & _may_be(u.value, u.error))
    if name in {"sign", "log"}:
        return _may_be(u.value, u.error)
    if name == "log1p":
        return _may_be(1.0 + u.value, u.error)
    if name == "floor":
        return _may_be(u.value - np.round(u.value), u.error)
    found = np.zeros((), dtype=np.bool_)
    if name not in RULES:
        entry = resolve(name)
        for jump in entry.jumps(entry.settings()):
            found = found | _may_be(u.value - jump, u.error)
    return found
