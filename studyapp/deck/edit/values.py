"""The values of a YAML text, each with the exact span in which it is written.

The loader's reader keeps where a value begins; a change needs where it ends, too. Imports PyYAML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import MappingStartEvent, ScalarEvent, SequenceStartEvent

from studyapp.deck.edit.refused import Refused
from studyapp.deck.reader import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNREADABLE = "it is not sound YAML; `studyapp check` tells where"


@dataclass(frozen=True, slots=True)
class Value:
    """A value in ``text[begin:end]``; `column` counts from 0.

    Attributes:
        end: after its last character; the white space and comments behind it are not its own.
        style: `plain`, `quoted`, `literal` (``|`` and ``>``), `flow` or `block`.
        text: what a scalar says, else None.
        items: those of a list.
        fields: those of a mapping.
    """

    begin: int
    end: int
    column: int
    style: str
    text: str | None = None
    items: tuple[Value, ...] | None = None
    fields: tuple[Field, ...] | None = None

    def field(self, name: str) -> Field | None:
        """The field of this name, if it is a mapping that has one."""
        return next((field for field in self.fields or () if field.name == name), None)

    def says(self, name: str) -> str | None:
        """The text of a field, None if there is none."""
        field = self.field(name)
        return None if field is None else field.value.text


@dataclass(frozen=True, slots=True)
class Field:
    """A key with its value; `colon` is the offset after the ``:``."""

    name: str
    key: Value
    colon: int
    value: Value


def parse(text: str) -> Value | None:
    """The value of the first document, None if it is empty.

    Raises:
        Refused: YAML cannot read the text, or it is nested too deep.
    """
    parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        return _Reader(text, iter(parser.get_event, None)).root()
    except yaml.YAMLError as error:
        raise Refused(_UNREADABLE) from error


class _Reader:
    """Reads the events of one text."""

    def __init__(self, text: str, events: Iterator[Any]) -> None:
        self._text = text
        self._events = events

    def root(self) -> Value | None:
        """The first value, whatever opens the document before it."""
        for event in self._events:
            if isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
                return self._value(event, 0)
        return None

    def _value(self, event: Any, depth: int) -> Value:
        if depth > DEEPEST:
            raise Refused(_UNREADABLE)
        if isinstance(event, SequenceStartEvent):
            return self._list(event, depth)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, depth)
        mark, end = event.start_mark, event.end_mark.index
        style = "quoted" if event.__dict__.get("style") in {"'", '"'} else "plain"
        if event.__dict__.get("style") in {"|", ">"}:
            style, end = "literal", self._end_of_literal(mark.index, end)
        return Value(mark.index, end, mark.column, style, event.__dict__.get("value"))

    def _end_of_literal(self, begin: int, end: int) -> int:
        """Without the blank lines below it, which show nothing, even if a ``|+`` keeps them."""
        solid = begin + len(self._text[begin:end].rstrip())
        return min(end, end_of_line(self._text, solid))

    def _list(self, event: Any, depth: int) -> Value:
        items: list[Value] = []
        last = event
        for last in self._events:
            if isinstance(last, yaml.SequenceEndEvent):
                break
            items.append(self._value(last, depth + 1))
        end = items[-1].end if items and not event.flow_style else last.end_mark.index
        style = "flow" if event.flow_style else "block"
        mark = event.start_mark
        return Value(mark.index, end, mark.column, style, items=tuple(items))

    def _mapping(self, event: Any, depth: int) -> Value:
        fields: list[Field] = []
        last = event
        for last in self._events:
            if isinstance(last, yaml.MappingEndEvent):
                break
            key = self._value(last, depth + 1)
            value = self._value(next(self._events), depth + 1)
            fields.append(Field(key.text or "", key, self._colon(key, value), value))
        end = fields[-1].value.end if fields and not event.flow_style else last.end_mark.index
        style = "flow" if event.flow_style else "block"
        mark = event.start_mark
        return Value(mark.index, end, mark.column, style, fields=tuple(fields))

    def _colon(self, key: Value, value: Value) -> int:
        """The offset after the colon; the end of a key that has none (``{a, b}``)."""
        found = self._text.find(":", key.end, max(value.begin, key.end))
        return key.end if found < 0 else found + 1


def end_of_line(text: str, index: int) -> int:
    """The offset of the line end at or after `index`, or of the end of the text."""
    while index < len(text) and text[index] not in "\r\n":
        index += 1
    return index


def next_line(text: str, index: int) -> int:
    """The offset at which the line after that of `index` begins, or the end of the text."""
    end = end_of_line(text, index)
    return end + 2 if text.startswith("\r\n", end) else min(end + 1, len(text))


def start_of_line(text: str, index: int) -> int:
    """The offset at which the line of `index` begins."""
    newline = text.rfind("\n", 0, index) + 1
    return max(newline, text.rfind("\r", newline, index) + 1)
