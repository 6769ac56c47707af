"""LaTeX in double quotes, which YAML corrupts silently: ``"\\frac"`` is a form feed and ``rac``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck.source import Spot, place
from studyapp.text.latex_names import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.deck.reader import Scalar

# A doubled backslash is one that is meant, so it is taken first and hides what follows it.
_ESCAPES = re.compile(r"\\(?:([A-Za-z]{2,})|.)", re.DOTALL)


class Lost(NamedTuple):
    """A LaTeX command that YAML reads as an escape."""

    spot: Spot
    command: str


def lost_commands(scalar: Scalar) -> Iterator[Lost]:
    """The LaTeX commands written with one backslash in a text in double quotes.

    One letter alone is taken as the escape it is: every ``\\n`` would be one of LaTeX otherwise.
    """
    if scalar.raw is None:
        return
    spot, begin = Spot(scalar.line, scalar.column), 0
    for escape in _ESCAPES.finditer(scalar.raw):
        if escape[1] in COMMANDS:
            spot = place(scalar.raw, escape.start(), spot, begin)
            begin = escape.start()
            yield Lost(spot, escape[0])
