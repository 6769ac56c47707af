"""A deck's file opened for a change and changed; a shipped one is copied first.

What the command line and the app have in common: neither knows how a deck is written.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck.edit import disk
from studyapp.deck.edit.layout import Layout, lay_out
from studyapp.deck.edit.proof import prove, sound
from studyapp.deck.edit.refused import Refused
from studyapp.library import places

if TYPE_CHECKING:
    from collections.abc import Collection

    from studyapp.deck.load import Loaded
    from studyapp.deck.model import Card, Deck
    from studyapp.library.scan import Roots


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

    def card(self, key: str) -> Card:
        """The card of this key.

        Raises:
            Refused: there is none.
        """
        found = card_of(self.deck, key)
        if found is None:
            raise Refused(f"{key} is no longer in {self.source.path}; nothing was changed")
        return found

    def siblings(self, card: Card) -> list[str]:
        """The keys of the cards that are written as one."""
        return [other.key for other in self.deck.cards if other.line == card.line]

    def change(
        self, text: str, *, touched: Collection[str] = (), gained: int | None = 0
    ) -> list[Card]:
        """Write another text, if the loader takes it; see `prove`.

        Returns:
            The cards that are there beside the untouched ones.

        Raises:
            Refused: nothing was changed.
        """
        path = self.source.path
        found = prove(self.loaded, text.encode(), path, touched=touched, gained=gained)
        disk.replace(self.source, text)
        return found


def open_deck(path: str, roots: Roots) -> Open:
    """A deck of the learner's, to be changed.

    Raises:
        Refused: it cannot be read, or is a shipped one.
    """
    source = disk.read(path)
    loaded = sound(source.data, path)
    if loaded.deck is None:  # `sound` has told why
        raise Refused(f"{path}: no deck can be read in it; `studyapp check` tells why")
    if is_shipped(path, roots):
        name = loaded.deck.id
        raise Refused(f"{name} came with the app; `studyapp copy {name}` makes a copy of your own")
    return Open(source, loaded, loaded.deck)


def card_of(deck: Deck, key: str) -> Card | None:
    """The card of this key, None if there is none."""
    return next((card for card in deck.cards if card.key == key), None)


def is_shipped(path: str, roots: Roots) -> bool:
    """Whether a file came with the app, and is not to be written."""
    real = os.path.realpath(path)
    return any(
        shipped and real.startswith(os.path.join(os.path.realpath(root), ""))
        for root, shipped in roots
    )


def own_folder(roots: Roots) -> str:
    """Where new decks of the learner go: the first root that is a folder and not shipped."""
    own = (root for root, shipped in roots if not shipped and not os.path.isfile(root))
    return next(own, places.own_decks_folder())


def copy_deck(path: str, roots: Roots) -> str:
    """Copy a shipped deck into the learner's folder; where it is then.

    Raises:
        Refused: a file of that name is there, or it cannot be written.
    """
    target = os.path.join(own_folder(roots), os.path.basename(path))
    disk.create(target, disk.read(path).text)
    return target
