"""Reads LaTeX into the nodes of pylatexenc, with the commands that have arguments made known.

pylatexenc is imported with the first formula.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from studyapp.text import latex_names as names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Node = Any
"""A node of pylatexenc, which ships no types."""

_TWO = (
    "frac",
    "dfrac",
    "tfrac",
    "cfrac",
    "binom",
    "dbinom",
    "tbinom",
    "overset",
    "underset",
    "stackrel",
)
_ONE = ("underbrace", "overbrace", "boxed", "phantom", "hphantom", "vphantom", "substack", "pmod")
_ARGUMENTS = {
    **dict.fromkeys(_TWO, "{{"),
    **dict.fromkeys((*_ONE, *names.ACCENTS, *names.ALPHABETS, *names.UPRIGHT, *names.TEXTS), "{"),
    "sqrt": "[{",
    "xrightarrow": "[{",
    "xleftarrow": "[{",
    "operatorname": "*{",
    "\\": "*[",
}


class LatexError(Exception):
    """The LaTeX is broken."""


def parse(source: str) -> Sequence[Node]:
    """The nodes of a formula without its dollar signs.

    Raises:
        LatexError: a brace, an environment or an argument does not end, or never began.
    """
    from pylatexenc.latexwalker import LatexWalker, LatexWalkerError

    walker = LatexWalker(source, latex_context=_context(), tolerant_parsing=False)
    try:
        nodes: Sequence[Node] = walker.get_latex_nodes()[0]
    except (LatexWalkerError, RecursionError) as error:
        raise LatexError(str(error)) from None
    return nodes


def items(nodes: Iterable[Node | str]) -> Iterator[Node | str]:
    """The nodes, with runs of characters as single ones."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.nodeType().__name__ == "LatexCharsNode":
            yield from node.chars
        else:
            yield node


def kind(node: Node) -> str:
    """What the node is: `Macro`, `Group`, `Environment`, `Specials`, `Math`, `Comment`, `Chars`."""
    name: str = node.nodeType().__name__
    return name.removeprefix("Latex").removesuffix("Node")


def arguments(node: Node) -> list[list[Node] | None]:
    """The nodes of each argument; None for one that was left out.

    Raises:
        LatexError: the macro stands where pylatexenc gives it no arguments.
    """
    if node.nodeargd is None or node.nodeargd.argnlist is None:
        raise LatexError(f"\\{node.macroname} without its arguments")
    return [None if found is None else inside(found) for found in node.nodeargd.argnlist]


def inside(node: Node) -> list[Node]:
    """The nodes of a group; any other node stands for itself."""
    return list(node.nodelist) if kind(node) == "Group" else [node]


@cache
def _context() -> Any:
    from pylatexenc.macrospec import (
        EnvironmentSpec,
        LatexContextDb,
        MacroSpec,
        std_environment,
        std_macro,
        std_specials,
    )

    context = LatexContextDb()
    context.add_context_category(
        "formulas",
        macros=[std_macro(name, spec) for name, spec in _ARGUMENTS.items()],
        environments=[std_environment("array", "{"), std_environment("alignat", "{")],
        specials=[std_specials("&"), std_specials("~")],
    )
    context.set_unknown_macro_spec(MacroSpec(""))
    context.set_unknown_environment_spec(EnvironmentSpec(""))
    return context
