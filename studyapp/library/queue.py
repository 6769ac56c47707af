"""The order of a day's cards: due ones by how late they are, new ones spread among them."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BETWEEN = 5
"""How many other answers an owed card waits for, unless nothing else is left."""


class Entry(NamedTuple):
    """A card as the queue knows it: its number in the index, its key, and when it is due.

    `due` and `interval` are days; both are 0 for a card never reviewed.
    """

    card: int
    key: str
    due: int = 0
    interval: int = 0


def arrange(due: Iterable[Entry], new: Sequence[Entry], day: int) -> list[Entry]:
    """The queue of a study day, without the owed cards.

    The due ones come most overdue in relation to their interval first, ties in an order that
    looks random and is the same all day; the new ones keep their order, spread evenly.
    At most one card of a note is in it.
    """
    return _one_per_note(_spread(_by_lateness(list(due), day), new))


def _by_lateness(entries: Sequence[Entry], day: int) -> list[Entry]:
    salt = f" {day}".encode()
    keyed = [
        ((due - day) / (interval or 1), zlib.crc32(salt, zlib.crc32(key.encode())), number)
        for number, (_, key, due, interval) in enumerate(entries)
    ]
    return [entries[number] for *_, number in sorted(keyed)]


def _spread(due: list[Entry], new: Sequence[Entry]) -> list[Entry]:
    """The new cards at even distances among the due ones."""
    if not due:
        return list(new)
    found: list[Entry] = []
    taken = 0
    for place, entry in enumerate(new, 1):
        upto = place * len(due) // (len(new) + 1)
        found += due[taken:upto]
        taken = upto
        found.append(entry)
    return found + due[taken:]


def _one_per_note(entries: list[Entry]) -> list[Entry]:
    seen: set[str] = set()
    found = []
    for entry in entries:
        note = note_of(entry.key)
        if note not in seen:
            seen.add(note)
            found.append(entry)
    return found


def note_of(key: str) -> str:
    """What the siblings of a card share: the key before ``#``."""
    return key.partition("#")[0]
