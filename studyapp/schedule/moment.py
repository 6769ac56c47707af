"""One reading of the clock, as events keep it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from studyapp.schedule.days import ROLLOVER, study_day

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_MINUTE = timedelta(minutes=1)


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
    return Moment(
        at=(now - EPOCH) // _MILLISECOND,  # a float would lose some
        offset=utc_offset // _MINUTE,
        day=study_day(now, rollover),
    )
