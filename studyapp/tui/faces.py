"""What a card looks like: its question, hint, answer and curve as ready sheets.

Called in the thread that prepares ahead, so what it imports late (the Markdown and LaTeX readers,
NumPy, plotext) is imported there, after the first frame.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.curve.spec import Curve, Timeline
    from studyapp.deck.model import Card
    from studyapp.tui.ink import Ink, Sheet
    from studyapp.tui.lines import Part

POINTS = "Points an interviewer listens for"

REMARK = "Your remark"

ANSWER_STARTS = 3
"""Rows of the answer's sheet before its text: a rule between blanks."""

_LAYOUT = threading.Lock()
"""Text is laid out in one thread at a time."""


def question(ink: Ink, card: Card, width: int, text: int, margin: int) -> Sheet:
    """The question in `width` cells, its text in at most `text` of them."""
    return ink.sheet(_text(card.asked, text, strong=True), width, margin)


def hint(ink: Ink, card: Card, width: int, text: int, margin: int) -> Sheet:
    """The hint, below the question."""
    lines = _text(card.hint or "", max(1, text - 2))
    marked = [[("▏ ", "warn"), *line] for line in lines]
    return ink.sheet([[], [("Hint", "warn")], *marked], width, margin)


def answer(ink: Ink, card: Card, width: int, text: int, margin: int) -> Sheet:
    """The answer, below the question: a rule, the answer, the points, the source."""
    lines: list[list[Part]] = [[], [("─" * text, "muted")], [], *_text(card.answer, text)]
    if card.points:
        lines += [[], [(POINTS, "title")]]
        for point in card.points:
            lines += _bullet(point, text)
    if card.source:
        lines += [[], *_muted(f"Source: {card.source}", text)]
    return ink.sheet([*lines, []], width, margin)


def remark(ink: Ink, words: str, width: int, text: int, margin: int) -> Sheet:
    """The learner's own words, below the answer."""
    lines = _text(words, max(1, text - 2))
    marked = [[("▏ ", "title"), *line] for line in lines]
    return ink.sheet([[(REMARK, "title")], *marked, []], width, margin)


def curve(ink: Ink, spec: Curve, width: int, height: int) -> Sheet:
    """The drawing of a curve in `width` x `height` cells, with a blank column at each side."""
    from studyapp.curve.draw import draw

    drawing = draw(spec, max(1, width - 2), height)
    return ink.sheet(
        ([(run.text, run.role) for run in row] for row in drawing.rows), width, margin=1
    )


def timeline(ink: Ink, line: Timeline, width: int, drawn: int, height: int) -> Sheet:
    """A drawing of `drawn` x `height` cells in a sheet of `width`."""
    from studyapp.curve.timeline import draw_timeline

    drawing = draw_timeline(line, max(1, drawn), height)
    return ink.sheet(
        ([(run.text, run.role) for run in row] for row in drawing.rows), width, margin=2
    )


def _text(markdown: str, width: int, strong: bool = False) -> list[list[Part]]:
    from studyapp.text.layout import lay_out

    with _LAYOUT:
        page = lay_out(markdown, width)
    swap = {"text": "strong"} if strong else {}
    return [[(span.text, swap.get(span.style, span.style)) for span in line] for line in page.lines]


def _bullet(markdown: str, width: int) -> list[list[Part]]:
    first, *rest = _text(markdown, max(1, width - 2)) or [[]]
    return [[("• ", "title"), *first], *([("  ", "plain"), *line] for line in rest)]


def _muted(text: str, width: int) -> Iterable[list[Part]]:
    return ([(part, "muted") for part, _ in line] for line in _text(text, width))
