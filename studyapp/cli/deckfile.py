"""A deck's file found by what was typed, opened for a change, and changed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from studyapp.cli.failure import Failure
from studyapp.cli.finding import find_card
from studyapp.cli.opening import find_deck, open_to_read
from studyapp.deck.edit import disk
from studyapp.deck.edit.layout import Layout, lay_out
from studyapp.deck.edit.proof import prove, sound
from studyapp.deck.edit.refused import Refused
from studyapp.library import places
from studyapp.library.scan import is_deck_name
from studyapp.safetext import clean_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from studyapp.deck.load import Loaded
    from studyapp.deck.model import Card, Deck

LONGEST_PATH = 5000
"""Characters of a path that are told: what an editor jumps to must be whole."""


class Open(NamedTuple):
    """A deck as it lies on disk."""

    source: disk.Source
    loaded: Loaded
    deck: Deck

    @property
    def layout(self) -> Layout:
        """Where its cards stand.

        Raises:
            Refused: they are written too oddly.
        """
        try:
            return lay_out(self.source.text)
        except Refused as refused:
            raise Refused(f"{self.source.path}: {refused}") from None

    @property
    def keys(self) -> list[str]:
        """The keys of its cards, in order."""
        return [card.key for card in self.deck.cards]

    def siblings(self, card: Card) -> list[str]:
        """The keys of the cards that are written as one."""
        return [other.key for other in self.deck.cards if other.line == card.line]

    def change(
        self, text: str, *, touched: Collection[str] = (), gained: int | None = 0
    ) -> list[Card]:
        """Write another text, if the loader takes it; the cards that have come into it.

        Raises:
            Refused: nothing was changed.
        """
        path = self.source.path
        found = prove(self.loaded, text.encode(), path, touched=touched, gained=gained)
        disk.replace(self.source, text)
        return found


@contextmanager
def refusals() -> Iterator[None]:
    """What is refused ends the command with one line."""
    try:
        yield
    except Refused as refused:
        raise Failure(str(refused), 1, refused.listed) from refused


def own_folder(folders: Sequence[str]) -> str:
    """Where new decks of the learner go: the first root that is not shipped."""
    return next(root for root, shipped in places.roots(tuple(folders)) if not shipped)


def deck_path(folders: Sequence[str], name: str) -> str:
    """The file of the deck that was meant.

    Raises:
        Failure: there is none, or several.
    """
    if is_deck_name(os.path.basename(name)) and os.path.isfile(name):
        return os.path.abspath(name)
    with open_to_read(folders) as desk:
        return find_deck(desk.library.decks(desk.moment().day), name).path


def card_place(folders: Sequence[str], typed: str) -> tuple[str, str]:
    """The key and the file of the card that was meant.

    Raises:
        Failure: there is none, or several, or it is in no deck now.
    """
    with open_to_read(folders) as desk:
        key = find_card(desk, typed)
        path = desk.library.path(key)
        if path is None or desk.library.card(key) is None:
            raise Failure(f"{key} is in no deck now; the log keeps its past", 1)
        return key, path


def is_shipped(folders: Sequence[str], path: str) -> bool:
    """Whether a file came with the app, and is not to be written."""
    real = os.path.realpath(path)
    return any(
        real.startswith(os.path.join(os.path.realpath(root), ""))
        for root, shipped in places.roots(tuple(folders))
        if shipped
    )


def open_deck(folders: Sequence[str], path: str) -> Open:
    """A deck of the learner's, to be changed.

    Raises:
        Refused: it cannot be read, or is a shipped one.
    """
    source = disk.read(path)
    loaded = sound(source.data, path)
    if loaded.deck is None:  # `sound` has told why
        raise Refused(f"{path}: no deck can be read in it; `studyapp check` tells why")
    if is_shipped(folders, path):
        name = loaded.deck.id
        raise Refused(f"{name} came with the app; `studyapp copy {name}` makes a copy of your own")
    return Open(source, loaded, loaded.deck)


def open_card(folders: Sequence[str], typed: str) -> tuple[Open, Card, int]:
    """The deck of a card, the card, and its number in the deck's layout.

    Raises:
        Failure, Refused: the card is not found, or its deck cannot be changed.
    """
    key, path = card_place(folders, typed)
    deck = open_deck(folders, path)
    card = card_of(deck.deck, key)
    if card is None:
        raise Refused(f"{key} is no longer in {path}; nothing was changed")
    return deck, card, deck.layout.at_line(card.line)


def card_of(deck: Deck, key: str) -> Card | None:
    """The card of this key."""
    return next((card for card in deck.cards if card.key == key), None)


def shown(path: str) -> str:
    """A path that is safe to print."""
    return clean_line(path, LONGEST_PATH)
