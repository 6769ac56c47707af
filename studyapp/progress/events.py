"""What can happen: the events of the log, their canonical JSON, and the closed set of kinds."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.ids import to_text
from studyapp.safetext import to_json as safe_json
from studyapp.schedule.days import to_date

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
"""The version of the events that this release writes."""


class Kind(NamedTuple):
    """What an event of a kind does to its card, and what takes that back."""

    effect: str
    reverse: str


KINDS: Mapping[str, Kind] = {
    "review": Kind("a graded answer: the card steps by the rule of the day", "undo"),
    "undo": Kind("its target counts as if it had never been", "none: do the thing again"),
    "rename": Kind("`card` and `data.to` are names of one card from now on", "undo"),
    "meet": Kind("remembers the card's text: `data.question`, `data.answer`", "a later meet"),
    "suspend": Kind("the card is not asked", "resume, or undo"),
    "resume": Kind("the card is asked again", "suspend, or undo"),
    "bury": Kind("the card is not asked on the event's day", "the next day, or undo"),
    "flag": Kind("marks the card with `data.flag`, 0 (none) to 4", "another flag, or undo"),
    "reset": Kind("the card is new again: earlier reviews no longer count", "undo"),
    "remark": Kind(
        "the learner's own words on a card, `data.text`",
        "another remark (an empty one removes it), or undo",
    ),
    "drill": Kind("a mock interview; nothing happens to a card", "undo"),
    "plan": Kind("a cap on due days, beside the cards", "another plan, or undo"),
}
"""What this release knows. What a newer one wrote is kept verbatim, and the fold ignores it."""

PERSONAL = ("review", "suspend", "resume", "bury", "flag", "reset", "remark")
"""The kinds that a person makes one at a time, and a plain undo takes back one at a time."""

DATED = ("review", "bury")
"""The kinds whose day does something; the others only have one."""


class Event(NamedTuple):
    """One row of the log. Immutable, and the same on every device.

    Attributes:
        id: a UUIDv7 in 16 bytes; the order of ids is the order of events.
        device: 16 hexadecimal digits, made when the log was made.
        at: UTC milliseconds as the clock read; orders nothing.
        offset: of the zone, in minutes east of UTC.
        day: the study day, in days since 1970-01-01; orders nothing.
        kind: one of `KINDS`, or one of a newer release.
        card: the key as it was when this happened, for ever.
        grade: of a review, 0..5.
        ms: of a review, milliseconds from the question to the grade.
        target: of an undo, the id of what it takes back.
        data: canonical JSON of an object (see `canonical`).
    """

    id: bytes
    version: int
    device: str
    at: int
    offset: int
    day: int
    kind: str
    card: str | None = None
    grade: int | None = None
    ms: int | None = None
    target: bytes | None = None
    data: str | None = None


_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


def canonical(data: Mapping[str, object] | None) -> str | None:
    """The one text of an object: sorted keys, no spaces, letters as they are; None if empty."""
    if not data:
        return None
    return _ENCODER.encode(data)


def field(data: str | None, name: str) -> object:
    """A field of an event's data; None if there is none."""
    if data is None:
        return None
    try:
        value = json.loads(data)
    except ValueError:
        return None
    return value.get(name) if isinstance(value, dict) else None


def renamed_to(data: str | None) -> str | None:
    """The other name that a rename gives."""
    name = field(data, "to")
    return name if isinstance(name, str) else None


def to_json(event: Event) -> str:
    """One line of JSON in canonical key order, control and bidirectional characters escaped.

    `intake.from_json` reads it back.
    """
    values: dict[str, object] = {
        "id": to_text(event.id),
        "version": event.version,
        "device": event.device,
        "at": instant(event.at),
        "offset": event.offset,
        "day": to_date(event.day).isoformat(),
        "kind": event.kind,
        "card": event.card,
        "grade": event.grade,
        "ms": event.ms,
        "target": None if event.target is None else to_text(event.target),
        "data": _told(event.data),
    }
    return safe_json({name: value for name, value in values.items() if value is not None})


def instant(at: int) -> str:
    """UTC milliseconds as an ISO instant."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _told(data: str | None) -> object:
    """The object that data is; what is no canonical object, by damage, stays the text it is."""
    if data is None:
        return None
    try:
        value = json.loads(data)
        return value if isinstance(value, dict) and canonical(value) == data else data
    except (ValueError, RecursionError):
        return data
