"""Wraps styled text by cell width, with the line-breaking rules of Chinese.

A line may break at spaces, between two CJK characters, and between CJK and anything else, but
never before a closing mark nor after an opening one (GB/T 15834, JIS X 4051 "kinsoku"). A long
formula breaks behind an operator, inside brackets only if it must, and not in a product:
3.5×10⁻⁸ is one number. What has no break is cut at the width.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from studyapp.text.cells import cells, clusters
from studyapp.text.page import Line, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

OPENING = "（【《〈「『〔〖［｛“‘"
CLOSING = "，。、；：？！）】》〉」』〕〗］｝”’…．％·～"

_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd"
)
_ASCII_OPENING = r"(\[{"
_ASCII_CLOSING = r")\]},.;:?!%"
_GLUE = "\u00a0\u200d"

_ASCII_BREAK = re.compile("(?<= )(?=[^ ])")
_BREAK = (
    f"(?<= )(?=[^ {CLOSING}])"
    f"|(?<=[{_WIDE}])(?<![{OPENING}])(?=[^ {CLOSING}{_ASCII_CLOSING}{_GLUE}])"
    f"|(?<=[^ {OPENING}{_ASCII_OPENING}{_GLUE}])(?=[{_WIDE}])(?=[^{CLOSING}])"
)
_SHORT = 12
"""A formula of so many cells stays in one piece, whatever the width."""

_OPERATORS = "+−=≤≥<>≈∼→⊙⊗∈,;"
_AFTER_OPERATOR = re.compile(r"(?<=[^\s(\[{+−·×/=<>≤≥,;^_][+−=≤≥≈∼→⊙⊗,;])(?=[^\s)\]}⁻⁺])")


def wrap(spans: Iterable[Span], width: int) -> list[Line]:
    """Lines no wider than `width` cells; a newline in a span's text ends a line.

    Spaces at the end of a wrapped line go; every other character stays. Only a character of two
    cells at width 1 is wider than asked.
    """
    runs = _merged(spans)
    text = "".join(run.text for run in runs)
    if "\n" not in text and not text.endswith(" ") and cells(text) <= width:
        return [tuple(runs)]
    breaks = _breaks(text, runs, width)
    cutter = _Cutter(runs)
    lines: list[Line] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        lines.extend(cutter.line(*ends) for ends in _filled(text, start, end, breaks, width))
        start = end + 1
    return lines


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Neighbours of one style made one, empty ones left out."""
    runs: list[Span] = []
    for span in spans:
        if runs and runs[-1].style == span.style:
            runs[-1] = Span(runs[-1].text + span.text, span.style)
        elif span.text:
            runs.append(span)
    return runs


def _breaks(text: str, runs: Sequence[Span], width: int) -> list[int]:
    """Offsets before which a line may begin, ascending."""
    # The other pattern takes longer to compile than a question to lay out. `re` keeps it.
    pattern = _ASCII_BREAK if text.isascii() else re.compile(_BREAK)
    found = [hit.start() for hit in pattern.finditer(text)]
    if not text.isascii():
        found = [offset for offset in found if not _is_torn(text, offset)]
    offset = 0
    for run in runs:
        end = offset + len(run.text)
        if run.style in ("math", "code") and len(run.text) > 1:
            inside = slice(bisect_right(found, offset), bisect_left(found, end))
            if run.style == "math":
                found[inside] = _breaks_of_formula(text, offset, end, found[inside], width)
            elif cells(run.text) <= width:
                del found[inside]
        offset = end
    return found


