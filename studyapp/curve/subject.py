"""One curve to look at: how it is called and evaluated, where it breaks, what bends it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from studyapp.curve.functions import bend, slope, value
from studyapp.curve.names import resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

    from studyapp.curve.entry import Parameter
    from studyapp.curve.functions import Array
    from studyapp.curve.spec import Trace


class Subject(NamedTuple):
    """A trace of a specification, ready to be sampled.

    Attributes:
        name: short, for a legend: ``gelu``.
        formula: f as Unicode, with symbols for the parameters.
        params: what one can bend, in their order; `settings` has a value for each, by name.
        window: x axis that shows what matters, ``a < b``.
        value, slope, bend: f, f' and f'' elementwise; NaN outside the domain.
        jumps, slope_jumps: where f and f' may jump, in rising order.
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


def subject(trace: Trace) -> Subject:
    """What a trace draws.

    Raises:
        UnknownFunction, BadParameter: it names what the catalogue does not have.
        ValueError: the function is one of a vector.
    """
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
    )
