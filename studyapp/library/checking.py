"""All faults of deck files, read anew: what `check` tells."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck.load import MAX_BYTES, Loaded, load, not_a_deck, too_large, unreadable
from studyapp.deck.style import Style
from studyapp.library import places, scan
from studyapp.library.intake import double

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.deck.fault import Fault


class Checked(NamedTuple):
    """The faults in the order of their places, and how much was read."""

    faults: list[Fault]
    decks: int
    cards: int


def check_paths(paths: Sequence[str]) -> Checked:
    """Read every deck of files and folders.

    A file that is named must be a deck; in a folder, a YAML file without `cards:` is none.
    """
    faults: list[Fault] = []
    seen: set[str] = set()
    first_of: dict[tuple[str, bool], str] = {}
    decks = cards = 0
    for path in paths:
        files, unread = scan.scan(path)
        shipped = path == places.shipped_decks_folder()
        faults += [unreadable(*problem) for problem in unread]
        for name, size, *_ in files:
            if os.path.abspath(name) in seen:
                continue
            seen.add(os.path.abspath(name))
            loaded = _load(name, size)
            faults += loaded.faults
            if not loaded.is_deck and name == path:
                faults.append(not_a_deck(path))
            if loaded.deck is not None:
                decks += 1
                cards += len(loaded.deck.cards)
                first = first_of.setdefault((loaded.deck.id, shipped), name)
                if first != name:
                    faults.append(double(name, first, loaded.deck.id))
    return Checked(sorted(faults, key=_place), decks, cards)


def _load(path: str, size: int) -> Loaded:
    if size > MAX_BYTES:
        return Loaded(None, (too_large(path, size),), is_deck=True)
    try:
        return load(Path(path).read_bytes(), path, style=Style())
    except OSError as error:
        return Loaded(None, (unreadable(path, error.strerror or str(error)),), is_deck=True)


def _place(fault: Fault) -> tuple[str, int, int, str]:
    return fault.path, fault.line, fault.column, fault.code
