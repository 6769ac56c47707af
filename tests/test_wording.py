from __future__ import annotations

from datetime import date

import pytest

from studyapp import wording
from studyapp.schedule.days import from_date

MONDAY = from_date(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (4, "by Friday"),
        (6, "by Sunday"),
        (7, "by 30 Nov"),
        (60, "by 22 Jan 2027"),
    ],
)
def test_the_end_of_something_is_told_as_near_as_it_is(days: int, told: str) -> None:
    assert wording.end(MONDAY + days, MONDAY) == told


def test_a_backlog_is_told_beside_what_of_it_falls_on_today() -> None:
    assert wording.backlog(180, 60, MONDAY + 4, MONDAY) == "60 of 180 due, clear by Friday"
    assert wording.backlog(180, 60, None, MONDAY) == "60 of 180 due, clear not within a year"
    assert wording.backlog(60, 60, MONDAY, MONDAY) == "60 due"


def test_nouns_follow_their_numbers() -> None:
    told = [wording.count(1, "leech"), wording.count(2, "leech"), wording.count(0, "card")]

    assert told == ["1 leech", "2 leeches", "0 cards"]
