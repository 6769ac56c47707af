"""Read the events out of a damaged file: page by page, since SQLite stops at the first bad one.

A table's rows stand on its leaf pages, each whole in itself but for long values, which go on on
overflow pages. So every page of the file and of its `-wal` that looks like such a leaf is read,
whatever the pages above it have become; of what is found, only what can be an event is kept. See
https://www.sqlite.org/fileformat2.html, sections 1.5, 1.6, 2.1 and 4.1.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.events import Event
from studyapp.progress.intake import is_fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

PAGE = 4096
"""Bytes of a page of every log: what SQLite makes of a new file since 2016."""

_LEAF = 0x0D
_INDEX_LEAF = 0x0A
_DEVICE = re.compile(rb"device([0-9a-f]{16})")
"""A row of `meta`, which is a table without rowid: its two texts stand side by side."""

_COLUMNS = 1 + len(Event._fields)
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""How many bytes an integer of each serial type has."""

_WAL_HEADER, _FRAME_HEADER = 32, 24

_Value = int | str | bytes | None


class _Frame(NamedTuple):
    """A page in a `-wal`, whether it is the last of a transaction, and the salts it has."""

    number: int
    ends: bool
    salts: bytes
    page: bytes


class _Broken(Exception):
    """A cell that cannot be one."""


def read_events(
    file: bytes, wal: bytes, step: Callable[[], object]
) -> Iterator[tuple[int, Event | None]]:
    """All events that stand anywhere in a file or in what its `-wal` has committed.

    One may come several times; the newest versions of pages come first.

    Args:
        step: called for each page.

    Yields:
        The `seq` of a row and its event; None for one that is no event.
    """
    pages = _Pages(file, _committed(wal))
    for page in pages.newest_first():
        step()
        for seq, values in _rows(page, pages):
            yield seq, _event(values)


class _Pages:
    """The pages of a file by number, those of the `-wal` over them."""

    def __init__(self, file: bytes, wal: list[tuple[int, bytes]]) -> None:
        self._file = file
        self._wal = wal
        self._over: Mapping[int, bytes] = dict(wal)

    def newest_first(self) -> Iterator[bytes]:
        """Every version of every page, without the first, which holds the names of tables."""
        for number, page in reversed(self._wal):
            if number != 1:
                yield page
        for start in range(PAGE, len(self._file), PAGE):
            yield self._file[start : start + PAGE]

    def __getitem__(self, number: int) -> bytes:
        page = self._over.get(number) or self._file[(number - 1) * PAGE : number * PAGE]
        if number < 2 or len(page) < PAGE:
            raise _Broken
        return page


def _committed(wal: bytes) -> list[tuple[int, bytes]]:
    """The pages of all frames up to the last that ends a transaction.

    Checksums are left out: SQLite trusts nothing behind a frame that is damaged, and here what
    comes after it is wanted too.
    """
    frames = list(_frames(wal))
    present = Counter(frame.salts for frame in frames)
    salts = wal[16:24]
    if salts not in present and present:  # the header is damaged
        salts = present.most_common(1)[0][0]
    # Frames with other salts are of before the -wal began anew, or damaged.
    frames = [frame for frame in frames if frame.salts == salts]
    while frames and not frames[-1].ends:
        frames.pop()
    return [(frame.number, frame.page) for frame in frames]


def devices_in(wal: bytes) -> set[str]:
    """The devices of the logs that a `-wal` was written for.

    A merge, which brings rows of other devices, writes the row of `meta` that names the log's
    own; where there was none, whoever wrote the newest row of a transaction is the log's own.
    """
    frames = list(_frames(wal))
    named = {
        found[1].decode()
        for frame in frames
        if frame.page[0] == _INDEX_LEAF
        for found in _DEVICE.finditer(frame.page)
    }
    return named or _writers(frames)


def _writers(frames: list[_Frame]) -> set[str]:
    """The device of the row with the greatest `seq` of each transaction."""
    pages = _Pages(b"", [(frame.number, frame.page) for frame in frames])
    found: set[str] = set()
    newest: tuple[int, str] = (0, "")
    for frame in frames:
        for seq, values in _rows(frame.page, pages) if frame.number != 1 else ():
            event = _event(values)
            if event is not None and seq > newest[0]:
                newest = seq, event.device
        if frame.ends and newest[1]:
            found.add(newest[1])
            newest = 0, ""
    return found


