"""A formula in numbers: f, f' and f'' over arrays, carried together through every part.

A jet is the tuple of a part's value and its first derivatives in x, as many as are wanted; a part
without `x` has its value alone. (Forward mode: A. Griewank & A. Walther 2008, "Evaluating
Derivatives", chapter 13.)

At a kink the derivative is the number nearest to 0 that lies between those of the two sides: so
``max(0, x)`` has 0 at 0 as `relu` has, ``max(0.01*x, x)`` has 0.01, ``abs(x)`` has 0. At a jump
it is 0. Outside a domain (a division by 0 and log(0) are outside) all is NaN. So what is infinite
has only grown beyond float64, and 0 times that, in a derivative, is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studyapp.curve.rules import RULES, catalogued, flat
from studyapp.curve.terms import COMPARISONS, Binary, Call, Name, Negation, Node, Number

if TYPE_CHECKING:
    from collections.abc import Mapping

Array = NDArray[np.float64]

Jet = tuple[Array, ...]

Watch = Callable[[Binary | Call, list[Jet]], None]
"""Is shown each operation and call, and the jets of what it is of."""

ZERO = np.zeros(())


def evaluate(
    node: Node,
    x: ArrayLike,
    settings: Mapping[str, float],
    order: int = 0,
    watch: Watch | None = None,
) -> Array:
    """f, f' or f'' elementwise, in silence; NaN where f is not finite or has no derivative.

    Args:
        node: from `parse`.
        x: any shape.
        settings: a value for each parameter.
        order: 0, 1 or 2.
        watch: sees the parts, innermost first.
    """
    return evaluate_all(node, x, settings, order, watch)[order]


def evaluate_all(
    node: Node,
    x: ArrayLike,
    settings: Mapping[str, float],
    order: int,
    watch: Watch | None = None,
) -> list[Array]:
    """The values and derivatives up to an order, each as `evaluate` gives it."""
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(all="ignore"):
        # One axis at least: what is constant has none.
        jet = _Walk(np.atleast_1d(x), settings, order, watch).jet(node)
    found: list[Array] = []
    for part in (*jet, *(ZERO,) * (order + 1 - len(jet))):
        values = part
        if found:
            values = np.where(np.isfinite(jet[0]) & np.isfinite(part), part, np.nan)
        whole = np.broadcast_to(values, np.atleast_1d(x).shape) + 0.0  # -0.0 + 0.0 is 0.0
        found.append(whole.reshape(x.shape))
    return found


class _Walk:
    """One evaluation; a method a kind of part."""

    def __init__(
        self, x: Array, settings: Mapping[str, float], order: int, watch: Watch | None
    ) -> None:
        self._x = (x, np.ones_like(x), np.zeros_like(x))[: order + 1]
        self._settings = settings
        self._length = order + 1
        self._watch = watch

    def jet(self, node: Node) -> Jet:
        """The value of a part and its derivatives."""
        if isinstance(node, Number):
            return (np.asarray(node.value),)
        if isinstance(node, Name):
            return self._x if node.name == "x" else (np.asarray(float(self._settings[node.name])),)
        if isinstance(node, Negation):
            return tuple(-part for part in self.jet(node.operand))
        if isinstance(node, Binary):
            jets = [self.jet(node.left), self.jet(node.right)]
        else:
            jets = [self.jet(argument) for argument in node.arguments]
        if self._watch is not None:
            self._watch(node, jets)
        if all(len(jet) == 1 for jet in jets):
            return self._combined(node, jets)[:1]
        return self._combined(node, [self._full(jet) for jet in jets])

    def _full(self, jet: Jet) -> Jet:
        return jet + (ZERO,) * (self._length - len(jet))

    def _combined(self, node: Binary | Call, jets: list[Jet]) -> Jet:
        if isinstance(node, Call):
            return _called(node.name, jets)
        left, right = jets
        if node.operator == "+":
            return tuple(a + b for a, b in zip(left, right, strict=True))
        if node.operator == "-":
            return tuple(a - b for a, b in zip(left, right, strict=True))
        if node.operator in COMPARISONS:
            return _compared(node.operator, left, right)
        if node.operator == "*":
            return _product(left, right)
        return _quotient(left, right) if node.operator == "/" else _power(left, right)


def _times(a: Array, b: Array) -> Array:
    """The product, with 0 times infinity being 0."""
    product = a * b
    if not np.isnan(product).any():
        return product
    return np.where((a == 0.0) & np.isinf(b) | (b == 0.0) & np.isinf(a), 0.0, product)


def _product(u: Jet, v: Jet) -> Jet:
    """(uv)' = u'v + uv', (uv)'' = u''v + 2u'v' + uv''."""
    found = [u[0] * v[0]]
    if len(u) > 1:
        found.append(_times(u[1], v[0]) + _times(u[0], v[1]))
    if len(u) > 2:
        found.append(_times(u[2], v[0]) + 2.0 * _times(u[1], v[1]) + _times(u[0], v[2]))
    return tuple(found)


