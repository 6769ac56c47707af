"""The ``{names}`` in a question that numbers are put in for.

In LaTeX braces mean a group, so there only the names of variables count, and the braces stay:
``\\frac{d}{2}`` becomes ``\\frac{512}{2}``.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from studyapp.text.dollars import regions

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 10_000
"""Characters of a text in which code is looked for, whose time grows faster than the text."""

_PLACE = re.compile(r"\{([^\W0-9][^\W]{0,39})\}")


def placeholders(text: str, known: tuple[str, ...]) -> list[tuple[str, int]]:
    """The names in braces, each with its place in the text; in code and LaTeX only known ones."""
    found: list[tuple[str, int]] = []
    begin = 0
    for where, piece in regions(text) if len(text) <= LONGEST else [("text", text)]:
        found += [
            (place[1], begin + place.start())
            for place in _PLACE.finditer(piece)
            if where == "text" or place[1] in known
        ]
        begin += len(piece)
    return found


def filled(text: str, given: Mapping[str, str]) -> str:
    """The text with what is given for each name."""

    def shown(place: re.Match[str], where: str) -> str:
        value = given.get(place[1])
        if value is None:
            return place[0]
        return f"{{{value}}}" if where == "math" else value

    return "".join(_PLACE.sub(partial(shown, where=where), piece) for where, piece in regions(text))
