"""What a learner looks at: a curve with its window, a cursor, what is bent and what lies over it.

A view is a value, and each key makes another one of it. Where a step must be round, it is counted
in decimals, so that a cursor that was moved to 0.3 stands on 0.3.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import partial
from math import floor, log10
from typing import TYPE_CHECKING, Literal, NamedTuple

from studyapp.curve.spec import FARTHEST, CurveSpec, Difference, Drawn, Trace, is_window
from studyapp.curve.subject import subject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from studyapp.curve.entry import Parameter

STEPS = 64
"""A window is at least so many fine steps of the cursor wide."""

COARSE = 10
"""Fine steps in a coarse one."""

ZOOM = 2.0

MOST = 5
"""Curves in one picture: so many line styles there are."""

Overlay = Literal["derivative", "second", "tangent", "saturation", "density"]


class View(NamedTuple):
    """A curve as it is looked at.

    Attributes:
        spec: what is drawn now, its window and its parameters included.
        card: what was drawn at first; `fit` goes back to its window.
        cursor: a place within the window; None until it is asked for.
        place: what the cursor was sent to, ``minimum`` for example; empty once it moves on.
        picked: which of `bendable` a key bends.
        focus: which trace the cursor reads, by its index.
        second, tangent, saturation, density: what lies over the curves.
    """

    spec: CurveSpec
    card: CurveSpec
    cursor: float | None = None
    place: str = ""
    picked: int = 0
    second: bool = False
    tangent: bool = False
    saturation: bool = False
    density: bool = False
    focus: int = 0


class Handle(NamedTuple):
    """A parameter of a trace, by the trace's index, and its value."""

    trace: int
    parameter: Parameter
    value: float


def view_of(spec: CurveSpec) -> View:
    """The curve as it is first seen."""
    plain = spec._replace(second=False)
    return View(plain, plain, second=spec.second)


def window(view: View) -> tuple[float, float]:
    """The x axis that is shown, ``a < b``."""
    return view.spec.x or subject(view.spec.traces[0]).window


def focused(view: View) -> Drawn:
    """The trace that the cursor reads, and whose saturation is marked."""
    return view.spec.traces[view.focus]


def bendable(view: View) -> tuple[Handle, ...]:
    """Every parameter of every trace, in their order."""
    subjects = map(subject, view.spec.traces)
    return tuple(
        Handle(index, parameter, one.settings[parameter.name])
        for index, one in enumerate(subjects)
        for parameter in one.params
    )


def move(view: View, by: int) -> View:
    """The cursor so many fine steps on; the window goes with it. At first it comes to 0."""
    if view.cursor is None:
        return _with_cursor(view)
    left, right = window(view)
    fine = _round_below((right - left) / STEPS)
    return put(view, _stepped(view.cursor, by, fine))


def put(view: View, x: float) -> View:
    """The cursor at x; if that is outside, the window follows as far as it must."""
    x = max(-FARTHEST, min(x, FARTHEST))
    left, right = window(view)
    if x > right:
        view = _in_window(view, float(_exact(left) + _exact(x) - _exact(right)), x)
    elif x < left:
        view = _in_window(view, x, float(_exact(right) + _exact(x) - _exact(left)))
    return view._replace(cursor=x, place="")


def to_zero(view: View) -> View:
    """The cursor at 0; a window far from it is brought there whole."""
    left, right = window(view)
    if not left <= 0.0 <= right:
        half = (right - left) / 2.0
        view = _in_window(view, -half, half)
    return view._replace(cursor=0.0, place="")


def to_place(view: View, places: Sequence[tuple[float, str]], forward: bool = True) -> View:
    """The cursor at the next of some places, or at the last one before it.

    Args:
        places: x in rising order, and what is there.
    """
    left, right = window(view)
    near = 1e-9 * (right - left)
    start = view.cursor
    if forward:
        found = next((p for p in places if start is None or p[0] > start + near), None)
    else:
        before = (p for p in reversed(places) if start is None or p[0] < start - near)
        found = next(before, None)
    return view if found is None else put(view, found[0])._replace(place=found[1])


def zoom(view: View, factor: float, about: float | None = None) -> View:
    """The window `factor` times as wide; the cursor, or `about`, keeps its place in it.

    The heights are fitted anew. What no picture can be drawn of leaves the view as it is.
    """
    left, right = window(view)
    about = view.cursor if about is None else about
    fixed = (left + right) / 2.0 if about is None else max(left, min(about, right))
    digits = 3 - floor(log10((right - left) * factor))
    begin = min(round(fixed - (fixed - left) * factor, digits), fixed)
    end = max(round(fixed + (right - fixed) * factor, digits), fixed)
    if view.cursor is not None and not begin <= view.cursor <= end:
        begin, end = min(begin, view.cursor), max(end, view.cursor)
    if not is_window(begin, end):
        return view
    return _in_window(view, begin, end)._replace(spec=_zoomed(view.spec, begin, end))


def fit(view: View) -> View:
    """The window as it was at first; a cursor outside it goes to its edge."""
    view = view._replace(spec=view.spec._replace(x=view.card.x, y=view.card.y))
    if view.cursor is None:
        return view
    left, right = window(view)
    if left <= view.cursor <= right:
        return view
    return view._replace(cursor=max(left, min(view.cursor, right)), place="")


