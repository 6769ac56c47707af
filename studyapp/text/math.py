"""LaTeX as one line of Unicode that still says the same."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from studyapp.text import latex_names as names
from studyapp.text.atoms import SPACES, Atom, Kind
from studyapp.text.latex_environments import environment
from studyapp.text.latex_macros import expand, has_arguments
from studyapp.text.latex_parse import LatexError, Node, arguments, inside, items, kind, parse
from studyapp.text.rows import Setting, bracketed, join
from studyapp.text.scripts import subscript, superscript

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 4_000
"""Characters of the longest formula that is read; more is shown as it is written."""

_CHARACTERS = {
    "+": Kind.SUM, "-": Kind.SUM, "−": Kind.SUM, "*": Kind.PRODUCT, "/": Kind.PRODUCT,
    "=": Kind.RELATION, "<": Kind.RELATION, ">": Kind.RELATION, "(": Kind.OPEN, "[": Kind.OPEN,
    ")": Kind.CLOSE, "]": Kind.CLOSE, "|": Kind.BAR, ",": Kind.COMMA, ";": Kind.COMMA,
    ":": Kind.COMMA, ".": Kind.TEXT,
}  # fmt: skip
_SYMBOLS: dict[str, Atom] = {
    name: Atom(char, kind)
    for table, kind in (
        (names.LETTERS, Kind.OPERAND), (names.SUMS, Kind.SUM), (names.PRODUCTS, Kind.PRODUCT),
        (names.RELATIONS, Kind.RELATION), (names.BIG, Kind.BIG), (names.PREFIXES, Kind.PREFIX),
        (names.OPENING, Kind.OPEN), (names.CLOSING, Kind.CLOSE), (names.BARS, Kind.BAR),
    )
    for name, char in table.items()
}  # fmt: skip
_SPACES = {"thin": Kind.THIN, "wide": Kind.WIDE, "quad": Kind.QUAD}
_DIGITS = "0123456789"
_SIDES = {"left": Kind.OPEN, "l": Kind.OPEN, "right": Kind.CLOSE, "r": Kind.CLOSE,
          "middle": Kind.RELATION, "m": Kind.RELATION}  # fmt: skip
_ANGLES = {"<": "⟨", ">": "⟩"}


@lru_cache(maxsize=1024)
def latex_to_unicode(source: str) -> str:
    """The formula in one line; LaTeX that is broken, and any unknown command, as it is written.

    `\\frac{x}{1+e^{-x}}` is `x/(1+e⁻ˣ)`: brackets stand in for what LaTeX says by place and size.
    """
    if len(source) > LONGEST:
        return source
    try:
        return normalize("NFC", join(_read(parse(source))))
    except (LatexError, RecursionError):
        return source


def _read(nodes: Iterable[Node | str]) -> list[Atom]:
    return _Reader(nodes).read()


class _Reader:
    """Reads the nodes of one row into atoms, from left to right."""

    def __init__(self, nodes: Iterable[Node | str]) -> None:
        self._items: list[Node | str] = list(items(nodes))
        self._at = 0
        self._row: list[Atom] = []

    def read(self) -> list[Atom]:
        """The atoms of the row."""
        while self._peek() is not None:
            self._take(self._next())
        return self._row

    def _peek(self) -> Node | str | None:
        """The next item that is no white space, which means nothing in a formula."""
        while self._at < len(self._items):
            item = self._items[self._at]
            if not (isinstance(item, str) and item.isspace()):
                return item
            self._at += 1
        return None

    def _next(self) -> Node | str:
        """Takes the next item.

        Raises:
            LatexError: there is none, so a script has no content.
        """
        item = self._peek()
        if item is None:
            raise LatexError("the formula ends too early")
        self._at += 1
        return item

    def _take(self, item: Node | str) -> None:
        if isinstance(item, str):
            self._character(item)
            return
        match kind(item):
            case "Macro":
                self._macro(item)
            case "Group":
                self._group(item)
            case "Environment":
                self._row += environment(item, _read)
            case "Specials":
                self._row += [Atom(" ", Kind.WIDE)] if item.specials_chars == "~" else []
            case "Math":
                self._row += _read(item.nodelist)
            case _:
                self._row.append(Atom(item.latex_verbatim().strip(), Kind.TEXT))

    def _character(self, char: str) -> None:
        if char in "^_'":
            self._at -= 1
            self._scripts()
        elif char in _DIGITS or (char == "." and self._is_next(_DIGITS)):
            self._digit(char)
        elif char == "!" and self._row and self._row[-1].kind not in SPACES:
            base = self._base()
            self._row.append(base._replace(text=base.text + "!", guarded=""))
        elif char == ":" and self._is_next("="):
            self._at += 1
            self._row.append(Atom(":=", Kind.RELATION))
        elif char in _CHARACTERS:
            self._row.append(Atom("−" if char == "-" else char, _CHARACTERS[char]))
        else:
            is_word = "\u2e80" <= char <= "\uffef"
            self._row.append(Atom(char, Kind.TEXT if is_word else Kind.OPERAND))

    def _is_next(self, chars: str) -> bool:
        item = self._items[self._at] if self._at < len(self._items) else None
        return isinstance(item, str) and item in chars

    def _digit(self, char: str) -> None:
        """All digits of a number are one operand, so that a script is the number's."""
        last = self._row[-1] if self._row else Atom("", Kind.TEXT)
        if last.kind is Kind.OPERAND and last.text and not last.text.strip(_DIGITS + "."):
            self._row[-1] = Atom(last.text + char)
        else:
            self._row.append(Atom(char))

    def _scripts(self) -> None:
        """Puts all that follows of `^`, `_` and primes on the last atom: lowered, then raised."""
        lowered = raised = primes = ""
        while marker := self._script_mark():
            self._at += 1
            if marker == "'":
                primes += "′"
            elif marker == "_":
                lowered += subscript(self._script())
            else:
                raised += superscript(self._script())
        base = self._base()
        is_raised = base.raised or bool(primes or raised)
        primes = primes.replace("′′′", "‴").replace("′′", "″")
        text = base.text + lowered + primes + raised
        self._row.append(Atom(text, base.kind, raised=is_raised))

    def _script_mark(self) -> str:
        item = self._peek()
        return item if isinstance(item, str) and item in ("^", "_", "'") else ""

    def _script(self) -> str:
        item = self._next()
        nodes = [item] if isinstance(item, str) else inside(item)
        return join(_read(nodes), Setting.SCRIPT)

    def _base(self) -> Atom:
        """The atom that scripts go on: in brackets if they would be read into a part of it."""
        if not self._row or self._row[-1].kind in SPACES | {Kind.OPEN, Kind.COMMA}:
            return Atom("")
        base = self._row.pop()
        if base.kind in (Kind.FRACTION, Kind.ROOT):
            return Atom(f"({base.text})")
        return base

    def _group(self, node: Node) -> None:
        """Braces show nothing, but a script behind them is meant for all that they hold."""
        row = _read(node.nodelist)
        if all(atom.kind is Kind.COMMA for atom in row):
            row = [Atom(atom.text, Kind.TEXT) for atom in row]
        if self._script_mark() and row and not (len(row) == 1 and not row[0].raised):
            row = [Atom(bracketed(row))]
        self._row += row

    def _macro(self, node: Node) -> None:
        name = node.macroname
        if name in _SYMBOLS:
            self._row.append(_SYMBOLS[name])
        elif name in names.FUNCTIONS:
            self._row.append(Atom(name, Kind.NAME))
        elif name in names.SPACES:
            self._row.append(Atom(" ", _SPACES[names.SPACES[name]]))
        elif has_arguments(name):
            self._row += expand(name, _read, arguments(node))
        elif name in names.IGNORED:
            self._sized(name)
        elif name == "not":
            negated = _read([self._next()])
            self._row += [atom._replace(text=atom.text + "\u0338") for atom in negated]
        elif name in ("bmod", "mod"):
            self._row.append(Atom("mod", Kind.NAME))
        else:
            self._unknown(node)

    def _sized(self, name: str) -> None:
        """A bracket behind `\\left`, `\\right` or `\\big` is one; a dot there stands for none."""
        side = _SIDES.get(name.lower().removeprefix("big").removeprefix("g") or "big")
        is_bracket = name in ("left", "right", "middle") or name.lower().startswith("big")
        if not is_bracket or self._peek() is None:
            return
        item = self._next()
        if isinstance(item, str) and item == ".":
            return
        if isinstance(item, str) and item in _ANGLES:
            item = _ANGLES[item]
        atoms = _read([item])
        self._row += [atom._replace(kind=side or atom.kind) for atom in atoms]

    def _unknown(self, node: Node) -> None:
        """The command and the groups behind it, as they are written."""
        text = node.latex_verbatim().strip()
        while (item := self._peek()) and not isinstance(item, str) and kind(item) == "Group":
            self._at += 1
            text += item.latex_verbatim()
        self._row.append(Atom(text, Kind.OPERAND if text.endswith("}") else Kind.NAME))
