"""Whether what was found in a file that nobody vouches for can be an event."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from studyapp.progress.events import canonical, renamed_to

if TYPE_CHECKING:
    from studyapp.progress.events import Event

_DEVICE = re.compile(r"[0-9a-f]{16}")
_KIND = re.compile(r"[a-z][a-z_-]{0,31}")
_MOST_TEXT = 1_000_000
_LONGEST_KEY = 400
_DAYS = 2_932_896
"""The last study day that is a date: 31 December 9999."""


def sound(event: Event) -> bool:
    """Whether every field has a type and a value that an event of this or a newer release has."""
    return _is_named(event) and _is_timed(event) and _is_about(event) and _is_complete(event)


def _is_named(event: Event) -> bool:
    return (
        _is_id(event.id)
        and _is_number(event.version, 1, 1_000_000)
        and isinstance(event.device, str)
        and _DEVICE.fullmatch(event.device) is not None
    )


def _is_timed(event: Event) -> bool:
    return (
        _is_number(event.at, 0, _DAYS * 86_400_000)
        and _is_number(event.offset, -1440, 1440)
        and _is_number(event.day, 0, _DAYS)
    )


def _is_about(event: Event) -> bool:
    return (
        isinstance(event.kind, str)
        and _KIND.fullmatch(event.kind) is not None
        and (event.card is None or (isinstance(event.card, str) and len(event.card) > 0))
        and len(event.card or "") <= _LONGEST_KEY
        and (event.grade is None or _is_number(event.grade, -1_000, 1_000))
        and (event.ms is None or _is_number(event.ms, 0, 1 << 53))
        and (event.target is None or _is_id(event.target))
        and (event.data is None or _is_data(event.data))
    )


def _is_complete(event: Event) -> bool:
    """Whether the kinds that this release knows have what they need."""
    if event.kind == "review":
        return event.card is not None and event.grade is not None and 0 <= event.grade <= 5
    if event.kind == "undo":
        return event.target is not None
    if event.kind == "rename":
        return event.card is not None and renamed_to(event.data) is not None
    return True


def _is_id(value: object) -> bool:
    """A UUIDv7."""
    return (
        isinstance(value, bytes) and len(value) == 16 and value[6] >> 4 == 7 and value[8] >> 6 == 2
    )


def _is_number(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


def _is_data(text: object) -> bool:
    """Canonical JSON of an object."""
    if not isinstance(text, str) or len(text) > _MOST_TEXT:
        return False
    try:
        value = json.loads(text)
        return isinstance(value, dict) and canonical(value) == text
    except (ValueError, RecursionError):
        return False
