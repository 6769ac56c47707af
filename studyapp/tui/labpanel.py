"""Beside the lab's curves: what the cursor reads of each, and what is known of one."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from studyapp.tui.ahead import Job
from studyapp.tui.ink import Sheet
from studyapp.tui.lines import Part, fit, wrap
from studyapp.tui.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.curve.spec import Drawn
    from studyapp.curve.view import View
    from studyapp.tui.ink import Ink

_LABEL = 12
_NUMBER = 10
"""Cells of a fact's label, and of a value that the cursor reads."""

_MARGIN, _SHORTEST = 1, 6
_FOCUS = "› "
_ROOM = 16
"""Matters that are remembered, so that going back to one tells of it at once."""

NO_CURSOR = "← → read f and f′ here"


class _Matter(NamedTuple):
    """What is told of: a curve, or the difference of two, over a window."""

    trace: Drawn
    window: tuple[float, float]
    other: Drawn | None


class LabPanel(Reader):
    """The table of the functions, and below it facts, or the error of two of them."""

    def __init__(self) -> None:
        super().__init__(self._sheet, id="facts")
        self._view: View | None = None
        self._apart = False
        self._matter: _Matter | None = None
        self._known: OrderedDict[_Matter, tuple[tuple[str, str], ...]] = OrderedDict()
        self._told: tuple[tuple[str, str], ...] = ()
        self._laid: tuple[object, Sheet] = (None, Sheet(0))

    def tell(self, view: View | None, apart: bool, other: int | None) -> None:
        """Tell of this view; facts that are not known yet follow, see `jobs`."""
        if view is None:
            return
        from studyapp.curve.view import focused, window

        against = None if other is None else view.spec.traces[other]
        matter = _Matter(focused(view), window(view), against)
        if self._matter is None or matter.trace != self._matter.trace:
            self.pane.top = 0
        self._view, self._apart, self._matter = view, apart, matter
        self.pane.repaint()

    def jobs(self) -> list[Job[Sheet]]:
        """What finds out what is told here, if it is not known."""
        matter = self._matter
        if matter is None or matter in self._known:
            return []
        return [Job(object(), partial(self._find, matter))]

    def _find(self, matter: _Matter) -> Sheet:
        """In the thread that prepares."""
        self._known[matter] = (*_error(matter), *_facts(matter))
        while len(self._known) > _ROOM:
            self._known.popitem(last=False)
        return Sheet(0)

    def _sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        if self._view is None:
            return Sheet(width)
        if self._matter is not None:
            self._told = self._known.get(self._matter, self._told)
        room = max(1, width - 2 * _MARGIN)
        table = ink.sheet(_table(self._view, self._apart, room), width, _MARGIN)
        return table.above(self._facts(ink, width, room))

    def _facts(self, ink: Ink, width: int, room: int) -> Sheet:
        """What is known, laid out once: a cursor that moves changes the table alone."""
        wanted = (self._told, ink, width)
        if self._laid[0] != wanted:
            lines: list[list[Part]] = [[]]
            for label, text in self._told:
                for number, line in enumerate(wrap(text, max(2, room - _LABEL - 1))):
                    head = fit("" if number else label, _LABEL)
                    lines.append([(f"{head} ", "muted"), (line, "text")])
            self._laid = wanted, ink.sheet(lines, width, _MARGIN)
        return self._laid[1]


def _table(view: View, apart: bool, width: int) -> Iterator[list[Part]]:
    """Each function with its values at the cursor."""
    import numpy as np

    from studyapp.curve.drawing import shorten
    from studyapp.curve.heading import SAMPLE_CELLS, label, sample_line
    from studyapp.curve.reading import short
    from studyapp.curve.strokes import role
    from studyapp.curve.subject import subject
    from studyapp.curve.ticks import rounded

    spec = view.spec
    names = [label(spec, index) for index in range(len(spec.traces))]
    sample = 0 if apart else SAMPLE_CELLS + 1
    values = 0 if view.cursor is None else (2 + view.second) * _NUMBER
    room = max(_SHORTEST, min(max(map(len, names)), width - len(_FOCUS) - 2 - sample - values))
    if view.cursor is None:
        yield [(NO_CURSOR, "muted")]
    else:
        place = fit(f"x = {rounded(view.cursor, 6)}", 4 + sample + room)
        heads = ("f", "f′", "f″") if view.second else ("f", "f′")
        yield [(place, "strong"), *((f"{head:>{_NUMBER}}", "muted") for head in heads)]
    for index, trace in enumerate(spec.traces):
        here = index == view.focus
        line: list[Part] = [(f"{_FOCUS if here else '  '}{index + 1} ", "key")]
        if not apart:
            line.append((f"{sample_line(index, 0)} ", role(index, 0)))
        line.append((f"{shorten(names[index], room):<{room}}", "title" if here else "text"))
        if view.cursor is not None:
            one, at = subject(trace), np.array([view.cursor])
            ways = (one.value, one.slope, one.bend) if view.second else (one.value, one.slope)
            line += [(f"{short(float(way(at)[0]), 4):>{_NUMBER}}", "text") for way in ways]
        yield line


def _facts(matter: _Matter) -> Iterator[tuple[str, str]]:
    from studyapp.curve.telling import of_shown

    return of_shown(matter.trace, matter.window)


def _error(matter: _Matter) -> Iterator[tuple[str, str]]:
    """The error, if there is one to tell of, and a line between it and the facts."""
    from studyapp.curve.telling import of_error

    if matter.other is not None:
        yield from of_error(matter.trace, matter.other, matter.window)
        yield "", ""
