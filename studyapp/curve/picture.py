"""A view drawn: the curves and what lies over them at once, the cursor quickly on top.

plotext is left out here: its dots are the ones of `dots`, but it takes 2.5 ms for a curve beside a
card and 14 ms for one that fills 200 x 60, in which a key's frame should be out (benchmark:
curvekeys in tests/bench).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from studyapp.curve.axes import draw_axes, x_ticks
from studyapp.curve.draw import (
    BRAILLE,
    LEAST_PLOT,
    LEAST_TICKS,
    draw_strokes,
    lines_of_heading,
    place,
    scale_for,
)
from studyapp.curve.drawing import Canvas, Drawing, Plot, Run, shorten
from studyapp.curve.features import FLAT
from studyapp.curve.heading import SAMPLE_CELLS, heading, label, sample_of
from studyapp.curve.sample import SAMPLES_PER_COLUMN, Series, sample
from studyapp.curve.strokes import DENSITY_STYLE, TANGENT_STYLE, role, stroke
from studyapp.curve.subject import subject
from studyapp.curve.view import focused, window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from studyapp.curve.heading import Entry
    from studyapp.curve.spec import Drawn
    from studyapp.curve.strokes import Array, Stroke
    from studyapp.curve.view import View

Patches = dict[int, dict[int, Run]]
"""Cells of a drawing, by row and then by column, to be shown instead: runs of one character."""

CURSOR, POINT, SLOPE_POINT = "┊", "●", "○"
MARK = "━"

LEAST_NAMED = 10
"""Rows from which the legend has room for the marks, of which the readout tells."""

BELL = 0.85
"""Of the plot's height, for the density of N(0, 1)."""

_DOTS = np.array([[0x40, 0x04, 0x02, 0x01], [0x80, 0x20, 0x10, 0x08]], dtype=np.uint8)
"""Bits of a braille character by column, and by row from below."""


class Picture(NamedTuple):
    """A view without its cursor: what stays while only that one moves.

    Attributes:
        plot: where the curves lie; None where no axes are.
        marks: a row more, which comes under the plot; None without one.
    """

    canvas: Canvas
    plot: Plot | None = None
    marks: Canvas | None = None

    @property
    def height(self) -> int:
        """Rows, those of `marks` included."""
        return self.canvas.height + (self.marks is not None)

    def row(self, number: int, instead: Mapping[int, Run] | None = None) -> tuple[Run, ...]:
        """A row from the top, with other characters in the cells of some columns of the plot."""
        if self.plot is not None and self.marks is not None:
            under = self.plot.top + self.plot.rows
            if number == under:
                return self.marks.row(0)
            number -= number > under
        return self.canvas.row(number, instead or {})


def still(view: View) -> View:
    """All of a view that its picture depends on; with the same of this, it looks the same."""
    return view._replace(cursor=None, place="", tangent=False, picked=0, card=view.spec)


def paint(view: View, width: int, height: int) -> Picture:
    """The curves of a view, with all that lies over them but cursor and tangent.

    Args:
        view: what to draw; names and parameters are those of the catalogue.
        width, height: in cells, at least 1.

    Raises:
        UnknownFunction, BadParameter: the specification names what the catalogue does not have.
        ValueError: a curve of a function that has none (softmax has bars).
    """
    spec = view.spec._replace(second=view.second)
    marked = view.saturation and height > LEAST_PLOT[1] and width >= LEAST_PLOT[0]
    canvas = Canvas(width, height - marked)
    if width < LEAST_PLOT[0] or height < LEAST_PLOT[1]:
        canvas.write(0, 0, shorten(label(spec, 0), width), "title")
        return Picture(canvas)
    top = _head(view, canvas)
    with_ticks = width >= LEAST_TICKS[0] and height >= LEAST_TICKS[1]
    series = sample(spec, width)
    scale = scale_for(spec, series, canvas.height - top - with_ticks)
    plot = place(scale, window(view), canvas, top, with_ticks)
    draw_axes(canvas, plot, x_ticks(plot) if with_ticks else (), scale.ticks if with_ticks else ())
    lines = [(stroke(one, plot), role(one.trace, one.order)) for one in series]
    if view.density:
        lines.append((_bell(plot), "density"))
    draw_strokes(canvas, plot, lines, dots)
    return Picture(canvas, plot, _marks(width, plot, focused(view)) if marked else None)


