"""The keys of a card that say how it is answered, read strictly: one function a kind.

Each gives None for what has a fault, which is told: such a card would take wrong answers for
right ones, so it is taken out.
"""

from __future__ import annotations

import re
from itertools import product
from math import floor, isfinite
from typing import TYPE_CHECKING

from studyapp.curve.expression import parse
from studyapp.curve.figure import figure
from studyapp.curve.names import CATALOGUE, UnknownFunction, resolve
from studyapp.curve.relatives import FAMILIES
from studyapp.curve.terms import BadExpression, Name, Node, names, parts
from studyapp.curve.tokens import belongs, may_name_a_parameter
from studyapp.deck import keys
from studyapp.deck.asks import (
    ChoiceAsk,
    ComputedAsk,
    FormulaAsk,
    IdentifyAsk,
    Listed,
    NumberAsk,
    Range,
    Tolerance,
    TypedAsk,
    Variable,
)
from studyapp.deck.catalogue import nearest
from studyapp.deck.fields import Form, number
from studyapp.deck.placeholders import placeholders
from studyapp.deck.readable import as_number
from studyapp.deck.reader import Listing, Mapping, Scalar
from studyapp.deck.reader import Node as Value
from studyapp.deck.within import spot_within
from studyapp.safetext import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_CHOICES = 12
MOST_TYPED = 20
MOST_VARIABLES = 6
MOST_VALUES = 100
MOST_STEPS = 100_000
DOMAIN = (-4.0, 4.0)
"""Where formulas are compared if the card does not say."""

RANGE_KEYS = ("from", "to", "step")
TOLERANCE = r"([0-9]+\.?[0-9]*(?:[eE][+-]?[0-9]+)?|\.[0-9]+) *(%?)"
_CURVES = tuple(entry.name for entry in CATALOGUE if entry.kind == "curve")


def choice_ask(form: Form) -> ChoiceAsk | None:
    """What `choices` and `correct` say."""
    choices = _unlike(form, "choices", form.listed("choices", 2, MOST_CHOICES))
    correct = _unlike(form, "correct", form.text_or_texts("correct", MOST_CHOICES))
    if choices is None or correct is None:
        return None
    places = {keys.same_question(choice.text): place for place, choice in enumerate(choices)}
    right = []
    for written in correct:
        place = places.get(keys.same_question(written.text))
        if place is None:
            form.tell("correct", written, given=written.text, guess=_meant(written, choices))
            return None
        right.append(place)
    return ChoiceAsk(tuple(form.shown(choice) for choice in choices), tuple(sorted(right)))


def typed_ask(form: Form) -> TypedAsk | None:
    """What `typed` says."""
    accepted = _unlike(form, "typed", form.text_or_texts("typed", MOST_TYPED))
    if accepted is None:
        return None
    return TypedAsk(tuple(form.shown_line(text) for text in accepted))


def number_ask(form: Form) -> NumberAsk | None:
    """What `number` says, without `variables`."""
    tolerance, unit, sound = _allowance(form)
    written = form.written("number")
    node = None if written is None else _formula(form, written, ())
    if written is None or node is None:
        return None
    value = _figure(form, written, node, {})
    if value is None or not sound:
        return None
    return NumberAsk(" ".join(written.text.split()), value, tolerance, unit)


def computed_ask(form: Form, question: Scalar | None) -> ComputedAsk | None:
    """What `variables` and `number` say; every variable must stand in the question."""
    tolerance, unit, sound = _allowance(form)
    variables = _variables(form)
    written = form.written("number")
    if variables is None:
        return None
    known = tuple(variable.name for variable in variables)
    if question is not None:
        sound &= _placed(form, question, known)
    node = None if written is None else _formula(form, written, known)
    if written is None or node is None:
        return None
    for values in product(*map(_ends, variables)):
        if _figure(form, written, node, dict(zip(known, values, strict=True))) is None:
            return None
    if not sound:
        return None
    return ComputedAsk(" ".join(written.text.split()), variables, tolerance, unit)


def formula_ask(form: Form) -> FormulaAsk | None:
    """What `formula` and `domain` say."""
    written = form.written("formula")
    window = DOMAIN if form.value("domain") is None else form.window("domain")
    if written is None or _formula(form, written, ("x",)) is None or window is None:
        return None
    return FormulaAsk(" ".join(written.text.split()), window)


def identify_ask(form: Form) -> IdentifyAsk | None:
    """What `identify` says: functions, or the family of one."""
    value = form.value("identify")
    written = form.text_or_texts("identify", len(_CURVES))
    if written is None:
        return None
    found: list[str] = []
    for text in written:
        name = _function(form, text)
        if name is None:
            return None
        if name in found:
            form.tell("twice", text, key="identify", given=name)
            return None
        found.append(name)
    if isinstance(value, Scalar):
        family = next((family for family in FAMILIES if found[0] in family), frozenset(found))
        return IdentifyAsk(tuple(name for name in _CURVES if name in family))
    return IdentifyAsk(tuple(found))


def _meant(written: Scalar, choices: tuple[Scalar, ...]) -> str | None:
    """The choice that was probably meant, whatever its case."""
    texts = {choice.text.lower(): choice.text for choice in choices}
    near = nearest(written.text, tuple(texts))
    return near and clean_line(texts[near])


def _unlike(form: Form, name: str, texts: tuple[Scalar, ...] | None) -> tuple[Scalar, ...] | None:
    """The texts, if there are any and no two are the same."""
    seen: set[str] = set()
    for text in texts or ():
        same = keys.same_question(text.text)
        if same in seen:
            form.tell("twice", text, key=name, given=text.text)
            return None
        seen.add(same)
    return texts


