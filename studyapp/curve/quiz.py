"""Questions about curves, from a seed; what is true is computed, and so is what is nearly true."""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar, get_args

import numpy as np

from studyapp.curve.explaining import derivative, equation, farthest, values
from studyapp.curve.landmarks import SATURATED, least, saturation
from studyapp.curve.likeness import APART, curves, distance, frame, relatives
from studyapp.curve.spec import CurveSpec, Trace
from studyapp.curve.subject import Subject, subject
from studyapp.curve.ticks import rounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Kind = Literal["picture", "derivative", "value", "minimum", "saturation"]
"""Which function is drawn; which is its derivative; what f(x) is; where f is least; which of two
saturates first."""

KINDS: tuple[Kind, ...] = get_args(Kind)

Item = TypeVar("Item")

OPTIONS = 4

NEAREST = 6
"""The wrong options are drawn from so many that are nearest to the right one."""

SIDES = (-1, 1)
"""Left and right."""

PLACES_APART = 0.03
"""Of the window's width, between two places offered."""


class Option(NamedTuple):
    """One answer to choose.

    Attributes:
        text: as it is shown.
        trace: the function it stands for, if it is a curve: f, or f' where `order` is 1.
        number: the value or place it stands for, if it is a number.
    """

    text: str
    trace: Trace | None = None
    order: int = 0
    number: float | None = None


class Question(NamedTuple):
    """A question with one right answer.

    Attributes:
        kind: what is asked for.
        prompt: the question, in Markdown.
        curve: what to draw with it, or, if it says so, with the answer. A "picture" is to be drawn
            without its heading, which names it.
        options: in the order they are shown.
        right: which option is right.
        explanation: why, in numbers.
    """

    kind: Kind
    prompt: str
    curve: CurveSpec
    options: tuple[Option, ...]
    right: int
    explanation: str


_End = tuple[Trace, float]
"""A curve, and how far from 0 it saturates."""


class _Draft(NamedTuple):
    """A question before its options are mixed: the right one stands first."""

    prompt: str
    curve: CurveSpec
    options: list[Option]
    explanation: str


def question(
    seed: int, kind: Kind | None = None, among: tuple[Trace, ...] | None = None
) -> Question:
    """The question of that seed: with the same catalogue, always the same one.

    Args:
        seed: at least 0.
        kind: what is asked for; None leaves that to the seed.
        among: the curves that questions are about, at least one; None for the whole catalogue.
            Where they are too few for the options, others that look alike join them.

    Raises:
        ValueError: there is no question of that kind about these curves.
    """
    pool = curves() if among is None else among
    kinds = KINDS if among is None else possible(among)
    asked = _chosen(kinds, np.random.default_rng(seed)) if kind is None else kind
    if asked not in kinds:
        raise ValueError(f"these curves have no question of the kind {asked}")
    rng = np.random.default_rng((seed, KINDS.index(asked)))
    draft = _MAKERS[asked](rng, pool)
    order = rng.permutation(len(draft.options)).tolist()
    options = tuple(draft.options[place] for place in order)
    return Question(asked, draft.prompt, draft.curve, options, order.index(0), draft.explanation)


@lru_cache(maxsize=16)
def possible(among: tuple[Trace, ...]) -> tuple[Kind, ...]:
    """What can be asked about some curves: any has a picture, but not any a minimum."""
    missing: set[Kind] = set()
    if all(least(subject(trace)) is None for trace in among):
        missing.add("minimum")
    if not all(_pairs(_ends(among, side)) for side in SIDES):
        missing.add("saturation")
    return tuple(kind for kind in KINDS if kind not in missing)


def _picture(rng: np.random.Generator, pool: Sequence[Trace]) -> _Draft:
    right = _chosen(pool, rng)
    own = subject(right)
    near = relatives(right, 0, frame([own], 0, own.window))
    options = [
        Option(equation(subject(trace)), trace) for trace in [right, *_wrong(near, rng, pool)]
    ]
    return _Draft(
        "Which function is this?",
        CurveSpec((right,), x=own.window),
        options,
        f"{values(own, 0)}. {farthest(own, subject(near[0]))}",
    )


def _derivative(rng: np.random.Generator, pool: Sequence[Trace]) -> _Draft:
    right = _chosen(pool, rng)
    own = subject(right)
    near = relatives(right, 1, frame([own], 1, own.window))
    options = {derivative(right): Option(derivative(right), right, 1)}
    others = [trace for trace in near if derivative(trace) != derivative(right)]
    for trace in _wrong(others, rng, pool):
        options.setdefault(derivative(trace), Option(derivative(trace), trace, 1))
    return _Draft(
        f"Which is the derivative of `{own.name}`?",
        CurveSpec((right,), x=own.window),
        list(options.values()),
        f"f′(x) = {derivative(right)}: {values(own, 1)}",
    )


def _value(rng: np.random.Generator, pool: Sequence[Trace]) -> _Draft:
    trace = _chosen(pool, rng)
    own = subject(trace)
    places = [x for x in (-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0) if _inside(x, own)]
    x = _chosen(places, rng)
    within = frame([own], 0, own.window)
    truth = float(own.value(x))
    others = [float(subject(near).value(x)) for near in relatives(trace, 0, within)[:NEAREST]]
    likely = [*others, float(own.slope(x)), float(own.value(-x)), -truth, 1.0 - truth]
    steps = [truth + share * within.height for share in (0.1, -0.1, 0.2)]
    numbers = _numbers(truth, [*likely, *steps], APART * within.height, rng)
    return _Draft(
        f"What is `{own.name}({x:g})`?",
        CurveSpec((trace,), x=own.window, show="answer"),
        numbers,
        f"{equation(own)}: {own.name}({x:g}) = {rounded(truth, 6)}, "
        f"with the slope {rounded(float(own.slope(x)))}",
    )


