"""Draws a table with light lines, its columns as wide as their widest cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.text.cells import cells
from studyapp.text.page import Line, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.text.markdown import Align, Table


def draw(table: Table) -> list[Line]:
    """The lines of the table; it is never wrapped."""
    rows = [[_one_line(cell) for cell in row] for row in table.rows]
    columns = range(len(table.aligns))
    widths = [max(_size(row[column]) for row in rows) for column in columns]
    lines = [_border("┌┬┐", widths)]
    for at, row in enumerate(rows):
        lines.append(_row(row, widths, table.aligns))
        if at == 0 and len(rows) > 1:
            lines.append(_border("├┼┤", widths))
    return [*lines, _border("└┴┘", widths)]


def _one_line(cell: Sequence[Span]) -> Line:
    return tuple(Span(span.text.replace("\n", " "), span.style) for span in cell)


def _size(cell: Line) -> int:
    return sum(cells(span.text) for span in cell)


def _border(corners: str, widths: Sequence[int]) -> Line:
    left, middle, right = tuple(corners)
    return (Span(left + middle.join("─" * (width + 2) for width in widths) + right, "table"),)


def _row(row: Sequence[Line], widths: Sequence[int], aligns: Sequence[Align]) -> Line:
    spans: list[Span] = []
    for at, (cell, width, align) in enumerate(zip(row, widths, aligns, strict=True)):
        left, right = _padding(width - _size(cell), align)
        spans.append(Span(("│ " if at == 0 else " │ ") + " " * left, "table"))
        spans.extend(cell)
        spans.append(Span(" " * right, "table"))
    return (*(span for span in spans if span.text), Span(" │", "table"))


def _padding(room: int, align: Align) -> tuple[int, int]:
    if align == "left":
        return 0, room
    return (room, 0) if align == "right" else (room // 2, room - room // 2)
