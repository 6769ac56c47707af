"""What a card asks today: fresh numbers and shuffled choices, which follow from card and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.answers import computed
from studyapp.answers.choice import shuffled
from studyapp.deck import readable
from studyapp.deck.asks import ChoiceAsk, ComputedAsk, Listed

if TYPE_CHECKING:
    from studyapp.answers.computed import Variable
    from studyapp.deck.model import Card


def today(card: Card, day: int) -> Card:
    """The card as it is asked on a study day; the same all day, so undo and restart change nothing.

    Only its question, its answer and the order of its choices may differ from what the deck has.
    """
    if isinstance(card.ask, ChoiceAsk):
        return _shuffled(card, card.ask, day)
    if isinstance(card.ask, ComputedAsk):
        return _computed(card, card.ask, day)
    return card


def values_of(ask: ComputedAsk, key: str, day: int) -> dict[str, float]:
    """The numbers of a card on a study day, by the names of its variables."""
    variables: dict[str, Variable] = {
        one.name: one.values
        if isinstance(one, Listed)
        else computed.Span(one.first, one.last, one.step)
        for one in ask.variables
    }
    return computed.draw(variables, key, day)


def _shuffled(card: Card, ask: ChoiceAsk, day: int) -> Card:
    order = shuffled(len(ask.choices), card.key, day)
    choices = tuple(ask.choices[place] for place in order)
    correct = tuple(place for place, was in enumerate(order) if was in ask.correct)
    return card._replace(ask=ask._replace(choices=choices, correct=correct))


def _computed(card: Card, ask: ComputedAsk, day: int) -> Card:
    values = values_of(ask, card.key, day)
    try:
        steps = computed.worked(ask.formula, values)
    except ValueError:  # numbers between those that were tried when the deck was read
        return card
    *before, last = steps.lines
    unit = f" {ask.unit}" if ask.unit else ""
    worked = "\n\n".join([*before, f"{last}{unit}{readable.allowance(ask.tolerance)}"])
    more = card.answer.removeprefix(readable.answer(ask, ""))
    return card._replace(question=computed.fill(card.question, values), answer=worked + more)
