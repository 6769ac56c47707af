"""The bytes of a deck file as text, or the one fault that says why they are none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from studyapp.deck.findings import Findings

MAX_BYTES = 4 * 1024 * 1024

_UNICODE_MARKS = (
    # The longer marks first: UTF-32's little-endian mark begins with that of UTF-16.
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")
_LINE_END = re.compile(r"\r\n?|\n")


class Spot(NamedTuple):
    """A place in a file, counted from 1."""

    line: int
    column: int


START = Spot(1, 1)


def decode(data: bytes, found: Findings, max_bytes: int = MAX_BYTES) -> str | None:
    """The text of a deck file without its byte-order mark; None if it has none, which is told.

    YAML 1.1 counts NEL, LS and PS as line ends, which editors do not; each becomes a space, so
    that lines and columns are those that the author sees.
    """
    if len(data) > max_bytes:
        found.add("too-big", START, size=len(data), limit=in_megabytes(max_bytes))
        return None
    encoding = _other_encoding(data)
    if encoding:
        found.add("utf-16", START, encoding=encoding)
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            found.add("binary", START)
        else:
            before = data[: error.start].decode("utf-8")
            found.add("not-utf-8", place(before, len(before)), byte=f"0x{data[error.start]:02X}")
        return None
    if "\0" in text:
        found.add("binary", START)
        return None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        found.add("empty", START)
        return None
    return _OTHER_BREAKS.sub(" ", text)


def in_megabytes(size: int) -> str:
    """A limit as one reads it."""
    return f"{size / 1024 / 1024:.4g} MB"


def place(text: str, index: int, known: Spot = START, begin: int = 0) -> Spot:
    """The line and column of ``text[index]``, if those of ``text[begin]`` are known."""
    line, column, start = known.line, known.column, begin
    for end in _LINE_END.finditer(text, begin, index):
        line, column, start = line + 1, 1, end.end()
    return Spot(line, column + index - start)


def lines(text: str) -> list[str]:
    """The lines of `text` with their ends; only CR LF, LF and CR end one."""
    return re.findall(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+", text)


def _other_encoding(data: bytes) -> str | None:
    for mark, name in _UNICODE_MARKS:
        if data.startswith(mark):
            return name
    # Without a mark: Latin text in UTF-16 has a zero in every other byte.
    head = data[:64]
    if len(head) >= 4 and (not any(head[1::2]) or not any(head[::2])) and any(head):
        return "UTF-16"
    return None
