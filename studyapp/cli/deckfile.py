"""A deck's file found by what was typed, to be changed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from studyapp import editing
from studyapp.cli.failure import Failure
from studyapp.cli.finding import find_card
from studyapp.cli.opening import find_deck, open_to_read
from studyapp.deck.edit.refused import Refused
from studyapp.library import places
from studyapp.library.scan import is_deck_name
from studyapp.safetext import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.deck.model import Card

LONGEST_PATH = 5000
"""Characters of a path that are told: what an editor jumps to must be whole."""


@contextmanager
def refusals() -> Iterator[None]:
    """What is refused ends the command with one line."""
    try:
        yield
    except Refused as refused:
        raise Failure(str(refused), 1, refused.listed) from refused


def open_deck(folders: Sequence[str], name: str) -> editing.Open:
    """The deck that was meant, to be changed.

    Raises:
        Failure, Refused: there is none, or several, or it cannot be changed.
    """
    return editing.open_deck(_deck_path(folders, name), places.roots(tuple(folders)))


def _deck_path(folders: Sequence[str], name: str) -> str:
    if is_deck_file(name):
        return os.path.abspath(name)
    with open_to_read(folders) as desk:
        return find_deck(desk.library.decks(desk.moment().day), name).path


def is_deck_file(name: str) -> bool:
    """Whether a name is the path of a file that may be a deck."""
    return is_deck_name(os.path.basename(name)) and os.path.isfile(name)


def open_card(folders: Sequence[str], typed: str) -> tuple[editing.Open, Card, int]:
    """The deck of the card that was meant, the card, and its number in the deck's layout.

    Raises:
        Failure, Refused: the card is not found, or its deck cannot be changed.
    """
    key, path = card_place(folders, typed)
    deck = editing.open_deck(path, places.roots(tuple(folders)))
    card = deck.card(key)
    return deck, card, deck.layout.at_line(card.line)


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


def shown(path: str) -> str:
    """A path that is safe to print."""
    return clean_line(path, LONGEST_PATH)
