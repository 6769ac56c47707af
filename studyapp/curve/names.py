"""Finding a function of the catalogue by its name, however it is written, without NumPy.

Checking a deck imports this module, so it stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.curve.catalogue import CATALOGUE, SLICES
from studyapp.curve.entry import BadParameter, Entry, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "CATALOGUE",
    "SLICES",
    "BadParameter",
    "Entry",
    "Parameter",
    "UnknownFunction",
    "nearest",
    "resolve",
    "suggest",
]


class UnknownFunction(ValueError):
    """No function of the catalogue has this name; `near` is the name that was probably meant."""

    def __init__(self, name: str, near: str | None) -> None:
        known = ", ".join(entry.name for entry in CATALOGUE)
        hint = f"did you mean `{near}`?" if near else f"known are {known}"
        super().__init__(f"unknown function `{name[:60]}`; {hint}")
        self.name = name
        self.near = near


def resolve(name: str) -> Entry:
    """The function of that name or alias; case, spaces, ``-`` and ``_`` do not matter.

    Raises:
        UnknownFunction: there is none.
    """
    entry = _BY_NAME.get(_fold(name))
    if entry is None:
        raise UnknownFunction(name, suggest(name))
    return entry


def suggest(name: str) -> str | None:
    """The name or alias nearest to a misspelt one, as the catalogue spells it."""
    near = nearest(_fold(name[:60]), _SPELLING)
    return None if near is None else _SPELLING[near]


def nearest(written: str, options: Iterable[str]) -> str | None:
    """The option that was probably meant.

    Letters that changed places come before one that is missing: `gleu` is gelu, not glu.
    """
    from difflib import get_close_matches

    near = get_close_matches(written, list(options), n=3, cutoff=0.6)
    near.sort(key=lambda option: sorted(option) != sorted(written))
    return near[0] if near else None


def _fold(name: str) -> str:
    return name.casefold().translate(_FOLDED_AWAY)


_FOLDED_AWAY = str.maketrans("", "", " -_")


_NAMES = [(name, entry) for entry in (*CATALOGUE, *SLICES) for name in (entry.name, *entry.aliases)]
_SPELLING = {_fold(name): name for name, _ in _NAMES}
_BY_NAME = {_fold(name): entry for name, entry in _NAMES}
