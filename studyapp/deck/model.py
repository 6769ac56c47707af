"""A deck and its cards, as values: what a YAML file says, and nothing about a learner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from studyapp.deck.asks import Ask, ChoiceAsk

if TYPE_CHECKING:
    from studyapp.curve.spec import Curve

Difficulty = Literal["easy", "medium", "hard"]


class Card(NamedTuple):
    """One question with its answer. All text is safe to show (see `studyapp.safetext`).

    Attributes:
        key: the card's name for ever: ``deck-id/card-id``, and ``#`` with a variant for siblings.
        answer: all that is shown as the answer, whatever the kind of card.
        curve: what to draw; the deck's default is already filled in.
        follow_ups: ids of cards of the same deck.
        line: where the card begins in its file, from 1.
        ask: how it is answered, if by more than showing the answer.
        language: a language tag, the default of its section or deck filled in.
    """

    key: str
    question: str
    answer: str
    points: tuple[str, ...] = ()
    hint: str | None = None
    curve: Curve | None = None
    difficulty: Difficulty | None = None
    tags: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    source: str | None = None
    line: int = 1
    ask: Ask | None = None
    language: str | None = None

    @property
    def note(self) -> str:
        """What siblings share: the key before ``#``."""
        return self.key.partition("#")[0]

    @property
    def asked(self) -> str:
        """The question as one reads it, with what there is to choose from."""
        if isinstance(self.ask, ChoiceAsk):
            listed = "\n".join(
                f"{number}. " + text.replace("\n", "\n   ")
                for number, text in enumerate(self.ask.choices, 1)
            )
            return f"{self.question}\n\n{listed}"
        return self.question


class Deck(NamedTuple):
    """A file of cards. `id` matches ``[^\\W_][\\w.-]{0,62}``; `path` is where it was read."""

    id: str
    title: str
    language: str | None
    description: str | None
    tags: tuple[str, ...]
    cards: tuple[Card, ...]
    path: str
