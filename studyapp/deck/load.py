"""A deck file into a deck and its faults: all of them, each with its place and what to do.

Importing this imports PyYAML, so it is imported only where a deck has to be parsed.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from studyapp.deck import defaults, keys, tables
from studyapp.deck.cards import CardReader
from studyapp.deck.catalogue import make
from studyapp.deck.fields import Form, kind
from studyapp.deck.findings import MOST_FAULTS, Findings
from studyapp.deck.model import Card, Deck
from studyapp.deck.reader import (
    MAX_NODES,
    Budget,
    Listing,
    Mapping,
    Node,
    Scalar,
    TooManyValuesError,
    read,
)
from studyapp.deck.rescue import rescue
from studyapp.deck.slips import Slip
from studyapp.deck.source import MAX_BYTES, START, decode, in_megabytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.deck.defaults import Defaults
    from studyapp.deck.fault import Fault
    from studyapp.deck.style import Style

__all__ = ["MAX_BYTES", "MAX_NODES", "Loaded", "load", "not_a_deck", "too_large", "unreadable"]

DECK_KEYS = tables.names(tables.DECK)
_SPEAKS_OF_CARDS = re.compile(r"\b(?:cards|question)\b")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file gives.

    Attributes:
        deck: the deck without what is broken in it; None if nothing can be studied safely.
        faults: all faults and warnings, by place.
        is_deck: False if the file is sound YAML about something else; then there is no fault.
    """

    deck: Deck | None
    faults: tuple[Fault, ...]
    is_deck: bool = True


def load(
    data: bytes,
    path: str,
    *,
    max_bytes: int = MAX_BYTES,
    max_nodes: int = MAX_NODES,
    max_faults: int = MOST_FAULTS,
    style: Style | None = None,
) -> Loaded:
    """Reads the bytes of the deck file at `path`; nothing they hold makes it raise.

    With a `style`, warnings of that are told too.
    """
    with _collector_paused():
        return _load(data, path, max_bytes, max_nodes, Findings(path, max_faults), style)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Holds the cyclic garbage collector, which would look again and again at values in use.

    Nothing here makes cycles. A deck of 100 000 cards takes a third of the time without it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(
    data: bytes, path: str, max_bytes: int, max_nodes: int, found: Findings, style: Style | None
) -> Loaded:
    text = decode(data, found, max_bytes)
    if text is None:
        return Loaded(None, found.told())
    try:
        root, slipped = _root(text, found, max_nodes)
    except TooManyValuesError as error:
        found.forget(0)
        found.add("too-many-values", error.place, limit=max_nodes)
        return Loaded(None, found.told())
    if not slipped and (root is None or (isinstance(root, Scalar) and root.nothing)):
        found.add("empty", START)
    elif isinstance(root, Mapping) and "cards" in root.entries:
        deck = _deck(root, path, found, style)
        return Loaded(deck, found.told())
    elif not _is_meant_as_deck(root, text, found.count > 0):
        return Loaded(None, (), is_deck=False)
    else:
        _tell_of_no_cards(root, found)
    return Loaded(None, found.told())


def not_a_deck(path: str) -> Fault:
    """What to say of a file that was named as a deck, but `is_deck` is False."""
    return make("not-a-deck", path)


def too_large(path: str, size: int, limit: int = MAX_BYTES) -> Fault:
    """What to say of a file whose `size` in bytes is over the limit, without reading it."""
    return make("too-big", path, size=size, limit=in_megabytes(limit))


def unreadable(path: str, reason: str) -> Fault:
    """What to say of a file or folder that the system does not let us read."""
    return make("unreadable", path, reason=reason)


def _root(text: str, found: Findings, max_nodes: int) -> tuple[Node | None, bool]:
    """The value of the file, and whether a slip of YAML made it be read in pieces."""
    try:
        return read(text, found, Budget(max_nodes)), False
    except Slip as slip:
        found.forget(0)
        return rescue(text, slip, found, Budget(max_nodes)), True


def _is_meant_as_deck(root: Node | None, text: str, faulty: bool) -> bool:
    """Whether a file without `cards:` tries to be a deck: a list in it has questions."""
    if faulty:
        return _SPEAKS_OF_CARDS.search(text) is not None
    if isinstance(root, Mapping):
        return any(_has_question(value) for _, value in root.entries.values())
    return _has_question(root)


def _has_question(value: Node | None) -> bool:
    return isinstance(value, Listing) and any(
        isinstance(item, Mapping) and "question" in item.entries for item in value.items
    )


def _tell_of_no_cards(root: Node | None, found: Findings) -> None:
    before = found.count
    if isinstance(root, Mapping):
        Form(root, DECK_KEYS, "a deck", found).check_keys()
        if found.count == before:
            found.add("not-a-deck", root)
    elif isinstance(root, Listing):
        found.add("not-a-mapping", root, kind=kind(root))


def _deck(root: Mapping, path: str, found: Findings, style: Style | None) -> Deck | None:
    form = Form(root, DECK_KEYS, "a deck", found)
    form.check_keys()
    deck_id = _deck_id(form, path)
    title = form.line("title")
    description, tags, default = (
        form.text("description"),
        form.lines("tags"),
        defaults.of_deck(form),
    )
    cards = _cards(form, deck_id, default, style)
    if deck_id is None:
        return None
    return Deck(deck_id, title or deck_id, default.language, description, tags, cards, path)


def _deck_id(form: Form, path: str) -> str | None:
    """The deck's id; None if the one that is written is broken, as no other may stand for it."""
    if form.has_lost_id():
        return None
    if form.value("id") is None:
        default = keys.default_deck_id(PurePath(path).stem)
        form.tell("no-deck-id", form.mapping, id=default)
        return default
    written = form.written("id")
    if written is None:
        return None
    if not keys.valid_id(written.text):
        form.tell("deck-id", written, given=written.text)
        return None
    return keys.nfc(written.text)


def _cards(
    form: Form, deck_id: str | None, default: Defaults, style: Style | None
) -> tuple[Card, ...]:
    value = form.value("cards")
    if isinstance(value, Listing) and value.items:
        return CardReader(deck_id, default, form.found, style).read(value.items)
    if value is None or isinstance(value, Listing):
        form.tell("no-cards", form.entries["cards"][0])
    else:
        form.mistyped("cards", value, "a list of cards", "each of them after a `- `")
    return ()
