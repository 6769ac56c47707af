"""Turns text with roles into rows that are ready for the terminal, in the colours of the theme.

A row is filtered and rendered to its escape sequences here, once: what a key press shows is then
only copied out (benchmark: key press in tests/bench).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from studyapp.curve.drawing import BLANK
from studyapp.tui.lines import Part, measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console
    from rich.style import Style
    from textual.color import Color
    from textual.filter import LineFilter


class Target(NamedTuple):
    """Cells of a sheet that do something when they are clicked: ``left <= x < right``."""

    row: int
    left: int
    right: int
    action: str


_NONE: Mapping[int, Strip] = MappingProxyType({})


class Sheet(NamedTuple):
    """Ready rows, all `width` cells wide.

    Attributes:
        long: rows that did not fit, uncut: code, which is scrolled sideways.
        targets: what can be clicked.
    """

    width: int
    rows: tuple[Strip, ...] = ()
    long: Mapping[int, Strip] = _NONE
    targets: tuple[Target, ...] = ()

    def above(self, other: Sheet) -> Sheet:
        """The rows of both, `other` below."""
        down = len(self.rows)
        return Sheet(
            self.width,
            self.rows + other.rows,
            {**self.long, **{row + down: strip for row, strip in other.long.items()}},
            self.targets + tuple(t._replace(row=t.row + down) for t in other.targets),
        )


class Row(Strip):
    """A strip that does not keep itself in its own cache, as `Strip` does when it is shown whole.

    So it goes as soon as it is replaced. Of the others a held key leaves hundreds in a second,
    each of fourteen objects, for the garbage collector to find in the midst of some frame (up to
    20 ms; benchmark: curvekeys in tests/bench).
    """

    __slots__ = ()

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """The parts that end at these cells."""
        ends = list(cuts)
        return [self] if ends == [self.cell_length] else super().divide(ends)


class Ink:
    """The styles of one place on the screen under one theme. Threads may share it."""

    def __init__(
        self,
        styles: Mapping[str, Style],
        background: Color,
        filters: Sequence[LineFilter],
        console: Console,
    ) -> None:
        """Take `styles` by role; the role ``plain`` is what roles without a style look like."""
        self._styles = styles
        self._plain = styles["plain"]
        self._background = background
        self._filters = filters
        self._console = console
        self._filtered: dict[str, Style | None] = {}

    def row(self, parts: Iterable[Part], width: int, margin: int = 0) -> Strip:
        """One row of exactly `width` cells: cut with an ellipsis, or filled with blanks."""
        return self._row(self._segments(parts, margin), width)

    def drawn_row(self, parts: Iterable[Part], width: int, margin: int) -> Strip:
        """One row of a drawing: cells of one column each, which fill the width but for the margins.

        Quicker than `row`, since a key may change every row of a curve (benchmark: curvekeys in
        tests/bench): nothing is measured or cut, and the filters see each role once.
        """
        kept: list[tuple[str, str]] = [(" " * margin, BLANK)]
        for text, role in parts:
            if role == BLANK or role == kept[-1][1]:
                kept[-1] = kept[-1][0] + text, kept[-1][1]
            elif kept[-1][1] == BLANK:
                kept[-1] = kept[-1][0] + text, role
            else:
                kept.append((text, role))
        kept[-1] = kept[-1][0] + " " * margin, kept[-1][1]
        row = Row([Segment(text, self._ready_style(role)) for text, role in kept], width)
        row.render(self._console)
        return row

    def _ready_style(self, role: str) -> Style | None:
        """The look of a role as the theme's filters leave it."""
        if role not in self._filtered:
            look = Strip([Segment("x", self._styles.get(role, self._plain))], 1)
            self._filtered[role] = next(iter(self.ready(look))).style
        return self._filtered[role]

    def spread(self, left: Iterable[Part], right: Sequence[Part], width: int, margin: int) -> Strip:
        """One row with parts at both ends; where room is short the left ones are cut."""
        room = max(0, width - margin - measure(right))
        segments = self._sized(self._segments(left, margin), room)
        return self._row(segments + self._segments(right, 0), width)

    def long_row(self, parts: Iterable[Part], margin: int = 0) -> Strip:
        """One row as wide as its text."""
        return Strip(self._segments(parts, margin))

    def sheet(self, lines: Iterable[Sequence[Part]], width: int, margin: int = 0) -> Sheet:
        """A row for each line; what is wider than `width` can be scrolled sideways."""
        rows: list[Strip] = []
        long: dict[int, Strip] = {}
        for number, line in enumerate(lines):
            rows.append(self.row(line, width, margin))
            if margin + sum(cell_len(text) for text, _ in line) > width:
                long[number] = self.long_row(line, margin)
        return Sheet(width, tuple(rows), long)

    def shifted(self, sheet: Sheet, by: int) -> Sheet:
        """The sheet with its long rows moved `by` cells to the left."""
        if not by or not sheet.long:
            return sheet
        rows = list(sheet.rows)
        for number, strip in sheet.long.items():
            window = strip.crop(by, by + sheet.width)
            rows[number] = self.ready(window.adjust_cell_length(sheet.width, self._plain))
        return Sheet(sheet.width, tuple(rows), sheet.long, sheet.targets)

    def fitted(self, sheet: Sheet, width: int) -> Sheet:
        """The sheet cut or filled to `width`: what shows while a new one is being prepared."""
        if sheet.width == width:
            return sheet
        rows = (self.ready(row.adjust_cell_length(width, self._plain)) for row in sheet.rows)
        return Sheet(width, tuple(rows))

    def blank(self, width: int) -> Strip:
        """A row of blanks."""
        return self.ready(Strip.blank(width, self._plain))

    def ready(self, strip: Strip) -> Strip:
        """The strip as the theme's filters leave it, with its escape sequences made."""
        for line_filter in self._filters:
            strip = strip.apply_filter(line_filter, self._background)
        row = Row(strip, strip.cell_length)
        row.render(self._console)
        return row

    def _row(self, segments: list[Segment], width: int) -> Strip:
        return self.ready(Strip(_merged(self._sized(segments, width)), width))

    def _sized(self, segments: list[Segment], width: int) -> list[Segment]:
        length = sum(cell_len(segment.text) for segment in segments)
        if length < width:
            return [*segments, Segment(" " * (width - length), self._plain)]
        if length == width:
            return segments
        kept = _cut(segments, max(0, width - 1))
        gap = width - sum(cell_len(segment.text) for segment in kept)
        return [*kept, Segment("…" * min(1, gap) + " " * (gap - 1), self._plain)]

    def _segments(self, parts: Iterable[Part], margin: int) -> list[Segment]:
        segments = [Segment(" " * margin, self._plain)] if margin else []
        find, plain = self._styles.get, self._plain
        segments += [Segment(text, find(role, plain)) for text, role in parts if text]
        return segments


def _merged(segments: Iterable[Segment]) -> list[Segment]:
    """Fewer segments that look the same: each costs forty bytes on the way to the terminal.

    Blanks take the style of their neighbour if only the colour of the text differs (a revealed
    card at 160 x 48: 26 KB without this, 16 with it).
    """
    kept: list[Segment] = []
    for segment in segments:
        style = _common(kept[-1], segment) if kept else None
        if style is None:
            kept.append(segment)
        else:
            kept[-1] = Segment(kept[-1].text + segment.text, style)
    return kept


def _common(left: Segment, right: Segment) -> Style | None:
    """The style in which both can stand, if there is one."""
    one, other = left.style, right.style
    if one is None or other is None:
        return None
    if one == other:
        return one
    if one.bgcolor != other.bgcolor or one.underline or other.underline:
        return None
    if right.text.isspace():
        return one
    return other if left.text.isspace() else None


def _cut(segments: Iterable[Segment], width: int) -> list[Segment]:
    kept: list[Segment] = []
    for segment in segments:
        length = cell_len(segment.text)
        if length > width:
            kept.append(Segment(set_cell_size(segment.text, width), segment.style))
            break
        kept.append(segment)
        width -= length
    return kept