def _quotient(u: Jet, v: Jet) -> Jet:
    """Q = u/v, q' = (u' - qv')/v, q'' = (u'' - 2q'v' - qv'')/v.

    Where v has grown beyond float64, q and its derivatives have gone.
    """
    below = np.where(v[0] == 0.0, np.nan, v[0])
    found = [u[0] / below]
    gone = np.isinf(below) & np.isfinite(u[0])
    if len(u) > 1:
        slope = (u[1] - _times(found[0], v[1])) / below
        found.append(np.where(gone, 0.0, slope))
    if len(u) > 2:
        bend = (u[2] - 2.0 * _times(found[1], v[1]) - _times(found[0], v[2])) / below
        found.append(np.where(gone, 0.0, bend))
    return tuple(found)


def _power(u: Jet, v: Jet) -> Jet:
    """The power; one whose exponent varies is of bases over 0 only: u^v = exp(t), t = v log u."""
    if not v[0].shape:
        return _fixed_power(u, v[0])
    value = _raised(np.where(u[0] < 0.0, np.nan, u[0]), v[0])
    if len(u) == 1:
        return (value,)
    base = np.where(u[0] > 0.0, u[0], np.nan)
    log = chain(u, (np.log(base), 1.0 / base, -1.0 / (base * base)))
    return chain(_product(v, log), (value, value, value))


def _fixed_power(u: Jet, exponent: Array) -> Jet:
    """The power p of u; its derivative is p u^(p-1) u', whatever the sign of u."""
    orders, factor = [], np.ones(())
    for lower in range(len(u)):
        orders.append(factor * _raised(u[0], exponent - lower) if factor else ZERO * u[0])
        factor = factor * (exponent - lower)
    return chain(u, tuple(orders))


def _raised(base: Array, exponent: Array) -> Array:
    """A power; 0 to a negative one and anything of NaN are NaN."""
    outside = np.isnan(base) | np.isnan(exponent) | (base == 0.0) & (exponent < 0.0)
    return np.where(outside, np.nan, np.power(base, exponent))


def chain(u: Jet, outer: tuple[Array, ...]) -> Jet:
    """The jet of g(u) from g(u), g'(u) and g''(u): (g(u))'' = g''(u) u'^2 + g'(u) u''.

    A derivative of g that is infinite where u and g(u) are not is none.
    """
    found = [outer[0]]
    if len(u) == 1:
        return (outer[0],)
    finite = np.isfinite(u[0]) & np.isfinite(outer[0])
    slope, *bend = (np.where(finite & np.isinf(part), np.nan, part) for part in outer[1 : len(u)])
    found.append(_times(slope, u[1]))
    if bend:
        found.append(_times(bend[0], u[1] * u[1]) + _times(slope, u[2]))
    return tuple(found)


_COMPARED = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
}


def _compared(operator: str, u: Jet, v: Jet) -> Jet:
    """1 or 0; neither outside of a domain."""
    truth = _COMPARED[operator](u[0], v[0]).astype(np.float64)
    return flat(np.where(np.isnan(u[0]) | np.isnan(v[0]), np.nan, truth), len(u))


def _called(name: str, jets: list[Jet]) -> Jet:
    if name == "where":
        return _chosen(jets[0], jets[1], jets[2])
    if name == "clip":
        return _outermost(_outermost(jets[0], jets[1], np.greater), jets[2], np.less)
    if name in {"min", "max"}:
        best = jets[0]
        for jet in jets[1:]:
            best = _outermost(best, jet, np.greater if name == "max" else np.less)
        return best
    (u,) = jets
    if name in RULES:
        return chain(u, RULES[name](u[0], len(u)))
    return chain(u, catalogued(name, u[0], len(u)))


def _chosen(condition: Jet, a: Jet, b: Jet) -> Jet:
    test = condition[0]
    chosen = [np.where(test != 0.0, yes, no) for yes, no in zip(a, b, strict=True)]
    return tuple(np.where(np.isnan(test), np.nan, part) for part in chosen)


def _outermost(a: Jet, b: Jet, beats: np.ufunc) -> Jet:
    """The greater or the lesser of two, by the convention for kinks where they are equal."""
    first, equal = beats(a[0], b[0]), a[0] == b[0]
    outside = np.isnan(a[0]) | np.isnan(b[0])
    found = [np.where(outside, np.nan, np.where(first, a[0], b[0]))]
    if len(a) > 1:
        first = np.where(equal, np.abs(a[1]) < np.abs(b[1]), first)
        through_zero = equal & (a[1] * b[1] <= 0.0)
        found.append(np.where(through_zero, 0.0, np.where(first, a[1], b[1])))
    if len(a) > 2:
        first = np.where(equal & (a[1] == b[1]), beats(a[2], b[2]), first)
        apart = through_zero & (a[1] != b[1])
        found.append(np.where(apart, 0.0, np.where(first, a[2], b[2])))
    return tuple(found)
