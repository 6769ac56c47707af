"""What there is to say of a function or a formula, as labels with texts."""

from __future__ import annotations

from math import isfinite, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.curve.analysis import Analysis, Point
    from studyapp.curve.names import Entry
    from studyapp.curve.spec import Drawn

Told = tuple[str, str]
"""A label, and what stands beside it."""

MOST_PLACES = 5
"""Zeros, extrema or kinks that are listed."""

DUST = 1e-15
"""Of the window: a place so near to 0 is told as 0."""


def of_entry(entry: Entry) -> Iterator[Told]:
    """All that the catalogue says of one function; numbers are those of the default parameters."""
    bars = entry.kind == "bars"
    yield entry.name, f"{'p(z)ᵢ' if bars else 'f(x)'} = {entry.formula}"
    yield "also called", ", ".join(entry.aliases)
    yield "slope", entry.slope if bars else f"f′(x) = {entry.slope}"
    if entry.bend:
        yield "bend", f"f″(x) = {entry.bend}"
    for own in entry.params:
        limits = f"{own.least:g} to {own.greatest:g}, {own.default:.4g} by default"
        yield own.name, f"{own.symbol}, {own.meaning}; {limits}"
    yield "values", entry.range
    if entry.analysis is not None:
        yield from _numbers(entry.analysis)
    yield from _words(entry)


def of_shown(trace: Drawn, window: tuple[float, float]) -> Iterator[Told]:
    """What can be said of a curve as it is shown, with whatever parameters it has now.

    Raises:
        UnknownFunction, BadParameter: it names what the catalogue does not have.
    """
    from studyapp.curve.features import FLAT, flat_parts, share
    from studyapp.curve.heading import equation
    from studyapp.curve.moments import moments
    from studyapp.curve.names import resolve
    from studyapp.curve.spec import Trace
    from studyapp.curve.subject import subject

    entry = resolve(trace.function) if isinstance(trace, Trace) else None
    yield "formula", equation(trace)
    if entry is not None:
        yield "slope", f"f′(x) = {entry.slope}"
    yield from _places(trace, window)
    means = moments(trace)
    if isfinite(means.square):
        saturated = 100.0 * share(flat_parts(trace))
        yield "for N(0, 1)", f"E f = {means.mean:.4g}, E f² = {means.square:.4g}"
        yield "gain", f"{_number(means.gain) if means.square else 'none'} keeps E f² at 1"
        yield "saturated", f"|f′| < {FLAT:g} for {saturated:.3g} % of inputs"
    if entry is None:
        return
    usual = subject(Trace(entry.name)).settings == subject(trace).settings
    if entry.analysis is not None and usual:
        yield from (told for told in _numbers(entry.analysis) if told[0] in _OF_SHAPE)
    yield from _words(entry)


def _places(trace: Drawn, window: tuple[float, float]) -> Iterator[Told]:
    """What there is in the window, each kind with its places."""
    from studyapp.curve.features import features

    kinds: dict[str, list[str]] = {}
    for feature in features(trace, window):
        for kind in feature.kind.split(", "):
            kinds.setdefault(kind, []).append(_number(feature.x))
    told = [
        f"{kind} at {', '.join(places[:MOST_PLACES])}{', …' * (len(places) > MOST_PLACES)}"
        for kind, places in kinds.items()
    ]
    if told:
        yield "in view", "; ".join(told)


def _words(entry: Entry) -> Iterator[Told]:
    yield "facts", "; ".join(entry.facts)
    yield "from", entry.origin
    yield "used in", entry.used


_OF_SHAPE = ("runs", "limits", "Lipschitz")
"""What is told of a curve on the screen beside what its window shows."""


def _numbers(known: Analysis) -> Iterator[Told]:
    """What is known with the default parameters."""
    smooth = {-1: "jumps", float("inf"): "C^∞"}.get(known.smooth, f"C^{known.smooth:g}")
    runs = "falling and rising" if known.monotone == "neither" else known.monotone
    left, right = map(_number, known.domain)
    yield "domain", f"({left}, {right})"
    yield "runs", f"{runs}, {smooth}"
    if known.kinks:
        yield "kinks", f"at {', '.join(map(_number, known.kinks))}"
    yield "limits", f"{_number(known.limits[0])} at -∞, {_number(known.limits[1])} at ∞"
    yield "zeros", ", ".join(map(_interval, known.zeros)) or "none"
    yield "extrema", ", ".join(map(_place, known.extrema)) or "none"
    yield "inflections", ", ".join(map(_place, known.inflections)) or "none"
    yield "Lipschitz", _number(known.lipschitz)
    means = f"E f = {_number(known.mean)}, E f² = {_number(known.square)}"
    yield "for N(0, 1)", f"{means}, gain {_number(known.gain)}"


def _number(value: float) -> str:
    return f"{value:.6g}".replace("inf", "∞")


def _place(point: Point) -> str:
    return f"{_number(point[1])} at {_number(point[0])}"


def _interval(ends: Point) -> str:
    left, right = map(_number, ends)
    return left if left == right else f"{left} to {right}"


def of_error(first: Drawn, second: Drawn, window: tuple[float, float]) -> Iterator[Told]:
    """How far two curves are apart, at most and on the whole.

    Raises:
        UnknownFunction, BadParameter: one names what the catalogue does not have.
    """
    from studyapp.curve.compare import greatest
    from studyapp.curve.moments import moments
    from studyapp.curve.spec import Difference
    from studyapp.curve.subject import subject

    one, other = subject(first, window), subject(second, window)
    yield "error", f"{one.name} - {other.name}"
    most = greatest(one, other, window)
    if most is None:
        yield "greatest", "they have no x in common here"
    else:
        yield "greatest", f"{most.size:.12g}".replace("inf", "∞")
        yield "at x", f"{0.0 if abs(most.x) < DUST * (window[1] - window[0]) else most.x:.12g}"
    yield "window", f"{_number(window[0])} to {_number(window[1])}"
    if isinstance(first, Difference) or isinstance(second, Difference):
        return
    apart = moments(Difference(first, second))
    if isfinite(apart.square):
        yield "for N(0, 1)", f"mean {apart.mean:.4g}, root mean square {sqrt(apart.square):.4g}"
