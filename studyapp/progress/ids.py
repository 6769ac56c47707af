"""Names of events: UUIDv7 whose time is a clock that never runs backwards."""

from __future__ import annotations

RANDOM_BYTES = 10
"""How many random bytes `make` takes; 74 of their 80 bits are used."""

_DAY_MS = 24 * 60 * 60 * 1000
LEAD_MS = _DAY_MS
"""A log that is further ahead of the wall clock than this does not pull the clock along."""


def next_time(wall: int, own: int, newest: int) -> int:
    """The time of the next event, in UTC milliseconds.

    Args:
        wall: what the clock reads.
        own: the time of the last event that this device made.
        newest: the time of the greatest id in the log, whoever made it. One bad clock cannot drag
            the others: it does not count if it is more than a day ahead of the wall.
    """
    time = max(wall, own + 1)
    return time if is_far_ahead(newest, wall) else max(time, newest + 1)


def is_far_ahead(newest: int, wall: int) -> bool:
    """Whether the greatest id in the log is of a clock that is not to be followed."""
    return newest - wall > LEAD_MS


def make(time: int, random: bytes) -> bytes:
    """The 16 bytes of a UUIDv7 (RFC 9562, section 5.7) of that time, from ten random bytes."""
    tail = int.from_bytes(random, "big")
    high = 0x7000 | (tail >> 62) & 0x0FFF
    low = 0x8000_0000_0000_0000 | tail & 0x3FFF_FFFF_FFFF_FFFF
    return time.to_bytes(6, "big") + high.to_bytes(2, "big") + low.to_bytes(8, "big")


def least_of_day(day: int) -> bytes:
    """What no id of an event of a study day is less than.

    An id's time is never before what the clock read, and in no zone does a study day begin a
    whole day before that date does in UTC.
    """
    return (max(0, day - 1) * _DAY_MS).to_bytes(6, "big")


def time_of(event_id: bytes) -> int:
    """The UTC milliseconds in an id."""
    return int.from_bytes(event_id[:6], "big")


def to_text(event_id: bytes) -> str:
    """The usual text of a UUID."""
    text = event_id.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def prefix_range(text: str) -> tuple[bytes, bytes] | None:
    """The least and the greatest id whose text begins so; None if no id can."""
    digits = text.replace("-", "").lower()
    if not digits or len(digits) > 32 or set(digits) - set("0123456789abcdef"):
        return None
    return bytes.fromhex(digits.ljust(32, "0")), bytes.fromhex(digits.ljust(32, "f"))
