"""The answer of a card as one reads it, for kinds that are answered by more than a text.

So that each of them can be studied by showing the answer and grading oneself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.expression import parse
from studyapp.curve.figure import figure
from studyapp.curve.names import resolve
from studyapp.deck.asks import (
    Ask,
    ChoiceAsk,
    ComputedAsk,
    FormulaAsk,
    Listed,
    NumberAsk,
    Tolerance,
    TypedAsk,
)
from studyapp.deck.gaps import as_code

if TYPE_CHECKING:
    from collections.abc import Iterable


def answer(ask: Ask, more: str) -> str:
    """What is right, and below it what the author says of it."""
    right = _right(ask)
    return f"{right}\n\n{more}" if right and more else right or more


def identify_question(functions: tuple[str, ...]) -> str:
    """What a card asks that only names functions."""
    named = ", ".join(f"`{name}`" for name in functions)
    return f"What are formula and derivative of: {named}?"


def as_number(value: float) -> str:
    """A number as one writes it: whole ones without a point."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def bullets(texts: Iterable[str]) -> str:
    """A list in Markdown."""
    return "\n".join("- " + text.replace("\n", "\n  ") for text in texts)


def _right(ask: Ask) -> str:
    if isinstance(ask, ChoiceAsk):
        right = [ask.choices[place] for place in ask.correct]
        return right[0] if len(right) == 1 else bullets(right)
    if isinstance(ask, TypedAsk):
        first, *others = map(as_code, ask.accepted)
        return f"{first}, also {', '.join(others)}" if others else first
    if isinstance(ask, NumberAsk):
        written, unit = as_code(ask.written), f" {ask.unit}" if ask.unit else ""
        return f"{written}{unit}{allowance(ask.tolerance)}"
    if isinstance(ask, ComputedAsk):
        return _computed(ask)
    if isinstance(ask, FormulaAsk):
        return as_code(ask.formula)
    functions = getattr(ask, "functions", ())
    return bullets(map(_function, functions))


def allowance(tolerance: Tolerance | None) -> str:
    """How far off one may be, to stand behind a number; empty if nothing is said of it."""
    if tolerance is None:
        return ""
    if tolerance.relative:
        return f" (± {tolerance.amount * 100:g} %)"
    return f" (± {tolerance.amount:g})"


def _computed(ask: ComputedAsk) -> str:
    """The formula, and what it gives for the first value of each variable."""
    given = {
        variable.name: variable.values[0] if isinstance(variable, Listed) else variable.first
        for variable in ask.variables
    }
    unit = f" {ask.unit}" if ask.unit else ""
    # A list's first value need not be one of its ends, which were tried when it was read.
    try:
        value = as_number(figure(parse(ask.formula, tuple(given)), given))
    except ValueError:
        return as_code(ask.formula)
    values = ", ".join(f"{name} = {as_number(number)}" for name, number in given.items())
    example = f"For {values}: {value}{unit}"
    return f"{as_code(ask.formula)}\n\n{example}{allowance(ask.tolerance)}"


def _function(name: str) -> str:
    entry = resolve(name)
    return f"`{name}`: $f(x) = {entry.latex}$, $f'(x) = {entry.slope_latex}$"
