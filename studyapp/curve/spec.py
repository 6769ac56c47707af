"""What a card asks to be drawn: a small value, without NumPy."""

from __future__ import annotations

from typing import Literal, NamedTuple

Show = Literal["question", "answer"]
"""When the curve appears: with the question, or only once the answer is shown."""


class Trace(NamedTuple):
    """One function of the catalogue with the parameters that differ from its defaults."""

    function: str
    params: tuple[tuple[str, float], ...] = ()


class Expression(NamedTuple):
    """A formula of one's own in `x` and these parameters, which it has a value for each of."""

    text: str
    params: tuple[tuple[str, float], ...] = ()


class Difference(NamedTuple):
    """What the first curve has more than the second; no deck writes it, but it can be drawn."""

    first: Trace | Expression
    second: Trace | Expression


Drawn = Trace | Expression | Difference
"""One curve of a picture. As tuples of equal parts they compare equal: tell them by their class."""


class CurveSpec(NamedTuple):
    """Functions over one x axis.

    Attributes:
        traces: at least one; drawn in this order, the first one is the card's subject.
        derivative: draw f' of each trace as well.
        x: window of x, ``a < b``; None takes the window of the first function.
        y: window of y, ``a < b``; None fits the values.
        show: when the curve may be seen.
        second: draw f'' of each trace as well.
    """

    traces: tuple[Drawn, ...]
    derivative: bool = False
    x: tuple[float, float] | None = None
    y: tuple[float, float] | None = None
    show: Show = "question"
    second: bool = False

    @property
    def orders(self) -> tuple[int, ...]:
        """Which derivatives are drawn: 0 is f itself."""
        return (0, *((1,) if self.derivative else ()), *((2,) if self.second else ()))


class BarSpec(NamedTuple):
    """Softmax over a vector of logits, as bars, once for each temperature.

    Attributes:
        logits: 1 to 12 finite numbers.
        temperatures: 1 to 4 positive numbers.
        show: when the bars may be seen.
    """

    logits: tuple[float, ...] = (2.0, 1.0, 0.0, -1.0)
    temperatures: tuple[float, ...] = (1.0,)
    show: Show = "question"


Curve = CurveSpec | BarSpec

FARTHEST = 1e6
NARROWEST = 1e-6
"""How far from 0 a window may reach, and how wide it must be: within these, axes can be laid."""


def is_window(a: float, b: float) -> bool:
    """Whether a picture can be drawn from a to b."""
    return -FARTHEST <= a < b <= FARTHEST and b - a >= NARROWEST


class Timeline(NamedTuple):
    """A quantity that changes in steps from day to day.

    Attributes:
        steps: (day, value) of each change, days not falling, at least one.
        end: the last day to show.
        ends: what to write below the first day and below the last.
    """

    title: str
    steps: tuple[tuple[int, int], ...]
    end: int
    ends: tuple[str, str]
