"""What is right of a choice, and in which order options stand."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.answers.choice import ChoiceVerdict, check, shuffled

NUMBERS = st.sets(st.integers(0, 9))


@given(st.integers(0, 12), st.text(max_size=20), st.integers(0, 40_000))
def test_a_shuffle_holds_each_option_once_and_is_the_same_all_day(
    count: int, card: str, day: int
) -> None:
    order = shuffled(count, card, day)

    assert sorted(order) == list(range(count))
    assert order == shuffled(count, card, day)


def test_an_order_is_pinned_since_other_releases_must_ask_the_same() -> None:
    assert shuffled(5, "deck/card", 20_000) == (4, 2, 1, 0, 3)


def test_all_orders_of_three_are_about_as_likely() -> None:
    seen = Counter(shuffled(3, "deck/card", day) for day in range(6000))

    assert len(seen) == 6
    assert all(900 < times < 1100 for times in seen.values())


@given(NUMBERS, NUMBERS)
def test_each_option_is_counted_once(taken: set[int], correct: set[int]) -> None:
    verdict = check(taken, correct)

    assert {*verdict.right, *verdict.wrong} == taken
    assert {*verdict.right, *verdict.missed} == correct
    assert verdict.is_right == (taken == correct)


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ([2, 0], ChoiceVerdict(right=(0, 2), missed=(), wrong=())),
        ([0, 1], ChoiceVerdict(right=(0,), missed=(2,), wrong=(1,))),
        ([], ChoiceVerdict(right=(), missed=(0, 2), wrong=())),
    ],
)
def test_what_was_missed_and_what_was_wrongly_taken(
    taken: list[int], expected: ChoiceVerdict
) -> None:
    assert check(taken, [0, 2]) == expected
