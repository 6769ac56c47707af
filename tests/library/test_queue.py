from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studyapp.library.queue import Entry, arrange

DAY = 20_000

entries = st.lists(
    st.builds(
        Entry,
        card=st.integers(1, 10**6),
        key=st.integers(0, 10**6).map(lambda n: f"deck/c{n}"),
        due=st.integers(DAY - 400, DAY),
        interval=st.integers(1, 400),
    ),
    max_size=30,
    unique_by=lambda entry: entry.key,
)


def news(count: int) -> list[Entry]:
    return [Entry(number, f"new/c{number}") for number in range(count)]


def keys(found: list[Entry]) -> list[str]:
    return [entry.key for entry in found]


def test_the_most_overdue_in_relation_to_its_interval_comes_first() -> None:
    late = Entry(1, "deck/late", DAY - 2, 2)
    later_but_long = Entry(2, "deck/long", DAY - 10, 100)
    today = Entry(3, "deck/today", DAY, 1)

    assert arrange([today, later_but_long, late], [], DAY) == [late, later_but_long, today]


def test_new_cards_keep_their_order_and_are_spread_evenly() -> None:
    due = [Entry(n, f"deck/c{n}", DAY, 1) for n in range(6)]

    places = [n for n, entry in enumerate(arrange(due, news(2), DAY)) if entry.due == 0]

    assert places == [2, 5]


def test_siblings_do_not_come_on_the_same_day() -> None:
    due = [
        Entry(1, "deck/a#1", DAY, 1),
        Entry(2, "deck/a#2", DAY - 1, 1),
        Entry(3, "deck/b", DAY, 1),
    ]

    found = keys(arrange(due, [Entry(4, "deck/a#3")], DAY))

    assert found.count("deck/b") == 1
    assert sum(key.startswith("deck/a#") for key in found) == 1


@given(due=entries, new=st.integers(0, 20))
def test_every_card_is_there_once_whatever_order_it_comes_from(due: list[Entry], new: int) -> None:
    found = arrange(due, news(new), DAY)

    assert sorted(keys(found)) == sorted(keys(due) + keys(news(new)))
    assert found == arrange(due[::-1], news(new), DAY)
    assert [entry for entry in found if entry.due == 0] == news(new)


def test_the_order_of_equally_late_cards_is_another_one_on_another_day() -> None:
    due = [Entry(number, f"deck/{number}", DAY, 1) for number in range(20)]
    tomorrow = [entry._replace(due=DAY + 1) for entry in due]

    assert keys(arrange(due, [], DAY)) == keys(arrange(due[::-1], [], DAY))
    assert keys(arrange(due, [], DAY)) != keys(arrange(tomorrow, [], DAY + 1))
