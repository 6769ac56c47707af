"""What there is to know of a card: where it stands, its interval over time, its history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from studyapp import wording
from studyapp.curve.spec import Timeline
from studyapp.record import HEADS, Record, Row
from studyapp.tui import faces, frame, keys
from studyapp.tui.ahead import REST, Job
from studyapp.tui.lines import Part, fit, wrap
from studyapp.tui.reader import Reader
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.tui.ink import Ink, Sheet
    from studyapp.tui.pane import Pane

_NAMES = 13
_COLUMNS = (13, 11, 9, 16)
"""Cells of a fact's name, and of what stands in the history before its notes."""

_FLAT, _TALL, _HIGH = 8, 12, 40
"""Rows of the plot in low and in high terminals, and the rows that make one high."""


class RecordScreen(StudyScreen):
    """The record of one card."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.RECORD)
    table: ClassVar[tuple[keys.Command, ...]] = keys.RECORD

    def __init__(self, record: Record) -> None:
        super().__init__()
        self._record = record
        self._line = _line(record)
        self._reader = Reader(self._sheet)

    def compose(self) -> ComposeResult:
        """The record, the keys."""
        yield self._reader
        yield self.keyline

    def scrolled(self) -> Pane:
        """The record."""
        return self._reader.pane

    def repaint(self) -> None:
        """Another theme: the plot is drawn anew."""
        super().repaint()
        self._wish()

    def something_ready(self) -> None:
        """The plot was drawn."""
        self.scrolled().repaint()

    def _wish(self) -> None:
        if self._line is not None:
            self.study.ahead.wish([self._job(self._line)])

    def _sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        sheet = ink.sheet(_facts(self._record, max(1, width - 4)), width, margin=2)
        if self._line is not None:
            plot = self.study.ahead.get(self._job(self._line).name)
            if plot is None:  # asked for once the frame is out, in the size that it has then
                self.set_timer(REST, self._wish)
            sheet = sheet.above(plot or ink.sheet(self._waiting(), width, margin=2))
        return sheet.above(ink.sheet(_history(self._record.history), width, margin=2))

    def _waiting(self) -> list[list[Part]]:
        """Where the plot will be."""
        return [[], [("…", "muted")], *([] for _ in range(self._rows - 2))]

    @property
    def _rows(self) -> int:
        return _FLAT if self.app.size.height < _HIGH else _TALL

    def _job(self, line: Timeline) -> Job[Sheet]:
        width = self.scrolled().size.width
        shape = (width, min(width - 4, frame.MEASURE), self._rows)
        ink = self.scrolled().ink
        return Job(("timeline", line, shape), partial(faces.timeline, ink, line, *shape))


def _line(record: Record) -> Timeline | None:
    """The card's interval from its first review to today."""
    if not record.intervals:
        return None
    first, today = record.intervals[0][0], record.today
    ends = (wording.date(first, today), wording.date(today, today))
    return Timeline("Interval in days", record.intervals, today, ends)


def _facts(record: Record, width: int) -> Iterator[list[Part]]:
    yield []
    for line in wrap(record.question, width):
        yield [(line, "title")]
    yield []
    for name, text in record.facts:
        first, *rest = wrap(text, max(1, width - _NAMES))
        yield [(fit(name, _NAMES), "muted"), (first, "plain")]
        for line in rest:
            yield [(" " * _NAMES, "plain"), (line, "plain")]
    yield []


def _history(rows: tuple[Row, ...]) -> Iterator[list[Part]]:
    yield []
    if not rows:
        yield [("Nothing has happened to this card yet.", "muted")]
        return
    yield _columns(HEADS, "muted")
    for row in rows:
        yield _columns(row, "plain")
    yield []


def _columns(row: Row, role: str) -> list[Part]:
    *fields, note = row
    cells = [(fit(text, width), role) for text, width in zip(fields, _COLUMNS, strict=True)]
    return [*cells, (note, "muted")]
