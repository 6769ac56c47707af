"""What a formula may not ask for, though its grammar is right: infinite constants, towers."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

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


class _Part(NamedTuple):
    """What is known of a part.

    Attributes:
        varies: whether `x` or a parameter is in it.
        value: of a constant; None for one with a function of the catalogue, which is finite there.
        tower: whether a power with an exponent that varies is in it.
    """

    varies: bool
    value: float | None
    tower: bool


def check(node: Node) -> None:
    """Refuses a formula with a constant part that is no finite number, or a tower of powers.

    Raises:
        BadExpression: it names the place.
    """
    _look_at(node)


def _look_at(node: Node) -> _Part:
    inner = [_look_at(part) for part in parts(node)]
    tower = any(part.tower for part in inner)
    varies = isinstance(node, Name) or any(part.varies for part in inner)
    if isinstance(node, Binary) and node.operator == "^":
        if inner[1].tower:
            raise BadExpression(
                "an exponent cannot hold a power whose own exponent varies",
                "write a plainer exponent",
                node.at,
            )
        tower = tower or inner[1].varies
    values = [part.value for part in inner if part.value is not None]
    if varies or len(values) < len(inner):
        return _Part(varies, None, tower)
    return _Part(varies, _constant(node, values), tower)


def _constant(node: Node, values: list[float]) -> float | None:
    try:
        value = _folded(node, values)
    except (ArithmeticError, ValueError):  # log(-1), 1/0, 9^9^9^9
        value = float("nan")
    if value is not None and not isfinite(value):
        raise BadExpression("this is no finite number", "write one within ±1.8e308", node.at)
    return value


def _folded(node: Node, values: list[float]) -> float | None:
    """The value in floats alone; integers would grow without end."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Negation):
        return -values[0]
    if isinstance(node, Binary):
        return OPERATIONS[node.operator](*values)
    if isinstance(node, Call) and node.name in SCALARS:
        return float(SCALARS[node.name](*values))
    return None
