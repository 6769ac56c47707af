"""Fresh numbers each day: drawn, put into the question, and the answer worked out with them.

The numbers follow from the card and the study day alone, so undo and a restart ask the same.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, NamedTuple

from studyapp.answers.number import Tolerance
from studyapp.answers.scalar import formula, number
from studyapp.answers.seeds import below
from studyapp.curve.notation import notation, symbols
from studyapp.curve.terms import Binary, Call, Name, Negation, Node, Number
from studyapp.text.scripts import superscript

if TYPE_CHECKING:
    from collections.abc import Mapping


TOLERANCE = Tolerance(0.01, is_relative=True)
"""Of a card that states none."""

ROUNDING = 1e-14
"""Of a value: what floats may add to it; 0.1 + 0.2 is 0.3."""


class Span(NamedTuple):
    """The numbers from `start` to `stop`, both included, in steps of `step`, which is not 0.

    They are the decimals one would write: 0, 0.1, 0.2, 0.3, and not 0.30000000000000004.
    """

    start: float
    stop: float
    step: float

    @property
    def numbers(self) -> int:
        """How many there are; none where the step leads away from the end."""
        start, stop, step = (Fraction(repr(float(part))) for part in self)
        return max(0, floor((stop - start) / step) + 1)

    def at(self, place: int) -> float:
        """The number at a place from 0."""
        return float(Fraction(repr(float(self.start))) + place * Fraction(repr(float(self.step))))


Variable = tuple[float, ...] | Span
"""What a variable may be: one of some numbers, or one of a span."""


class Worked(NamedTuple):
    """An answer worked out, each step as text: ``12·layers·d²``, ``12·24·1024²``, ``301989888``.

    Attributes:
        expression: as the card has it, in Unicode.
        inserted: with the numbers put in.
        value: the answer.
        result: the answer as text, exactly, or rounded to six digits, and then not `is_exact`.
    """

    expression: str
    inserted: str
    value: float
    result: str
    is_exact: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """The steps one below the other; what repeats the one before is left out."""
        steps = [self.expression]
        if self.inserted != self.expression:
            steps.append(f"= {self.inserted}")
        if self.result != self.inserted:
            steps.append(f"{'=' if self.is_exact else '≈'} {self.result}")
        return tuple(steps)


def draw(variables: Mapping[str, Variable], card: str, day: int) -> dict[str, float]:
    """A value for each variable, by its name: the same for a card all day.

    Raises:
        ValueError: a variable has nothing to be drawn from.
    """
    return {name: _drawn(name, one, card, day) for name, one in variables.items()}


def _drawn(name: str, variable: Variable, card: str, day: int) -> float:
    count = variable.numbers if isinstance(variable, Span) else len(variable)
    if not count:
        raise ValueError(f"variable `{name[:60]}` has no numbers")
    place = below(count, card, day, f"variable {name}")
    return variable.at(place) if isinstance(variable, Span) else float(variable[place])


def fill(text: str, values: Mapping[str, float]) -> str:
    """The text with each `{name}` replaced by its value; other braces stay as they are.

    In LaTeX braces hold an argument together as well, and there they stay around the value:
    `\\sqrt{d}` becomes `\\sqrt{512}`.
    """
    if not values:
        return text
    names = "|".join(sorted(map(re.escape, values), key=len, reverse=True))
    made, end, bare_end = "", 0, -1
    for match in re.finditer(rf"\{{({names})\}}", text):
        before = text[: match.start()]
        is_argument = _takes_an_argument(before) and match.start() != bare_end
        value = shown(values[match[1]])
        made += text[end : match.start()] + (f"{{{value}}}" if is_argument else value)
        end = match.end()
        bare_end = bare_end if is_argument else end
    return made + text[end:]


def _takes_an_argument(before: str) -> bool:
    return re.search(r"(\\[A-Za-z]+\*?|[_^}]|\\[A-Za-z]+\[[^\]]*\])$", before[-80:]) is not None


def answer(expression: str, values: Mapping[str, float]) -> float:
    """The expected number.

    Raises:
        BadExpression: it is no formula of these names, or has no finite value for these numbers.
    """
    return number(formula(expression, values), values)


def worked(expression: str, values: Mapping[str, float]) -> Worked:
    """The answer step by step.

    Raises:
        BadExpression: as `answer`.
    """
    node = formula(expression, values)
    value = number(node, values)
    whole = value.is_integer() and abs(value) < 1e15
    rounded = float(f"{value:.5e}")
    is_exact = whole or abs(rounded - value) <= ROUNDING * abs(value)
    return Worked(
        expression=notation(_inserted(node, {}), symbols(values)),
        inserted=notation(_inserted(node, values), {}),
        value=value,
        result=unicode(value if whole else rounded),
        is_exact=is_exact,
    )


def _inserted(node: Node, values: Mapping[str, float]) -> Node:
    """The formula with numbers for its names, each number as it is written."""
    if isinstance(node, Name):
        return _number(node.at, values[node.name]) if node.name in values else node
    if isinstance(node, Number):
        return node if node.sign else _number(node.at, node.value)
    if isinstance(node, Negation):
        return Negation(node.at, _inserted(node.operand, values))
    if isinstance(node, Binary):
        left, right = _inserted(node.left, values), _inserted(node.right, values)
        return Binary(node.at, node.operator, left, right)
    return Call(node.at, node.name, tuple(_inserted(one, values) for one in node.arguments))


def _number(at: int, value: float) -> Node:
    if value < 0.0:
        return Negation(at, _number(at, -value))
    text = unicode(value)
    return Number(at, value, f"({text})" if "·" in text else text)


def shown(value: float) -> str:
    """A value in a question, in plain signs that Markdown, LaTeX and code all read: `-0.5`."""
    exact = Decimal(repr(value))
    plain = f"{exact:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    if len(plain) <= 16:
        return plain if plain != "-0" else "0"
    mantissa, _, power = f"{exact.normalize():e}".partition("e")
    return f"{mantissa}e{int(power)}"


def unicode(value: float) -> str:
    """A value as mathematics writes it: `−0.5`, `6.02·10²³`."""
    mantissa, _, power = shown(value).partition("e")
    mantissa = mantissa.replace("-", "−")
    return f"{mantissa}·10{superscript(power.replace('-', '−'))}" if power else mantissa