def _minimum(rng: np.random.Generator, pool: Sequence[Trace]) -> _Draft:
    minima = {trace: place for trace in curves() if (place := least(subject(trace))) is not None}
    trace = _chosen([trace for trace in minima if trace in pool], rng)
    own, truth = subject(trace), minima[trace]
    x = np.linspace(*own.window, 4096)
    steepest = [float(x[own.slope(x).argmax()]), float(x[own.slope(x).argmin()])]
    likely = [*minima.values(), *steepest, 0.0, -truth, truth / 2.0, 2.0 * truth, truth - 1.0]
    width = own.window[1] - own.window[0]
    numbers = _numbers(
        truth, [x for x in likely if _inside(x, own)], PLACES_APART * width, rng, "x = "
    )
    low, high = (float(own.slope(truth + side * 0.1 * width)) for side in (-1.0, 1.0))
    return _Draft(
        f"Where is `{own.name}` least?",
        CurveSpec((trace,), x=own.window, show="answer"),
        numbers,
        f"{equation(own)}: f′ is {rounded(low)} at x = {rounded(truth - 0.1 * width)} and "
        f"{rounded(high)} at x = {rounded(truth + 0.1 * width)}; it is 0 at x = {rounded(truth, 6)}"
        f", where f is {rounded(float(own.value(truth)), 6)}",
    )


def _saturation(rng: np.random.Generator, pool: Sequence[Trace]) -> _Draft:
    side = _chosen(SIDES, rng)
    ends = _ends(pool, side)
    mixed = [ends[place] for place in rng.permutation(len(ends)).tolist()]
    first, later = next((f, clear) for f in mixed if (clear := _later(f, ends)))
    second = _chosen(later[:NEAREST], rng)
    one, other = subject(first[0]), subject(second[0])
    names = sorted((one.name, other.name))
    way = "left" if side < 0 else "right"
    return _Draft(
        f"Going {way} from 0, which of `{names[0]}` and `{names[1]}` saturates first "
        f"(|f′| < {SATURATED} from there on)?",
        CurveSpec((first[0], second[0]), derivative=True, x=_both(one, other), show="answer"),
        [Option(one.name, first[0]), Option(other.name, second[0])],
        f"|f′| is under {SATURATED} beyond x = {rounded(side * first[1])} for `{one.name}`, "
        f"but only beyond x = {rounded(side * second[1])} for `{other.name}`",
    )


def _ends(pool: Sequence[Trace], side: int) -> list[_End]:
    """The curves that saturate on a side, and where."""
    return [(t, end) for t in pool if (end := saturation(subject(t), side)) is not None]


def _pairs(ends: Sequence[_End]) -> bool:
    """Whether two of them can be compared."""
    return any(_later(one, ends) for one in ends)


def _later(one: _End, ends: Iterable[_End]) -> list[_End]:
    """The curves that clearly saturate after this one, the next first."""
    return sorted((end for end in ends if _is_clear(one, end)), key=lambda end: end[1])


def _is_clear(one: _End, other: _End) -> bool:
    """Whether the first saturates visibly before the second, and is another curve."""
    left, right = subject(one[0]), subject(other[0])
    window = _both(left, right)
    if other[1] - one[1] < PLACES_APART * (window[1] - window[0]):
        return False
    return distance(left, right, 0, frame([left, right], 0, window)) >= APART


def _both(one: Subject, other: Subject) -> tuple[float, float]:
    """The window that holds the windows of both."""
    return min(one.window[0], other.window[0]), max(one.window[1], other.window[1])


def _wrong(near: Sequence[Trace], rng: np.random.Generator, pool: Sequence[Trace]) -> list[Trace]:
    """Some of the nearest of the pool, and where these are too few, of the others."""
    own = [trace for trace in near if trace in pool]
    found: list[Trace] = []
    for some in (own, [trace for trace in near if trace not in pool]):
        chosen = rng.permutation(min(NEAREST, len(some)))[: OPTIONS - 1 - len(found)]
        found += [some[place] for place in chosen.tolist()]
    return found


def _numbers(
    truth: float, likely: Iterable[float], apart: float, rng: np.random.Generator, before: str = ""
) -> list[Option]:
    """The truth first, then likely numbers, no two of them nearer than `apart`."""
    kept = [truth]
    for number in likely:
        shown = float(rounded(number))
        if abs(shown) < inf and all(abs(shown - other) >= apart for other in kept):
            kept.append(shown)
    wrong = kept[1 : NEAREST + 1]
    chosen = [wrong[place] for place in rng.permutation(len(wrong))[: OPTIONS - 1].tolist()]
    return [Option(before + rounded(number), number=number) for number in [truth, *chosen]]


def _chosen(items: Sequence[Item], rng: np.random.Generator) -> Item:
    return items[int(rng.integers(len(items)))]


def _inside(x: float, one: Subject) -> bool:
    return one.window[0] <= x <= one.window[1]


_MAKERS: dict[Kind, Callable[[np.random.Generator, Sequence[Trace]], _Draft]] = {
    "picture": _picture,
    "derivative": _derivative,
    "value": _value,
    "minimum": _minimum,
    "saturation": _saturation,
}
