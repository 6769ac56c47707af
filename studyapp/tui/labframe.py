"""Where things lie in the lab, for any size of the terminal. Pure."""

from __future__ import annotations

from typing import NamedTuple

BESIDE = 100
"""Columns from which the facts stand beside the curves."""

LEAST_HIGH = 18
"""Rows of a screen that has room for the facts under the curves."""

LEAST_PLOT = (24, 7)
"""Cells of one of several pictures; with less room there is one, of all curves or of the error."""

WIDE_CELLS = 2.6
"""Columns of a picture that looks well for each of its rows."""

KEYS = 1


class LabFrame(NamedTuple):
    """What is shown, and in how many cells.

    Attributes:
        facts, curves: whether the panel and the pictures are in view; at least one of them is.
        beside: the panel is right of the pictures, not under them.
        panel: width or height of the panel, as it is beside or under; None gives it all.
        apart: each curve has a picture of its own.
        error: the error has the only picture.
        plots, columns: how many pictures, in how many columns.
    """

    facts: bool
    curves: bool
    beside: bool
    panel: int | None
    apart: bool
    error: bool
    plots: int
    columns: int


def arrange(
    size: tuple[int, int], curves: int, *, apart: bool, error: bool, facts: bool | None
) -> LabFrame:
    """The frame for a terminal of that size.

    Args:
        curves: how many are compared, at least 1.
        apart: whether they are wished side by side.
        error: whether the error of two is wished.
        facts: whether the panel is wished; None shows it where there is room for both.
    """
    width, height = size
    beside = width >= BESIDE
    roomy = beside or height >= LEAST_HIGH
    shown = roomy if facts is None else facts
    height -= KEYS
    panel = None
    if roomy:
        panel = min(64, 20 + width // 4) if beside else max(8, height // 3)
    if shown and panel is not None:
        width, height = (width - panel, height) if beside else (width, height - panel)
    is_apart = apart and curves > 1 and _fits(curves + error, width, height)
    alone = error and not is_apart and not _fits(2, width, height)
    plots = 1 if alone else (curves if is_apart else 1) + error
    return LabFrame(
        facts=shown,
        curves=roomy or not shown,
        beside=beside,
        panel=panel,
        apart=is_apart,
        error=alone,
        plots=plots,
        columns=_columns(plots, width, height),
    )


def _fits(plots: int, width: int, height: int) -> bool:
    return _is_legible(plots, _columns(plots, width, height), width, height)


def _columns(plots: int, width: int, height: int) -> int:
    """In how many columns so many pictures are legible, and largest."""

    def size(columns: int) -> tuple[bool, float]:
        area = min(width // columns / WIDE_CELLS, height // -(-plots // columns))
        return _is_legible(plots, columns, width, height), area

    return max(range(1, plots + 1), key=size)


def _is_legible(plots: int, columns: int, width: int, height: int) -> bool:
    return width // columns >= LEAST_PLOT[0] and height // -(-plots // columns) >= LEAST_PLOT[1]
