"""Stacks the blocks of a text into lines of terminal cells at a width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.text import table
from studyapp.text.cells import cells
from studyapp.text.markdown import Block, Code, Heading, Items, Paragraph, Quote, Rule, Table
from studyapp.text.page import Line, Span
from studyapp.text.wrap import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LEAST = 2
"""Cells that must be left for text beside a bullet or a bar; else these are left out."""

_BULLETS = "•◦▪"


def stack(blocks: Sequence[Block], width: int, depth: int = 0, tight: bool = False) -> list[Line]:
    """Blocks one above the other, an empty line between them unless `tight`.

    `depth` is how many lists they stand in.
    """
    lines: list[Line] = []
    for at, block in enumerate(blocks):
        if at and not tight:
            lines.append(())
        lines.extend(_lines(block, width, depth))
    return lines


def _lines(block: Block, width: int, depth: int) -> list[Line]:
    match block:
        case Paragraph(spans):
            return wrap(spans, width)
        case Heading(_, spans):
            return wrap(_headed(spans), width)
        case Code(lines):
            return list(lines)
        case Table():
            return table.draw(block)
        case Rule():
            return [(Span("─" * width, "rule"),)]
        case Quote(blocks):
            bar = Span("│ ", "quote")
            inner = stack(blocks, _room(bar, width), depth)
            return _hung(bar, bar, inner, width)
        case Items():
            return _items(block, width, depth)


def _headed(spans: Iterable[Span]) -> list[Span]:
    return [Span(span.text, "heading") if span.style == "text" else span for span in spans]


def _items(block: Items, width: int, depth: int) -> list[Line]:
    """Each item hung on its bullet or number; the numbers of a list are equally wide."""
    lines: list[Line] = []
    last = 0 if block.first is None else block.first + len(block.items) - 1
    for at, blocks in enumerate(block.items):
        if block.first is None:
            bullet = Span(f"{_BULLETS[depth % len(_BULLETS)]} ", "bullet")
        else:
            bullet = Span(f"{block.first + at}. ".rjust(len(str(last)) + 2), "bullet")
        if at and not block.tight:
            lines.append(())
        inner = stack(blocks, _room(bullet, width), depth + 1, block.tight)
        lines.extend(_hung(bullet, Span(" " * cells(bullet.text)), inner or [()], width))
    return lines


def _room(prefix: Span, width: int) -> int:
    left = width - cells(prefix.text)
    return left if left >= _LEAST else width


def _hung(first: Span, rest: Span, lines: Sequence[Line], width: int) -> list[Line]:
    """The lines behind a prefix, which the first line has another one of."""
    if _room(first, width) == width:
        return list(lines)
    hung: list[Line] = []
    for at, line in enumerate(lines):
        prefix = rest if at else first
        if not line:
            prefix = Span(prefix.text.rstrip(), prefix.style)
        hung.append((prefix, *line) if prefix.text else ())
    return hung
