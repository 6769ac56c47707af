"""The lines of a deck that YAML cannot read, cut where keys and cards seem to begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from studyapp.deck.source import lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NAME = r"""(?:"[^"\n]*"|'[^'\n]*'|[^\W_][\w.-]*)"""
_KEY = re.compile(rf" *({_NAME})[ \t]*:(?=\s)")
_TOP_KEY = re.compile(rf"{_NAME}[ \t]*:(?=\s)")
_ID = re.compile(r" *id[ \t]*:[ \t]+[^\s#]")
_CARDS = re.compile(r"""["']?cards\b""")
_DASH = re.compile(r" *-(?=\s)")
_ITEM = re.compile(rf" *- +(?:{_NAME}[ \t]*:(?=\s)|\{{)")
_EMPTY = re.compile(r"(?:\s*#.*|---|%.*)?\s*")
_MAYBE_AN_ID = re.compile(r"""^[\s"'-]*id\b|id["']?[ \t]*:(?=\s)""")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a file with their ends; the first of them is line `first`."""

    lines: list[str]
    first: int

    @property
    def text(self) -> str:
        """The lines as they stand in the file."""
        return "".join(self.lines)

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it but comments and what may open a file."""
        return all(_EMPTY.fullmatch(line) for line in self.lines)

    @property
    def key(self) -> str | None:
        """The key with which it begins."""
        found = _KEY.match(self.lines[0])
        return found[1].strip("\"'") if found else None

    @property
    def is_cards(self) -> bool:
        """Whether it is the key `cards` with all that follows, even without its colon."""
        return _CARDS.match(self.lines[0]) is not None

    @property
    def may_hold_an_id(self) -> bool:
        """Whether an `id` may have stood in it, however mangled."""
        return any(_MAYBE_AN_ID.search(line) for line in self.lines)

    @property
    def opening(self) -> str:
        """The first line with something on it."""
        return next((line for line in self.lines if not _EMPTY.fullmatch(line)), "")

    def from_line(self, start: int) -> Piece:
        """What is left of it from the line of that index on."""
        return Piece(self.lines[start:], self.first + start)


def cut_deck(text: str) -> list[Piece]:
    """A file, cut at its top-level keys.

    A line in the first column between two cards belongs to a card, whatever it looks like: a lost
    indentation must not make a card's id the id of the deck.
    """
    whole = Piece(lines(text), 1)
    starts = _starts(whole, _TOP_KEY)
    cards = next(iter(_starts(whole, _CARDS)), None)
    if cards is not None:
        starts = sorted({*starts, cards})
        body = whole.from_line(cards + 1)
        deepest = (_indent_of_items(body) or 0) + 1
        items = (n for n in _starts(body, _ITEM) if _indent(body.lines[n]) <= deepest)
        last = cards + 1 + max(items, default=-1)
        starts = [start for start in starts if not cards < start < last]
    return list(_cut(whole, _with_ids_alone(whole, starts)))


def cut_cards(body: Piece) -> list[Piece]:
    """What stands under `cards:`, cut at its items; none if it is not written as `- ` lines."""
    indent = _indent_of_items(body)
    if indent is None:
        return []
    # An item that is indented by one more or by less than the first was meant as an item;
    # lists inside of an item begin two columns further in, or more.
    pattern = re.compile(rf" {{0,{indent + 1}}}(?:\t[ \t]*)?-(?=\s)")
    return [piece for piece in _cut(body, _starts(body, pattern)) if not piece.empty]


def cut_item(item: Piece) -> list[Piece]:
    """An item, its `- ` made spaces, cut at its keys; none if it does not begin with a key."""
    opened = Piece([item.lines[0].replace("-", " ", 1), *item.lines[1:]], item.first)
    if not _KEY.match(opened.opening):
        return []
    indent = _indent(opened.opening)
    pattern = re.compile(rf" {{{indent}}}{_NAME}[ \t]*:(?=\s)")
    return list(_cut(opened, _with_ids_alone(opened, _starts(opened, pattern))))


def _indent_of_items(body: Piece) -> int | None:
    """How far items are indented: as the first line, or else the first that looks like one."""
    if _DASH.match(body.opening):
        return _indent(body.opening)
    return next((_indent(line) for line in body.lines if _ITEM.match(line)), None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _starts(piece: Piece, pattern: re.Pattern[str]) -> list[int]:
    return [number for number, line in enumerate(piece.lines) if pattern.match(line)]


def _with_ids_alone(piece: Piece, starts: list[int]) -> list[int]:
    """The starts, and one after each `id`: a slip in the next line must not cost the name.

    Other values are not cut off there, as the line may go on with them; nor is an id before a
    single word, which may be the rest of it.
    """
    alone = set(starts)
    for start in starts:
        line, after = piece.lines[start], "".join(piece.lines[start + 1 : start + 2])
        if _ID.match(line) and len(after.split()) > 1 and _indent(after) <= _indent(line):
            alone.add(start + 1)
    return sorted(alone)


def _cut(piece: Piece, starts: Iterable[int]) -> Iterator[Piece]:
    """The pieces that begin at these lines, after what comes before the first of them."""
    for start, end in pairwise([0, *starts, len(piece.lines)]):
        if end > start:
            yield Piece(piece.lines[start:end], piece.first + start)
