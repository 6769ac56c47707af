"""How a text is written as YAML so that it reads back as the same text.

Plain where that is safe, else in single quotes, several lines under ``|``. Double quotes, in
which YAML takes LaTeX apart, are used only where nothing else can say it and no ``\\`` is in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck.edit.refused import Refused
from studyapp.deck.edit.values import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from studyapp.deck.edit.values import Value

STEP = 2
"""Columns by which what belongs to a key is indented further than the key."""

_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_NOT_PLAIN = re.compile(r"""[\[\]{},&*!|>%@`"'#?:~-]""")
"""With which a text does not begin plain here, though YAML would now and then let it."""


class Written(NamedTuple):
    """What stands after a key, and the lines below it, without the last line end."""

    head: str
    body: tuple[str, ...] = ()


def normal(text: str) -> str:
    """A text as decks keep it: no empty lines around it, no white space at its end."""
    return _BREAKS.sub("\n", _sayable(text)).rstrip().lstrip("\n")


def write_text(text: str, indent: int, *, flow: bool = False) -> Written:
    """A text that is not blank, as the value of a key.

    Args:
        text: what it is to say; `normal` is applied.
        indent: the column of its lines, if it takes several.
        flow: whether it stands in brackets, where no ``|`` can be.

    Raises:
        Refused: YAML cannot say it there.
    """
    wanted = normal(text)
    for written in _ways(wanted, indent, flow):
        if _reads_as(written, wanted, indent, flow):
            return written
    if flow and "\n" in wanted:
        raise Refused(
            "a text of several lines does not fit into `{ }`; `studyapp edit` opens the card"
        )
    raise Refused("the text has signs that no deck can hold, such as control characters")


def write_list(texts: Sequence[str], column: int) -> Written:
    """A list of texts, each after a ``- `` in this column."""
    lines: list[str] = []
    for text in texts:
        head, body = write_text(text, column + STEP)
        lines += [f"{' ' * column}- {head}", *body]
    return Written("", tuple(lines))


def write_short_list(texts: Sequence[str]) -> Written:
    """A list of texts in brackets."""
    return Written(f"[{', '.join(write_text(text, 0, flow=True).head for text in texts)}]")


def write_value(source: str, column: int, *, flow: bool = False) -> Written:
    """A value that is given as YAML: one line stays as it is, several go below the key.

    What is no YAML is taken for a text.
    """
    lines = _BREAKS.sub("\n", _sayable(source)).strip("\n").expandtabs().split("\n")
    try:
        value = parse("k:\n" + "".join(f"  {line}\n" for line in lines))
    except Refused:
        return write_text(source, column, flow=flow)
    inner = value.field("k") if value is not None and _count(value) == 1 else None
    if inner is None:
        return write_text(source, column, flow=flow)
    if inner.value.text is not None and (len(lines) > 1 or inner.value.style == "plain"):
        return write_text(inner.value.text, column, flow=flow)
    if len(lines) == 1 and inner.value.style != "block":
        return Written(lines[0].strip())
    if flow:
        raise Refused("a list of several lines does not fit into `{ }`; write it as `[a, b]`")
    return Written("", tuple(" " * column + line if line.strip() else "" for line in lines))


def _sayable(text: str) -> str:
    """Without what the system could not decode, which no file in UTF-8 holds."""
    return text.encode(errors="replace").decode()


def _ways(text: str, indent: int, flow: bool) -> Iterator[Written]:
    quoted = text.replace("'", "''")
    if "\n" not in text:
        if not _NOT_PLAIN.match(text) and not text.endswith(":") and ": " not in text:
            yield Written(text)
        yield Written(f"'{quoted}'")
    if not flow:
        sign = str(STEP) if text.startswith((" ", "\t")) else ""
        lines = (" " * indent + line if line else "" for line in text.split("\n"))
        yield Written(f"|{sign}", tuple(lines))
    elif "\\" not in text:
        inner = text.replace('"', '\\"').replace("\n", "\\n")
        yield Written(f'"{inner}"')


def _reads_as(written: Written, wanted: str, indent: int, flow: bool) -> bool:
    key = " " * max(indent - STEP, 0) + "k: "
    text = (
        f"{{k: {written.head}, l: m}}" if flow else "\n".join([key + written.head, *written.body])
    )
    try:
        value = parse(text + "\n")
    except Refused:
        return False
    if value is None or _count(value) != (2 if flow else 1):
        return False
    said = value.says("k")
    return said is not None and said.rstrip("\n") == wanted


def _count(value: Value) -> int:
    return len(value.fields or ())
