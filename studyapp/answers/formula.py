"""A typed formula against the true one, as functions: equal, or where and by how much they differ.

Both are sampled densely and far out, with bounds of what rounding does to each value; so forms that
are equal in algebra are equal here, and a difference of a millionth is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from studyapp.answers.bounds import Array, Bounded, Flags, bounded
from studyapp.answers.written import written
from studyapp.curve.compare import Apart, greatest
from studyapp.curve.expression import parse
from studyapp.curve.jets import evaluate
from studyapp.curve.notation import symbols
from studyapp.curve.spec import FARTHEST, CurveSpec, Expression
from studyapp.curve.subject import USUAL_WINDOW, subject
from studyapp.curve.terms import BadExpression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.answers.outcome import Outcome

Verdict = Literal["equal", "rounded", "differs", "domain", "none"]

Params = tuple[tuple[str, float], ...]

SAMPLES = 1500
"""Of the window, evenly; as many more are uneven, so that no wave keeps step with them all."""

GOLDEN = 0.6180339887498949
"""Multiples of it fill an interval more evenly than any others (Weyl; Knuth 6.4, theorem S)."""

NEAREST, FAR, PER_SIDE = 1e-6, 1e4, 150
"""More samples at distances from 0 that grow by a constant factor, to both sides."""

BESIDE = (1e-3, 1e-5, 1e-7)
"""Of the window's width: how near to a break one looks, on both sides."""

MOST_BREAKS, MOST_HALVES = 100, 400
"""Places of a kind that are looked at."""

ROUNDED = 1e-7
"""Of a value, and of what moving x by so much of it makes: seven digits of a constant do that."""

STEEPER = 1e-3
"""Of the slopes: where values are the same and slopes differ by more, samples missed a bend."""

MOSTLY = 0.1
"""Of the window: a verdict needs samples of which rounding has left enough."""

SURE = 1e-12
"""Of a value: where it is known so well, its slope is as well as the comparison needs."""

BENT = (1.3, 0.7)
"""Parameters are multiplied by these: a formula must be right for other values of them too."""


class Fault(NamedTuple):
    """Why a text is no formula: what is wrong, what was expected, at which character from 0."""

    problem: str
    advice: str
    at: int


class FormulaVerdict(NamedTuple):
    """How a typed formula compares.

    Attributes:
        verdict: rounded is equal as far as can be told: up to constants written with few digits,
            or to what rounding leaves of a formula in floats; domain is equal wherever both have a
            value, but at `x` only one has; none is no formula.
        x: a place that shows the verdict, a half or a whole number if it can be; None for equal,
            rounded and none.
        apart: the sample of `spec.x` where they differ most, and by how much; None unless they
            differ. `farthest` has it to the last digit, and is slower.
        has_value: for domain, which of the two has a value at `x`.
        params: what the parameters are at that place: a formula may be right only for their usual
            values.
        spec: the true and the typed curve, to be drawn one over the other; None for none.
        fault: for none.
    """

    verdict: Verdict
    x: float | None = None
    apart: Apart | None = None
    has_value: Literal["", "true", "given"] = ""
    params: Params = ()
    spec: CurveSpec | None = None
    fault: Fault | None = None

    @property
    def outcome(self) -> Outcome:
        """For a proposal of a grade; a text that is no formula is to be typed again first."""
        return _OUTCOMES[self.verdict]


_OUTCOMES: dict[Verdict, Outcome] = {
    "equal": "right",
    "rounded": "roughly",
    "domain": "slip",
    "differs": "wrong",
    "none": "wrong",
}


class _Grid(NamedTuple):
    """Where two formulas are compared: places in rising order, and breaks of either of them."""

    x: Array
    breaks: Array
    window: tuple[float, float]


