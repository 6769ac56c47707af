"""A formula as one number, without arrays; NumPy only for functions of the catalogue."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from studyapp.curve.expression import parse
from studyapp.curve.names import resolve
from studyapp.curve.terms import (
    OPERATIONS,
    SCALARS,
    BadExpression,
    Binary,
    Name,
    Negation,
    Node,
    Number,
    parts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def formula(text: str, known: Iterable[str] = ()) -> Node:
    """The formula of a number: it has these names in it at most, and no other `x`.

    Raises:
        BadExpression: it says what was expected where.
    """
    own = tuple(known)
    node = parse(text, own)
    if "x" not in own:
        _refuse_x(node)
    return node


def _refuse_x(node: Node) -> None:
    if isinstance(node, Name) and node.name == "x":
        raise BadExpression("`x` is no number", "write its value", node.at)
    for part in parts(node):
        _refuse_x(part)


def number(node: Node, values: Mapping[str, float]) -> float:
    """The value of a formula.

    Args:
        node: from `formula`.
        values: one for each name in it.

    Raises:
        BadExpression: some part has no value or passes all numbers; it names the place.
    """
    try:
        value = _value(node, values)
    except BadExpression:  # of a part, which names its own place
        raise
    except (ArithmeticError, ValueError):  # log(-1), 1/0, 9^9^9^9
        value = float("nan")
    if isfinite(value):
        return value
    raise BadExpression("this is no finite number", "write one within ±1.8e308", node.at)


def _value(node: Node, values: Mapping[str, float]) -> float:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return float(values[node.name])
    if isinstance(node, Negation):
        return -number(node.operand, values)
    if isinstance(node, Binary):
        return OPERATIONS[node.operator](number(node.left, values), number(node.right, values))
    if node.name == "where":
        condition, yes, no = node.arguments
        return number(yes if number(condition, values) else no, values)
    arguments = [number(argument, values) for argument in node.arguments]
    if node.name in SCALARS:
        return float(SCALARS[node.name](*arguments))
    return _catalogued(node.name, arguments[0])


def _catalogued(name: str, x: float) -> float:
    from studyapp.curve.functions import value

    return float(value(resolve(name), x))
