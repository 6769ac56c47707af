"""A formula of an author's own, from text to parts: a small arithmetic, and nothing of Python's.

The grammar, loosest first: comparisons (which do not chain), ``+ -``, ``* /``, a sign, ``^`` or
``**`` from the right; so ``-x^2`` is ``-(x^2)`` and ``2^-x`` needs no brackets.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from studyapp.curve.names import CATALOGUE, UnknownFunction, nearest, resolve
from studyapp.curve.soundness import check
from studyapp.curve.terms import (
    ARGUMENTS,
    COMPARISONS,
    CONSTANTS,
    SCALARS,
    BadExpression,
    Binary,
    Call,
    Name,
    Negation,
    Node,
    Number,
)
from studyapp.curve.tokens import END, Token, belongs, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 500
"""Characters."""

MOST_NODES = 200
DEEPEST = 40
"""Brackets, calls, signs and exponents inside of each other."""

_SUM, _SIGN, _POWER = 2, 4, 5
_BINDING = {**dict.fromkeys(COMPARISONS, 1), "+": _SUM, "-": _SUM, "*": 3, "/": 3, "^": _POWER}

_OPERAND = "a number, `x`, a parameter, a function or `(`"


def parse(text: str, params: Iterable[str] = ()) -> Node:
    """The formula that a text writes.

    Args:
        text: up to `LONGEST` characters.
        params: names that stand for numbers in it.

    Raises:
        BadExpression: it says what was expected where.
    """
    return _parsed(text, tuple(params))


@lru_cache(maxsize=256)
def _parsed(text: str, params: tuple[str, ...]) -> Node:
    if len(text) > LONGEST:
        raise BadExpression(
            f"a formula cannot have {len(text)} characters",
            f"write at most {LONGEST}",
            LONGEST,
        )
    node = _Parser(tokens(text), params).formula()
    check(node)
    return node


class _Parser:
    """Climbs by binding strength; each method reads on from the next token."""

    def __init__(self, tokens: list[Token], params: tuple[str, ...]) -> None:
        self._tokens = tokens
        self._params = params
        self._next = 0
        self._nodes = 0
        self._depth = 0

    def formula(self) -> Node:
        """The whole of it."""
        node = self._expression(1)
        if self._peek.kind != END:
            raise self._surprise("an operator or the end of the formula")
        return node

    @property
    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _expression(self, least: int) -> Node:
        """An operand, with all that operators at least that strong bind to it."""
        left = self._operand()
        while (strength := self._strength()) >= least:
            operator = self._take()
            if operator.text == "^":
                right = self._deeper(operator, _POWER)
            else:
                right = self._expression(strength + 1)
            left = self._made(Binary(operator.at, operator.text, left, right))
            if operator.text in COMPARISONS and self._peek.text in COMPARISONS:
                raise BadExpression(
                    "comparisons cannot follow each other",
                    "multiply two of them, as in `(-1 < x) * (x < 1)`",
                    self._peek.at,
                )
        return left

    def _strength(self) -> int:
        return _BINDING.get(self._peek.text, 0)

    def _operand(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return self._made(Number(token.at, float(token.text)))
        if token.kind == "name":
            return self._call(token) if self._peek.text == "(" else self._named(token)
        if token.text == "-":
            return self._made(Negation(token.at, self._deeper(token, _SIGN)))
        if token.text == "+":
            return self._deeper(token, _SIGN)
        if token.text == "(":
            node = self._deeper(token, 1)
            self._expect(")", "an operator or `)`")
            return node
        self._next -= 1
        raise self._surprise(_OPERAND)

    def _deeper(self, token: Token, least: int) -> Node:
        if self._depth == DEEPEST:
            raise BadExpression(
                f"a formula cannot be more than {DEEPEST} levels deep", "write it flatter", token.at
            )
        self._depth += 1
        node = self._expression(least)
        self._depth -= 1
        return node

    def _named(self, token: Token) -> Node:
        name = token.text
        if name == "x" or name in self._params:
            return self._made(Name(token.at, name))
        if name in CONSTANTS:
            sign = "π" if name == "pi" else name
            return self._made(Number(token.at, CONSTANTS[name], sign))
        if function := _function(name):
            raise BadExpression(
                f"`{name}` is a function", f"write what it is of, as in `{function}(x)`", token.at
            )
        values = ("x", *self._params, "pi", "e")
        raise _unknown(
            token, values, (*values, *SCALARS), "name", ", or a parameter that is given a number"
        )

    def _call(self, token: Token) -> Node:
        if token.text == "x" or token.text in {*self._params, *CONSTANTS}:
            self._refuse_a_product(token)
        name = _function(token.text)
        if name is None:
            functions = (*SCALARS, *(entry.name for entry in CATALOGUE if entry.kind == "curve"))
            raise _unknown(token, functions, functions, "function")
        least, most = ARGUMENTS.get(name, (1, 1))
        arguments = [self._deeper(self._take(), 1)]
        while self._peek.text == "," and len(arguments) < most:
            arguments.append(self._deeper(self._take(), 1))
        if len(arguments) < least:
            self._expect(",", f"an operator or `,`, since `{name}` takes {_count(least, most)}")
        self._expect(")", "an operator or `)`" if most == 1 else "an operator, `,` or `)`")
        return self._made(Call(token.at, name, tuple(arguments)))

    def _refuse_a_product(self, token: Token) -> None:
        if token.text in self._params and _function(token.text):
            return
        raise BadExpression(
            f"`{token.text}` is no function",
            belongs(f"an operator, as in `{token.text}*(…)`"),
            self._peek.at,
        )

    def _made(self, node: Node) -> Node:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise BadExpression(
                f"a formula cannot have more than {MOST_NODES} parts",
                "write a shorter one",
                node.at,
            )
        return node

    def _expect(self, text: str, expected: str) -> None:
        if self._peek.text != text:
            raise self._surprise(expected)
        self._next += 1

    def _surprise(self, expected: str) -> BadExpression:
        token = self._peek
        problem = f"`{token.text}` cannot stand here" if token.text else "the formula ends too soon"
        return BadExpression(problem, belongs(expected), token.at)


def _function(name: str) -> str | None:
    """The function's own name, if there is one of that name."""
    if name in SCALARS:
        return name
    try:
        entry = resolve(name)
    except UnknownFunction:
        return None
    return entry.name if entry.kind == "curve" else None


def _count(least: int, most: int) -> str:
    return f"{least} arguments" if least == most else f"{least} arguments or more"


def _unknown(
    token: Token, known: tuple[str, ...], options: tuple[str, ...], what: str, more: str = ""
) -> BadExpression:
    near = nearest(token.text[:40].lower(), options)
    shown = ", ".join(f"`{name}`" for name in known)
    hint = f"did you mean `{near}`?" if near else belongs(f"one of {shown}{more}")
    return BadExpression(f"unknown {what} `{token.text[:40]}`", hint, token.at)
