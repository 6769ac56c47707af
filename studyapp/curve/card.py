"""A specification as a card's `curve:` block: what the deck loader reads back as the same."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from studyapp.curve.names import resolve
from studyapp.curve.spec import BarSpec, Expression, Trace
from studyapp.curve.ticks import number
from studyapp.curve.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from studyapp.curve.spec import Curve, CurveSpec, Drawn

INDENT = "  "


def block(spec: Curve) -> str:
    """The YAML of a card's curve, without indentation, its last line without a line's end.

    ``curve:`` and one line for each key that is not the default; see ``docs/deck-format.md``.
    Curves that are there twice are written once, as decks want it.
    """
    keys = list(_bars(spec) if isinstance(spec, BarSpec) else _curves(spec))
    if spec.show != BarSpec().show:
        keys.append(("show", spec.show))
    return "\n".join(["curve:", *(f"{INDENT}{key}: {text}" for key, text in keys)])


def _curves(spec: CurveSpec) -> Iterator[tuple[str, str]]:
    traces = tuple(dict.fromkeys(map(_plain, spec.traces)))
    names = [_trace(trace) for trace in traces if isinstance(trace, Trace)]
    if names:
        yield "function", names[0] if len(names) == 1 else f"[{', '.join(names)}]"
    formulas = [trace for trace in traces if isinstance(trace, Expression)]
    if formulas:
        params: dict[str, float] = {}
        texts = [f'"{_with_shared(trace, params)}"' for trace in formulas]
        yield "expr", texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
        if params:
            given = ", ".join(f"{name}: {_number(value)}" for name, value in params.items())
            yield "params", f"{{{given}}}"
    if spec.derivative:
        yield "derivative", "true"
    if spec.second:
        yield "second", "true"
    if spec.x is not None:
        yield "x", _list(spec.x)
    if spec.y is not None:
        yield "y", _list(spec.y)


def _with_shared(trace: Expression, shared: dict[str, float]) -> str:
    """The formula's text, with its parameters among those that all formulas of a card share.

    One that has another value there already is written as that number.
    """
    own = dict(trace.params)
    pieces, end = [], 0
    for word in tokens(trace.text):
        if word.kind == "name" and word.text in own:
            value = own[word.text]
            if shared.setdefault(word.text, value) != value:
                pieces += [trace.text[end : word.at], f"({_number(value)})"]
                end = word.at + len(word.text)
    return "".join(pieces) + trace.text[end:]


def _plain(trace: Drawn) -> Drawn:
    """Without the parameters that are the defaults."""
    if not isinstance(trace, Trace):
        return trace
    entry = resolve(trace.function)
    own = {name: value for name, value in trace.params if value != entry.parameter(name).default}
    return trace._replace(params=tuple(own.items()))


def _trace(trace: Trace) -> str:
    """A name, or a mapping of it to its parameters: traces may have different ones."""
    if not trace.params:
        return trace.function
    params = ", ".join(f"{name}: {_number(value)}" for name, value in trace.params)
    return f"{{{trace.function}: {{{params}}}}}"


def _bars(spec: BarSpec) -> Iterator[tuple[str, str]]:
    yield "function", "softmax"
    params = f"logits: {_list(spec.logits)}, temperature: {_list(spec.temperatures)}"
    yield "params", f"{{{params}}}"


def _list(values: Iterable[float]) -> str:
    return f"[{', '.join(map(_number, values))}]"


def _number(value: float) -> str:
    """As short as it can be and still be the same number."""
    return number(Decimal(repr(value)))
