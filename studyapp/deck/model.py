"""A deck and its cards, as values: what a YAML file says, and nothing about a learner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from studyapp.curve.spec import Curve

Difficulty = Literal["easy", "medium", "hard"]


class Card(NamedTuple):
    """One question with its answer. All text is safe to show (see `studyapp.safetext`).

    Attributes:
        key: the card's name for ever: ``deck-id/card-id``.
        curve: what to draw; the deck's default is already filled in.
        follow_ups: ids of cards of the same deck.
        line: where the card begins in its file, from 1.
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

    @property
    def note(self) -> str:
        """What siblings share: the key before ``#``."""
        return self.key.partition("#")[0]


class Deck(NamedTuple):
    """A file of cards. `id` matches ``[^\\W_][\\w.-]{0,62}``; `path` is where it was read."""

    id: str
    title: str
    language: str | None
    description: str | None
    tags: tuple[str, ...]
    cards: tuple[Card, ...]
    path: str