def check(
    given: str, true: str, params: Params = (), window: tuple[float, float] | None = None
) -> FormulaVerdict:
    """The verdict on a typed formula.

    Args:
        given: as typed: `x²/√(2π)`, `y = x·σ(β·x)`, `x·Φ(x)` are read, with parameters by name or
            by Greek letter.
        true: a formula of the language.
        params: names and values of the numbers that both may use.
        window: of x, where the curve is looked at; the usual one if None. Samples reach farther.

    Raises:
        BadExpression: the true formula is none.
    """
    try:
        text = _read(given, params)
    except BadExpression as fault:
        return FormulaVerdict("none", fault=Fault(fault.problem, fault.advice, fault.at))
    grid = _grid(Expression(true, params), Expression(text, _both_names(params)), window)
    usual = _compared(true, text, params, grid)
    if usual.verdict in {"equal", "rounded"}:
        for settings in _others(params):
            found = _compared(true, text, settings, grid)
            if found.verdict not in {"equal", "rounded"}:
                return found
    return usual


def farthest(verdict: FormulaVerdict) -> Apart | None:
    """Where the two formulas of a verdict lie farthest apart in its window, to the last digits.

    Inf beside a pole; None where they have no x in common, or there is no formula.
    """
    if verdict.spec is None or verdict.spec.x is None:
        return None
    window = verdict.spec.x
    true, given = (subject(one, window) for one in verdict.spec.traces)
    return greatest(true, given, window)


def _read(given: str, params: Params) -> str:
    """The typed text in the formula language."""
    own = written(given)
    taken = dict(_both_names(params))
    if "σ" not in taken:
        own.replace(r"σ\s*(?=\()", "sigmoid")
    if "Φ" not in taken:
        own.replace(r"Φ\s*(?=\()", "Φ")
        own.wrap("Φ", "(erfc(-(", ")/sqrt(2))/2)")
    own.replace(r"^\s*(?:[fy]\s*(?:\(\s*x\s*\))?\s*=)", "")
    try:
        parse(own.text, taken)
    except BadExpression as fault:
        raise own.misplaced(fault) from None
    return own.text


def _both_names(params: Params) -> Params:
    """The parameters by their names, and by the Greek letters they are shown as."""
    signs = symbols(name for name, _ in params)
    own = {signs[name]: value for name, value in params if signs[name] != "π"}
    return tuple((dict(params) | own).items())


def _others(params: Params) -> Iterator[Params]:
    """Other values for all parameters; a 0 becomes a little more or less."""
    for factor in BENT if params else ():
        yield tuple(
            (name, value * factor ** (1.0 + at / 7.0) if value else factor - 1.0)
            for at, (name, value) in enumerate(params)
        )


def _grid(true: Expression, given: Expression, window: tuple[float, float] | None) -> _Grid:
    low, high = window or USUAL_WINDOW
    width = high - low
    even = np.linspace(low, high, SAMPLES)
    uneven = low + width * np.mod(GOLDEN * np.arange(1, SAMPLES + 1), 1.0)
    far = np.geomspace(NEAREST, FAR, PER_SIDE)
    halves = np.arange(np.ceil(2 * low), np.floor(2 * high) + 1)[:MOST_HALVES] / 2.0
    curves = [subject(one, (low, high)) for one in (true, given)]
    breaks = np.array([x for one in curves for x in (*one.jumps, *one.slope_jumps)])[:MOST_BREAKS]
    near = width * np.array(BESIDE)[:, np.newaxis]
    sides = [(breaks + near).ravel(), (breaks - near).ravel()]
    x = np.unique(np.concatenate([even, uneven, far, -far, halves, [0.0], breaks, *sides]))
    return _Grid(x, breaks, (low, high))


