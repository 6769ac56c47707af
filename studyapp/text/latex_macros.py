"""What the LaTeX commands with arguments become: fractions, roots, accents, alphabets, names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from studyapp.text import latex_names as names
from studyapp.text.atoms import Atom, Kind, is_factor
from studyapp.text.latex_parse import Node, inside, items, kind
from studyapp.text.rows import Setting, bracketed, factor, join, term
from studyapp.text.scripts import in_alphabet, subscript, superscript

Read = Callable[[Iterable[Node | str]], list[Atom]]
"""Reads nodes into a row."""

Arguments = Sequence[Sequence[Node] | None]
Macro = Callable[[Read, Arguments], list[Atom]]

_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def expand(name: str, read: Read, arguments: Arguments) -> list[Atom]:
    """The atoms of a command that `COMMANDS` lists with arguments."""
    if name in names.ACCENTS:
        return [_accented(name, read(_first(arguments)))]
    if name in names.ALPHABETS:
        text = join(read(_first(arguments)), Setting.SCRIPT)
        return [Atom(in_alphabet(text, names.ALPHABETS[name]))]
    if name in names.UPRIGHT:
        return [_named(join(read(_first(arguments)), Setting.SCRIPT))]
    if name in names.TEXTS:
        return [_named(_words(read, _first(arguments)))]
    return _STRUCTURES[name](read, arguments)


def has_arguments(name: str) -> bool:
    """Whether `expand` reads this command."""
    return (
        name in _STRUCTURES
        or name in names.ACCENTS
        or name in names.ALPHABETS
        or name in names.UPRIGHT
        or name in names.TEXTS
    )


def _first(arguments: Arguments) -> Sequence[Node]:
    """The last argument, which is the only one that must be there."""
    return arguments[-1] or ()


def _accented(name: str, row: Sequence[Atom]) -> Atom:
    """The letter with its mark; `hat(xy)` if the accent spans more than a letter."""
    text = join(row, Setting.INNER)
    is_letter = len(text) == 1 or (len(row) == 1 and not text[1:2].isascii())
    if is_letter:
        return Atom(text[0] + names.ACCENTS[name] + text[1:])
    return Atom(f"{names.WORDS_OF_ACCENTS.get(name, name)}({text})")


def _named(text: str) -> Atom:
    is_name = len(text) > 1 and text.isascii() and text.replace("-", "").isalnum()
    if is_name:
        return Atom(text, Kind.NAME)
    return Atom(text, Kind.OPERAND if len(text) == 1 else Kind.TEXT)


def _words(read: Read, nodes: Iterable[Node]) -> str:
    """Text as it is written, with its spaces; formulas in it are read."""
    words: list[str] = []
    for item in items(nodes):
        if isinstance(item, str):
            words.append(item)
        elif kind(item) == "Group":
            words.append(_words(read, inside(item)))
        elif _is_space(item):
            words.append(" ")
        else:
            row = read(item.nodelist if kind(item) == "Math" else [item])
            words.append(join(row, Setting.INNER))
    return "".join(words).replace("\n", " ")


def _is_space(node: Node) -> bool:
    if kind(node) == "Specials":
        return bool(node.specials_chars == "~")
    return kind(node) == "Macro" and node.macroname in names.SPACES


def _fraction(read: Read, arguments: Arguments) -> list[Atom]:
    over, under = (read(argument or ()) for argument in arguments)
    text = f"{term(over)}/{factor(under)}"
    return [Atom(text, Kind.FRACTION, guarded=f"({text})")]


def _root(read: Read, arguments: Arguments) -> list[Atom]:
    index = join(read(arguments[0] or ()), Setting.SCRIPT)
    row = read(arguments[1] or ())
    sign = _ROOTS.get(index) or superscript(index) + "√"
    is_bare = len(row) == 1 and row[0].kind is Kind.OPERAND and not row[0].raised
    text = sign + (row[0].text if is_bare else bracketed(row))
    if sign.startswith("^"):
        return [Atom(f"{bracketed(row)}^(1/{index})", raised=True)]
    if index not in _ROOTS:
        return [Atom(text, Kind.FRACTION, guarded=f"({text})")]
    return [Atom(text, Kind.ROOT, guarded=sign + bracketed(row) if is_bare else "")]


def _binomial(read: Read, arguments: Arguments) -> list[Atom]:
    over, under = (join(read(argument or ()), Setting.INNER) for argument in arguments)
    return [Atom(f"C({over}, {under})")]


def _over(read: Read, arguments: Arguments) -> list[Atom]:
    above, base = (read(argument or ()) for argument in arguments)
    return [_with(base, superscript(join(above, Setting.SCRIPT)))]


def _under(read: Read, arguments: Arguments) -> list[Atom]:
    below, base = (read(argument or ()) for argument in arguments)
    return [_with(base, subscript(join(below, Setting.SCRIPT)))]


def _with(base: Sequence[Atom], script: str) -> Atom:
    if len(base) == 1:
        return Atom(base[0].text + script, base[0].kind, raised=True)
    return Atom(bracketed(base) + script, raised=True)


def _brace(read: Read, arguments: Arguments) -> list[Atom]:
    row = read(_first(arguments))
    return row if is_factor(row) else [Atom(bracketed(row))]


def _arrow(sign: str) -> Macro:
    def arrow(read: Read, arguments: Arguments) -> list[Atom]:
        below, above = (join(read(argument or ()), Setting.SCRIPT) for argument in arguments)
        text = sign + (subscript(below) if below else "") + (superscript(above) if above else "")
        return [Atom(text, Kind.RELATION)]

    return arrow


def _nothing(_read: Read, _arguments: Arguments) -> list[Atom]:
    return []


def _plain(read: Read, arguments: Arguments) -> list[Atom]:
    return read(_first(arguments))


def _modulus(read: Read, arguments: Arguments) -> list[Atom]:
    return [Atom(f" (mod {join(read(_first(arguments)), Setting.INNER)})", Kind.TEXT)]


def _line_end(_read: Read, _arguments: Arguments) -> list[Atom]:
    return [Atom(";", Kind.COMMA)]


_STRUCTURES: Mapping[str, Macro] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    **dict.fromkeys(("overset", "stackrel"), _over),
    **dict.fromkeys(("underbrace", "overbrace"), _brace),
    **dict.fromkeys(("phantom", "hphantom", "vphantom"), _nothing),
    **dict.fromkeys(("boxed", "substack"), _plain),
    "sqrt": _root,
    "underset": _under,
    "pmod": _modulus,
    "xrightarrow": _arrow("→"),
    "xleftarrow": _arrow("←"),
    "\\": _line_end,
}
