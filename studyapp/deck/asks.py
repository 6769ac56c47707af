"""How a card is asked: one frozen value a kind, with all that an answer is checked against."""

from __future__ import annotations

from typing import NamedTuple


class Tolerance(NamedTuple):
    """How far off a number may be: `amount`, times the number itself if it is `relative`."""

    amount: float
    relative: bool


class Listed(NamedTuple):
    """A variable that takes one of a few values."""

    name: str
    values: tuple[float, ...]


class Range(NamedTuple):
    """A variable that takes `first`, ``first + step`` and so on, up to `last` at most."""

    name: str
    first: float
    last: float
    step: float


Variable = Listed | Range


class ReversedAsk(NamedTuple):
    """Of two siblings, the one that asks for the answer, or (`back`) for the question."""

    back: bool


class ClozeAsk(NamedTuple):
    """A text with gaps, of which those with one `number` are asked for.

    Attributes:
        text: the whole, with the gaps as written (see `studyapp.deck.gaps`).
        contents: what stands in the gaps that are asked for, in their order.
    """

    text: str
    number: int
    contents: tuple[str, ...]


class ChoiceAsk(NamedTuple):
    """Some of the `choices` are right: those at the places `correct`, which rise from 0."""

    choices: tuple[str, ...]
    correct: tuple[int, ...]


class TypedAsk(NamedTuple):
    """A text to type; any of `accepted` will do, and the first is the one to show."""

    accepted: tuple[str, ...]


class NumberAsk(NamedTuple):
    """A number to type.

    Attributes:
        written: as the author wrote it, a formula without names.
        value: its value, finite.
    """

    written: str
    value: float
    tolerance: Tolerance | None
    unit: str | None


class ComputedAsk(NamedTuple):
    """A number that follows from others, which are drawn anew each time.

    Attributes:
        formula: what the number is, in the names of the variables.
        variables: all of them stand as ``{name}`` in the question.
    """

    formula: str
    variables: tuple[Variable, ...]
    tolerance: Tolerance | None
    unit: str | None


class FormulaAsk(NamedTuple):
    """A formula in x to type, compared over `domain`, the lower end first."""

    formula: str
    domain: tuple[float, float]


class IdentifyAsk(NamedTuple):
    """Questions made from functions of the catalogue, which have these names."""

    functions: tuple[str, ...]


Ask = (
    ReversedAsk
    | ClozeAsk
    | ChoiceAsk
    | TypedAsk
    | NumberAsk
    | ComputedAsk
    | FormulaAsk
    | IdentifyAsk
)
