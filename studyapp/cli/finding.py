"""A card found by what was typed: its key, or any part of it that no other card's key has."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from studyapp.cli.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.desk import Desk

_MOST_LISTED = 20


def find_card(desk: Desk, typed: str) -> str:
    """The key of a card in the decks or in the log.

    Raises:
        Failure: it fits no card, or several.

    """
    part = _part(typed)
    in_decks = desk.library.keys_with(part)
    keys = sorted({*in_decks, *desk.progress.keys_with(part)})
    return _only(desk, part, keys, in_decks) or _none(
        f"there is no card `{part}`; a key is DECK/CARD, and the log or a deck has it"
    )


def find_logged_card(desk: Desk, typed: str) -> str:
    """The key of a card in the log.

    Raises:
        Failure: it fits no card, or several.

    """
    part = _part(typed)
    return _only(desk, part, desk.progress.keys_with(part), ()) or _none(
        f"the log knows no card `{part}`; `studyapp log` tells those it knows"
    )


def _part(typed: str) -> str:
    if not typed:
        raise Failure("a card's name is empty; write its key, or a part of it")
    # No key has what the system could not decode.
    return normalize("NFC", typed.encode(errors="replace").decode())


def _only(desk: Desk, part: str, keys: Sequence[str], preferred: Sequence[str]) -> str | None:
    """The key that was meant: the whole one, else that of the only card; None without any."""
    if part in keys:
        return part
    if len({_name(desk, key) for key in keys}) > 1:
        listed = list(keys[:_MOST_LISTED])
        if len(keys) > _MOST_LISTED:
            listed.append(f"… and {len(keys) - _MOST_LISTED} more")
        raise Failure(f"`{part}` fits {len(keys)} cards; write more of the key:", listed=listed)
    return next(iter((*preferred, *keys)), None)


def _name(desk: Desk, key: str) -> str:
    """What all keys of one card share."""
    state = desk.progress.state(key)
    return key if state is None else state.name


def _none(message: str) -> str:
    raise Failure(message)
