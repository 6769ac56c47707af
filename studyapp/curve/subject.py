"""One curve to look at: how it is called and evaluated, where it breaks, what bends it."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from studyapp.curve.breaks import breaks
from studyapp.curve.compare import less
from studyapp.curve.entry import Parameter
from studyapp.curve.expression import parse
from studyapp.curve.functions import bend, slope, value
from studyapp.curve.jets import evaluate
from studyapp.curve.names import resolve
from studyapp.curve.notation import notation, symbols
from studyapp.curve.spec import Difference, Drawn, Expression, Trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from studyapp.curve.functions import Array


USUAL_WINDOW = (-4.0, 4.0)
"""Of a formula that comes without one."""

USUAL_RANGE = 10.0
"""Parameters of a formula can be bent this far either way, or 10, 100, … times as far."""


class Subject(NamedTuple):
    """A trace of a specification, ready to be sampled.

    Attributes:
        name: short, for a legend: ``gelu``, or a formula's own text.
        formula: f as Unicode, with symbols for the parameters.
        params: what one can bend, in their order; `settings` has a value for each, by name.
        window: x axis that shows what matters, ``a < b``.
        value, slope, bend: f, f' and f'' elementwise; NaN outside the domain.
        jumps, slope_jumps, bend_jumps: where f, f' and f'' may jump, in rising order.
        scattered: which of f, f' and f'' jump so often that these are not told and nothing of the
            curve can be joined.
    """

    name: str
    formula: str
    params: tuple[Parameter, ...]
    settings: dict[str, float]
    window: tuple[float, float]
    value: Callable[[ArrayLike], Array]
    slope: Callable[[ArrayLike], Array]
    bend: Callable[[ArrayLike], Array]
    jumps: tuple[float, ...]
    slope_jumps: tuple[float, ...]
    bend_jumps: tuple[float, ...]
    scattered: tuple[bool, bool, bool] = (False, False, False)


def subject(trace: Drawn, window: tuple[float, float] | None = None) -> Subject:
    """What a trace draws.

    Args:
        trace: a function of the catalogue, a formula, or how far two of them are apart.
        window: where jumps of a formula are looked for; its usual one if None.

    Raises:
        UnknownFunction, BadParameter: it names what the catalogue does not have.
        BadExpression: the text is no formula.
        ValueError: the function is one of a vector.
    """
    if isinstance(trace, Expression):
        return _formula(trace, window or USUAL_WINDOW)
    if isinstance(trace, Difference):
        return _difference(subject(trace.first, window), subject(trace.second, window))
    return _function(trace)


@lru_cache(maxsize=64)  # a picture asks ten times for it (benchmark: curvekeys in tests/bench)
def _function(trace: Trace) -> Subject:
    entry = resolve(trace.function)
    settings = entry.settings(trace.params)
    return Subject(
        name=entry.name,
        formula=entry.formula,
        params=entry.params,
        settings=settings,
        window=entry.window,
        value=partial(value, entry, params=settings),
        slope=partial(slope, entry, params=settings),
        bend=partial(bend, entry, params=settings),
        jumps=entry.jumps(settings),
        slope_jumps=entry.slope_jumps(settings),
        bend_jumps=entry.bend_jumps(settings),
    )


def _difference(first: Subject, second: Subject) -> Subject:
    """With nothing of its own to bend: it follows its two curves."""
    windows = first.window, second.window
    return Subject(
        name=f"{first.name} - {second.name}",
        formula=f"{_called(first)} - {_called(second)}",
        params=(),
        settings={},
        window=(min(a for a, _ in windows), max(b for _, b in windows)),
        value=partial(less, first.value, second.value),
        slope=partial(less, first.slope, second.slope),
        bend=partial(less, first.bend, second.bend),
        jumps=tuple(sorted({*first.jumps, *second.jumps})),
        slope_jumps=tuple(sorted({*first.slope_jumps, *second.slope_jumps})),
        bend_jumps=tuple(sorted({*first.bend_jumps, *second.bend_jumps})),
        scattered=(
            first.scattered[0] or second.scattered[0],
            first.scattered[1] or second.scattered[1],
            first.scattered[2] or second.scattered[2],
        ),
    )


def _called(one: Subject) -> str:
    """A function's name with its argument; a formula in brackets."""
    return f"({one.formula})" if one.name == one.formula else f"{one.name}(x)"


@lru_cache(maxsize=64)
def _formula(trace: Expression, window: tuple[float, float]) -> Subject:
    settings = dict(trace.params)
    node = parse(trace.text, settings)
    signs = symbols(settings)
    formula = notation(node, signs)
    broken = breaks(node, settings, window)
    return Subject(
        name=formula,
        formula=formula,
        params=tuple(_parameter(name, signs[name], given) for name, given in trace.params),
        settings=settings,
        window=USUAL_WINDOW,
        value=partial(evaluate, node, settings=settings, order=0),
        slope=partial(evaluate, node, settings=settings, order=1),
        bend=partial(evaluate, node, settings=settings, order=2),
        jumps=broken.jumps,
        slope_jumps=broken.slope_jumps,
        bend_jumps=broken.bend_jumps,
        scattered=broken.scattered,
    )


def _parameter(name: str, symbol: str, given: float) -> Parameter:
    """The range is the same for all that one can bend the value to within it."""
    farthest = USUAL_RANGE
    while farthest < abs(given):
        farthest *= 10.0
    return Parameter(
        name=name,
        symbol=symbol,
        default=given,
        least=-farthest,
        greatest=farthest,
        meaning="a number of the formula",
    )
