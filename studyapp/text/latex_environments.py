"""What LaTeX's environments become in one line: cases, matrices, aligned rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.text.atoms import Atom, Kind
from studyapp.text.latex_parse import Node, kind
from studyapp.text.rows import Setting, join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.text.latex_macros import Read

_MATRICES = {
    "matrix": "[]", "smallmatrix": "[]", "array": "[]", "bmatrix": "[]", "Bmatrix": "{}",
    "pmatrix": "()", "vmatrix": "||", "Vmatrix": "‖‖",
}  # fmt: skip
_CASES = frozenset({"cases", "dcases", "rcases"})
_ALIGNED = frozenset(
    {
        "align", "align*", "aligned", "alignat", "gather", "gather*", "gathered", "split",
        "equation", "equation*", "multline", "multline*", "eqnarray", "eqnarray*",
    }
)  # fmt: skip
_CONDITION = re.compile(r"(if|for|when|where|otherwise|else)\b|[\u3000-\u9fff]")


def environment(node: Node, read: Read) -> list[Atom]:
    """The atoms of an environment; an unknown one as it is written."""
    name = node.environmentname
    rows = [[read(cell) for cell in row] for row in _rows(node.nodelist)]
    if name in _CASES:
        return [Atom(f"{{ {'; '.join(_case(row) for row in rows)} }}")]
    if name in _MATRICES:
        left, right = tuple(_MATRICES[name])
        inner = "; ".join(", ".join(join(cell, Setting.INNER) for cell in row) for row in rows)
        return [Atom(left + inner + right)]
    if name in _ALIGNED:
        return _aligned(rows)
    return [Atom(node.latex_verbatim())]


def _rows(nodes: Iterable[Node]) -> list[list[list[Node]]]:
    """The nodes of each cell of each row; an empty last row is none."""
    rows: list[list[list[Node]]] = [[[]]]
    for node in nodes:
        if kind(node) == "Macro" and node.macroname == "\\":
            rows.append([[]])
        elif kind(node) == "Specials" and node.specials_chars == "&":
            rows[-1].append([])
        else:
            rows[-1][-1].append(node)
    if not "".join(node.latex_verbatim() for cell in rows[-1] for node in cell).strip():
        rows.pop()
    return rows


def _case(row: list[list[Atom]]) -> str:
    """`αx otherwise`, or `x if x>0` where the condition does not say so itself."""
    value, *conditions = (join(cell, Setting.INNER).strip().rstrip(",;，") for cell in row)
    condition = " ".join(conditions).strip()
    if not condition:
        return value
    return f"{value} {condition}" if _CONDITION.match(condition) else f"{value} if {condition}"


def _aligned(rows: list[list[list[Atom]]]) -> list[Atom]:
    """The rows one behind the other, with `;` unless a row goes on with the one before."""
    line: list[Atom] = []
    for row in rows:
        atoms = [atom for cell in row for atom in cell]
        if line and atoms and atoms[0].kind not in (Kind.RELATION, Kind.SUM):
            line.append(Atom(";", Kind.COMMA))
        line.extend(atoms)
    return line
