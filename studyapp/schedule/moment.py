"""One reading of the clock, as events keep it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from studyapp.schedule.days import ROLLOVER

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MINUTE_MS = 60_000
_HOUR_MS = 60 * _MINUTE_MS
_DAY_MS = 24 * _HOUR_MS


class Moment(NamedTuple):
    """UTC milliseconds, the zone's offset in minutes, and the study day."""

    at: int
    offset: int
    day: int


def read(now: datetime, rollover: int = ROLLOVER) -> Moment:
    """The moment of an aware `now` in the learner's zone.

    Raises:
        ValueError: `now` has no zone.

    """
    utc_offset = now.utcoffset()
    if utc_offset is None:
        raise ValueError("a moment needs a time with its zone")
    at = (now - EPOCH) // _MILLISECOND  # a float would lose some
    east = utc_offset // _MILLISECOND
    # As `study_day`, in integers: a grade reads the clock twice (`python -m tests.bench anki`).
    return Moment(at, east // _MINUTE_MS, (at + east - rollover * _HOUR_MS) // _DAY_MS)
