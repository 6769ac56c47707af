"""A deck after a slip in its YAML, each of its keys and cards read on its own.

YAML gives up on a whole file at the first slip. Here every slip is told at its own line, and costs
only what it stands in: a card, or one key of a card or of the deck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.deck.pieces import Piece, cut_cards, cut_deck, cut_item
from studyapp.deck.reader import Broken, Budget, Listing, Mapping, Node, Scalar, read
from studyapp.deck.slips import Slip

if TYPE_CHECKING:
    from studyapp.deck.findings import Findings

MOST_SLIPS = 4_000
"""Each costs a parser, 0.1 ms; a file of 4 MB could have a million."""


def rescue(text: str, slip: Slip, found: Findings, budget: Budget) -> Mapping | None:
    """What can be read of a deck that YAML refused with `slip`.

    None if there are no keys to cut at, or nothing but slips.

    Raises:
        TooManyValuesError: the budget is spent.
    """
    try:
        deck = _Rescuer(found, budget).keys(cut_deck(text), slip)
    except _TooManySlipsError:
        return None
    return deck if deck.entries else None


class _TooManySlipsError(Exception):
    """The file is not worth more time."""


class _Rescuer:
    """Reads pieces; a slip becomes a fault and a `Broken` value."""

    def __init__(self, found: Findings, budget: Budget) -> None:
        self._found = found
        self._budget = budget
        self._slips = 0

    def keys(self, pieces: list[Piece], slip: Slip) -> Mapping:
        """The entries of a mapping that has a slip in it, from its pieces.

        Where an `id` may have stood in an unreadable piece, that is noted: a deck or card must
        never get another name than the one that was written.
        """
        before = self._found.count
        whole = Mapping(pieces[0].first, 1)
        for piece in pieces:
            if piece.empty:
                continue
            value = self._cards(piece) or self._attempt(piece)
            if isinstance(value, Mapping):
                for key, inner in value.entries.values():
                    whole.put(key, inner, self._found)
                continue
            self._tell(value)
            whole.torn = True
            if piece.key is not None:
                whole.entries[piece.key] = _broken(piece.key, piece.first)
            whole.id_lost |= not piece.is_cards and piece.may_hold_an_id
        if self._found.count == before:
            # The pieces are good, only together they are not: it must be told all the same.
            self._tell(slip)
        return whole

    def _cards(self, piece: Piece) -> Mapping | None:
        """The entry `cards:` with its items; None if it is another, or no list of `- ` lines."""
        items = cut_cards(piece.from_line(1)) if piece.is_cards else []
        if not items:
            return None
        head = self._attempt(Piece(piece.lines[:1], piece.first))
        if isinstance(head, Slip):
            self._tell(head)
        cards = Listing(piece.first, 1)
        for item in items:
            cards.items += self._item(item)
        return Mapping(piece.first, 1, {"cards": (_key("cards", piece.first), cards)})

    def _item(self, piece: Piece) -> list[Node]:
        """The value of one item; after a slip, what its other keys give."""
        value = self._attempt(piece)
        if isinstance(value, Listing):
            return value.items
        pieces = cut_item(piece)
        if pieces and isinstance(value, Slip):
            return [self.keys(pieces, value)]
        self._tell(value)
        return [Broken(piece.first, 1)]

    def _attempt(self, piece: Piece) -> Node | Slip | None:
        """The value of a piece, or the slip in it; then nothing else of it is told."""
        before = self._found.count
        try:
            return read(piece.text, self._found, self._budget, piece.first)
        except Slip as slip:
            self._found.forget(before)
            self._slips += 1
            if self._slips > MOST_SLIPS:
                raise _TooManySlipsError from slip
            return slip

    def _tell(self, value: Node | Slip | None) -> None:
        """Tells the slip, or that a value stands where a key should."""
        if isinstance(value, Slip):
            self._found.add(value.code, value.place, **value.words)
        elif value is not None and not isinstance(value, Broken):
            self._found.add("no-colon", value)


def _key(name: str, line: int) -> Scalar:
    return Scalar(name, line, 1, plain=True, raw=None)


def _broken(name: str, line: int) -> tuple[Scalar, Broken]:
    return _key(name, line), Broken(line, 1)
