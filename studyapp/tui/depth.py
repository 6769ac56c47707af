"""What many random layers of a function do to a signal, and to the gradient on its way back."""

from __future__ import annotations

from functools import partial
from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, ClassVar

from studyapp.tui import keys
from studyapp.tui.ahead import Job
from studyapp.tui.ink import Sheet
from studyapp.tui.lines import Part, fit, wrap
from studyapp.tui.reader import Reader
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.curve.depth import Layer
    from studyapp.curve.spec import CurveSpec
    from studyapp.tui.ink import Ink
    from studyapp.tui.pane import Pane

LAYERS = (5, 10, 20, 30, 50, 100)
USUAL = (1.0, sqrt(2.0), None)
"""Gains that one chooses among; None is each function's own, which keeps E f² at 1."""

LEAST, MOST, STEP = 0.05, 10.0, 0.05
_MARGIN, _GAP = 2, 2
_COLUMN = 36
"""Cells that the layers of one function need."""

WAITING = "sending signals through the layers …"

_Asked = tuple[float | None, int, int]
"""A gain, or None; layers; a seed."""

Run = tuple[str, float, tuple["Layer", ...]]
"""A function's name, its gain, and what became of the signal."""


class DepthScreen(StudyScreen):
    """Means of |activation| and |gradient|, layer by layer, for each function."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.DEPTH)
    table: ClassVar[tuple[keys.Command, ...]] = keys.DEPTH

    def __init__(self, spec: CurveSpec) -> None:
        """Send a signal through layers of each function of `spec`."""
        super().__init__()
        self._spec = spec
        self._gain: float | None = USUAL[1]
        self._layers = 20
        self._seed = 0
        self._known: dict[_Asked, tuple[Run, ...]] = {}
        self._runs: tuple[Run, ...] = ()
        self._reader = Reader(self._sheet)

    def compose(self) -> ComposeResult:
        """The layers, the keys."""
        yield self._reader
        yield self.keyline

    def scrolled(self) -> Pane:
        """The layers."""
        return self._reader.pane

    def on_mount(self) -> None:
        """Begin."""
        self._wish()

    def something_ready(self) -> None:
        """The signals are through."""
        self.scrolled().repaint()

    def action_gain(self, by: int) -> None:
        """A little more or less gain, round to the step."""
        before = USUAL[1] if self._gain is None else self._gain
        steps = (before or 1.0) / STEP
        after = floor(steps + 1e-9) + 1 if by > 0 else ceil(steps - 1e-9) - 1
        self._gain = max(LEAST, min(round(after * STEP, 2), MOST))
        self._wish()

    def action_usual(self) -> None:
        """The next of the usual gains."""
        at = USUAL.index(self._gain) if self._gain in USUAL else -1
        self._gain = USUAL[(at + 1) % len(USUAL)]
        self._wish()

    def action_layers(self, by: int) -> None:
        """More or fewer layers."""
        at = LAYERS.index(self._layers) + by
        self._layers = LAYERS[max(0, min(at, len(LAYERS) - 1))]
        self._wish()

    def action_seed(self) -> None:
        """Other weights."""
        self._seed += 1
        self._wish()

    def _wish(self) -> None:
        asked = self._asked
        if asked not in self._known:
            self.study.ahead.wish([Job(object(), partial(self._find, asked))])
        self.scrolled().repaint()

    @property
    def _asked(self) -> _Asked:
        return self._gain, self._layers, self._seed

    def _find(self, asked: _Asked) -> Sheet:
        """In the thread that prepares."""
        from studyapp.curve.depth import propagate
        from studyapp.curve.heading import label
        from studyapp.curve.moments import moments
        from studyapp.curve.subject import subject

        gain, layers, seed = asked
        runs = []
        for index, trace in enumerate(self._spec.traces):
            own = moments(trace).gain if gain is None else gain
            own = own if LEAST <= own <= MOST else 1.0
            runs.append(
                (label(self._spec, index), own, propagate(subject(trace), layers, own, seed))
            )
        self._known[asked] = tuple(runs)
        return Sheet(0)

    def _sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        self._runs = self._known.get(self._asked, self._runs)
        if not self._runs:
            return ink.sheet([[], [(WAITING, "muted")]], width, _MARGIN)
        return ink.sheet(self._lines(max(1, width - 2 * _MARGIN)), width, _MARGIN)

    def _lines(self, width: int) -> Iterator[Sequence[Part]]:
        from studyapp.curve.depth import BATCH, WIDTH, decades, verdict
        from studyapp.curve.heading import SAMPLE_CELLS, sample_line
        from studyapp.curve.strokes import role

        reach = decades(layer for _, _, layers in self._runs for layer in layers)
        how = "each function's own gain" if self._gain is None else f"gain {self._gain:.4g}"
        waiting = "" if self._asked in self._known else " …"
        yield [(f"{self._layers} layers of {WIDTH} units, {how}{waiting}", "title")]
        yield [(f"weights from N(0, gain²/{WIDTH}), {BATCH} inputs from N(0, 1)", "muted")]
        yield []
        for index, (name, gain, layers) in enumerate(self._runs):
            yield [
                (f"{sample_line(index, 0)} ", role(index, 0)),
                (name, "strong"),
                (f"  gain {gain:.4g}", "muted"),
            ]
            for line in wrap(verdict(layers), width - SAMPLE_CELLS - 1):
                yield [(" " * (SAMPLE_CELLS + 1), "plain"), (line, "text")]
        yield []
        yield from self._charts(width)
        yield []
        yield [(f"A bar is 1 in the middle, and 10^±{reach} at its ends.", "muted")]
        yield from _columns(self._runs, width, reach)

    def _charts(self, width: int) -> Iterator[Sequence[Part]]:
        """Both means over the layers, side by side, as powers of ten."""
        from studyapp.curve.depthplot import draw_depth

        height = max(8, min(18, self.size.height // 3))
        breadth = (width - _GAP) // 2
        signal = [[layer.activation for layer in layers] for _, _, layers in self._runs]
        gradient = [[layer.gradient for layer in layers] for _, _, layers in self._runs]
        left = draw_depth("log₁₀ mean |f|, by layer", signal, breadth, height)
        right = draw_depth("log₁₀ mean |gradient|", gradient, breadth, height)
        for one, other in zip(left.rows, right.rows, strict=True):
            yield [*one, (" " * _GAP, "plain"), *other]


def _columns(runs: tuple[Run, ...], width: int, reach: int) -> Iterator[list[Part]]:
    """The layers of as many functions side by side as there is room for."""
    from studyapp.curve.depth import lines

    abreast = max(1, min(len(runs), (width + _GAP) // (_COLUMN + _GAP)))
    room = (width - _GAP * (abreast - 1)) // abreast
    for first in range(0, len(runs), abreast):
        shown = runs[first : first + abreast]
        yield []
        yield _joined([name for name, _, _ in shown], room, "strong")
        heads = [lines(layers, room, reach) for _, _, layers in shown]
        for number, row in enumerate(zip(*heads, strict=True)):
            yield _joined(list(row), room, "text" if number else "muted")


def _joined(texts: list[str], room: int, role: str) -> list[Part]:
    return [((" " * _GAP).join(fit(text, room) for text in texts), role)]