def pick(view: View) -> View:
    """Bend the next parameter from now on."""
    return view._replace(picked=(view.picked + 1) % max(1, len(bendable(view))))


def picked(view: View) -> Handle | None:
    """What is bent; None where no trace has a parameter."""
    handles = bendable(view)
    return handles[view.picked % len(handles)] if handles else None


def bend(view: View, by: int) -> View:
    """The picked parameter a step up or down (`by` is 1 or -1), within its range.

    Steps are round and about a tenth of the value: a slope of 0.01 and a factor of 50 both bend.
    """
    handle = picked(view)
    if handle is None:
        return view
    parameter, value = handle.parameter, handle.value
    bent = _stepped(value, by, _step(parameter, value, by))
    bent = max(parameter.least, min(bent, parameter.greatest))
    trace = view.spec.traces[handle.trace]
    if isinstance(trace, Difference):
        return view
    settings = {**subject(trace).settings, parameter.name: bent}
    return _with_trace(view, handle.trace, trace._replace(params=tuple(settings.items())))


def toggle(view: View, overlay: Overlay) -> View:
    """An overlay shown, or hidden if it is; a tangent needs a cursor to touch at."""
    if overlay == "derivative":
        return view._replace(spec=view.spec._replace(derivative=not view.spec.derivative))
    if overlay == "tangent" and view.cursor is None:
        return _with_cursor(view)._replace(tangent=True)
    return View(**{**view._asdict(), overlay: not getattr(view, overlay)})


def overlay(view: View, function: str) -> View:
    """A relative drawn as well, or taken away if it is there; the card's own curves stay."""
    own = len(view.card.traces)
    traces = view.spec.traces
    added = [trace for trace in traces[own:] if subject(trace).name != function]
    if len(added) == len(traces) - own:
        if len(traces) >= MOST or function in {subject(trace).name for trace in traces}:
            return view
        added.append(Trace(function))
    changed = view._replace(spec=view.spec._replace(traces=(*traces[:own], *added)))
    return changed._replace(picked=min(view.picked, max(0, len(bendable(changed)) - 1)))


DEEDS: Mapping[str, Callable[[View], View]] = {
    "left": partial(move, by=-1),
    "right": partial(move, by=1),
    "far_left": partial(move, by=-COARSE),
    "far_right": partial(move, by=COARSE),
    "zero": to_zero,
    "less": partial(bend, by=-1),
    "more": partial(bend, by=1),
    "pick": pick,
    "closer": partial(zoom, factor=1.0 / ZOOM),
    "wider": partial(zoom, factor=ZOOM),
    "fit": fit,
    "derivative": partial(toggle, overlay="derivative"),
    "second": partial(toggle, overlay="second"),
    "tangent": partial(toggle, overlay="tangent"),
    "saturation": partial(toggle, overlay="saturation"),
    "density": partial(toggle, overlay="density"),
}
"""What a key can do to a view, by name."""


def _with_cursor(view: View) -> View:
    """The cursor at 0 if that is shown, else in the middle."""
    left, right = window(view)
    if left <= 0.0 <= right:
        return view._replace(cursor=0.0)
    fine = _round_below((right - left) / STEPS)
    return put(view, max(left, _stepped((left + right) / 2.0, -1, fine)))


def _in_window(view: View, left: float, right: float) -> View:
    """The window moved, its heights as they are; at the end of the axis it becomes narrower."""
    x = max(-FARTHEST, left), min(right, FARTHEST)
    return view._replace(spec=view.spec._replace(x=x)) if is_window(*x) else view


def _zoomed(spec: CurveSpec, left: float, right: float) -> CurveSpec:
    return spec._replace(x=(left, right), y=None)


def _with_trace(view: View, index: int, trace: Drawn) -> View:
    traces = list(view.spec.traces)
    traces[index] = trace
    return view._replace(spec=view.spec._replace(traces=tuple(traces)))


def _step(parameter: Parameter, value: float, by: int) -> Decimal:
    """How far to bend from `value`; at 1, upwards by 0.1 and downwards by less."""
    inwards = value * by < 0.0
    size = abs(value) * (0.999 if inwards else 1.0)
    reach = parameter.greatest - parameter.least
    least = max(abs(parameter.default) / 10.0, min(0.01, reach / 100.0))
    return _round_below(max(size / 10.0, least) * (1.0 + 1e-9))


def _stepped(value: float, by: int, step: Decimal) -> float:
    """The value `by` steps on, on a multiple of the step."""
    exact = _exact(value) / step
    rounding = ROUND_FLOOR if by > 0 else ROUND_CEILING
    return float((exact.to_integral_value(rounding) + by) * step)


def _round_below(size: float) -> Decimal:
    """The greatest of 1, 2 or 5 times a power of ten that is not over `size`."""
    unit = Decimal(1).scaleb(floor(log10(size)))
    return next(unit * digit for digit in (5, 2, 1) if digit == 1 or float(unit * digit) <= size)


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))
