"""Finds the formulas of a Markdown text and puts them aside before Markdown reads it.

To Markdown the `_`, `*`, `|` and `\\` of a formula are marks of its own. So each formula leaves a
numbered placeholder of two private characters, which clean text never holds, and comes back
after the parsing: as a formula in text, as it was written in code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Region = Literal["text", "code", "math"]

LONGEST = 4_000
"""Characters of the longest formula; more is text with dollar signs in it."""

_PLACEHOLDER = re.compile("\ue000([0-9]+)\ue001")
_FENCE = re.compile(r"[ >*+\-0-9.)]*(`{3,}|~{3,})")
_MARK = re.compile(r"\\.|`+|\$\$?", re.DOTALL)
_DISPLAY = re.compile(r"\$\$((?:\\.|[^\\$])++)\$\$", re.DOTALL)
_INLINE = re.compile(r"\$(?=\S)((?:\\.|[^\\$`])++)(?<!\s)\$(?![0-9])", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ >]*\n")


class Formula(NamedTuple):
    """LaTeX without its dollar signs, and the whole as it was written."""

    source: str
    display: bool
    written: str


def protect(text: str) -> tuple[str, tuple[Formula, ...]]:
    """The text with a placeholder for each formula, and the formulas.

    A dollar sign opens a formula if no space follows, and closes it if no space precedes and no
    digit follows (as in Pandoc), so "costs $5 and $6" has none. Code has none either.
    """
    if "$" not in text:
        return text, ()
    formulas: list[Formula] = []
    parts: list[str] = []
    for chunk, is_code in _chunks(text):
        parts.append(chunk if is_code else _protected(chunk, formulas))
    return "".join(parts), tuple(formulas)


def split(text: str, formulas: tuple[Formula, ...]) -> Iterator[str | Formula]:
    """The pieces of a text with placeholders, in order; none of them is empty."""
    pieces = _PLACEHOLDER.split(text)
    for at, piece in enumerate(pieces):
        if at % 2 and int(piece[:9]) < len(formulas):
            yield formulas[int(piece[:9])]
        elif piece:
            yield piece


def restore(text: str, formulas: tuple[Formula, ...]) -> str:
    """The text as it was written."""
    if not formulas:
        return text
    return "".join(
        piece if isinstance(piece, str) else piece.written for piece in split(text, formulas)
    )


def regions(text: str) -> Iterator[tuple[Region, str]]:
    """The text in pieces, each of which is a formula with its dollar signs, code, or neither."""
    for chunk, is_code in _chunks(text):
        if is_code:
            yield "code", chunk
            continue
        begin = at = 0
        while mark := _MARK.search(chunk, at):
            at, kind = _end_of_mark(chunk, mark)
            if kind != "text":
                yield "text", chunk[begin : mark.start()]
                yield kind, chunk[mark.start() : at]
                begin = at
        yield "text", chunk[begin:]


def _end_of_mark(text: str, mark: re.Match[str]) -> tuple[int, Region]:
    if mark[0][0] == "`":
        end = _end_of_code(text, mark)
        return end, "code" if end > mark.end() else "text"
    if mark[0][0] == "$" and (formula := _formula(text, mark)):
        return formula[1], "math"
    return mark.end(), "text"


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces that are fenced code or are not."""
    fence = ""
    piece: list[str] = []
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if fence:
            piece.append(line)
            if found and found[1].startswith(fence) and not line[found.end() :].strip():
                yield "".join(piece), True
                fence, piece = "", []
        elif found and "`" not in line[found.end() :]:
            yield "".join(piece), False
            fence, piece = found[1], [line]
        else:
            piece.append(line)
    yield "".join(piece), bool(fence)


def _protected(text: str, formulas: list[Formula]) -> str:
    parts: list[str] = []
    at = 0
    while mark := _MARK.search(text, at):
        end = mark.end()
        if mark[0][0] == "`":
            end = _end_of_code(text, mark)
        elif mark[0][0] == "$" and (formula := _formula(text, mark)):
            found, end = formula
            parts.append(text[at : mark.start()] + f"\ue000{len(formulas)}\ue001")
            formulas.append(found)
            at = end
            continue
        parts.append(text[at:end])
        at = end
    return "".join(parts) + text[at:]


def _end_of_code(text: str, ticks: re.Match[str]) -> int:
    """Where a code span ends that these backticks open, or where they end if none closes it."""
    closing = re.compile(rf"(?<!`){ticks[0]}(?!`)").search(text, ticks.end())
    return closing.end() if closing else ticks.end()


def _formula(text: str, dollars: re.Match[str]) -> tuple[Formula, int] | None:
    display = dollars[0] == "$$"
    found = (_DISPLAY if display else _INLINE).match(
        text, dollars.start(), dollars.start() + LONGEST
    )
    if found is None or _BLANK_LINE.search(found[1]) or not found[1].strip():
        return None
    line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    margin = r"\n[ >]*" if line.lstrip().startswith(">") else r"\n *"
    return Formula(re.sub(margin, " ", found[1]).strip(), display, found[0]), found.end()