def last_seq_but_one(wal: bytes) -> int:
    """The greatest `seq` in the last transaction of a `-wal` but one; 0 if there is none.

    By the marks of its frames alone: a log that can be read holds it, since of a power cut in the
    midst of a grade only that one grade can be torn. Behind a transaction of the
    first page alone, which a refused one is followed by, may be what is left of several of those.
    """
    parts: list[list[_Frame]] = [[]]
    for frame in _frames(wal):
        if frame.ends and frame.number == 1 and not parts[-1]:
            break
        parts[-1].append(frame)
        if frame.ends:
            parts.append([])
    pages = _Pages(b"", _committed(wal))
    last = parts[-3] if len(parts) > 2 else []
    found = [
        seq
        for frame in last
        if frame.number != 1
        for seq, values in _rows(frame.page, pages)
        if _event(values) is not None
    ]
    return max(found, default=0)


def _frames(wal: bytes) -> Iterator[_Frame]:
    for start in range(_WAL_HEADER, len(wal) - PAGE - _FRAME_HEADER + 1, PAGE + _FRAME_HEADER):
        head = wal[start : start + _FRAME_HEADER]
        body = start + _FRAME_HEADER
        page = wal[body : body + PAGE]
        yield _Frame(int.from_bytes(head[:4], "big"), any(head[4:8]), head[8:16], page)


def _rows(page: bytes, pages: _Pages) -> Iterator[tuple[int, list[_Value]]]:
    """The rows on a leaf of a table that has as many columns as the log: rowid and values."""
    if len(page) < 8 or page[0] != _LEAF:
        return
    for place in range(int.from_bytes(page[3:5], "big")):
        at = int.from_bytes(page[8 + 2 * place : 10 + 2 * place], "big")
        try:
            yield _row(page, at, pages)
        except (_Broken, IndexError, ValueError):
            continue


def _row(page: bytes, at: int, pages: _Pages) -> tuple[int, list[_Value]]:
    size, at = _varint(page, at)
    seq, at = _varint(page, at)
    payload = _payload(page, at, size, pages)
    head, place = _varint(payload, 0)
    types = []
    while place < head:
        kind, place = _varint(payload, place)
        types.append(kind)
    if len(types) != _COLUMNS or seq < 1:
        raise _Broken
    values = []
    for kind in types:
        value, place = _value(payload, place, kind)
        values.append(value)
    return seq, values


def _payload(page: bytes, at: int, size: int, pages: _Pages) -> bytes:
    """The bytes of a row, those on overflow pages too (section 1.6)."""
    most = PAGE - 35
    if size <= most:
        return _cut(page, at, size)
    least = (PAGE - 12) * 32 // 255 - 23
    here = least + (size - least) % (PAGE - 4)
    here = here if here <= most else least
    parts = [_cut(page, at, here)]
    following = int.from_bytes(_cut(page, at + here, 4), "big")
    left = size - here
    if left > PAGE * 100_000:
        raise _Broken
    while left > 0:
        overflow = pages[following]
        parts.append(overflow[4 : 4 + min(left, PAGE - 4)])
        following = int.from_bytes(overflow[:4], "big")
        left -= PAGE - 4
    return b"".join(parts)


def _value(payload: bytes, place: int, kind: int) -> tuple[_Value, int]:
    """A value of a serial type (section 2.1), and where it ends."""
    if kind == 0:
        return None, place
    if kind in {8, 9}:
        return kind - 8, place
    if kind in _INTEGERS:
        size = _INTEGERS[kind]
        return int.from_bytes(_cut(payload, place, size), "big", signed=True), place + size
    if kind < 12:
        raise _Broken
    size = (kind - 12) // 2
    content = _cut(payload, place, size)
    return content.decode() if kind % 2 else content, place + size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def _cut(data: bytes, at: int, size: int) -> bytes:
    found = data[at : at + size]
    if len(found) != size:
        raise _Broken
    return found


def _event(values: list[_Value]) -> Event | None:
    event = Event._make(values[1:])
    return event if values[0] is None and is_fit(event) else None
