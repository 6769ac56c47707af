"""The value of a formula for given numbers, in plain Python: no NumPy, nothing of the catalogue."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from studyapp.curve.terms import (
    OPERATIONS,
    SCALARS,
    BadExpression,
    Binary,
    Call,
    Name,
    Negation,
    Node,
    Number,
    parts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


def figure(node: Node, given: Mapping[str, float]) -> float:
    """The number that a formula makes of others, in float64.

    Args:
        node: a formula.
        given: a number for each name in it.

    Raises:
        BadExpression: a part of it is no finite number, or a function of the catalogue.
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return given[node.name]
    if isinstance(node, Call) and node.name == "where":
        condition, one, other = node.arguments
        return figure(one if figure(condition, given) else other, given)
    try:
        value = _made(node, [figure(part, given) for part in parts(node)])
    except (ArithmeticError, ValueError) as error:
        if isinstance(error, BadExpression):
            raise
        value = float("nan")
    if not isfinite(value):
        raise BadExpression("this is no finite number", "write one within ±1.8e308", node.at)
    return value


def _made(node: Node, values: list[float]) -> float:
    if isinstance(node, Negation):
        return -values[0]
    if isinstance(node, Binary):
        return OPERATIONS[node.operator](*values)
    if isinstance(node, Call) and node.name in SCALARS:
        return float(SCALARS[node.name](*values))
    name = node.name if isinstance(node, Call) else "x"
    raise BadExpression(
        f"`{name}` is a function of the catalogue, which a number cannot have",
        "write its formula, or the number itself",
        node.at,
    )
