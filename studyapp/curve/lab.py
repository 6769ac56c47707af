"""Several curves compared: a view of up to four of them, one of which has the focus."""

from __future__ import annotations

from itertools import pairwise

from studyapp.curve.expression import parse
from studyapp.curve.names import SLICES, resolve
from studyapp.curve.spec import CurveSpec, Difference, Drawn, Expression, Trace
from studyapp.curve.subject import subject
from studyapp.curve.terms import CONSTANTS, BadExpression
from studyapp.curve.tokens import may_name_a_parameter, tokens
from studyapp.curve.view import View, bendable, view_of, window

MOST = 4
"""Curves that are compared."""

USUAL = CurveSpec((Trace("gelu"), Trace("relu")))
"""To begin with, when nothing is named."""


def begin(spec: CurveSpec) -> View:
    """The curves over one window that shows what matters of each.

    Args:
        spec: of 1 to `MOST` traces.
    """
    if spec.x is None:
        windows = [subject(trace).window for trace in spec.traces]
        spec = spec._replace(x=(min(a for a, _ in windows), max(b for _, b in windows)))
    return view_of(spec)


def add(view: View, trace: Trace | Expression) -> View:
    """One curve more, which gets the focus; a full view stays as it is."""
    if len(view.spec.traces) >= MOST:
        return view
    return focus(_with(view, (*view.spec.traces, trace)), len(view.spec.traces))


def remove(view: View) -> View:
    """The curve in focus taken away; the last one stays."""
    kept = view.spec.traces[: view.focus] + view.spec.traces[view.focus + 1 :]
    return focus(_with(view, kept), min(view.focus, len(kept) - 1)) if kept else view


def focus(view: View, index: int) -> View:
    """The focus on the curve with that index, and keys that bend on its first parameter."""
    if not 0 <= index < len(view.spec.traces):
        return view
    handles = [handle.trace for handle in bendable(view)]
    picked = handles.index(index) if index in handles else 0
    return view._replace(focus=index, picked=picked, place="")


def solo(view: View, index: int) -> View:
    """One curve of the view alone, over the same window and with the same cursor."""
    return _alone(view, view.spec.traces[index], view.place if index == view.focus else "")


def against(view: View, other: int) -> View:
    """How far the curve in focus lies above another one, over the same window."""
    first, second = view.spec.traces[view.focus], view.spec.traces[other]
    if isinstance(first, Difference) or isinstance(second, Difference):
        raise TypeError("a difference of differences")
    return _alone(view, Difference(first, second), "")._replace(saturation=False, density=False)


def specification(view: View) -> CurveSpec:
    """What a card has to ask for to show the same."""
    return view.spec._replace(x=window(view), y=None, second=view.second)


def formula(text: str) -> Expression:
    """A formula as one types it, in which every unknown name is a number that can be bent.

    Such a number is 1, or what stands after the formula: ``a*x + b; a = 0.5, b = 2``.

    Raises:
        BadExpression: it is none; `at` counts characters of the whole text.
    """
    body, _, rest = text.partition(";")
    given = _numbers(rest, len(body) + 1)
    read = tokens(body)
    found = {
        token.text: 1.0
        for token, after in pairwise(read)
        if token.kind == "name" and after.text != "(" and _is_free(token.text)
    }
    for name in given.keys() - found.keys():
        raise BadExpression(f"the formula has no `{name}`", "leave it out", len(body) + 1)
    params = found | given
    parse(body, params)
    return Expression(body.strip(), tuple(params.items()))


def named(text: str) -> Trace:
    """The curve of a function of the catalogue; of softmax, the one through its first part.

    Raises:
        UnknownFunction: there is none of that name.
    """
    entry = resolve(text)
    return Trace((SLICES[0] if entry.kind == "bars" else entry).name)


def _with(view: View, traces: tuple[Drawn, ...]) -> View:
    return view._replace(
        spec=view.spec._replace(traces=traces), card=view.card._replace(traces=traces)
    )


def _alone(view: View, trace: Drawn, place: str) -> View:
    x = window(view)
    card = view.card._replace(traces=(trace,), x=x, y=None)
    return view._replace(
        spec=view.spec._replace(traces=(trace,), x=x, y=None),
        card=card,
        focus=0,
        picked=0,
        place=place,
    )


def _is_free(name: str) -> bool:
    return name != "x" and name not in CONSTANTS and may_name_a_parameter(name)


def _numbers(text: str, at: int) -> dict[str, float]:
    """The values in ``a = 0.5, b = 2``."""
    values: dict[str, float] = {}
    for part in filter(str.strip, text.split(",")):
        name, equals, number = (piece.strip() for piece in part.partition("="))
        try:
            value = float(number)
        except ValueError:
            value = float("nan")
        if not equals or not abs(value) <= 1e300 or not _is_free(name):
            raise BadExpression(
                f"`{part.strip()[:40]}` gives no value", "write it as in `a = 0.5`", at
            )
        values[name] = value
    return values
