"""What a formula is made of: frozen values that know where they stand in the text.

Nothing here needs NumPy, since checking a deck reads formulas.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class BadExpression(ValueError):
    """A text that is no formula.

    Attributes:
        problem: what is wrong, without a full stop.
        advice: what was expected there.
        at: where in the text, from 0 to its length.
    """

    def __init__(self, problem: str, advice: str, at: int) -> None:
        super().__init__(f"{problem}; {advice}")
        self.problem = problem
        self.advice = advice
        self.at = at


class Number(NamedTuple):
    """A number as written, or a constant, which `sign` then shows."""

    at: int
    value: float
    sign: str = ""


class Name(NamedTuple):
    """`x`, or a parameter."""

    at: int
    name: str


class Negation(NamedTuple):
    """A minus before something."""

    at: int
    operand: Node


class Binary(NamedTuple):
    """Two parts and what stands between them, at `at`: one of ``+ - * / ^ < <= > >= == !=``."""

    at: int
    operator: str
    left: Node
    right: Node


class Call(NamedTuple):
    """A function of the list below, or of the catalogue by its own name."""

    at: int
    name: str
    arguments: tuple[Node, ...]


Node = Number | Name | Negation | Binary | Call

COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")

CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e}

ARGUMENTS: dict[str, tuple[int, int]] = {
    "where": (3, 3),
    "clip": (3, 3),
    "min": (2, 200),
    "max": (2, 200),
}
"""How many arguments a function takes, from least to most, where it is not one."""

SCALARS: dict[str, Callable[..., float]] = {
    "where": lambda condition, a, b: a if condition else b,
    "clip": lambda x, low, high: min(max(x, low), high),
    "min": min,
    "max": max,
    "abs": abs,
    "sign": lambda x: float(x > 0.0) - float(x < 0.0),
    "sqrt": math.sqrt,
    "exp": math.exp,
    "expm1": math.expm1,
    "log": math.log,
    "log1p": math.log1p,
    "sin": math.sin,
    "cos": math.cos,
    "tanh": math.tanh,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "erf": math.erf,
    "erfc": math.erfc,
    "floor": lambda x: x // 1.0,
}
"""The functions of the language, of single numbers; those of the catalogue come on top."""

OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": math.pow,  # of floats, so that no power becomes an integer of a million digits
    "<": lambda a, b: float(a < b),
    "<=": lambda a, b: float(a <= b),
    ">": lambda a, b: float(a > b),
    ">=": lambda a, b: float(a >= b),
    "==": lambda a, b: float(a == b),
    "!=": lambda a, b: float(a != b),
}


def parts(node: Node) -> tuple[Node, ...]:
    """What a part is directly made of, from left to right."""
    if isinstance(node, Negation):
        return (node.operand,)
    if isinstance(node, Binary):
        return node.left, node.right
    return node.arguments if isinstance(node, Call) else ()


def names(node: Node) -> frozenset[str]:
    """The parameters in it, and `x` if it is there."""
    if isinstance(node, Name):
        return frozenset({node.name})
    return frozenset().union(*map(names, parts(node)))
