"""Study days: the local calendar day that begins at the rollover hour.

Light on purpose: the quickest command imports it.
"""

from datetime import date, datetime, timedelta

ROLLOVER = 4
"""The hour at which a study day begins."""

_EPOCH = date(1970, 1, 1).toordinal()


def study_day(now: datetime, rollover: int = ROLLOVER) -> int:
    """Days since 1970-01-01 of the local wall time of `now` less the rollover."""
    return (now.replace(tzinfo=None) - timedelta(hours=rollover)).toordinal() - _EPOCH


def to_date(day: int) -> date:
    """The calendar date of a study day."""
    return date.fromordinal(day + _EPOCH)


def from_date(value: date) -> int:
    """The study day of a calendar date."""
    return value.toordinal() - _EPOCH
