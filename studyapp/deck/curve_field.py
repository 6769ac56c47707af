"""The `curve` of a deck or card: which functions, with which parameters, over which window.

The only place of `deck` that asks the catalogue of functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from studyapp.curve.names import CATALOGUE, Entry, Parameter, UnknownFunction, resolve
from studyapp.curve.spec import BarSpec, Curve, CurveSpec, Show, Trace
from studyapp.deck.fields import Form, number
from studyapp.deck.formula_field import Formula, give, read_formulas, tell_of_unused
from studyapp.deck.reader import Broken, Listing, Mapping, Node, Scalar

if TYPE_CHECKING:
    from studyapp.deck.findings import Findings

CURVE_KEYS = ("function", "expr", "params", "derivative", "second", "x", "y", "show")
MOST_TRACES = 5
MOST_LOGITS = 12
MOST_TEMPERATURES = 4

_KNOWN = tuple(entry.name for entry in CATALOGUE)
_NO_CURVE = "none"
_SHOWS: dict[str, Show] = {"question": "question", "answer": "answer"}
_OF_CURVES_ONLY = ("derivative", "second", "x", "y")

Numbers = tuple[float, ...]


class _Slot(NamedTuple):
    """A parameter that takes one number, or up to `most` of them."""

    name: str
    least: float
    greatest: float
    default: float | None
    most: int = 1


@dataclass(slots=True)
class _Chosen:
    """A function that the curve names, with the parameters it is given."""

    entry: Entry
    place: Scalar
    slots: dict[str, _Slot]
    given: dict[str, Numbers] = field(default_factory=dict)

    def trace(self) -> Trace:
        """What is drawn, with parameters that differ from the defaults in the catalogue's order."""
        given = ((own.name, self.given[own.name][0], own.default) for own in self._own())
        return Trace(
            self.entry.name,
            tuple((name, value) for name, value, default in given if value != default),
        )

    def _own(self) -> list[Parameter]:
        return [own for own in self.entry.params if own.name in self.given]


def read_curve(value: Node, found: Findings, card: str | None = None) -> Curve | None:
    """The curve that is written; None for ``none``, and for one with a fault, which is told.

    A fault costs the whole curve: a picture without the window or parameter that its author gave
    would show something else than is meant.
    """
    if isinstance(value, Broken) or (isinstance(value, Scalar) and value.text == _NO_CURVE):
        return None
    before = found.count
    form = Form(_as_mapping(value), CURVE_KEYS, "a curve", found)
    form.card = card
    curve = _curve(form)
    return curve if found.count == before else None


def _as_mapping(value: Node) -> Mapping:
    if isinstance(value, Mapping):
        return value
    key = Scalar("function", value.line, value.column, plain=True, raw=None)
    return Mapping(value.line, value.column, {"function": (key, value)})


def _curve(form: Form) -> Curve | None:
    form.check_keys()
    only_formulas = form.value("expr") is not None and form.value("function") is None
    chosen = [] if only_formulas else _functions(form)
    formulas = read_formulas(form, MOST_TRACES - len(chosen))
    _give_shared(form, chosen, formulas)
    show = form.choice("show", _SHOWS) or "question"
    if any(one.entry.kind == "bars" for one in chosen):
        return _bars(form, chosen, show, alone=not formulas)
    derivative, second = bool(form.flag("derivative")), bool(form.flag("second"))
    x, y = form.window("x"), form.window("y")
    drawn: list[_Chosen | Formula] = [*chosen, *formulas]
    traces = tuple(one.trace() for one in drawn)
    for number_of, trace in enumerate(traces):
        if trace in traces[:number_of]:
            form.tell("function-twice", drawn[number_of].place, given=trace[0])
    return CurveSpec(traces, derivative, x, y, show, second) if traces else None


def _functions(form: Form) -> list[_Chosen]:
    value = form.value("function")
    items = value.items if isinstance(value, Listing) else [value]
    if value is None or not items:
        if not form.misspelt("function") and not form.misspelt("expr"):
            form.tell("no-function", value or form.mapping)
        return []
    if len(items) > MOST_TRACES:
        form.tell("count", value, key="function", found=len(items), least=1, most=MOST_TRACES)
        return []
    chosen = (_function(form, item) for item in items if item is not None)
    return [one for one in chosen if one is not None]


