"""How many terminal cells text takes.

The figures are those of `rich.cells`, because the terminal library places text by them: two
opinions of a width would tear every border. It is imported on the first text beyond ASCII.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CURVED = "“”‘’…—"
"""Punctuation of Chinese, but not of Chinese alone, so it is one cell wide."""


def cells(text: str) -> int:
    """The width of one line of clean text."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def is_cjk(char: str) -> bool:
    """Whether a character stands in Chinese text without spaces around it."""
    return char != "" and (char in _CURVED or cells(char) == 2)


def clipped(text: str, width: int) -> str:
    """The beginning of a line that fits into so many cells."""
    if text.isascii():
        return text[:width]
    found = ""
    for piece in clusters(text):
        width -= cells(piece)
        if width < 0:
            break
        found += piece
    return found


def clusters(text: str) -> Iterator[str]:
    """The text in pieces that share their cells: a base with its marks, an emoji sequence."""
    from rich.cells import get_character_cell_size

    start = 0
    joined = True
    for index, char in enumerate(text):
        if not joined and get_character_cell_size(char):
            yield text[start:index]
            start = index
        joined = char == "\u200d"
    if text:
        yield text[start:]
