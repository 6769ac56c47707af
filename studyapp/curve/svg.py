"""Curves as an SVG image that stands alone: axes, round numbers, a legend, and a path a piece."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

from studyapp.curve.drawing import Plot
from studyapp.curve.heading import equation, label
from studyapp.curve.sample import Series, sample, x_window
from studyapp.curve.scale import fitted, given
from studyapp.curve.strokes import stroke
from studyapp.curve.ticks import ticks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.curve.spec import CurveSpec
    from studyapp.curve.strokes import Array

WIDTH, HEIGHT = 720, 480
LEFT, TOP, RIGHT, BOTTOM = 64, 40, 16, 40
"""Pixels of the image, and those around the plot."""

LINE = 18
"""Pixels from one line of the legend to the next."""

MOST_X_TICKS, ROWS = 11, 24
"""Labels across, and rows of text the plot would be high: how close labels on y may come."""

COLOURS = ("#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#8c564b")
"""One a function."""

DASHES = ("", "6 4", "2 3")
"""For f, f' and f''."""

STYLE = (
    "text{font:13px sans-serif;fill:#333}.axis{stroke:#333}.grid{stroke:#ddd}"
    ".curve{fill:none;stroke-width:2;stroke-linejoin:round}"
)


def svg(spec: CurveSpec) -> str:
    """The image as text, in UTF-8 when written.

    Raises:
        UnknownFunction, BadParameter: the specification names what the catalogue does not have.
        ValueError: a function is one of a vector.
    """
    inner = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    series = sample(spec, inner[0] // 8)
    heights = [y for one in series for _, y in one.stretches]
    scale = given(spec.y, ROWS) if spec.y else fitted(np.concatenate([np.empty(0), *heights]), ROWS)
    # A plot of cells of 2 x 4 dots: dots are the pixels here.
    plot = Plot(0, 0, inner[0] // 2, inner[1] // 4, x_window(spec), scale.window)
    legend = [(one, label(spec, one.trace, one.order)) for one in series]
    high = HEIGHT + LINE * len(legend) * (len(legend) > 1)
    title = equation(spec.traces[0])
    size = f'width="{WIDTH}" height="{high}" viewBox="0 0 {WIDTH} {high}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{escape(', '.join(name for _, name in legend))}</title>",
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{high}" fill="#fff"/>',
        f'<text x="{LEFT}" y="{TOP - 16}">{escape(title)}</text>',
        *_grid(plot, [(tick.value, tick.label) for tick in scale.ticks]),
        *(line for one in series for line in _curve(one, plot)),
        *(_legend(legend) if len(legend) > 1 else ()),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _grid(plot: Plot, upright: list[tuple[float, str]]) -> Iterator[str]:
    left, right, top, bottom = LEFT, WIDTH - RIGHT, TOP, HEIGHT - BOTTOM
    for tick in ticks(*plot.x, most=MOST_X_TICKS):
        at = f"{LEFT + plot.dot_of_x(tick.value):.2f}"
        kind = "grid" if tick.value else "axis"
        yield f'<line class="{kind}" x1="{at}" y1="{top}" x2="{at}" y2="{bottom}"/>'
        yield f'<text x="{at}" y="{bottom + 18}" text-anchor="middle">{tick.label}</text>'
    for value, text in upright:
        place = bottom - plot.dot_of_y(value)
        kind = "grid" if value else "axis"
        yield f'<line class="{kind}" x1="{left}" y1="{place:.2f}" x2="{right}" y2="{place:.2f}"/>'
        yield f'<text x="{left - 8}" y="{place + 4:.2f}" text-anchor="end">{text}</text>'


def _curve(series: Series, plot: Plot) -> Iterator[str]:
    if not series.joined:
        dots = "".join(_piece(np.stack([dot, dot])) for dot in stroke(series, plot).path)
        yield f'<path class="curve" stroke-linecap="round" {_look(series)} d="{dots}"/>'
        return
    lines = Series(
        series.trace, series.order, tuple(part for part in series.stretches if len(part[0]) > 1)
    )
    pieces = "".join(_piece(piece) for piece in _inside(lines, plot))
    yield f'<path class="curve" {_look(series)} d="{pieces}"/>'
    for x, y in series.stretches:
        if len(x) == 1 and plot.y[0] <= y[0] <= plot.y[1]:
            across, up = LEFT + plot.dot_of_x(x[0]), HEIGHT - BOTTOM - plot.dot_of_y(y[0])
            colour = COLOURS[series.trace % len(COLOURS)]
            yield f'<circle cx="{across:.2f}" cy="{up:.2f}" r="3.5" fill="{colour}"/>'


def _inside(series: Series, plot: Plot) -> Iterator[Array]:
    """The dots of each unbroken part within the plot, a new part where a pole or the edge cuts."""
    path = stroke(series, plot).path
    far = np.flatnonzero(np.abs(np.diff(path, axis=0)).max(axis=1, initial=0.0) > 2.0) + 1
    yield from (part for part in np.split(path, far) if len(part))


def _piece(dots: Array) -> str:
    places = [f"{LEFT + x:.2f} {HEIGHT - BOTTOM - y:.2f}" for x, y in dots.tolist()]
    return f"M{'L'.join(places)}"


def _look(series: Series) -> str:
    dash = DASHES[series.order]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke="{COLOURS[series.trace % len(COLOURS)]}"{dashed}'


def _legend(legend: list[tuple[Series, str]]) -> Iterator[str]:
    for row, (series, name) in enumerate(legend):
        y = HEIGHT + LINE * row
        look = f'{_look(series)} stroke-width="2"'
        yield f'<line {look} x1="{LEFT}" y1="{y}" x2="{LEFT + 40}" y2="{y}"/>'
        yield f'<text x="{LEFT + 50}" y="{y + 4}">{escape(name)}</text>'
