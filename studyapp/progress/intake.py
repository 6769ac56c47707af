"""Judge an event that comes from outside: each field of its type and in its range, or refused."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from studyapp.progress.events import VERSION, Event, canonical, instant, renamed_to
from studyapp.progress.ids import to_text
from studyapp.safetext import is_harmless
from studyapp.schedule.days import from_date
from studyapp.schedule.moment import EPOCH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

MOST_DATA = 16 * 1024 * 1024
"""Bytes of an event's data. A `meet` holds a card's whole text, and a deck may have 4 MB."""

LONGEST_KEY = 512
LONGEST_KIND = 64
DEEPEST_DATA = 50

_FIRST_DAY = from_date(date(2, 1, 1))
_LAST_DAY = from_date(date(9899, 12, 31))
"""A century before the last date there is, so that the longest interval still ends on a date."""

_DAY_MS = 24 * 60 * 60 * 1000
_HIGHEST = 2**31 - 1
_MOST_MS = 2**53 - 1
_SHORT = 200
_DEVICE = re.compile("[0-9a-f]{16}")


class Unfit(ValueError):
    """What is no event; `str()` says why, in a few words that follow "it"."""


def checked(values: Sequence[object]) -> Event:
    """An event of these values, in the order of its fields.

    What only a newer release can explain passes as it is: kinds, fields of data, and what its
    versions of our kinds hold.

    Raises:
        Unfit: a value is not what its field holds.

    """
    for (name, (fits, what)), value in zip(_RULES.items(), values, strict=True):
        if not fits(value):
            raise Unfit(f"has no `{name}` that is {what}")
    event = Event._make(values)  # every field has just been judged
    _check_kind(event)
    return event


def is_fit(event: Event) -> bool:
    """Whether what was found in a file that nobody vouches for can be an event."""
    try:
        checked(event)
    except Unfit:
        return False
    return True


def from_json(line: bytes) -> Event:
    """The event of a line that `events.to_json` made; spaces and the order of keys are free.

    Raises:
        Unfit: it is none.

    """
    fields = _parsed(_decoded(line))
    unknown = sorted(fields.keys() - _RULES.keys())
    if unknown:
        raise Unfit(f"has a field `{unknown[0]}` that this studyapp does not know")
    return checked([_READ.get(name, _as_it_is)(fields.get(name)) for name in _RULES])


def _check_kind(event: Event) -> None:
    kind, old = event.kind, event.version <= VERSION
    if kind == "review" and (event.card is None or event.grade is None or event.grade > 5):
        raise Unfit("is a review without a card and a grade from 0 to 5")
    if kind == "undo" and event.target is None and old:
        raise Unfit("takes back nothing")
    if kind == "rename":
        other = renamed_to(event.data)
        if (event.card is None or other is None) and old:
            raise Unfit("renames without two names")
        if other is not None and not _is_key(other):
            raise Unfit("gives a card a name that is no key")


def _is_whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: type(value) is int and least <= value <= most


def _or_none(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or fits(value)


def _is_id(value: object) -> bool:
    return isinstance(value, bytes) and len(value) == 16


def _is_device(value: object) -> bool:
    return isinstance(value, str) and _DEVICE.fullmatch(value) is not None


def _is_kind(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_KIND and is_harmless(value)


def _is_key(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_KEY and is_harmless(value)


def _is_data(value: object) -> bool:
    """Whether it is what `canonical` writes: then it says the same to everyone who reads it."""
    if not isinstance(value, str):
        return False
    return _is_known_data(value) if len(value) < _SHORT else _is_canonical(value)


@lru_cache(maxsize=4096)
def _is_known_data(data: str) -> bool:
    return _is_canonical(data)


def _is_canonical(data: str) -> bool:
    try:
        if len(data.encode()) > MOST_DATA or _is_deep(data):
            return False
        return canonical(_parsed(data)) == data
    except (ValueError, RecursionError):  # a lone surrogate, an infinite number, no JSON at all
        return False


def _is_deep(data: str) -> bool:
    """Whether it nests so far that one reader may follow and another may not."""
    if data.count("[") + data.count("{") <= DEEPEST_DATA:
        return False
    depth = 0
    for sign in re.findall(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', data):
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST_DATA:
            return True
    return False


_RULES: dict[str, tuple[Callable[[object], bool], str]] = {
    "id": (_is_id, "the 16 bytes of a UUID"),
    "version": (_is_whole(1, _HIGHEST), "a whole number over 0"),
    "device": (_is_device, "16 hexadecimal digits"),
    "at": (_is_whole(_FIRST_DAY * _DAY_MS, (_LAST_DAY + 1) * _DAY_MS), "an instant"),
    "offset": (_is_whole(-1439, 1439), "minutes of less than a day"),
    "day": (_is_whole(_FIRST_DAY, _LAST_DAY), "a day before the year 9900"),
    "kind": (_is_kind, f"a word of at most {LONGEST_KIND} characters"),
    "card": (_or_none(_is_key), f"a key of at most {LONGEST_KEY} characters"),
    "grade": (_or_none(_is_whole(0, _HIGHEST)), "a whole number from 0"),
    "ms": (_or_none(_is_whole(0, _MOST_MS)), "a number of milliseconds"),
    "target": (_or_none(_is_id), "the 16 bytes of a UUID"),
    "data": (_or_none(_is_data), "an object in canonical JSON"),
}
"""What each field of `Event` holds, in its order, and how to say so."""


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise Unfit("is not text in UTF-8") from None


def _parsed(text: str) -> dict[str, Any]:
    try:
        value = _DECODER.decode(text)
    except Unfit:
        raise
    except (ValueError, RecursionError):
        raise Unfit("is not JSON") from None
    if not isinstance(value, dict):
        raise Unfit("is no object")
    return value


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unfit("says one thing twice")
    return found


def _no_number(text: str) -> object:
    raise Unfit(f"has {text}, which is no number")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


_UNREADABLE = object()
"""What no field holds."""


def _as_it_is(value: object) -> object:
    return value


def _id_from(value: object) -> object:
    try:
        event_id = bytes.fromhex(str(value).replace("-", ""))
    except ValueError:
        return _UNREADABLE
    return event_id if len(event_id) == 16 and to_text(event_id) == value else _UNREADABLE


def _at_from(value: object) -> object:
    try:
        at = (datetime.fromisoformat(str(value)) - EPOCH) // timedelta(milliseconds=1)
    except (ValueError, TypeError):  # no instant; one without a zone
        return _UNREADABLE
    return at if instant(at) == value else _UNREADABLE


def _day_from(value: object) -> object:
    return _day_of(value) if isinstance(value, str) else _UNREADABLE


@lru_cache(maxsize=4096)
def _day_of(text: str) -> object:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return _UNREADABLE
    return from_date(found) if found.isoformat() == text else _UNREADABLE


def _data_from(value: object) -> object:
    if value is None:
        return None
    try:
        return canonical(value) if isinstance(value, dict) else _UNREADABLE
    except (ValueError, RecursionError):
        return _UNREADABLE


_READ: dict[str, Callable[[object], object]] = {
    "id": _id_from,
    "at": _at_from,
    "day": _day_from,
    "target": lambda value: None if value is None else _id_from(value),
    "data": _data_from,
}
"""How a field is read whose JSON is not its value."""
