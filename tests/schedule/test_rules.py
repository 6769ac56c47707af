import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.schedule.rules import LONGEST_INTERVAL, Studied, answer, answered, packed, phase
from studyapp.schedule.sm2 import FRESH, step

reviews = st.lists(st.tuples(st.integers(-3, 60), st.integers(0, 5)), min_size=1, max_size=30)


def after(series: list[tuple[int, int]], state: Studied | None = None) -> Studied:
    for day, grade in series:
        state = answer(state, day, grade)
    assert state is not None
    return state


def card(repetitions: int, interval: int) -> Studied:
    return after([(0, 4)])._replace(repetitions=repetitions, interval=interval)


@pytest.mark.parametrize(
    ("grade", "expected"),
    [
        (0, Studied(0, 1, 250, 101, 100, 100, 100, 100, 0, 1, 0)),
        (1, Studied(0, 1, 250, 101, 100, 100, 100, 100, 1, 1, 0)),
        (3, Studied(1, 1, 236, 101, 100, 100, 100, 100, 3, 1, 0)),
        (4, Studied(1, 1, 250, 101, 100, None, 100, 100, 4, 1, 0)),
        (5, Studied(1, 1, 260, 101, 100, None, 100, 100, 5, 1, 0)),
    ],
)
def test_the_first_review_of_a_card(grade: int, expected: Studied) -> None:
    assert answer(None, 100, grade) == expected


GOLDEN = [
    # (day, grade)… → repetitions, interval, ease, due, moved, owed_day, lapses
    ("a good card is seen after 1, 6 and 15 days", [(0, 4), (1, 4), (7, 4)],
     (3, 15, 250, 22, 7, None, 0)),
    ("a late success counts from the day it came", [(0, 4), (1, 4), (20, 4)],
     (3, 15, 250, 35, 20, None, 0)),
    ("an early success moves nothing", [(0, 4), (1, 4), (5, 5)], (2, 6, 250, 7, 1, None, 0)),
    ("an early hard answer moves nothing, and is owed", [(0, 4), (1, 4), (5, 3)],
     (2, 6, 250, 7, 1, 5, 0)),
    ("an early failure moves", [(0, 4), (1, 4), (5, 1)], (0, 1, 250, 6, 5, 5, 1)),
    ("again, then good on one day: the failure stands, nothing is owed",
     [(0, 4), (1, 4), (7, 1), (7, 4)], (0, 1, 250, 8, 7, None, 1)),
    ("good, then again on one day: practice, but owed", [(0, 4), (1, 4), (7, 4), (7, 1)],
     (3, 15, 250, 22, 7, 7, 0)),
    ("ten failures on one day are one", [(0, 1)] * 10, (0, 1, 250, 1, 0, 0, 0)),
    ("a failure while learning is no lapse", [(0, 4), (1, 1)], (0, 1, 250, 2, 1, 1, 0)),
    ("a clock set back counts for the day of the last move", [(10, 4), (8, 1)],
     (1, 1, 250, 11, 10, 10, 0)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("series", "expected"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN]
)
def test_the_rule_of_the_day(
    series: list[tuple[int, int]], expected: tuple[int | None, ...]
) -> None:
    end = after(series)

    assert (*end[:6], end.lapses) == expected


def test_an_interval_never_passes_a_hundred_years() -> None:
    end = after([(day * 40_000, 5) for day in range(20)])

    assert end.interval == LONGEST_INTERVAL
    assert end.due == end.moved + LONGEST_INTERVAL


@given(reviews, st.integers(-3, 60))
def test_a_schedule_moves_at_most_once_a_day(series: list[tuple[int, int]], day: int) -> None:
    once = answer(after(series), day, 1)

    again = answer(answer(once, day, 5), day, 0)

    assert again[:5] == once[:5]


@given(reviews, st.integers(-3, 60), st.integers(0, 5))
def test_a_card_is_owed_exactly_after_a_grade_under_four(
    series: list[tuple[int, int]], day: int, grade: int
) -> None:
    before = after(series)

    end = answer(before, day, grade)

    assert end.owed_day == (max(day, before.moved) if grade < 4 else None)


@given(reviews)
def test_a_cards_days_never_run_backwards(series: list[tuple[int, int]]) -> None:
    state: Studied | None = None
    for day, grade in series:
        before, state = state, answer(state, day, grade)
        if before is not None:
            assert state.moved >= before.moved
            assert state.last_day >= before.last_day
            assert state.first_day == before.first_day
            assert state.reviews == before.reviews + 1


@given(st.lists(st.integers(0, 5), min_size=1, max_size=10))
def test_reviews_on_their_due_days_are_plain_sm2(grades: list[int]) -> None:
    state, memory, day = None, FRESH, 0
    for grade in grades:
        state, memory = answer(state, day, grade), step(memory, grade)
        assert state[:3] == (
            memory.repetitions,
            min(memory.interval, LONGEST_INTERVAL),
            memory.ease,
        )
        memory, day = memory._replace(interval=state.interval), state.due


@given(reviews, st.integers(0, 30))
def test_reviews_taken_together_are_those_taken_one_by_one(
    series: list[tuple[int, int]], place: int
) -> None:
    codes = [packed(day, grade) for day, grade in series]
    place = min(place, len(codes) - 1)

    together = answered(answered(None, codes[:place]) if place else None, codes[place:])

    assert together == after(series)


@pytest.mark.parametrize("grade", [-1, 6, 9])
def test_a_grade_that_there_is_not_is_no_review(grade: int) -> None:
    with pytest.raises(ValueError, match=f"a grade is 0 to 5, not {grade}"):
        packed(100, grade)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, "new"),
        (card(repetitions=0, interval=1), "learning"),
        (card(repetitions=1, interval=1), "learning"),
        (card(repetitions=2, interval=6), "young"),
        (card(repetitions=3, interval=20), "young"),
        (card(repetitions=3, interval=21), "mature"),
    ],
)
def test_the_phase_of_a_card(state: Studied | None, expected: str) -> None:
    assert phase(state) == expected
