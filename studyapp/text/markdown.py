"""Reads the Markdown of a card into blocks: what it says, before anything has a width.

CommonMark with tables; HTML is text. Only ever imported to show a card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from studyapp.safetext import clean
from studyapp.text.page import Line, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from studyapp.text.dollars import Formula

LONGEST = 50_000
"""Characters of the longest text read as Markdown; more is shown as it is written.

A hostile text of this length takes about a second, a longer answer nobody reads.
"""

DEEPEST = 20
"""Levels of lists and quotes in each other. Beyond them markdown-it drops text, so we read none."""

Align = Literal["left", "center", "right"]
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a newline in a span is a line break that was asked for."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that are never wrapped."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the text."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Blocks that someone else said."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list. `first` is the number of the first item, None if it has bullets."""

    first: int | None
    tight: bool
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the header first; each row has as many cells as `aligns`."""

    aligns: tuple[Align, ...]
    rows: tuple[tuple[Spans, ...], ...]


Block = Paragraph | Heading | Code | Rule | Quote | Items | Table


def read(markdown: str) -> tuple[Block, ...]:
    """The blocks of a text, all of whose characters are safe to show."""
    text = clean(markdown)
    if len(text) > LONGEST:
        return _unread(text)
    return _read(text)


@lru_cache(maxsize=128)
def _read(text: str) -> tuple[Block, ...]:
    """Kept, because the same card is laid out again at each width."""
    from studyapp.text.dollars import protect

    protected, formulas = protect(text)
    tokens = _parser().parse(protected)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        return _unread(text)
    return _Reader(tokens, formulas).blocks()


def _unread(text: str) -> tuple[Block, ...]:
    return (Paragraph((Span(text),)),)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    from studyapp.text.emphasis import tokenize

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST}).enable("table")
    parser.inline.ruler.at("emphasis", tokenize)
    return parser


class _Reader:
    """Goes once through the flat tokens of markdown-it, which open and close."""

    def __init__(self, tokens: Sequence[Token], formulas: tuple[Formula, ...]) -> None:
        self._tokens: Iterator[Token] = iter(tokens)
        self._formulas = formulas

    def blocks(self) -> tuple[Block, ...]:
        """The blocks up to the token that closes them all."""
        found: list[Block] = []
        for token in self._tokens:
            if token.nesting < 0:
                break
            found.append(self._block(token))
        return tuple(found)

    def _block(self, token: Token) -> Block:
        match token.type:
            case "heading_open":
                return Heading(int(token.tag[1:]), self._inline())
            case "paragraph_open":
                return Paragraph(self._inline())
            case "blockquote_open":
                return Quote(self.blocks())
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token)
            case "table_open":
                return self._table()
            case "hr":
                return Rule()
            case _:
                return self._code(token)

    def _inline(self) -> Spans:
        """The text between an opening token and its closing one."""
        from studyapp.text.inline import InlineReader

        spans = InlineReader(self._formulas).read(next(self._tokens).children or ())
        next(self._tokens)
        return spans

    def _code(self, token: Token) -> Code:
        from studyapp.text.dollars import restore
        from studyapp.text.highlight import highlight

        source = clean(restore(token.content, self._formulas)).removesuffix("\n")
        language = re.match(r"[\w+#.-]*", token.info.strip())
        return Code(highlight(source, language[0] if language else ""))

    def _list(self, opening: Token) -> Items:
        tight = True
        items: list[tuple[Block, ...]] = []
        for token in self._tokens:
            if token.type != "list_item_open":
                break
            blocks: list[Block] = []
            for inner in self._tokens:
                if inner.nesting < 0:
                    break
                tight = tight and (inner.type != "paragraph_open" or inner.hidden)
                blocks.append(self._block(inner))
            items.append(tuple(blocks))
        first = opening.attrs.get("start", 1) if opening.tag == "ol" else None
        return Items(None if first is None else int(first), tight, tuple(items))

    def _table(self) -> Table:
        aligns: list[Align] = []
        rows: list[tuple[Spans, ...]] = []
        row: list[Spans] = []
        for token in self._tokens:
            match token.type:
                case "table_close":
                    break
                case "th_open":
                    aligns.append(_align(token))
                    row.append(self._inline())
                case "td_open":
                    row.append(self._inline())
                case "tr_close":
                    rows.append(tuple(row))
                    row = []
        return Table(tuple(aligns), tuple(rows))


def _align(token: Token) -> Align:
    style = str(token.attrs.get("style", ""))
    if style.endswith("center"):
        return "center"
    return "right" if style.endswith("right") else "left"
