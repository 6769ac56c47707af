"""Real zones over many years: no day is lost or counted twice, and none runs backwards."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.schedule.days import ROLLOVER, study_day, to_date
from studyapp.schedule.moment import EPOCH, read
from studyapp.schedule.rules import Studied, answer
from tests.schedule.test_days import zone

ZONES = [
    "Africa/Casablanca", "America/New_York", "America/St_Johns", "Antarctica/Troll",
    "Asia/Kathmandu", "Asia/Shanghai", "Asia/Tehran", "Australia/Lord_Howe", "Europe/Berlin",
    "Europe/Dublin", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Marquesas", "UTC",
]  # fmt: skip
OVER_THE_DATE_LINE = [
    ("Pacific/Apia", date(2011, 12, 30)),
    ("Pacific/Kwajalein", date(1993, 8, 21)),
]

instants = st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
rollovers = st.integers(0, 12)


@pytest.mark.parametrize("name", ZONES)
@given(instant=instants, rollover=rollovers)
def test_every_instant_is_of_one_day_and_that_day_has_begun(
    name: str, instant: datetime, rollover: int
) -> None:
    local = instant.astimezone(zone(name))
    day = study_day(local, rollover)

    began = datetime.combine(to_date(day), datetime.min.time()) + timedelta(hours=rollover)
    assert began <= local.replace(tzinfo=None) < began + timedelta(days=1)


@pytest.mark.parametrize("name", ZONES)
@settings(max_examples=4, deadline=None)
@given(year=st.integers(1975, 2099))
def test_the_days_of_a_year_follow_each_other(name: str, year: int) -> None:
    start = datetime(year, 1, 1, 12, tzinfo=UTC)
    hours = (start + timedelta(hours=count) for count in range(366 * 24))

    days = [study_day(hour.astimezone(zone(name))) for hour in hours]

    assert {later - earlier for earlier, later in pairwise(days)} == {0, 1}


@pytest.mark.parametrize("name", ZONES)
@given(instant=instants, ahead=st.timedeltas(timedelta(0), timedelta(days=2)), rollover=rollovers)
def test_days_run_backwards_by_no_more_than_the_wall_does(
    name: str, instant: datetime, ahead: timedelta, rollover: int
) -> None:
    local, later = (value.astimezone(zone(name)) for value in (instant, instant + ahead))

    back = local.replace(tzinfo=None) - later.replace(tzinfo=None)

    if back <= timedelta(0):
        assert study_day(local, rollover) <= study_day(later, rollover)
    else:  # an hour that comes twice, with the rollover within it
        assert study_day(local, rollover) - study_day(later, rollover) <= 1
        assert back <= timedelta(hours=3)


@pytest.mark.parametrize(("name", "skipped"), OVER_THE_DATE_LINE)
def test_a_date_that_a_country_left_out_has_no_study_day_but_its_early_hours(
    name: str, skipped: date
) -> None:
    noon = datetime.combine(skipped, datetime.min.time(), tzinfo=UTC) - timedelta(days=2)
    hours = [(noon + timedelta(hours=hour)).astimezone(zone(name)) for hour in range(120)]

    dates = {to_date(study_day(hour)) for hour in hours if hour.hour >= ROLLOVER}

    assert skipped not in dates
    assert {skipped - timedelta(days=1), skipped + timedelta(days=1)} <= dates


journeys = st.lists(
    st.tuples(
        st.timedeltas(timedelta(-3), timedelta(days=30)), st.sampled_from(ZONES), st.integers(0, 5)
    ),
    min_size=1,
    max_size=20,
)
"""How far the clock goes, or is set back, before each review, where it is, and the grade."""


@given(instants, journeys)
def test_a_cards_days_never_run_backwards_and_no_review_is_lost(
    start: datetime, journey: list[tuple[timedelta, str, int]]
) -> None:
    card: Studied | None = None
    now = start
    for count, (passed, name, grade) in enumerate(journey, 1):
        now += passed
        before, card = card, answer(card, read(now.astimezone(zone(name))).day, grade)

        assert card.reviews == count
        assert card.due > card.moved
        if before is not None:
            assert card.moved >= before.moved
            assert card.last_day >= before.last_day
            assert card.first_day == before.first_day
            if card.moved == before.moved:
                assert (card.due, card.interval) == (before.due, before.interval)


@given(instants, st.sampled_from(ZONES))
def test_a_moment_tells_the_instant_again(instant: datetime, name: str) -> None:
    instant = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    moment = read(instant.astimezone(zone(name)))

    assert EPOCH + timedelta(milliseconds=moment.at) == instant
    local = (instant + timedelta(minutes=moment.offset)).replace(tzinfo=None)
    assert abs(local - instant.astimezone(zone(name)).replace(tzinfo=None)) < timedelta(minutes=1)
