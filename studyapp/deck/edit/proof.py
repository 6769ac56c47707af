"""Whether a change may be written: the loader takes it, and all other cards are as before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from studyapp.deck.edit.refused import Refused
from studyapp.deck.load import load

if TYPE_CHECKING:
    from collections.abc import Collection

    from studyapp.deck.load import Loaded
    from studyapp.deck.model import Card

_MOST_TOLD = 20


def sound(data: bytes, path: str) -> Loaded:
    """What the loader reads in a file that is going to be changed.

    Raises:
        Refused: no deck can be read in it.
    """
    loaded = load(data, path)
    if loaded.deck is None:
        fault = loaded.faults[0] if loaded.faults else None
        why = f"{fault}" if fault else f"{path}: it is no deck; a deck has `cards:`"
        raise Refused(why)
    return loaded


def prove(
    before: Loaded, data: bytes, path: str, *, touched: Collection[str] = (), gained: int | None = 0
) -> list[Card]:
    """Compare a deck with what it is to become.

    Args:
        before: what the loader read.
        data: what is to be written to `path`.
        touched: the keys of the cards that are changed or go away.
        gained: how many cards are to be there beside the untouched ones; None allows any number.

    Returns:
        Those cards.

    Raises:
        Refused: there would be a new fault, or another card would change.
    """
    after = load(data, path)
    _no_new_fault(before, after)
    old = {card.key: _placeless(card) for card in _cards(before) if card.key not in touched}
    new = _cards(after)
    kept = {card.key: _placeless(card) for card in new if card.key in old}
    others = [card for card in new if card.key not in old]
    if kept != old or gained not in {None, len(others)}:
        raise Refused(
            f"{path} is not changed, as other cards would change with it;"
            " `studyapp edit` opens it in your editor"
        )
    return others


def _no_new_fault(before: Loaded, after: Loaded) -> None:
    had = Counter(fault.code for fault in before.faults if fault.severity == "fault")
    fresh = []
    for fault in after.faults:
        if fault.severity == "fault":
            had[fault.code] -= 1
            if had[fault.code] < 0:
                fresh.append(f"{fault.message}; {fault.advice}")
    if len(fresh) == 1:
        raise Refused(f"nothing was changed: {fresh[0]}")
    if fresh:
        listed = fresh[:_MOST_TOLD]
        if len(fresh) > _MOST_TOLD:
            listed.append(f"… and {len(fresh) - _MOST_TOLD} more")
        raise Refused(f"nothing was changed, as there would be {len(fresh)} faults:", listed)


def _cards(loaded: Loaded) -> tuple[Card, ...]:
    return () if loaded.deck is None else loaded.deck.cards


def _placeless(card: Card) -> Card:
    return card._replace(line=0)
