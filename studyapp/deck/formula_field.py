"""The `expr` of a curve: formulas of the author's own, and the parameters that they name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from studyapp.curve.expression import parse
from studyapp.curve.spec import Expression
from studyapp.curve.terms import BadExpression, names
from studyapp.curve.tokens import may_name_a_parameter
from studyapp.deck.fields import number
from studyapp.deck.reader import Listing, Mapping, Scalar
from studyapp.deck.within import spot_within

if TYPE_CHECKING:
    from studyapp.deck.fields import Form
    from studyapp.deck.reader import Node


@dataclass(slots=True)
class Formula:
    """A formula as written; `names` are its parameters, and `given` the numbers of these."""

    place: Scalar
    names: frozenset[str]
    given: dict[str, float] = field(default_factory=dict)

    def trace(self) -> Expression:
        """What is drawn."""
        text = " ".join(self.place.text.split())
        return Expression(text, tuple(self.given.items()))


def read_formulas(form: Form, most: int) -> list[Formula]:
    """The formulas of `expr`, without those that have a fault, which is told."""
    value = form.value("expr")
    if value is None:
        return []
    found = len(value.items) if isinstance(value, Listing) else 1
    if not 1 <= found <= most:
        form.tell("count", value, key="expr", found=found, least=min(1, most), most=most)
        return []
    if isinstance(value, Listing):
        return [formula for written in form.texts("expr") for formula in _read(form, written)]
    text = form.written("expr")
    return [] if text is None else _read(form, text)


def _read(form: Form, written: Scalar) -> list[Formula]:
    params = form.value("params")
    declared = params.entries.keys() if isinstance(params, Mapping) else ()
    try:
        node = parse(written.text, tuple(filter(may_name_a_parameter, declared)))
    except BadExpression as bad:
        spot = spot_within(written, bad.at)
        form.tell("formula", spot, problem=bad.problem, advice=bad.advice)
        return []
    return [Formula(written, names(node) - {"x"})]


def give(form: Form, formulas: list[Formula], key: Scalar, value: Node) -> bool:
    """Gives a number to each formula that names it; False if none does."""
    takers = [formula for formula in formulas if key.text in formula.names]
    if not takers:
        return False
    given = number(value)
    if given is None:
        form.mistaken_number(key.text, value)
    else:
        for formula in takers:
            formula.given[key.text] = given
    return True


def tell_of_unused(form: Form, key: Scalar) -> None:
    """Tells of a parameter that no formula names."""
    fits = may_name_a_parameter(key.text)
    form.tell("formula-unused" if fits else "formula-parameter", key, given=key.text)
