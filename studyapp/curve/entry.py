"""What the catalogue says of a function: its names, parameters, formulas and facts, as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.curve.analysis import Analysis

Settings = Mapping[str, float]
"""A value for each parameter of a function."""

Places = Callable[[Settings], tuple[float, ...]]
"""From settings to places on the x axis, in rising order."""


class BadParameter(ValueError):
    """A parameter that a function does not have, or a value outside its range."""


class Parameter(NamedTuple):
    """A number one can set: `symbol` stands for it in formulas; least <= value <= greatest."""

    name: str
    symbol: str
    default: float
    least: float
    greatest: float
    meaning: str


def nowhere(_settings: Settings) -> tuple[float, ...]:
    """No places, whatever the settings."""
    return ()


def at_zero(_settings: Settings) -> tuple[float, ...]:
    """Only 0, whatever the settings."""
    return (0.0,)


class Entry(NamedTuple):
    """What the catalogue says of one function, in words; `analysis` has it in numbers.

    Attributes:
        kind: a curve over x, or bars over a vector.
        latex, formula: f as LaTeX and as Unicode; `slope_latex`, `slope` are f', and `bend_latex`,
            `bend` f''.
        window: x axis that shows what matters, ``a < b``.
        range: the values f takes.
        facts: what a learner should know, each a short phrase.
        origin: who introduced it; `used`: where one meets it.
        jumps, slope_jumps, bend_jumps: where f, f' and f'' may jump; a curve is never joined across
            these.
    """

    name: str
    latex: str
    formula: str
    slope_latex: str
    slope: str
    window: tuple[float, float]
    range: str
    facts: tuple[str, ...]
    bend_latex: str = "0"
    bend: str = "0"
    origin: str = ""
    used: str = ""
    aliases: tuple[str, ...] = ()
    kind: Literal["curve", "bars"] = "curve"
    params: tuple[Parameter, ...] = ()
    jumps: Places = nowhere
    slope_jumps: Places = nowhere
    bend_jumps: Places = nowhere

    @property
    def analysis(self) -> Analysis | None:
        """What is known of the curve with the default parameters; None for bars."""
        from studyapp.curve.numbers import ANALYSES

        return ANALYSES.get(self.name)

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