def _function(form: Form, item: Node) -> _Chosen | None:
    """One function: a name, or a mapping of one name to its parameters."""
    if isinstance(item, Scalar):
        return _named(form, item)
    if isinstance(item, Mapping) and len(item.entries) == 1:
        ((name, params),) = item.entries.values()
        chosen = _named(form, name)
        if chosen is None:
            return None
        if isinstance(params, Mapping):
            for key, value in params.entries.values():
                _give(form, [chosen], key, value)
            return chosen
    if not isinstance(item, Broken):
        form.tell("one-key", item)
    return None


def _named(form: Form, name: Scalar) -> _Chosen | None:
    entry = _resolved(name.text)
    if isinstance(entry, Entry):
        return _Chosen(entry, name, _slots(entry))
    form.tell("function", name, given=name.text, guess=entry, known=_KNOWN)
    return None


@lru_cache(maxsize=256)
def _resolved(name: str) -> Entry | str | None:
    """The function, else the name that was probably meant."""
    try:
        return resolve(name)
    except UnknownFunction as unknown:
        return unknown.near


def _slots(entry: Entry) -> dict[str, _Slot]:
    """The parameters of a function by name and by symbol; softmax has its logits as well."""
    bars = entry.kind == "bars"
    most = MOST_TEMPERATURES if bars else 1
    slots = {"logits": _Slot("logits", -inf, inf, None, MOST_LOGITS)} if bars else {}
    for own in entry.params:
        slot = _Slot(own.name, own.least, own.greatest, own.default, most)
        slots |= {own.name: slot, own.symbol: slot}
    return slots


def _give_shared(form: Form, chosen: list[_Chosen], formulas: list[Formula]) -> None:
    """Gives the entries of `params` to each function and formula that has such a parameter."""
    params = form.value("params")
    if isinstance(params, Mapping):
        for key, value in params.entries.values():
            taken = give(form, formulas, key, value)
            if any(key.text in one.slots for one in chosen) or not form.entries.get("expr"):
                _give(form, chosen, key, value)
            elif formulas and not taken:
                tell_of_unused(form, key)
    elif params is not None:
        form.mistyped("params", params, "a mapping of parameters", "`params: {alpha: 0.25}`")


def _give(form: Form, chosen: list[_Chosen], key: Scalar, value: Node) -> None:
    takers = [one for one in chosen if key.text in one.slots]
    if chosen and not takers:
        _tell_of_parameter(form, chosen, key)
    for one in takers:
        slot = one.slots[key.text]
        numbers = _numbers(form, slot, value)
        if numbers is None:
            return
        # A function's own parameters are read before the shared ones, and stay.
        one.given.setdefault(slot.name, numbers)


def _tell_of_parameter(form: Form, chosen: list[_Chosen], key: Scalar) -> None:
    names = tuple(dict.fromkeys(one.entry.name for one in chosen))
    slots = (slot.name for one in chosen for slot in one.slots.values())
    options = tuple(dict.fromkeys(slots))
    code = "parameter" if options else "no-parameters"
    form.tell(code, key, given=key.text, of=names, options=options)


def _numbers(form: Form, slot: _Slot, value: Node) -> Numbers | None:
    """The numbers of a parameter, or None if one of them is told."""
    items = value.items if isinstance(value, Listing) and slot.most > 1 else [value]
    if not 1 <= len(items) <= slot.most:
        form.tell("count", value, key=slot.name, found=len(items), least=1, most=slot.most)
        return None
    numbers: list[float] = []
    for item in items:
        parsed = number(item)
        if parsed is None:
            form.mistaken_number(slot.name, item)
        elif not slot.least <= parsed <= slot.greatest:
            limits = f"from {slot.least:g} to {slot.greatest:g}"
            form.tell("number-range", item, key=slot.name, range=limits, given=f"{parsed:g}")
        else:
            numbers.append(parsed)
    return tuple(numbers) if len(numbers) == len(items) else None


def _bars(form: Form, chosen: list[_Chosen], show: Show, *, alone: bool) -> BarSpec | None:
    for name in _OF_CURVES_ONLY:
        if form.value(name) is not None:
            form.tell("bars-key", form.entries[name][0], given=name)
    if len(chosen) > 1 or not alone:
        bars = next(one for one in chosen if one.entry.kind == "bars")
        form.tell("bars-alone", bars.place)
        return None
    default = BarSpec()
    given = chosen[0].given
    logits = given.get("logits", default.logits)
    return BarSpec(logits, given.get("temperature", default.temperatures), show)
