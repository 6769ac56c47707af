from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.schedule.days import ROLLOVER, from_date, study_day, to_date

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
]


def zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip("no time zones on this system")


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("1970-01-01T04:00:00+00:00", 0),
        ("1970-01-01T03:59:59.999+00:00", -1),
        ("2026-11-23T22:47:56.123+00:00", 20780),
        ("2026-11-24T03:59:59+01:00", 20780),
        ("2026-11-24T04:00:00+01:00", 20781),
    ],
)
def test_a_study_day_begins_at_the_rollover_hour(now: str, day: int) -> None:
    assert study_day(datetime.fromisoformat(now)) == day


@given(st.integers(-100_000, 2_000_000))
def test_a_day_and_its_date_are_the_same_thing(day: int) -> None:
    assert from_date(to_date(day)) == day


@pytest.mark.parametrize("name", ZONES)
@given(wall=st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))
def test_the_wall_clock_alone_says_the_day_in_every_zone(name: str, wall: datetime) -> None:
    expected = wall.date() if wall.hour >= ROLLOVER else wall.date() - timedelta(days=1)

    assert to_date(study_day(wall.replace(tzinfo=zone(name)))) == expected


@pytest.mark.parametrize("name", ZONES)
def test_no_day_of_a_year_is_missed_or_counted_twice(name: str) -> None:
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    hours = (start + timedelta(hours=hour) for hour in range(366 * 24))

    days = [study_day(hour.astimezone(zone(name))) for hour in hours]

    assert {later - earlier for earlier, later in pairwise(days)} == {0, 1}
