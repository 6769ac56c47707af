from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.library.queue import (
    Entry,
    arrange,
    by_lateness,
    capped,
    interleaved,
    one_of_a_note,
)

DAY = 20_000

entries = st.lists(
    st.builds(
        Entry,
        card=st.integers(1, 10**6),
        key=st.integers(0, 10**6).map(lambda n: f"deck/c{n}"),
        due=st.integers(DAY - 400, DAY),
        interval=st.integers(1, 400),
        deck=st.integers(1, 4),
        topic=st.sampled_from("aaabbc"),
    ),
    max_size=30,
    unique_by=lambda entry: entry.key,
)


def news(count: int) -> list[Entry]:
    return [Entry(number, f"new/c{number}", topic="new") for number in range(count)]


def of_topics(topics: str) -> list[Entry]:
    return [Entry(n, f"deck/c{n}", DAY, 1, topic=topic) for n, topic in enumerate(topics)]


def keys(found: list[Entry]) -> list[str]:
    return [entry.key for entry in found]


def topics(found: list[Entry]) -> str:
    return "".join(entry.topic for entry in found)


def alike(found: list[Entry]) -> int:
    """How many neighbours are of one topic."""
    return sum(one.topic == other.topic for one, other in pairwise(found))


def test_the_most_overdue_in_relation_to_its_interval_comes_first() -> None:
    late = Entry(1, "deck/late", DAY - 2, 2)
    later_but_long = Entry(2, "deck/long", DAY - 10, 100)
    today = Entry(3, "deck/today", DAY, 1)

    assert by_lateness([today, later_but_long, late], DAY) == [late, later_but_long, today]


def test_cards_that_are_equally_late_are_in_another_order_on_another_day() -> None:
    due = [Entry(n, f"deck/c{n}", DAY, 1) for n in range(20)]
    next_day = [entry._replace(due=DAY + 1) for entry in due]

    assert keys(by_lateness(due, DAY)) != keys(by_lateness(next_day, DAY + 1))
    assert keys(by_lateness(due, DAY)) != keys(due)


@given(due=entries)
def test_the_order_of_a_day_does_not_depend_on_where_the_cards_come_from(due: list[Entry]) -> None:
    assert by_lateness(due, DAY) == by_lateness(due[::-1], DAY)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("", ""),
        ("abc", "abc"),
        ("aab", "aba"),
        ("aabbc", "ababc"),
        ("bcaa", "baca"),
        ("aaab", "abaa"),
        ("baaa", "abaa"),
        ("aabb", "abab"),
    ],
)
def test_topics_take_turns(given: str, wanted: str) -> None:
    assert topics(interleaved(of_topics(given))) == wanted


@given(due=entries)
def test_no_two_neighbours_are_of_one_topic_where_some_order_avoids_it(due: list[Entry]) -> None:
    found = interleaved(due)
    most = max(Counter(entry.topic for entry in due).values(), default=0)

    assert sorted(found) == sorted(due)
    assert alike(found) == max(0, most - (len(due) - most) - 1)


@given(due=entries)
def test_each_place_goes_to_the_first_card_that_may_stand_there(due: list[Entry]) -> None:
    found = interleaved(due)

    rest = list(due)
    last = None
    for entry in found:
        count = Counter(other.topic for other in rest)
        large = [topic for topic in count if 2 * count[topic] > len(rest)]
        if large and large[0] != last:
            wanted = next(other for other in rest if other.topic == large[0])
        else:
            wanted = next((other for other in rest if other.topic != last), rest[0])
        assert entry == wanted
        rest.remove(entry)
        last = entry.topic


def test_new_cards_keep_their_order_and_are_spread_evenly() -> None:
    due = [Entry(n, f"deck/c{n}", DAY, 1) for n in range(6)]

    found = arrange(due, news(2), apart=False)

    assert [n for n, entry in enumerate(found) if entry.due == 0] == [2, 5]


def test_a_new_card_moves_on_to_where_it_does_not_stand_beside_its_topic() -> None:
    new = [Entry(9, "deck/new", topic="b")]

    assert topics(arrange(of_topics("abacac"), new, apart=True)) == "ababcac"
    assert topics(arrange(of_topics("acbaca"), new, apart=True)) == "acbabca"
    assert topics(arrange(of_topics("acbaca"), new, apart=False)) == "acbbaca"


@given(due=entries, new=st.integers(0, 20), apart=st.booleans())
def test_every_card_is_there_once_and_new_ones_in_their_order(
    due: list[Entry], new: int, apart: bool
) -> None:
    found = arrange(due, news(new), apart=apart)

    assert sorted(keys(found)) == sorted(keys(due) + keys(news(new)))
    assert [entry for entry in found if entry.due == 0] == news(new)
    assert [entry for entry in found if entry.due] == (interleaved(due) if apart else due)


@given(due=entries, new=st.lists(st.sampled_from("abc"), max_size=8))
def test_a_new_card_never_adds_more_neighbours_than_itself(
    due: list[Entry], new: list[str]
) -> None:
    fresh = [Entry(n, f"new/c{n}", topic=topic) for n, topic in enumerate(new)]

    found = arrange(due, fresh, apart=True)

    assert alike(found) <= alike(interleaved(due)) + 2 * len(new)


def test_of_siblings_the_first_one_stays() -> None:
    due = [
        Entry(1, "deck/a#1", DAY, 1),
        Entry(2, "deck/a#2", DAY, 1),
        Entry(3, "deck/b", DAY, 1),
        Entry(4, "deck/a", DAY, 1),
    ]

    assert keys(one_of_a_note(due)) == ["deck/a#1", "deck/b"]
    assert keys(one_of_a_note(due, {"deck/a"})) == ["deck/b"]


@given(due=entries, most=st.none() | st.integers(0, 12), of=st.integers(0, 5))
def test_a_limit_takes_the_first_ones_of_all_and_of_a_deck(
    due: list[Entry], most: int | None, of: int
) -> None:
    found = capped(due, most, {1: of})

    assert most is None or len(found) <= most
    assert sum(entry.deck == 1 for entry in found) <= of
    left_out = [entry for entry in due if entry not in found]
    assert [entry for entry in due if entry in found] == found
    for entry in left_out:
        before = [other for other in found if due.index(other) < due.index(entry)]
        full = sum(other.deck == 1 for other in before) == of
        assert len(before) == most or (entry.deck == 1 and full)


@given(
    intervals=st.lists(st.integers(1, 60), min_size=1, max_size=12),
    most=st.integers(1, 4),
    back=st.integers(1, 3),
)
def test_under_a_limit_every_due_card_is_asked_in_the_end(
    intervals: list[int], most: int, back: int
) -> None:
    waiting = {
        f"deck/c{n}": Entry(n, f"deck/c{n}", DAY, interval) for n, interval in enumerate(intervals)
    }
    asked: set[str] = set()

    # Each card that was asked is missed and comes back after `back` days, as its whole interval.
    for day in range(DAY, DAY + 60 * len(intervals) + 60):
        due = [entry for entry in waiting.values() if entry.due <= day]
        for entry in capped(by_lateness(due, day), most, {}):
            asked.add(entry.key)
            waiting[entry.key] = entry._replace(due=day + back, interval=back)

    assert asked == set(waiting)