def _compared(true: str, given: str, params: Params, grid: _Grid) -> FormulaVerdict:
    """The verdict for one set of parameters."""
    x = grid.x
    curves = Expression(true, params), Expression(given, _both_names(params))
    settings = [dict(one.params) for one in curves]
    nodes = [parse(one.text, own) for one, own in zip(curves, settings, strict=True)]
    f, g = (bounded(node, x, own) for node, own in zip(nodes, settings, strict=True))
    slopes = [evaluate(node, x, own, 1) for node, own in zip(nodes, settings, strict=True)]
    known = np.isfinite(f.error) & np.isfinite(g.error)
    both = known & ~np.isnan(f.value) & ~np.isnan(g.value)
    with np.errstate(all="ignore"):  # inf - inf, of what is not known
        if not _is_mostly(known, grid):
            both = np.isfinite(f.value) & np.isfinite(g.value)
        error = np.where(known, f.error + g.error, 0.0)
        distance = np.where(both, np.abs(f.value - g.value), 0.0)
        slack = ROUNDED * (np.abs(f.value) + np.abs(x * slopes[0]))
        clear = both & (distance > error + np.nan_to_num(slack))
        sharp = ~both | (error <= ROUNDED * (np.abs(f.value) + np.abs(g.value)))
    spec = CurveSpec(curves, x=grid.window, show="answer")
    found = FormulaVerdict("equal", params=params, spec=spec)
    if clear.any():
        return _differing(found, spec, grid, clear, distance)
    alone = known & (np.isnan(f.value) != np.isnan(g.value))
    if alone.any():
        place = _nearest(grid, alone)
        owner: Literal["true", "given"] = "given" if np.isnan(f.value[x == place][0]) else "true"
        found = found._replace(verdict="domain", x=place, has_value=owner)
        return found._replace(spec=spec._replace(x=_wide(grid.window, place)))
    bent = both & _bends(f, g, slopes, grid)
    if bent.any():
        return _differing(found, spec, grid, bent, distance)
    is_told = _is_mostly(known, grid) and _is_mostly(sharp, grid)
    return found if is_told and not (distance > error).any() else found._replace(verdict="rounded")


def _differing(
    found: FormulaVerdict, spec: CurveSpec, grid: _Grid, flags: Flags, distance: Array
) -> FormulaVerdict:
    place = _nearest(grid, flags)
    window = _wide(grid.window, place)
    inside = (grid.x >= window[0]) & (grid.x <= window[1])
    at = int(np.where(inside, distance, -1.0).argmax())
    return found._replace(
        verdict="differs",
        x=place,
        apart=Apart(float(grid.x[at]), float(distance[at])),
        spec=spec._replace(x=window),
    )


def _is_mostly(flags: Flags, grid: _Grid) -> bool:
    """Whether something holds for more than a little of the window."""
    inside = (grid.x >= grid.window[0]) & (grid.x <= grid.window[1])
    return bool(flags[inside].mean() > MOSTLY)


def _bends(f: Bounded, g: Bounded, slopes: list[Array], grid: _Grid) -> Flags:
    """Where slopes differ, though the values that were sampled do not: away from breaks."""
    low, high = grid.window
    here = (grid.x > low) & (grid.x < high)
    for place in grid.breaks:
        here &= np.abs(grid.x - place) > 10.0 * BESIDE[0] * (high - low)
    with np.errstate(all="ignore"):
        sure = f.error + g.error <= SURE * (np.abs(f.value) + np.abs(g.value))
        sizes = np.abs(slopes[0]) + np.abs(slopes[1])
        steepest = np.nanmax(np.where(here, sizes, 0.0), initial=0.0)
        apart = np.abs(slopes[0] - slopes[1])
        return np.asarray(here & sure & (apart > STEEPER * sizes + 1e-6 * steepest))


def _nearest(grid: _Grid, flags: Flags) -> float:
    """Of the places the nearest to 0: a round one of the window if there is any, else any of it."""
    places, (low, high) = grid.x[flags], grid.window
    inside = places[(places >= low) & (places <= high)]
    for preferred in (inside[2.0 * inside % 1.0 == 0.0], inside):
        if len(preferred):
            places = preferred
            break
    return float(places[np.abs(places).argmin()])


def _wide(window: tuple[float, float], x: float) -> tuple[float, float]:
    """The window, wide enough to show a place."""
    if window[0] <= x <= window[1]:
        return window
    return max(-FARTHEST, min(window[0], 1.2 * x)), min(FARTHEST, max(window[1], 1.2 * x))
