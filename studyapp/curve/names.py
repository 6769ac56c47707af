"""Finding a function of the catalogue by its name, however it is written, without NumPy.

Checking a deck imports this module, so it stays light.
"""

from __future__ import annotations

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.entry import BadParameter, Entry, Parameter

__all__ = [
    "CATALOGUE",
    "BadParameter",
    "Entry",
    "Parameter",
    "UnknownFunction",
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
    from difflib import get_close_matches

    near = get_close_matches(_fold(name[:60]), _SPELLING, n=1, cutoff=0.6)
    return _SPELLING[near[0]] if near else None


def _fold(name: str) -> str:
    return name.casefold().translate(_FOLDED_AWAY)


_FOLDED_AWAY = str.maketrans("", "", " -_")


_SPELLING = {_fold(name): name for entry in CATALOGUE for name in (entry.name, *entry.aliases)}
_BY_NAME = {_fold(name): entry for entry in CATALOGUE for name in (entry.name, *entry.aliases)}
