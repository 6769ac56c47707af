"""Where each card of a deck stands in its text, with the comments and lines that are its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.deck.edit.refused import Refused
from studyapp.deck.edit.values import (
    Field,
    Value,
    next_line,
    parse,
    start_of_line,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK = "\ufeff"
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
_BREAK = re.compile(r"\r\n?|\n")
_TOO_ODD = "its cards are written in a way that only an editor can change: `studyapp edit`"


@dataclass(frozen=True, slots=True)
class Splice:
    """What is to stand in the place of ``text[begin:end]``."""

    begin: int
    end: int
    new: str

    def of(self, text: str) -> str:
        """The text with this change."""
        return text[: self.begin] + self.new + text[self.end :]


@dataclass(frozen=True, slots=True)
class Item:
    """A card as it is written.

    In a list of ``- `` lines the span is of whole lines: the comment lines directly above, the
    card, and comment lines below that are indented further than its dash. Else it is the value's.
    """

    begin: int
    head: int
    end: int
    line: int
    value: Value


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a deck with its cards, in order.

    Attributes:
        cards: the entry `cards:`.
        dash: the column of the dashes, from 0.
        nl: how its lines end.
    """

    text: str
    cards: Field
    items: tuple[Item, ...]
    dash: int
    nl: str

    @property
    def flow(self) -> bool:
        """Whether the cards stand in brackets."""
        return self.cards.value.style == "flow"

    def at_line(self, line: int) -> int:
        """The number of the card that begins on this line.

        Raises:
            Refused: none does.
        """
        for number, item in enumerate(self.items):
            if item.line == line:
                return number
        raise Refused(_TOO_ODD)


def lay_out(text: str) -> Layout:
    """Find the cards of a deck's text, which may begin with a byte-order mark.

    Raises:
        Refused: the text is no deck in sound YAML, or is written too oddly to be changed.
    """
    # The parser counts a mark as nothing, and takes more for line ends than editors do.
    skipped = int(text.startswith(MARK))
    readable = _OTHER_BREAKS.sub(" ", text[skipped:])
    root = parse(readable)
    cards = None if root is None else root.field("cards")
    if cards is None:
        raise Refused("it has no `cards:`; `studyapp check` tells more")
    if skipped:
        cards = _moved_field(cards, skipped)
    value = cards.value
    if value.items is None and (value.text is None or value.text not in {"", "~"}):
        raise Refused("its `cards:` is no list; `studyapp check` tells more")
    found = _BREAK.search(text)
    nl = found[0] if found else "\n"
    if value.style == "block":
        return Layout(text, cards, _block_items(text, cards), value.column, nl)
    return Layout(text, cards, _flow_items(text, value.items or ()), 2, nl)


def _block_items(text: str, cards: Field) -> tuple[Item, ...]:
    column = cards.value.column
    values = cards.value.items or ()
    items: list[Item] = []
    free = next_line(text, cards.colon)
    line, counted = 1, 0
    for number, value in enumerate(values):
        head = _line_of_dash(text, value, column, free if number else cards.colon)
        begin = _own_comments(text, free, head)
        content = next_line(text, value.end)
        limit = len(text)
        if number + 1 < len(values):
            limit = _line_of_dash(text, values[number + 1], column, content)
        end = _deeper_comments(text, content, limit, column)
        line += len(_BREAK.findall(text, counted, value.begin))
        counted = value.begin
        items.append(Item(begin, head, end, line, value))
        free = end
    return tuple(items)


def _flow_items(text: str, values: Sequence[Value]) -> tuple[Item, ...]:
    return tuple(
        Item(value.begin, value.begin, value.end, _line_of(text, value.begin), value)
        for value in values
    )


def _line_of(text: str, index: int) -> int:
    return 1 + len(_BREAK.findall(text, 0, index))


def _line_of_dash(text: str, value: Value, column: int, floor: int) -> int:
    """The offset of the line with the dash of an item; it may stand above the item itself."""
    start = start_of_line(text, value.begin)
    while start >= floor:
        line = text[start : start + column + 1]
        if line == " " * column + "-":
            return start
        start = start_of_line(text, max(start - 1, 0)) if start else -1
        if start >= 0 and text[start : start + 1] == "\n" and text[start - 1 : start] == "\r":
            start = start_of_line(text, start - 1)
    raise Refused(_TOO_ODD)


def _own_comments(text: str, floor: int, head: int) -> int:
    """Where the comment lines directly above a line begin."""
    begin = head
    for start, line in reversed(lines_between(text, floor, head)):
        if not line.lstrip().startswith("#"):
            break
        begin = start
    return begin


def _deeper_comments(text: str, start: int, limit: int, column: int) -> int:
    """Where the comment lines end that directly follow, indented further than the dash."""
    end = start
    for begin, line in lines_between(text, start, limit):
        bare = line.lstrip(" ")
        if not bare.startswith("#") or len(line) - len(bare) <= column:
            break
        end = begin + len(line)
    return end


def lines_between(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The lines of ``text[start:end]`` with the offsets at which they begin."""
    found = []
    while start < end:
        following = min(next_line(text, start), end)
        found.append((start, text[start:following]))
        start = following
    return found


def _moved_field(field: Field, by: int) -> Field:
    return Field(field.name, _moved(field.key, by), field.colon + by, _moved(field.value, by))


def _moved(value: Value, by: int) -> Value:
    return Value(
        value.begin + by,
        value.end + by,
        value.column,
        value.style,
        value.text,
        None if value.items is None else tuple(_moved(item, by) for item in value.items),
        None if value.fields is None else tuple(_moved_field(f, by) for f in value.fields),
    )
