"""Plain text in terminal cells: measured, fitted to a width, wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Part = tuple[str, str]
"""Text on one line, and its role."""


def measure(parts: Iterable[Part]) -> int:
    """Cells that the parts take in one line."""
    return sum(cell_len(text) for text, _ in parts)


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells: filled with blanks, or cut with an ellipsis."""
    width = max(0, width)
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(0, width - 1)).rstrip() + "…", width)


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, at least one line; long words are cut."""
    width = max(2, width)
    lines: list[str] = []
    line = ""
    for word in _words(text, width):
        if line and cell_len(line) + 1 + cell_len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line]


def _words(text: str, width: int) -> Iterator[str]:
    for word in text.split():
        rest = word
        while cell_len(rest) > width:
            piece = set_cell_size(rest, width).rstrip()
            yield piece
            rest = rest[len(piece) :]
        yield rest
