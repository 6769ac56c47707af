"""Where things lie on the review screen, for any size of the terminal. Pure."""

from __future__ import annotations

from typing import NamedTuple

SIDE_BY_SIDE = 100
"""Columns from which the curve stands beside the card."""

LEAST_HEIGHT = 20
"""Rows under which the curve has no place of its own, and only fills the screen when asked to."""

HEAD, BAR, KEYS = 1, 2, 1
"""Rows of the progress line, of the grade buttons and of the line of keys."""

_TALL = 22
_LEAST_CURVE = 9
"""Rows of a curve under the card: with fewer, its axis has hardly room for two numbers."""

MEASURE = 92
"""Cells of text in a line at most; longer lines are hard to read."""


class Frame(NamedTuple):
    """Cells: the body between progress line and buttons, and what lies in it.

    Attributes:
        side: the curve is beside the card, not under it.
        gap: blank rows above the body, and between a card and the curve under it.
        foot: blank rows under the body.
        card: width and height of the card with its margins and its scroll bar.
        text: width of the card's text.
        margin: blank columns left of the text.
        curve: width and height of the curve, None where it has no place.
    """

    side: bool
    gap: int
    foot: int
    card: tuple[int, int]
    text: int
    margin: int
    curve: tuple[int, int] | None


def arrange(width: int, height: int, curve: bool) -> Frame:
    """The frame for a terminal of `width` x `height` cells and a card with or without a curve."""
    gap = 1 if height >= _TALL else 0
    body = max(1, height - HEAD - BAR - KEYS - 2 * gap)
    if not curve or height < LEAST_HEIGHT:
        return _frame(False, gap, gap, width, body, None)
    if width >= SIDE_BY_SIDE:
        breadth = width * 45 // 100
        shape = (breadth, min(body, breadth // 2 + 3))
        return _frame(True, gap, gap, width - breadth, body, shape)
    # The row that would be free under the body is the one between card and curve.
    rows = max(_LEAST_CURVE, height // 3)
    return _frame(False, gap, 0, width, max(1, body - rows), (width, rows))


def whole(width: int, height: int) -> tuple[int, int]:
    """The size of a curve that has the screen to itself, above the keys."""
    return width, max(1, height - KEYS)


def _frame(
    side: bool, gap: int, foot: int, width: int, body: int, curve: tuple[int, int] | None
) -> Frame:
    margin = 2 if width >= 40 else 0
    text = min(MEASURE, max(1, width - 2 * margin - 1))
    return Frame(side, gap, foot, (width, body), text, margin, curve)
