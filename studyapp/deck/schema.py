"""The JSON Schema (2020-12) of a deck, for editors: made from the tables that the loader reads by.

It says what a schema can say: keys, types, closed lists, and which keys make which kind of card.
Whether a formula can be read or a follow-up exists, only `check` tells. As everywhere in a deck a
key with `null` counts as absent, and a text may be any scalar.
"""

from __future__ import annotations

from typing import Any

from studyapp.deck import tables
from studyapp.deck.ask_fields import (
    MOST_CHOICES,
    MOST_TYPED,
    MOST_VALUES,
    MOST_VARIABLES,
    RANGE_KEYS,
    TOLERANCE,
)
from studyapp.deck.curve_field import CURVE_KEYS, MOST_TRACES
from studyapp.deck.defaults import LANGUAGE
from studyapp.deck.tables import CLOZE, KIND_KEYS, KINDS, MARKS, NUMBER, REVERSED, Key, Kind

Schema = dict[str, Any]

_SOME = r"\S"
_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": _SOME}
_FORMULA: Schema = {"type": ["string", "number"], "pattern": _SOME}
_NUMBER: Schema = {"type": "number"}
_FLAG: Schema = {"type": "boolean"}
_WINDOW: Schema = {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}
_MOST = {"typed": MOST_TYPED, "correct": MOST_CHOICES}


def schema() -> Schema:
    """The schema of a deck file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A deck of studyapp",
        **_mapping(tables.DECK),
        "required": ["cards"],
        "$defs": {
            "card": {**_mapping(tables.CARD), "allOf": [*_kinds(), *_strays()]},
            "section": {**_mapping(tables.SECTION), "allOf": [_has("section")]},
            "curve": _curve(),
        },
    }


def _mapping(keys: tuple[Key, ...]) -> Schema:
    return {
        "type": "object",
        "properties": {key.name: _value(key) for key in keys},
        "additionalProperties": False,
    }


def _value(key: Key) -> Schema:
    """What a key may have as its value: that, or nothing."""
    if key.shape == "choice":
        return _described({"enum": [*key.options, None]}, key.about)
    return _described({"anyOf": [*_shapes(key), {"type": "null"}]}, key.about)


def _described(value: Schema, about: str) -> Schema:
    return {"description": about, **value}


def _shapes(key: Key) -> list[Schema]:
    texts: Schema = {"type": "array", "items": _TEXT}
    if key.name == "choices":
        texts |= {"minItems": 2, "maxItems": MOST_CHOICES}
    some = {**texts, "minItems": 1, "maxItems": _MOST.get(key.name, 100)}
    return {
        "text": [_TEXT],
        "formula": [_FORMULA],
        "texts": [texts],
        "text or texts": [_TEXT, some],
        "flag": [_FLAG],
        "language": [{"type": "string", "pattern": f"^(?:{LANGUAGE})$"}],
        "tolerance": [{"type": ["string", "number"], "pattern": f"^{TOLERANCE}$", "minimum": 0}],
        "numbers or range": [_variables()],
        "window": [_WINDOW],
        "curve": [{"$ref": "#/$defs/curve"}],
        "cards": [_cards()],
    }[key.shape]


def _cards() -> Schema:
    section = {"type": "object", "required": ["section"]}
    items = {"if": section, "then": _ref("section"), "else": _ref("card")}
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _has(key: str) -> Schema:
    """That a key is there, with something in it."""
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


def _is(kind: Kind) -> Schema:
    """That a card has the mark of a kind."""
    if kind is REVERSED:
        return {"required": [kind.mark], "properties": {kind.mark: {"const": True}}}
    if kind is NUMBER:
        return {"allOf": [_has(kind.mark), {"not": _has("variables")}]}
    return _has(kind.mark)


def _kinds() -> list[Schema]:
    """For each kind what its cards need, and that they are of no other kind."""
    marked = [kind for kind in KINDS if kind.mark]
    basic = {"if": {"not": {"anyOf": [_is(kind) for kind in marked]}}, "then": _all(KINDS[0].needs)}
    rules = [basic]
    for kind in marked:
        others = [_is(other) for other in marked if other is not kind]
        if kind is CLOZE:
            others.append(_has("question"))
        then = {"allOf": [_all(kind.needs), {"not": {"anyOf": others}}]}
        rules.append({"if": _is(kind), "then": then})
    return rules


def _all(keys: tuple[str, ...]) -> Schema:
    return {"allOf": [_has(key) for key in keys]}


def _strays() -> list[Schema]:
    """That keys of some kinds are only on cards of these."""
    rules = []
    for key in sorted(KIND_KEYS - MARKS.keys()):
        takers = [_has(kind.mark) for kind in KINDS if key in (*kind.needs, *kind.takes)]
        rules.append({"if": _has(key), "then": {"anyOf": takers}})
    return rules


def _variables() -> Schema:
    first, last, _ = RANGE_KEYS
    span: Schema = {
        "type": "object",
        "properties": {key: {"type": ["number", "null"]} for key in RANGE_KEYS},
        "additionalProperties": False,
        "allOf": [_has(first), _has(last)],
    }
    values = {"type": "array", "items": _NUMBER, "minItems": 1, "maxItems": MOST_VALUES}
    return {
        "type": "object",
        "minProperties": 1,
        "maxProperties": MOST_VARIABLES,
        "additionalProperties": {"anyOf": [values, span]},
    }


def _curve() -> Schema:
    name = {"type": "string", "pattern": _SOME}
    one = {
        "anyOf": [
            name,
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": {"type": "object"},
            },
        ]
    }
    names = {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_TRACES}
    formulas = {"type": "array", "items": _FORMULA, "minItems": 1, "maxItems": MOST_TRACES}
    values: dict[str, list[Schema]] = {
        "function": [one, names],
        "expr": [_FORMULA, formulas],
        "params": [{"type": "object"}],
        "derivative": [_FLAG],
        "second": [_FLAG],
        "x": [_WINDOW],
        "y": [_WINDOW],
        "show": [{"enum": ["question", "answer"]}],
    }
    long = {
        "type": "object",
        "properties": {key: {"anyOf": [*values[key], {"type": "null"}]} for key in CURVE_KEYS},
        "additionalProperties": False,
        "anyOf": [_has("function"), _has("expr")],
    }
    return {"anyOf": [name, names, long]}