def _allowance(form: Form) -> tuple[Tolerance | None, str | None, bool]:
    """Tolerance and unit, and whether both are sound."""
    written = form.written("tolerance")
    unit = form.line("unit")
    sound = (written is not None or form.value("tolerance") is None) and (
        unit is not None or form.value("unit") is None
    )
    if written is None:
        return None, unit, sound
    found = re.fullmatch(TOLERANCE, written.text)
    amount = float(found[1]) / (100 if found[2] else 1) if found else float("inf")
    if found is None or not isfinite(amount) or (found[2] and amount > 1):
        form.tell("tolerance", written, given=written.text)
        return None, unit, False
    return Tolerance(amount, bool(found[2])), unit, sound


def _formula(form: Form, written: Scalar, known: tuple[str, ...]) -> Node | None:
    """A formula in certain names; `x` is one only if it is among them."""
    try:
        node = parse(written.text, known)
        if "x" in names(node) - set(known):
            raise _nameless(node, known)
    except BadExpression as bad:
        form.tell("formula", spot_within(written, bad.at), problem=bad.problem, advice=bad.advice)
        return None
    return node


def _nameless(node: Node, known: tuple[str, ...]) -> BadExpression:
    """What to say of an `x` that has no value."""
    while not isinstance(node, Name):
        node = next(part for part in parts(node) if "x" in names(part))
    named = ", ".join(f"`{name}`" for name in known)
    advice = belongs(f"one of {named}") if known else "write numbers only, or name `variables`"
    return BadExpression("`x` has no value here", advice, node.at)


def _figure(form: Form, written: Scalar, node: Node, given: dict[str, float]) -> float | None:
    """What the formula gives, or None if that is no number, which is told."""
    try:
        return figure(node, given)
    except BadExpression as bad:
        values = " and ".join(f"{name} = {as_number(value)}" for name, value in given.items())
        problem = f"{bad.problem} for {values}" if values else bad.problem
        form.tell("formula", spot_within(written, bad.at), problem=problem, advice=bad.advice)
        return None


def _variables(form: Form) -> tuple[Variable, ...] | None:
    value = form.value("variables")
    if not isinstance(value, Mapping):
        if value is not None:
            form.mistyped("variables", value, "a mapping of names", "`variables: {d: [512, 1024]}`")
        return None
    if not 1 <= len(value.entries) <= MOST_VARIABLES:
        found = len(value.entries)
        form.tell("count", value, key="variables", found=found, least=1, most=MOST_VARIABLES)
        return None
    read = [_variable(form, key, values) for key, values in value.entries.values()]
    variables = tuple(variable for variable in read if variable is not None)
    return variables if len(variables) == len(read) else None


def _variable(form: Form, key: Scalar, value: Value) -> Variable | None:
    if key.text != "x" and not may_name_a_parameter(key.text):
        form.tell("variable", key, given=key.text)
        return None
    if isinstance(value, Listing):
        values = _numbers(form, key.text, value.items)
        if values is not None and not 1 <= len(values) <= MOST_VALUES:
            form.tell("count", value, key=key.text, found=len(values), least=1, most=MOST_VALUES)
            return None
        return None if values is None else Listed(key.text, values)
    if isinstance(value, Mapping):
        return _range(form, key.text, value)
    form.mistyped(key.text, value, "a list of numbers or a range", "`{from: 1, to: 10}`")
    return None


def _range(form: Form, name: str, value: Mapping) -> Range | None:
    inner = Form(value, RANGE_KEYS, "a range", form.found)
    inner.card = form.card
    before = form.found.count
    inner.check_keys()
    ends = []
    for key, default in (("from", None), ("to", None), ("step", 1.0)):
        item = inner.value(key)
        if item is None and default is None:
            inner.tell("range-needs", value, given=name, key=key)
        elif item is not None and number(item) is None:
            inner.mistaken_number(key, item)
        ends.append(default if item is None else number(item))
    first, last, step = ends
    if form.found.count > before or first is None or last is None or step is None:
        return None
    if not (first <= last and step > 0 and (last - first) / step <= MOST_STEPS):
        form.tell("range", value, given=name, most=MOST_STEPS)
        return None
    return Range(name, first, last, step)


def _numbers(form: Form, name: str, items: Iterable[Value]) -> tuple[float, ...] | None:
    values = []
    sound = True
    for item in items:
        value = number(item)
        if value is None:
            form.mistaken_number(name, item)
            sound = False
        else:
            values.append(value)
    return tuple(values) if sound else None


def _ends(variable: Variable) -> tuple[float, ...]:
    """The least and the greatest value it may take."""
    if isinstance(variable, Listed):
        return tuple(sorted({min(variable.values), max(variable.values)}))
    first, last, step = variable[1:]
    return tuple(sorted({first, first + floor((last - first) / step + 1e-9) * step}))


def _placed(form: Form, question: Scalar, known: tuple[str, ...]) -> bool:
    """Whether the question shows each variable, and nothing else as one."""
    found = placeholders(question.text, known)
    sound = True
    for name, at in found:
        if name not in known:
            spot = spot_within(question, at)
            form.tell("placeholder", spot, given=name, options=known)
            sound = False
    for name in known:
        if all(name != one for one, _ in found):
            form.tell("unasked", question, given=name)
            sound = False
    return sound


def _function(form: Form, written: Scalar) -> str | None:
    try:
        entry = resolve(written.text)
    except UnknownFunction as error:
        form.tell("function", written, given=written.text, known=_CURVES, guess=error.near)
        return None
    if entry.name not in _CURVES:
        form.tell("function", written, given=written.text, known=_CURVES)
        return None
    return entry.name
