from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.schedule.days import from_date, study_day
from studyapp.schedule.moment import read


def test_a_moment_tells_utc_milliseconds_offset_and_day() -> None:
    moment = read(datetime.fromisoformat("2026-11-23T23:47:56.123+01:00"))

    assert moment == (1795474076123, 60, from_date(date(2026, 11, 23)))


@given(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)), st.integers(0, 999))
def test_no_millisecond_is_lost(wall: datetime, millisecond: int) -> None:
    now = wall.replace(microsecond=millisecond * 1000, tzinfo=UTC)

    assert read(now).at % 1000 == millisecond


@given(
    st.datetimes(datetime(1950, 1, 2), datetime(2200, 1, 1)),
    st.integers(-1439, 1439),
    st.integers(0, 23),
)
def test_the_day_of_a_moment_is_its_study_day(wall: datetime, east: int, rollover: int) -> None:
    now = wall.replace(tzinfo=timezone(timedelta(minutes=east)))

    assert read(now, rollover).day == study_day(now, rollover)


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="a moment needs a time with its zone"):
        read(datetime(2026, 11, 23))


def test_an_offset_west_of_utc_is_negative() -> None:
    now = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))

    assert read(now).offset == -210