def patches(view: View, picture: Picture) -> Patches:
    """The cursor, the tangent that touches there and the points it reads, over a picture."""
    plot = picture.plot
    column = None if plot is None or view.cursor is None else plot.column_of(view.cursor)
    if plot is None or column is None or view.cursor is None:
        return {}
    cursor = Run(CURSOR, "cursor")
    cells: Patches = {
        row: {} if _is_braille(picture.canvas.cell(row, column).text) else {column: cursor}
        for row in range(plot.top, plot.top + plot.rows)
    }
    one, at = subject(focused(view)), np.array([view.cursor])
    value, slope = float(one.value(at)[0]), float(one.slope(at)[0])
    if view.tangent:
        for row, changes in _tangent(picture.canvas, plot, view.cursor, value, slope).items():
            cells[row] |= changes
    shown = [(slope, SLOPE_POINT)] if view.spec.derivative else []
    for y, sign in (*shown, (value, POINT)):
        row_of = plot.row_of(y)
        if row_of is not None:
            cells[row_of][column] = Run(sign, "point")
    return {row: changes for row, changes in cells.items() if changes}


def draw_view(view: View, width: int, height: int) -> Drawing:
    """All of a view at once; raises as `paint` does."""
    picture = paint(view, width, height)
    changed = patches(view, picture)
    rows = tuple(picture.row(row, changed.get(row)) for row in range(height))
    return Drawing(width, height, rows, picture.plot)


def dots(points: Array, columns: int, rows: int) -> NDArray[np.uint8]:
    """The braille dots of points as plotext sets them: the same bits, without its canvas."""
    bits = np.zeros((rows, columns), dtype=np.uint8)
    place = np.floor(np.round(points + 0.5, 8)).astype(int)  # as plotext rounds
    across, up = place[:, 0], place[:, 1]
    np.bitwise_or.at(bits, (rows - 1 - up // 4, across // 2), _DOTS[across % 2, up % 4])
    return bits


def _head(view: View, canvas: Canvas) -> int:
    """Title and legend; how many lines they are."""
    spec = view.spec._replace(second=view.second)
    more = _more(view, canvas.height)
    head = heading(spec, canvas.width, lines_of_heading(canvas.height), more, view.focus)
    for row, line in enumerate(head):
        for column, run in line:
            canvas.write(row, column, run.text, run.role)
    return len(head)


def _more(view: View, height: int) -> list[Entry]:
    """What the legend names besides the curves."""
    named: list[Entry] = []
    if view.density:
        named.append((Run(sample_of(DENSITY_STYLE), "density"), Run("N(0,1)", "legend")))
    if view.saturation and height >= LEAST_NAMED:
        named.append((Run(MARK * SAMPLE_CELLS, "mark"), Run(f"|f′| < {FLAT:g}", "legend")))
    return named


def _bell(plot: Plot) -> Stroke:
    """The density of N(0, 1), scaled so that its top is near that of the plot."""
    x = np.linspace(*plot.x, SAMPLES_PER_COLUMN * plot.columns + 1)
    low, high = plot.y
    y = low + BELL * (high - low) * np.exp(-x * x / 2.0)
    return stroke(Series(0, 0, ((x, y),)), plot, DENSITY_STYLE)


def _marks(width: int, plot: Plot, trace: Drawn) -> Canvas:
    """A row to come under the plot, marked where the slope is small."""
    columns = np.arange(plot.left, plot.left + plot.columns)
    middle = np.array([plot.x_at(column) for column in columns.tolist()])
    canvas = Canvas(width, 1)
    for column in columns[np.abs(subject(trace).slope(middle)) < FLAT].tolist():
        canvas.write(0, column, MARK, "mark")
    return canvas


def _tangent(canvas: Canvas, plot: Plot, x: float, value: float, slope: float) -> Patches:
    """The cells of the line that touches at (x, value), with what is drawn there kept."""
    if not np.isfinite((value, slope)).all():
        return {}
    along = np.linspace(*plot.x, SAMPLES_PER_COLUMN * plot.columns + 1)
    touching = Series(0, 0, ((along, value + slope * (along - x)),))
    line = stroke(touching, plot, TANGENT_STYLE)
    bits = dots(line.path[line.drawn], plot.columns, plot.rows)
    cells: Patches = {}
    for up, across in np.argwhere(bits).tolist():
        row, column = plot.top + up, plot.left + across
        below = canvas.cell(row, column)
        mixed = int(bits[up, across])
        drawn = _is_braille(below.text)
        text = chr((ord(below.text) if drawn else BRAILLE) | mixed)
        cells.setdefault(row, {})[column] = Run(text, below.role if drawn else "tangent")
    return cells


def _is_braille(character: str) -> bool:
    return BRAILLE < ord(character) < BRAILLE + 256
