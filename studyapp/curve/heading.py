"""What stands above a plot: the first function's formula, and a legend that shows line styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.drawing import Run, shorten
from studyapp.curve.spec import Drawn, Trace
from studyapp.curve.strokes import is_drawn, pattern, role
from studyapp.curve.subject import subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.curve.spec import CurveSpec
    from studyapp.curve.subject import Subject

SAMPLE_CELLS = 4
"""Width of a line's sample in the legend."""

GAP = 2
"""Cells between entries of the legend."""

LONGEST_LABEL = 24
"""Characters of a formula that stand for it in the legend."""

Line = list[tuple[int, Run]]
"""Runs with the columns they begin at."""

Entry = tuple[Run, Run]
"""Of the legend: a sample, `SAMPLE_CELLS` wide, and a name."""


def label(spec: CurveSpec, index: int, order: int = 0) -> str:
    """A trace's short name: ``gelu``, ``gelu′``, ``gelu″``, ``prelu(α=0.1)``.

    Parameters are named where they are not the default, or tell the traces apart.
    """
    shown = subject(spec.traces[index])
    told = [
        f"{parameter.symbol}={shown.settings[parameter.name]:g}"
        for parameter in shown.params
        if _alike(spec, shown) > 1 or shown.settings[parameter.name] != parameter.default
    ]
    name = shown.name
    if not isinstance(spec.traces[index], Trace):
        name = shorten(name, LONGEST_LABEL)
        name = f"({name})" if order else name
    return name + ("", "′", "″")[order] + (f"({', '.join(told)})" if told else "")


def _alike(spec: CurveSpec, shown: Subject) -> int:
    return sum(subject(trace).name == shown.name for trace in spec.traces)


def equation(trace: Drawn, numbers: bool = True) -> str:
    """A trace as ``leaky_relu(x) = x (x > 0), αx (x ≤ 0); α = 0.2``, or without the numbers."""
    shown = subject(trace)
    name = shown.name if isinstance(trace, Trace) else "f"
    values = ", ".join(f"{p.symbol} = {shown.settings[p.name]:g}" for p in shown.params)
    return f"{name}(x) = {shown.formula}" + (f"; {values}" if numbers and values else "")


def heading(
    spec: CurveSpec, width: int, lines: int, more: Sequence[Entry] = (), titled: int = 0
) -> list[Line]:
    """Title and legend in at most so many lines of that width.

    One function alone is named by the title. Where not both have room the legend of several stays,
    since it names them too.

    Args:
        more: what the legend tells besides the functions.
        titled: the index of the trace that the title is of.
    """
    entries = _entries(spec)
    alone = len(entries) == 1
    first = spec.traces[titled]
    full = equation(first, numbers=_alike(spec, subject(first)) == 1)
    fitting = [form for form in (full, *[label(spec, 0)] * alone) if len(form) <= width]
    title: list[Line] = [[(0, Run(form, "title"))] for form in fitting[:1]]
    legend = _wrapped([*(() if alone else entries), *more], width)
    if not legend:
        return title[:lines]
    if title and len(legend) == 1 and len(fitting[0]) + 2 * GAP + _width(legend[0]) <= width:
        shift = width - _width(legend[0])
        return [[*title[0], *[(at + shift, run) for at, run in legend[0]]]]
    if len(title) + len(legend) <= lines:
        return [*title, *legend]
    if alone:
        return [*title, *legend][:lines]
    return legend if len(legend) <= lines else _cut(legend[:lines], width)


def _cut(lines: list[Line], width: int) -> list[Line]:
    """The lines with a sign that more would follow."""
    last = lines[-1]
    sign = (min(_width(last) + 1, width - 1), Run("…", "legend"))
    return [*lines[:-1], [*last, sign]]


def _entries(spec: CurveSpec) -> list[Entry]:
    return [
        (
            Run(sample_line(index, order), role(index, order)),
            Run(label(spec, index, order), "legend"),
        )
        for order in spec.orders
        for index in range(len(spec.traces))
    ]


def sample_line(trace: int, order: int) -> str:
    """A short piece of a line in its style, in braille."""
    return sample_of(pattern(trace, order))


def sample_of(style: tuple[int, ...]) -> str:
    """The same of any style."""
    dots = is_drawn(style, np.arange(2 * SAMPLE_CELLS))
    cells = zip(dots[::2], dots[1::2], strict=True)
    return "".join(" ⠂⠐⠒"[int(left) + 2 * int(right)] for left, right in cells)


def _wrapped(entries: Sequence[Entry], width: int) -> list[Line]:
    lines: list[Line] = []
    column = 0
    for sample, name in entries:
        needed = SAMPLE_CELLS + 1 + len(name.text)
        if not lines or column + needed > width:
            lines.append([])
            column = 0
        text = shorten(name.text, width - SAMPLE_CELLS - 1)
        lines[-1] += [(column, sample), (column + SAMPLE_CELLS + 1, Run(text, "legend"))]
        column += needed + GAP
    return lines


def _width(line: Line) -> int:
    at, run = line[-1]
    return at + len(run.text)
