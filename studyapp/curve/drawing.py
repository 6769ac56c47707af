"""A picture made of characters: rows of runs with roles, and where its plot lies. No NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy as np
    from numpy.typing import NDArray

Coordinate = TypeVar("Coordinate", float, "NDArray[np.float64]")
"""One number, or an array of them; plain arithmetic takes both."""

BLANK = "blank"

_NOTHING: Mapping[int, Run] = MappingProxyType({})


class Run(NamedTuple):
    """Characters of one role, side by side; every character is one cell wide.

    Roles: "axis", "tick", "title", "legend", "trace0".."trace4", "slope0".."slope4",
    "bend0".."bend4", "bar0".."bar3", "blank"; over a curve "cursor", "point", "tangent", "mark"
    (of a flat part) and "density".
    """

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Where the curves lie in a drawing, and which numbers that is.

    A cell has 2 x 4 braille dots; the window's edges are the centres of the outermost dots.

    Attributes:
        left, top: the first column and row of the plot in its drawing, from 0.
        columns, rows: its size in cells, at least 1 each.
        x, y: the window, ``a < b`` each.
    """

    left: int
    top: int
    columns: int
    rows: int
    x: tuple[float, float]
    y: tuple[float, float]

    def x_at(self, column: int) -> float:
        """The x at the middle of a column of the drawing."""
        return self.x_at_dot(2 * (column - self.left) + 0.5)

    def y_at(self, row: int) -> float:
        """The y at the middle of a row of the drawing."""
        return self.y_at_dot(4 * (self.top + self.rows - 1 - row) + 1.5)

    def column_of(self, x: float) -> int | None:
        """The column of the drawing that holds x; None outside the window."""
        if not self.x[0] <= x <= self.x[1]:
            return None
        return self.left + int(self.dot_of_x(x) + 0.5) // 2

    def row_of(self, y: float) -> int | None:
        """The row of the drawing that holds y; None outside the window."""
        if not self.y[0] <= y <= self.y[1]:
            return None
        return self.top + self.rows - 1 - int(self.dot_of_y(y) + 0.5) // 4

    def dot_of_x(self, x: Coordinate) -> Coordinate:
        """Place of x in dots from the left edge: 0 is the first dot's centre."""
        return (2 * self.columns - 1) * (x - self.x[0]) / (self.x[1] - self.x[0])

    def dot_of_y(self, y: Coordinate) -> Coordinate:
        """Place of y in dots from the bottom edge: 0 is the lowest dot's centre."""
        return (4 * self.rows - 1) * (y - self.y[0]) / (self.y[1] - self.y[0])

    def x_at_dot(self, dot: float) -> float:
        """The inverse of `dot_of_x`."""
        return self.x[0] + (self.x[1] - self.x[0]) * dot / (2 * self.columns - 1)

    def y_at_dot(self, dot: float) -> float:
        """The inverse of `dot_of_y`."""
        return self.y[0] + (self.y[1] - self.y[0]) * dot / (4 * self.rows - 1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows from top to bottom, each exactly `width` cells; `plot` is None where no axes are."""

    width: int
    height: int
    rows: tuple[tuple[Run, ...], ...]
    plot: Plot | None = None


class Canvas:
    """A drawing in the making: cells that one writes on, clipped at the edges."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self._text = [[" "] * width for _ in range(height)]
        self._roles = [[BLANK] * width for _ in range(height)]

    def write(self, row: int, column: int, text: str, role: str) -> None:
        """Put text from a cell on to the right; what falls outside is lost."""
        if 0 <= row < self.height:
            for place, character in enumerate(text, column):
                if 0 <= place < self.width:
                    self._text[row][place] = character
                    self._roles[row][place] = role

    def cell(self, row: int, column: int) -> Run:
        """What stands in a cell within the canvas."""
        return Run(self._text[row][column], self._roles[row][column])

    def row(self, row: int, instead: Mapping[int, Run] = _NOTHING) -> tuple[Run, ...]:
        """A row, with other characters in the cells of some columns."""
        text, roles = self._text[row], self._roles[row]
        if instead:
            text, roles = text.copy(), roles.copy()
            for column, run in instead.items():
                text[column], roles[column] = run
        return tuple(_runs("".join(text), roles))

    def drawing(self, plot: Plot | None = None) -> Drawing:
        """What was written, as a value."""
        rows = tuple(self.row(row) for row in range(self.height))
        return Drawing(self.width, self.height, rows, plot)


def _runs(text: str, roles: Iterable[str]) -> Iterable[Run]:
    begin = 0
    for role, group in groupby(roles):
        end = begin + len(list(group))
        yield Run(text[begin:end], role)
        begin = end


def to_text(drawing: Drawing) -> list[str]:
    """The drawing's lines without roles, for pipes; blanks at the end of a line are left out."""
    return ["".join(run.text for run in row).rstrip() for row in drawing.rows]


def shorten(text: str, width: int) -> str:
    """The text if it fits, else as much of it as fits with an ellipsis."""
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"
