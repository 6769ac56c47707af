"""What the catalogue says of a function: its names, parameters, formulas and facts, as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Settings = Mapping[str, float]
"""A value for each parameter of a function."""

Places = Callable[[Settings], tuple[float, ...]]
"""From settings to places on the x axis, in rising order."""


class BadParameter(ValueError):
    """A parameter that a function does not have, or a value outside its range."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number one can set: `symbol` stands for it in formulas; least <= value <= greatest."""

    name: str
    symbol: str
    default: float
    least: float
    greatest: float
    meaning: str


def _nowhere(_settings: Settings) -> tuple[float, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the catalogue says of one function.

    Attributes:
        kind: a curve over x, or bars over a vector.
        latex, formula: f as LaTeX and as Unicode; `slope_latex`, `slope` are f'.
        window: x axis that shows what matters, ``a < b``.
        range: the values f takes.
        facts: what a learner should know, each a short phrase.
        jumps, slope_jumps: where f and f' may jump; a curve is never joined across these.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: Literal["curve", "bars"] = "curve"
    params: tuple[Parameter, ...] = ()
    latex: str
    formula: str
    slope_latex: str
    slope: str
    window: tuple[float, float]
    range: str
    facts: tuple[str, ...]
    jumps: Places = _nowhere
    slope_jumps: Places = _nowhere

    def settings(self, given: Settings | Iterable[tuple[str, float]] = ()) -> dict[str, float]:
        """The given parameters, and the defaults of the others, in the catalogue's order.

        Raises:
            BadParameter: one is unknown, not finite or out of range.
        """
        values = {parameter.name: parameter.default for parameter in self.params}
        for name, value in dict(given).items():
            parameter = self.parameter(name)
            if not (isfinite(value) and parameter.least <= value <= parameter.greatest):
                raise BadParameter(
                    f"`{parameter.name}` of `{self.name}` is {value:g}; "
                    f"it must be from {parameter.least:g} to {parameter.greatest:g}"
                )
            values[parameter.name] = float(value)
        return values

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name or symbol.

        Raises:
            BadParameter: there is none.
        """
        for parameter in self.params:
            if name in {parameter.name, parameter.symbol}:
                return parameter
        own = ", ".join(f"`{parameter.name}`" for parameter in self.params)
        hint = f"it has {own}" if own else "it has none"
        raise BadParameter(f"`{self.name}` has no parameter `{name[:60]}`; {hint}")
