"""Writes rows of atoms as text: brackets where the meaning needs them, space where it helps."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from studyapp.text.atoms import (
    ENDS_FACTOR,
    SPACES,
    STARTS_FACTOR,
    Atom,
    Kind,
    guarded,
    is_enclosed,
    is_factor,
    is_product,
    paired,
)
from studyapp.text.latex_names import TAKING_ONE
from studyapp.text.scripts import ends_in_subscript

if TYPE_CHECKING:
    from collections.abc import Sequence


class Setting(Enum):
    """Where a row stands: as the formula itself, inside of brackets, or raised or lowered."""

    OUTER = auto()
    INNER = auto()
    SCRIPT = auto()


def join(row: Sequence[Atom], setting: Setting = Setting.OUTER) -> str:
    """The row as text. Relations and sums have room outside of brackets and are tight inside."""
    return _Writer(setting).write(guarded(paired(row)))


def term(row: Sequence[Atom]) -> str:
    """What stands over the line of a fraction: in brackets unless it is a product."""
    if not (is_factor(row) or is_product(row)):
        return bracketed(row)
    *rest, last = row
    return join([*rest, last._replace(text=last.guarded or last.text)], Setting.INNER)


def factor(row: Sequence[Atom]) -> str:
    """What stands under the line of a fraction: in brackets unless it is one factor."""
    return join(row, Setting.INNER) if is_factor(row) else bracketed(row)


def bracketed(row: Sequence[Atom]) -> str:
    """The row in round brackets, those it has already if they are the outermost."""
    if row and row[0].text == "(" and row[-1].text == ")" and is_enclosed(paired(row)):
        return join(row, Setting.INNER)
    return f"({join(row, Setting.INNER)})"


class _Writer:
    """Writes from left to right; decides the gap before each atom by the one before it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._parts: list[str] = []
        self._before: Atom | None = None
        self._space: Kind | None = None
        self._sum_is_spaced = False
        self._loose = [False]
        """For each open bracket: has its term a gap? Then a tight sign would bind more closely
        than the gap, and `tanh w+x` would read as tanh(w+x)."""

    def write(self, row: Sequence[Atom]) -> str:
        """The text of the row."""
        for atom in row:
            if atom.kind in SPACES:
                self._space = atom.kind
                continue
            if atom.kind is Kind.CLOSE and len(self._loose) > 1:
                self._loose.pop()
            gap = self._gap(self._before, atom) if self._before else ""
            self._parts += [gap, atom.text]
            self._note(atom, gap)
        return "".join(self._parts)

    def _note(self, atom: Atom, gap: str) -> None:
        if atom.kind in (Kind.SUM, Kind.RELATION, Kind.COMMA):
            self._loose[-1] = False
        elif gap and self._before and self._before.kind in ENDS_FACTOR | {Kind.NAME, Kind.BIG}:
            self._loose[-1] = True
        if atom.kind is Kind.OPEN:
            self._loose.append(False)
        self._before, self._space = atom, None

    def _gap(self, before: Atom, atom: Atom) -> str:
        if self._space is Kind.QUAD:
            return "  "
        if before.kind is Kind.COMMA:
            is_tight = self._setting is Setting.SCRIPT or atom.kind is Kind.CLOSE
            return "" if is_tight or (before.text == ":" and atom.text[0] == "=") else " "
        if Kind.RELATION in (before.kind, atom.kind):
            return self._roomy(atom.kind is not Kind.COMMA)
        if atom.kind is Kind.SUM:
            is_sign = before.text in TAKING_ONE
            is_binary = before.kind in ENDS_FACTOR or before.kind in (Kind.NAME, Kind.TEXT)
            gap = self._roomy(is_binary and not is_sign)
            self._sum_is_spaced = bool(gap)
            return " " if is_sign else gap
        if before.kind is Kind.SUM:
            return " " if self._sum_is_spaced else ""
        return " " if self._space is Kind.WIDE or self._is_apart(before, atom) else ""

    def _roomy(self, wanted: bool) -> str:
        is_outer = self._setting is Setting.OUTER and len(self._loose) == 1
        return " " if wanted and (is_outer or self._loose[-1]) else ""

    def _is_apart(self, before: Atom, atom: Atom) -> bool:
        """Whether two neighbours of one term need a space to be read as two."""
        if before.kind is Kind.BIG:
            return atom.kind not in (Kind.CLOSE, Kind.COMMA, Kind.PRODUCT)
        if before.kind is Kind.NAME:
            if atom.text[0] in "([":
                return before.text[-1] == ")"
            return atom.kind in STARTS_FACTOR | {Kind.BIG} or atom.text[0] in "|‖"
        if before.kind in ENDS_FACTOR and atom.kind in (Kind.NAME, Kind.BIG):
            return True
        if ends_in_subscript(before.text) and atom.text[0].isalnum():
            return True
        is_thin = self._space is Kind.THIN and self._setting is not Setting.SCRIPT
        return is_thin and before.kind in ENDS_FACTOR and atom.kind in STARTS_FACTOR
