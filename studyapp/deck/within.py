"""Where in the file a character of a text was written, be it in quotes, folded or in a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.deck.reader import Spread
from studyapp.deck.source import Spot, place

if TYPE_CHECKING:
    from studyapp.deck.reader import Scalar

_WRITTEN = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|.", re.DOTALL)
"""One character as it is written in double quotes."""


def spot_within(scalar: Scalar, offset: int) -> Spot:
    """The line and column of ``scalar.text[offset]``, or of the end of the text."""
    start = Spot(scalar.line, scalar.column)
    if isinstance(scalar, Spread):
        return place(scalar.source, _in_lines(scalar, offset), start)
    if scalar.raw is not None:
        begins = [written.start() for written in _WRITTEN.finditer(scalar.raw)]
        return Spot(start.line, start.column + begins[min(offset + 1, len(begins) - 1)])
    return Spot(start.line, start.column + offset + (not scalar.plain))


def _in_lines(scalar: Spread, offset: int) -> int:
    """The same character of the source: lines are folded or indented, but no letter is lost."""
    source = scalar.source
    begin = source.index("\n") if source[0] in "|>" else int(not scalar.plain)
    solid = [index for index in range(begin, len(source)) if not source[index].isspace()]
    before = sum(not character.isspace() for character in scalar.text[:offset])
    if before < len(solid) and offset < len(scalar.text.rstrip()):
        return solid[before]
    return solid[before - 1] + 1 if before else begin
