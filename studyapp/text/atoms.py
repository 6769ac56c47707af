"""The parts of a formula in one line, and what may be read as one thing."""

from __future__ import annotations

from enum import Enum, auto
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from studyapp.text.scripts import ends_in_superscript

if TYPE_CHECKING:
    from collections.abc import Sequence


class Kind(Enum):
    """How an atom behaves beside others."""

    OPERAND = auto()
    NAME = auto()  # a function: tanh
    BIG = auto()  # ∑
    PREFIX = auto()  # ∂
    FRACTION = auto()
    ROOT = auto()
    SUM = auto()  # + − ±
    PRODUCT = auto()  # · × /
    RELATION = auto()
    OPEN = auto()
    CLOSE = auto()
    BAR = auto()  # | before it is known whether it opens
    COMMA = auto()
    TEXT = auto()
    THIN = auto()  # the rest are spaces
    WIDE = auto()
    QUAD = auto()


class Atom(NamedTuple):
    """One part of a row.

    Attributes:
        guarded: the text with brackets, for a neighbour that would be read into it; if it needs
            none, empty.
        raised: whether it ends in an exponent.
    """

    text: str
    kind: Kind = Kind.OPERAND
    guarded: str = ""
    raised: bool = False


SPACES = {Kind.THIN, Kind.WIDE, Kind.QUAD}
ENDS_FACTOR = {Kind.OPERAND, Kind.CLOSE, Kind.FRACTION, Kind.ROOT}
STARTS_FACTOR = {Kind.OPERAND, Kind.NAME, Kind.PREFIX, Kind.FRACTION, Kind.ROOT}

_BEFORE_FRACTION = ENDS_FACTOR | {Kind.NAME, Kind.PREFIX, Kind.PRODUCT}
_AFTER_GUARDED = STARTS_FACTOR | {Kind.OPEN, Kind.BIG, Kind.PRODUCT}
_NO_PRODUCT = {
    Kind.SUM, Kind.RELATION, Kind.COMMA, Kind.TEXT, Kind.FRACTION, Kind.BIG, Kind.QUAD,
}  # fmt: skip


def paired(row: Sequence[Atom]) -> list[Atom]:
    """The row with each bar made an opening or a closing one; text if they do not pair.

    Atoms without text, as an empty argument leaves them, fall out.
    """
    row = [atom for atom in row if atom.text]
    bars = sum(atom.kind is Kind.BAR for atom in row)
    kinds = [Kind.TEXT] if bars % 2 else [Kind.OPEN, Kind.CLOSE]
    seen = 0
    known: list[Atom] = []
    for atom in row:
        if atom.kind is Kind.BAR:
            known.append(atom._replace(kind=kinds[seen % len(kinds)]))
            seen += 1
        else:
            known.append(atom)
    return known


def guarded(row: Sequence[Atom]) -> list[Atom]:
    """The row with brackets round fractions and roots that a neighbour would be read into.

    `\\frac{a}{b}c` must not read as a/(bc), nor `\\sqrt{2}x` as the root of 2x, nor
    `c\\frac{a}{b}` as a function c of a/b, nor `x^3\\sqrt{a}` as x times a cube root.
    """
    solid = [at for at, atom in enumerate(row) if atom.kind not in (Kind.THIN, Kind.WIDE)]
    safe = [[atom] for atom in row]
    for place, at in enumerate(solid):
        atom = row[at]
        is_indexed = atom.text[0] == "√" and place and _is_index(row[solid[place - 1]])
        if is_indexed:
            safe[at].insert(0, Atom("·", Kind.PRODUCT))
        if not atom.guarded:
            continue
        before = row[solid[place - 1]].kind if place else None
        after = row[solid[place + 1]].kind if place + 1 < len(solid) else None
        is_pressed = atom.kind is Kind.FRACTION and before in _BEFORE_FRACTION
        if is_pressed or after in _AFTER_GUARDED:
            safe[at][-1:] = [Atom(atom.guarded)]
        if is_pressed and before is Kind.OPERAND:
            safe[at].insert(0, Atom("·", Kind.PRODUCT))
    return [atom for atoms in safe for atom in atoms]


def _is_index(before: Atom) -> bool:
    """Whether a root sign behind the atom would take its exponent as the root's index."""
    return before.kind in ENDS_FACTOR and ends_in_superscript(before.text)


def is_factor(row: Sequence[Atom]) -> bool:
    """Whether what is put before or behind the row cannot be read into it: `f(x)`, `∂x`, `|a|`."""
    rest = [atom for atom in paired(row) if atom.kind not in SPACES]
    while len(rest) > 1 and rest[0].kind is Kind.PREFIX:
        rest = rest[1:]
    if [atom.text for atom in rest[:1]] == ["d"] and len(rest) == 2:
        rest = rest[1:]
    if len(rest) == 1:
        return rest[0].kind in (Kind.OPERAND, Kind.NAME, Kind.PREFIX, Kind.ROOT)
    if rest and _calls(rest[0], rest[1]):
        rest = rest[1:]
    return is_enclosed(rest)


def _calls(function: Atom, bracket: Atom) -> bool:
    """Whether it is a function with its argument: σ(1−σ) may be a product, f(x) and E[x] not."""
    if function.kind is Kind.NAME:
        return bracket.text in ("(", "[")
    is_letter = function.kind is Kind.OPERAND
    return is_letter and (
        bracket.text == "[" or (bracket.text == "(" and function.text[0] in "fgh")
    )


def is_product(row: Sequence[Atom]) -> bool:
    """Whether the row is factors side by side: `γ(b−μ)`, but not `log x` nor `a/b`."""
    rest = [atom for atom in paired(row) if atom.kind not in (Kind.THIN, Kind.WIDE)]
    depth = 0
    for atom, after in zip_longest(rest, rest[1:]):
        depth += (atom.kind is Kind.OPEN) - (atom.kind is Kind.CLOSE)
        if depth:
            continue
        if atom.kind in _NO_PRODUCT or atom.text == "/":
            return False
        if atom.kind is Kind.NAME and after and after.kind is not Kind.OPEN:
            return False
    return bool(rest) and depth == 0


def is_enclosed(row: Sequence[Atom]) -> bool:
    """Whether the bracket that begins the row closes at its end."""
    depth = 0
    for at, atom in enumerate(row):
        depth += (atom.kind is Kind.OPEN) - (atom.kind is Kind.CLOSE)
        if depth == 0:
            return atom.kind is Kind.CLOSE and at == len(row) - 1
    return False
