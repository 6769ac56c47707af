"""The cards that one item of a deck makes: itself, or several siblings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.names import UnknownFunction, resolve
from studyapp.deck import readable
from studyapp.deck.ask_fields import (
    choice_ask,
    computed_ask,
    formula_ask,
    identify_ask,
    number_ask,
    typed_ask,
)
from studyapp.deck.asks import Ask, ClozeAsk, IdentifyAsk, ReversedAsk
from studyapp.deck.gaps import BadGap, Cloze
from studyapp.deck.reader import Listing, Scalar
from studyapp.deck.tables import (
    CHOICE,
    CLOZE,
    COMPUTED,
    FORMULA,
    NUMBER,
    REVERSED,
    TYPED,
    Kind,
)
from studyapp.deck.within import spot_within

if TYPE_CHECKING:
    from studyapp.deck.fields import Form
    from studyapp.deck.model import Card

MOST_GAPS = 20
LONGEST_TEXT = 10_000
"""Characters: each gap makes a card that holds the text once more."""

_READERS = {
    CHOICE: choice_ask,
    TYPED: typed_ask,
    NUMBER: number_ask,
    FORMULA: formula_ask,
}


def siblings(form: Form, kind: Kind, card: Card, asked: Scalar | None) -> tuple[Card, ...]:
    """The cards of an item that is not of the basic kind; none if how it is answered has a fault.

    Args:
        form: the item's keys.
        kind: what its keys make it.
        card: what the item says as a basic card.
        asked: its question or text, as it was written.
    """
    if kind is REVERSED:
        return card._replace(ask=ReversedAsk(back=False)), _turned(card)
    if kind is CLOZE:
        return () if asked is None else _clozes(form, card, asked)
    ask = _ask(form, kind, asked)
    if ask is None:
        return ()
    question = card.question
    if isinstance(ask, IdentifyAsk) and form.value("question") is None:
        question = readable.identify_question(ask.functions)
    answer = readable.answer(ask, card.answer)
    return (card._replace(question=question, answer=answer, ask=ask),)


def identify_name(form: Form) -> Scalar | None:
    """What a card that only names functions is called after, in place of a question."""
    value = form.value("identify")
    if isinstance(value, Scalar):
        return Scalar(f"identify the family of {_own(value)}", value.line, value.column, True, None)
    if not isinstance(value, Listing):
        return None
    named = ", ".join(_own(item) for item in value.items if isinstance(item, Scalar))
    return Scalar(f"identify {named}", value.line, value.column, True, None)


def _own(written: Scalar) -> str:
    """The catalogue's own name for a function, so that its spelling does not matter."""
    try:
        return resolve(written.text).name
    except UnknownFunction:
        return written.text


def _ask(form: Form, kind: Kind, asked: Scalar | None) -> Ask | None:
    if kind is COMPUTED:
        return computed_ask(form, asked)
    return _READERS.get(kind, identify_ask)(form)


def _turned(card: Card) -> Card:
    """The sibling that asks for the question; points, hint and follow-ups are of the other way."""
    return card._replace(
        key=f"{card.key}#reversed",
        question=card.answer,
        answer=card.question,
        points=(),
        hint=None,
        follow_ups=(),
        ask=ReversedAsk(back=True),
    )


def _clozes(form: Form, card: Card, asked: Scalar) -> tuple[Card, ...]:
    text = form.shown(asked)
    try:
        cloze = Cloze(text)
    except BadGap as bad:
        # What is shown is the text without blank lines around it and with signs for controls.
        at = bad.at + (len(asked.text) - len(asked.text.lstrip("\n")))
        form.tell(bad.code, spot_within(asked, min(at, len(asked.text))))
        return ()
    found = len(cloze.gaps)
    if not found:
        form.tell("no-gap", asked)
    elif found > MOST_GAPS or len(text) > LONGEST_TEXT:
        sizes = {"found": found, "size": len(text), "most": MOST_GAPS, "longest": LONGEST_TEXT}
        form.tell("too-many-gaps", asked, **sizes)
        return ()
    return tuple(
        card._replace(
            key=f"{card.key}#{number}",
            question=cloze.question(number),
            answer="\n\n".join(filter(None, (cloze.answer(number), card.answer))),
            ask=ClozeAsk(text, number, cloze.contents(number)),
        )
        for number in cloze.numbers
    )
