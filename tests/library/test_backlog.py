from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.library.backlog import HORIZON, Pile, clear_day

TODAY = 20_000


@pytest.mark.parametrize(
    ("waits", "a_day", "coming", "days"),
    [
        (0, 60, {}, 0),
        (120, 60, {}, 2),
        (121, 60, {}, 3),
        (120, 60, {1: 60, 2: 1}, 4),
        (10, 60, {3: 500}, 1),
        (10, 0, {}, None),
        (1, 5, dict.fromkeys(range(1, HORIZON + 1), 5), None),
    ],
)
def test_a_backlog_is_clear_when_what_comes_and_what_waits_is_taken(
    waits: int, a_day: int, coming: dict[int, int], days: int | None
) -> None:
    pile = Pile(waits, a_day, {TODAY + later: count for later, count in coming.items()})

    assert clear_day(TODAY, [pile]) == (None if days is None else TODAY + days)


def test_the_slowest_pile_says_when_all_are_clear() -> None:
    piles = [Pile(10, 5, {}), Pile(9, 1, {}), Pile(0, 0, {})]

    assert clear_day(TODAY, piles) == TODAY + 9
    assert clear_day(TODAY, []) == TODAY


@given(waits=st.integers(0, 500), a_day=st.integers(1, 60), less=st.integers(0, 59))
def test_a_smaller_limit_is_never_clear_sooner(waits: int, a_day: int, less: int) -> None:
    def end(limit: int) -> float:
        found = clear_day(TODAY, [Pile(waits, limit, {TODAY + 1: 7})])
        return float("inf") if found is None else found

    assert end(a_day) <= end(max(0, a_day - less))
