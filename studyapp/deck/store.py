"""Cards as JSON text and back, exactly: how the library's index keeps them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from studyapp.curve.spec import BarSpec, Curve, CurveSpec, Expression, Trace
from studyapp.deck.asks import (
    Ask,
    ChoiceAsk,
    ClozeAsk,
    ComputedAsk,
    FormulaAsk,
    IdentifyAsk,
    Listed,
    NumberAsk,
    Range,
    ReversedAsk,
    Tolerance,
    TypedAsk,
    Variable,
)
from studyapp.deck.model import Card

if TYPE_CHECKING:
    from collections.abc import Callable

_BARS = "bars"
_EXPR = "expr"
_ASKS: dict[str, Callable[..., Ask]] = {
    "reversed": ReversedAsk,
    "cloze": ClozeAsk,
    "choice": ChoiceAsk,
    "typed": TypedAsk,
    "number": NumberAsk,
    "computed": ComputedAsk,
    "formula": FormulaAsk,
    "identify": IdentifyAsk,
}
_NAME_OF: dict[object, str] = {made: name for name, made in _ASKS.items()}

# Built once: json.dumps with other settings than the default makes an encoder for each call.
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode


def card_to_json(card: Card) -> str:
    """A JSON array of the card's fields in their order, in ASCII."""
    return _encode(
        (
            card.key,
            card.question,
            card.answer,
            card.points,
            card.hint,
            None if card.curve is None else _curve_to_list(card.curve),
            card.difficulty,
            card.tags,
            card.follow_ups,
            card.source,
            card.line,
            None if card.ask is None else [_NAME_OF[type(card.ask)], *card.ask],
            card.language,
        )
    )


def card_from_json(text: str) -> Card:
    """The card that `card_to_json` wrote.

    Raises:
        ValueError: the text is not one that this release of `card_to_json` writes.
    """
    fields = _decode(text)
    if not isinstance(fields, list) or len(fields) != 13:
        raise ValueError("not a stored card")
    key, question, answer, points, hint, curve, difficulty, tags, *others = fields
    follow_ups, source, line, ask, language = others
    return Card(
        key,
        question,
        answer,
        tuple(points),
        hint,
        None if curve is None else _curve_from_list(curve),
        difficulty,
        tuple(tags),
        tuple(follow_ups),
        source,
        line,
        None if ask is None else _ask_from_list(*ask),
        language,
    )


def _ask_from_list(name: str, *fields: Any) -> Ask:
    made = _ASKS[name](*map(_frozen, fields))
    if isinstance(made, NumberAsk | ComputedAsk) and made.tolerance is not None:
        made = made._replace(tolerance=Tolerance(*made.tolerance))
    if isinstance(made, ComputedAsk):
        return made._replace(variables=tuple(map(_variable, made.variables)))
    return made


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _variable(fields: tuple[Any, ...]) -> Variable:
    return Listed(*fields) if len(fields) == 2 else Range(*fields)


def _curve_to_list(curve: Curve) -> list[object]:
    if isinstance(curve, BarSpec):
        return [_BARS, curve.logits, curve.temperatures, curve.show]
    traces = [
        (_EXPR, *trace) if isinstance(trace, Expression) else tuple(trace) for trace in curve.traces
    ]
    return [traces, curve.derivative, curve.x, curve.y, curve.show, curve.second]


def _curve_from_list(fields: list[Any]) -> Curve:
    if fields[0] == _BARS:
        _, logits, temperatures, show = fields
        return BarSpec(tuple(logits), tuple(temperatures), show)
    traces, derivative, x, y, show, second = fields
    return CurveSpec(
        tuple(_trace(*trace) for trace in traces),
        derivative,
        None if x is None else (x[0], x[1]),
        None if y is None else (y[0], y[1]),
        show,
        second,
    )


def _trace(*fields: Any) -> Trace | Expression:
    params = tuple((name, value) for name, value in fields[-1])
    return Expression(fields[1], params) if len(fields) == 3 else Trace(fields[0], params)
