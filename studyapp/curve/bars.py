"""Softmax as bars: a panel for each temperature, each bar with its logit and probability."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from studyapp.curve.drawing import Canvas, Drawing, shorten
from studyapp.curve.functions import softmax
from studyapp.curve.names import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.curve.spec import BarSpec

EIGHTHS = " ▏▎▍▌▋▊▉"
FULL = "█"

LEAST_BAR, LONGEST_BAR = 4, 72
"""Cells of a bar of probability 1: fewer say nothing, more are no clearer."""

GAP = 3
"""Cells between panels."""

STYLES = 4
"""Roles "bar0" to "bar3", one a temperature."""

LEAST_HEIGHT = 3


class Panel(NamedTuple):
    """The bars of one temperature."""

    place: int
    temperature: float
    probabilities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Blocks one below the other, each of panels side by side, each of rows of bars; in cells.

    A row is the probability and its bar; the logits stand once a block, at its left.
    """

    label: int
    number: int
    bar: int
    across: int
    title: int
    block: int
    blocks: int

    @property
    def panel(self) -> int:
        """Width of a panel."""
        return self.number + 1 + self.bar

    def left(self, place: int) -> int:
        """Where a block's panel of that place begins."""
        return self.label + place * (self.panel + GAP)


def panels(spec: BarSpec) -> tuple[Panel, ...]:
    """The probabilities at every temperature, in the specification's order."""
    return tuple(
        Panel(place, temperature, tuple(softmax(spec.logits, temperature).tolist()))
        for place, temperature in enumerate(spec.temperatures)
    )


def probability(p: float) -> str:
    """Three significant digits: ``0.0871``, ``1.00``, ``2.06e-9``."""
    mantissa, _, power = f"{p:#.3g}".partition("e")
    return f"{mantissa}e{int(power)}" if power else mantissa


def draw_bars(spec: BarSpec, width: int, height: int) -> Drawing:
    """The picture, exactly `width` x `height` cells; a bar of probability 1 would be full length.

    Where not everything has room, the last rows or panels are left out and an ellipsis says so;
    where no bar has room, one line names the probabilities.

    Args:
        spec: what to draw.
        width, height: in cells, at least 1.
    """
    canvas = Canvas(width, height)
    shown = panels(spec)
    layout = _layout(spec, shown, width, height)
    if layout is None:
        numbers = " ".join(probability(p) for p in shown[0].probabilities)
        canvas.write(0, 0, shorten(f"softmax: {numbers}", width), "title")
        return canvas.drawing()
    if layout.title:
        entry = resolve("softmax")
        title = f"{entry.name}(z)ᵢ = {entry.formula}"
        canvas.write(0, 0, title if len(title) <= width else entry.name, "title")
    for block in range(layout.blocks):
        group = shown[block * layout.across : (block + 1) * layout.across]
        top = layout.title + block * layout.block
        _draw_block(canvas, spec, group, layout, top)
        if block == layout.blocks - 1 and group[-1] is not shown[-1]:
            left = layout.left(len(group) - 1)
            canvas.write(top, left, f"{_head(group[-1], layout.panel - 2)} …", "legend")
    return canvas.drawing()


def _layout(spec: BarSpec, shown: Sequence[Panel], width: int, height: int) -> _Layout | None:
    label = max(len(_logit(z)) for z in spec.logits) + 2
    number = max(len(probability(p)) for panel in shown for p in panel.probabilities)
    free = width - label + GAP
    across = min(len(shown), free // (number + 1 + LEAST_BAR + GAP))
    if across < 1 or height < LEAST_HEIGHT:
        return None
    bar = min(free // across - GAP - number - 1, LONGEST_BAR)
    needed = 1 + len(spec.logits)
    wanted = -(-len(shown) // across)
    title = min(2, max(0, height - wanted * needed))
    blocks = max(1, min(wanted, (height - title) // needed))
    return _Layout(label, number, bar, across, title, (height - title) // blocks, blocks)


def _draw_block(
    canvas: Canvas, spec: BarSpec, group: Sequence[Panel], layout: _Layout, top: int
) -> None:
    pitch, thickness = _rhythm((layout.block - 1) // len(spec.logits))
    visible = _visible(spec, layout)
    canvas.write(top, layout.label - 3, "z", "tick")
    for row, logit in enumerate(spec.logits[:visible]):
        text = f"{_logit(logit):>{layout.label - 2}}"
        canvas.write(top + 1 + row * pitch + thickness // 2, 0, text, "tick")
    if visible < len(spec.logits):
        canvas.write(top + 1 + visible * pitch, layout.label - 3, "…", "tick")
    for place, panel in enumerate(group):
        left = layout.left(place)
        canvas.write(top, left, _head(panel, layout.panel), "legend")
        for row, p in enumerate(panel.probabilities[:visible]):
            begin = top + 1 + row * pitch
            canvas.write(begin + thickness // 2, left, probability(p), "legend")
            for at in range(begin, begin + thickness):
                bar = _bar(p, layout.bar)
                canvas.write(at, left + layout.number + 1, bar, f"bar{panel.place % STYLES}")


def _rhythm(free: int) -> tuple[int, int]:
    """Rows from one bar to the next, and rows a bar is thick: odd, so that it has a middle."""
    if free >= 4:
        return 4, 3
    return (2, 1) if free >= 2 else (1, 1)


def _visible(spec: BarSpec, layout: _Layout) -> int:
    """How many logits have room; if not all, one row is kept for the sign that says so."""
    room = layout.block - 1
    return len(spec.logits) if len(spec.logits) <= room else room - 1


def _head(panel: Panel, room: int) -> str:
    temperature = f"T={panel.temperature:g}"
    forms = (f"{temperature}, sum 1", f"{temperature} Σ=1", temperature)
    return next((form for form in forms if len(form) <= room), shorten(temperature, room))


def _bar(p: float, cells: int) -> str:
    eighths = round(p * cells * 8)
    return FULL * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def _logit(z: float) -> str:
    return f"{z:g}"
