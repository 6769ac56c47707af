"""YAML text as values that know their place: one pass over the parser's events.

Every scalar stays the text that was written; types are the loader's business. What YAML would
take and a deck does not (duplicate keys, aliases, tags, keys that are no text) is told, and the
value is `Broken`. Imports PyYAML, so it is itself imported only where a deck is parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from studyapp.deck.slips import Slip, explain
from studyapp.deck.source import Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.deck.findings import Findings

DEEPEST = 20
MAX_NODES = 200_000
_ANOTHER_DECK = re.compile(r"^(?:title|id|cards)[ \t]*:", re.MULTILINE)
_OWN_TAGS = "tag:yaml.org,2002:"


class Scalar:
    """A text as written.

    `plain` is True without quotes or ``|``; `raw` is the source of a text in double quotes that
    has a backslash, else None.
    """

    # Written out, not a dataclass, because slots and no checks make 100 000 cards 0.3 s faster.
    __slots__ = ("column", "line", "plain", "raw", "text")

    def __init__(self, text: str, line: int, column: int, plain: bool, raw: str | None) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.plain = plain
        self.raw = raw

    @property
    def nothing(self) -> bool:
        """Whether no value was written: nothing at all, or a plain ``~``."""
        return self.plain and self.text in {"", "~"}


class Spread(Scalar):
    """A text on several lines; `source` is how it was written, with quotes or ``|``."""

    __slots__ = ("source",)

    source: str


@dataclass(slots=True)
class Listing:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Keys with their values, in the order of the file.

    `torn` is True if a slip has cost some of them, `id_lost` if an `id` may be among these.
    """

    line: int
    column: int
    entries: dict[str, tuple[Scalar, Node]] = field(default_factory=dict)
    torn: bool = False
    id_lost: bool = False

    def put(self, key: Scalar, value: Node, found: Findings) -> None:
        """Takes an entry in; a second one of the same key is told, and breaks both."""
        first = self.entries.get(key.text)
        if first is None:
            self.entries[key.text] = key, value
            return
        found.add("duplicate-key", key, key=key.text, first=first[0].line)
        self.entries[key.text] = first[0], Broken(key.line, key.column)


@dataclass(slots=True)
class Broken:
    """A value that could not be read, as has been told."""

    line: int
    column: int


Node = Scalar | Listing | Mapping | Broken


class TooManyValuesError(Exception):
    """The file has more values than are read."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.place = Spot(line, column)


@dataclass(slots=True)
class Budget:
    """How many more values may be read."""

    left: int = MAX_NODES


def read(text: str, found: Findings, budget: Budget, first_line: int = 1) -> Node | None:
    """The value of the first document of `text`, which begins on `first_line`; None if it is empty.

    Raises:
        Slip: YAML cannot read the text.
        TooManyValuesError: the budget is spent.
    """
    try:
        return _Builder(text, found, budget, first_line).root()
    except yaml.YAMLError as error:
        raise explain(error, text, first_line) from error


class _Builder:
    """Builds the values of one text."""

    def __init__(self, text: str, found: Findings, budget: Budget, first_line: int) -> None:
        self._text = text
        self._found = found
        self._budget = budget
        self._first_line = first_line

    def root(self) -> Node | None:
        """The value of the first document; a second one is told, and not read."""
        # The C parser takes a tenth of the time of the other one.
        parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self._text)
        events: Iterator[Event] = iter(parser.get_event, None)
        value: Node | None = None
        started = False
        for event in events:
            if event.__class__ is DocumentStartEvent:
                if started:
                    self._second_document(event)
                    break
                started = True
                value = self._document(events)
        return value

    def _second_document(self, event: Any) -> None:
        """Tells of it if it is another deck; else its `---` was meant as a part of this one."""
        spot = self._spot(event)
        if not _ANOTHER_DECK.search(self._text, event.start_mark.index):
            raise Slip("second-document", spot)
        self._found.add("second-document", spot)

    def _document(self, events: Iterator[Event]) -> Node | None:
        """One value and all that is in it, up to the end of its document."""
        outer: list[tuple[Listing | Mapping | None, Scalar | Broken | None, bool]] = []
        inside: Listing | Mapping | None = None
        key: Scalar | Broken | None = None
        value: Node | None = None
        for event in events:
            kind = event.__class__
            if kind is ScalarEvent:
                value = self._scalar(event)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                outer.append((inside, key, self._refused(event)))
                inside, key = self._open(event, len(outer)), None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = inside
                inside, key, refused = outer.pop()
                if refused and value is not None:
                    value = Broken(value.line, value.column)
            elif kind is AliasEvent:
                value = self._alias(event)
            else:
                break
            if inside is None or value is None:
                continue
            if isinstance(inside, Listing):
                inside.items.append(value)
            elif key is None:
                key = self._key(value, inside)
            else:
                if isinstance(key, Scalar):
                    inside.put(key, value, self._found)
                key = None
        return value

    def _scalar(self, event: Any) -> Scalar | Broken:
        mark = event.start_mark
        line, column = mark.line + self._first_line, mark.column + 1
        self._spend(line, column)
        if self._refused(event):
            return Broken(line, column)
        raw = None
        if event.style == '"':
            raw = self._text[mark.index : event.end_mark.index]
            raw = raw if "\\" in raw else None
        end = event.end_mark
        if end.line == mark.line:
            return Scalar(event.value, line, column, event.implicit[0], raw)
        spread = Spread(event.value, line, column, event.implicit[0], raw)
        spread.source = self._text[mark.index : end.index]
        return spread

    def _open(self, event: Any, depth: int) -> Listing | Mapping:
        spot = self._spot(event)
        self._spend(*spot)
        if depth > DEEPEST:
            raise Slip("too-deep", spot, limit=DEEPEST)
        return (Mapping if event.__class__ is MappingStartEvent else Listing)(*spot)

    def _alias(self, event: Any) -> Broken:
        spot = self._spot(event)
        self._spend(*spot)
        self._found.add("alias", spot, name=event.anchor)
        return Broken(*spot)

    def _key(self, value: Node, inside: Mapping) -> Scalar | Broken:
        if isinstance(value, Scalar) and not value.nothing:
            return value
        if not isinstance(value, Broken):
            self._found.add("key-not-text", value)
        inside.id_lost = True
        return Broken(value.line, value.column)

    def _refused(self, event: Any) -> bool:
        """Whether a value has an anchor or a tag, each of which is told."""
        if event.anchor is not None:
            self._found.add("anchor", self._spot(event), name=event.anchor)
        if event.tag is not None:
            self._found.add("tag", self._spot(event), tag=event.tag.replace(_OWN_TAGS, "!!"))
        return event.anchor is not None or event.tag is not None

    def _spend(self, line: int, column: int) -> None:
        self._budget.left -= 1
        if self._budget.left < 0:
            raise TooManyValuesError(line, column)

    def _spot(self, event: Any) -> Spot:
        mark = event.start_mark
        return Spot(mark.line + self._first_line, mark.column + 1)