def _breaks_of_formula(
    text: str, start: int, end: int, spaces: Sequence[int], width: int
) -> list[int]:
    """Breaks inside a formula: none in a short one, in a long one those that read best.

    These are behind a relation, an operator or a comma outside brackets; where a line cannot hold
    a part between two of them, also those inside brackets, and at spaces.
    """
    size = cells(text[start:end])
    if size <= max(_SHORT, width // 3) and size <= width:
        return []
    every = sorted({*spaces, *(hit.start() for hit in _AFTER_OPERATOR.finditer(text, start, end))})
    depth, at, outer = 0, start, []
    for offset in every:
        depth += _depth(text[at:offset])
        at = offset
        if not depth and text[start:offset].rstrip(" ")[-1:] in _OPERATORS:
            outer.append(offset)
    found: list[int] = []
    for left, right in pairwise((start, *outer, end)):
        if cells(text[left:right].rstrip(" ")) > width:
            found += [offset for offset in every if left < offset < right]
        found.append(right)
    return found[:-1]


def _depth(text: str) -> int:
    """By how much deeper in brackets its end is than its beginning."""
    return sum((char in "([{") - (char in ")]}") for char in text)


def _is_torn(text: str, offset: int) -> bool:
    """Whether a break here would part a mark from its base, or an opening mark from its text."""
    if text[offset] >= "\u0300" and not cells(text[offset]):
        return True
    before = offset - 1
    if text[before] != " ":
        return False
    while before >= 0 and text[before] == " ":
        before -= 1
    return before >= 0 and text[before] in OPENING


def _filled(
    text: str, start: int, end: int, breaks: Sequence[int], width: int
) -> Iterator[tuple[int, int]]:
    """Start and end of each line of the paragraph `text[start:end]`, filled greedily."""
    line_start = line_end = start
    filled = 0
    inner = breaks[bisect_right(breaks, start) : bisect_left(breaks, end)]
    for unit_start, unit_end in pairwise((start, *inner, end)):
        body = text[unit_start:unit_end].rstrip(" ")
        gap = unit_end - unit_start - len(body)
        size = cells(body)
        if filled + size > width and line_end > line_start:
            yield line_start, line_end
            line_start, filled = unit_start, 0
        if filled + size > width:
            *full, rest = _cut(body, width)
            line_start = unit_start
            for piece in full:
                yield line_start, line_start + len(piece)
                line_start += len(piece)
            filled, size = 0, cells(rest)
        line_end = unit_start + len(body)
        filled += size + gap
    yield line_start, line_end


def _cut(word: str, width: int) -> list[str]:
    """A word wider than a line in pieces, none of which begins with a closing mark if avoidable."""
    if word.isascii():
        return [word[at : at + width] for at in range(0, len(word), width)]
    pieces: list[str] = []
    line: list[str] = []
    sizes: list[int] = []
    filled = 0
    for cluster in clusters(word):
        size = cells(cluster)
        while line and filled + size > width:
            at = _last_seam([*line, cluster])
            pieces.append("".join(line[:at]))
            line, sizes = line[at:], sizes[at:]
            filled = sum(sizes)
        line.append(cluster)
        sizes.append(size)
        filled += size
    return [*pieces, "".join(line)]


def _last_seam(line: Sequence[str]) -> int:
    """Where a line may end at the latest, counted in clusters; the last one is already too much."""
    for at in range(len(line) - 1, 0, -1):
        if line[at][0] not in CLOSING and line[at - 1][0] not in OPENING:
            return at
    return len(line) - 1


class _Cutter:
    """Cuts lines out of styled runs, from left to right, in one pass over both."""

    def __init__(self, runs: Sequence[Span]) -> None:
        self._runs = runs
        self._at = 0
        self._offset = 0

    def line(self, start: int, end: int) -> Line:
        """The runs between two offsets; `start` never lies before an earlier one."""
        spans: list[Span] = []
        while self._at < len(self._runs):
            run, offset = self._runs[self._at], self._offset
            run_end = offset + len(run.text)
            if end > offset and start < run_end:
                piece = run.text[max(start - offset, 0) : end - offset]
                if piece:
                    spans.append(Span(piece, run.style))
            if run_end > end:
                break
            self._at += 1
            self._offset = run_end
        return tuple(spans)
