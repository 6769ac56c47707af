"""What a learner answered, compared with the card: a sentence, and the grade it suggests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.answers import choice, computed, number, propose, typed
from studyapp.asking import values_of
from studyapp.curve.terms import BadExpression
from studyapp.deck.asks import ChoiceAsk, ComputedAsk, FormulaAsk, NumberAsk, TypedAsk

if TYPE_CHECKING:
    from studyapp.answers.outcome import Outcome
    from studyapp.deck.model import Card

HOW = {
    TypedAsk: "type the answer",
    NumberAsk: "type the number: 0.25, 1/4, 2.5e-1, √(2/π)",
    ComputedAsk: "type the number: 0.25, 1/4, 2.5e-1, √(2/π)",
    FormulaAsk: "type a formula in x: x*sigmoid(x)",
    ChoiceAsk: "type the numbers of what is right: 1 3",
}
"""How each kind that can be answered is."""


class Unreadable(ValueError):
    """What was typed is no answer of the card's kind; the message says what is wrong."""


class Checked(NamedTuple):
    """What to tell of an answer, and the grade of SM-2 that it suggests, 0 to 5."""

    told: str
    grade: int


def how(card: Card) -> str:
    """How the card is answered by typing; empty if it is by grading oneself."""
    return HOW.get(type(card.ask), "")


def check(card: Card, given: str, day: int) -> Checked:
    """Compare what was typed with the card as it is asked on a study day.

    Args:
        card: as `asking.today` gives it.
        given: as typed; at least one character that is no blank.

    Raises:
        Unreadable: it is no answer of that kind; it can be typed again.
    """
    told, outcome = _compared(card, given.strip(), day)
    return Checked(told, propose.grade(outcome))


def _compared(card: Card, given: str, day: int) -> tuple[str, Outcome]:
    ask = card.ask
    if isinstance(ask, TypedAsk):
        return _typed(given, ask)
    if isinstance(ask, NumberAsk):
        return _number(given, ask.value, ask)
    if isinstance(ask, ComputedAsk):
        return _number(given, computed.answer(ask.formula, values_of(ask, card.key, day)), ask)
    if isinstance(ask, FormulaAsk):
        return _formula(given, ask)
    if isinstance(ask, ChoiceAsk):
        return _choice(given, ask)
    raise Unreadable("this card is answered in one's head: see the answer")


def _typed(given: str, ask: TypedAsk) -> tuple[str, Outcome]:
    found = typed.check(given, ask.accepted)
    if found.verdict == "right":
        case = "" if found.same_case else f", but for its case: {found.accepted}"
        return f"right{case}", found.outcome
    word = "nearly: " if found.verdict == "near" else "not so: "
    return word + typed.inline(found.pieces), found.outcome


def _number(given: str, expected: float, ask: NumberAsk | ComputedAsk) -> tuple[str, Outcome]:
    unit = ask.unit or ""
    try:
        read = number.parse(given, unit)
    except BadExpression as bad:
        raise Unreadable(f"character {bad.at + 1}: {bad}") from bad
    allowed = computed.TOLERANCE if isinstance(ask, ComputedAsk) else number.NONE
    if ask.tolerance is not None:
        allowed = number.Tolerance(ask.tolerance.amount, is_relative=ask.tolerance.relative)
    found = number.check(read, expected, allowed, unit)
    if found.verdict != "wrong":
        return "right" if found.verdict == "exact" else "right, within the tolerance", found.outcome
    if found.slip == "power of ten":
        return f"right but for a factor of 10^{found.power}", found.outcome
    if found.slip:
        return f"right but for the {found.slip}", found.outcome
    far = f"{found.off:+.3g}" if found.share is None else f"{found.share:+.2%}"
    return f"not so: off by {far}", found.outcome


def _formula(given: str, ask: FormulaAsk) -> tuple[str, Outcome]:
    from studyapp.answers import formula

    found = formula.check(given, ask.formula, window=ask.domain)
    if found.fault is not None:
        raise Unreadable(
            f"character {found.fault.at + 1}: {found.fault.problem}; {found.fault.advice}"
        )
    if found.verdict in {"equal", "rounded"}:
        return "right: the same function", found.outcome
    if found.verdict == "domain":
        has, lacks = ("it", "yours") if found.has_value == "true" else ("yours", "it")
        return f"right but at x = {found.x:g}, where {has} has a value and {lacks} none", (
            found.outcome
        )
    if found.apart is None:
        return "not so", found.outcome
    return f"not so: {found.apart.size:.3g} apart at x = {found.apart.x:.4g}", found.outcome


def _choice(given: str, ask: ChoiceAsk) -> tuple[str, Outcome]:
    count = len(ask.choices)
    words = [word for word in re.split(r"[\s,;.]+", given) if word]
    if not all(word.isascii() and word.isdecimal() and 1 <= int(word) <= count for word in words):
        raise Unreadable(f"type numbers from 1 to {count}, such as 1 3")
    found = choice.check([int(word) - 1 for word in words], ask.correct)
    if found.is_right:
        return "right", found.outcome
    told = []
    for name, places in (("missed", found.missed), ("not right", found.wrong)):
        if places:
            told.append(f"{name}: {', '.join(str(place + 1) for place in places)}")
    return "; ".join(told), found.outcome
