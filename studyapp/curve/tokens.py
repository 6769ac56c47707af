"""The words of a formula: numbers, names and signs, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from studyapp.curve.names import CATALOGUE
from studyapp.curve.terms import CONSTANTS, SCALARS, BadExpression

_LETTERS = "A-Za-z_Α-Ωα-ωϕϵ"
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<name>[{_LETTERS}][{_LETTERS}0-9]*)"
    r"|(?P<sign>\*\*|[<>=!]=|[-+*/^()<>,≤≥≠−·×])"
)
_NAME = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9]{{0,39}}")
_SAME = {"**": "^", "−": "-", "·": "*", "×": "*", "≤": "<=", "≥": ">=", "≠": "!="}

END = "end"
"""The kind of the token after the last one."""


class Token(NamedTuple):
    """A word: `kind` is number, name, sign or `END`; `text` is a sign in its usual spelling."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """The words of a text, and one for its end.

    Raises:
        BadExpression: a character cannot stand in a formula.
    """
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _meaningless(text[at], at)
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), _SAME.get(match[0], match[0]), at))
        at = match.end()
    return [*found, Token(END, "", len(text))]


def _meaningless(character: str, at: int) -> BadExpression:
    wanted = "`==`, `<=` or `>=`" if character == "=" else "a number, a name or an operator"
    return BadExpression(f"`{character}` means nothing in a formula", belongs(wanted), at)


def belongs(expected: str) -> str:
    """Advice that says what was expected."""
    return f"here belongs {expected}"


def may_name_a_parameter(name: str) -> bool:
    """Whether formulas can read a name as a parameter's."""
    taken = {"x", *CONSTANTS, *SCALARS, *(entry.name for entry in CATALOGUE)}
    return _NAME.fullmatch(name) is not None and name not in taken
