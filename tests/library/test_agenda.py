from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.library import agenda, index
from studyapp.library.agenda import Scope
from studyapp.library.limits import Left
from studyapp.library.wish import Wish

DAY = 20_000
DECK = 1


_OPENED: list[sqlite3.Connection] = []


@pytest.fixture(autouse=True)
def _closed_at_the_end() -> Iterator[None]:
    yield
    while _OPENED:
        _OPENED.pop().close()


def with_cards(**states: dict[str, int]) -> sqlite3.Connection:
    """An index of one deck with cards `deck/NAME`; a name may end in `__1`, a sibling's `#1`."""
    db = sqlite3.connect(":memory:")
    _OPENED.append(db)
    db.executescript(index.SCHEMA.read_text())
    db.execute(
        "INSERT INTO deck VALUES (?, 'deck', 'Deck', NULL, 'deck.yaml', 0, 0, 1, 0, 0, 0, 0)",
        (DECK,),
    )
    for place, (name, state) in enumerate(states.items()):
        columns = ["deck", "position", "key", "topic", *state]
        values = [DECK, place, f"deck/{name.replace('__', '#')}", "deck", *state.values()]
        db.execute(
            f"INSERT INTO card ({', '.join(columns)}) VALUES ({', '.join('?' * len(values))})",
            values,
        )
    return db


def due(day: int = DAY, last: int = DAY - 3, **more: int) -> dict[str, int]:
    return {"due": day, "interval": 3, "repetitions": 2, "last_day": last, "moved": last, **more}


def queue(
    db: sqlite3.Connection, wish: Wish | None = None, left: Left | None = None, day: int = DAY
) -> list[str]:
    found = agenda.queue(db, day, Scope([DECK]), wish or Wish(), left or Left(new=20), apart=True)
    return [entry.key.removeprefix("deck/") for entry in found]


def test_of_siblings_that_are_due_one_comes_today() -> None:
    db = with_cards(a__1=due(), a__2=due(DAY - 9), b=due())

    assert sorted(queue(db)) == ["a#2", "b"]


def test_a_new_sibling_gives_way_to_a_due_one_and_costs_the_day_no_card() -> None:
    db = with_cards(a__1={}, b={}, a__2=due(), c={})

    assert sorted(queue(db, left=Left(new=2))) == ["a#2", "b", "c"]


@pytest.mark.parametrize("sibling", ["a", "a__1"])
def test_a_sibling_of_what_was_reviewed_today_does_not_come(sibling: str) -> None:
    db = with_cards(**{sibling: due(DAY + 6, last=DAY)}, a__2=due(), a__3={}, b=due())

    assert queue(db) == ["b"]
    assert "a#2" in queue(db, day=DAY + 1)


def test_no_sibling_comes_while_one_is_owed() -> None:
    db = with_cards(a__1=due(DAY + 1, last=DAY, owed_day=DAY), a__2=due(), a__3={})

    assert queue(db) == []
    assert [entry.key for entry, _ in agenda.owed(db, DAY, Scope([DECK]))] == ["deck/a#1"]


def test_buried_and_suspended_cards_do_not_come_and_buried_ones_do_tomorrow() -> None:
    today, gone = {"buried_day": DAY}, {"suspended": 1}
    db = with_cards(a=due(**today), b=today, c=due(**gone), d=gone, e=due(), f={})

    assert sorted(queue(db)) == ["e", "f"]
    assert sorted(queue(db, day=DAY + 1)) == ["a", "b", "e", "f"]
    assert sorted(queue(db, Wish(take="any"))) == ["e", "f"]
    assert agenda.next_due(db, DAY, Scope([DECK])) == DAY + 1


def test_a_buried_card_is_not_owed_today() -> None:
    db = with_cards(a=due(DAY + 1, last=DAY, owed_day=DAY, last_seq=1, buried_day=DAY))

    assert agenda.owed(db, DAY, Scope([DECK])) == []


def test_the_limits_take_the_most_overdue_and_those_of_the_deck_hold_too() -> None:
    db = with_cards(a=due(DAY - 1), b=due(DAY - 9), c=due(), d={}, e={})

    assert queue(db, left=Left(new=0, reviews=1)) == ["b"]
    assert queue(db, left=Left(new=0, reviews_of={DECK: 2})) == ["b", "a"]
    assert sorted(queue(db, left=Left(new=5, reviews=0, new_of={DECK: 1}))) == ["d"]


def test_ahead_takes_what_is_due_soon_unless_it_was_answered_today() -> None:
    db = with_cards(a=due(DAY + 2), b=due(DAY + 3), c=due(DAY + 2, last=DAY), d=due(DAY - 1))

    assert queue(db, Wish(ahead=2), Left(new=0, reviews=0)) == ["d", "a"]


def test_any_cards_are_those_that_are_due_first() -> None:
    db = with_cards(a=due(DAY + 90), b={}, c=due(DAY - 1))

    assert queue(db, Wish(take="any"), Left()) == ["c", "b", "a"]
    assert queue(db, Wish(take="any"), Left(new=0)) == ["c", "a"]


def test_tags_leave_out_the_other_cards() -> None:
    db = with_cards(a=due(), b=due(), c={}, d={})
    db.executemany("INSERT INTO tag VALUES (?, ?)", [("x", 1), ("y", 1), ("y", 4), ("z", 2)])

    found = agenda.queue(db, DAY, Scope([DECK], ["x", "y"]), Wish(), Left(new=9), apart=True)

    assert sorted(entry.key for entry in found) == ["deck/a", "deck/d"]
    assert agenda.fresh(db, Scope([DECK], ["y"])) == 1


_CARDS = st.lists(
    st.tuples(
        st.sampled_from(["x", "y", "z"]),
        st.sampled_from([DECK, DECK + 1]),
        st.one_of(
            st.just({}),
            st.builds(due, st.integers(DAY - 5, DAY + 1), interval=st.integers(1, 4)),
            st.just(due(owed_day=DAY)),
            st.just(due(suspended=1)),
            st.just(due(buried_day=DAY)),
        ),
    ),
    max_size=25,
)


@given(_CARDS, st.sampled_from([0, 2, None]), st.booleans(), st.sampled_from(["a", "a#1"]))
def test_the_opening_is_how_the_queue_begins(
    cards: list[tuple[str, int, dict[str, int]]], new: int | None, apart: bool, name: str
) -> None:
    db = with_cards(**{f"{place}": state for place, (_, _, state) in enumerate(cards)})
    for place, (topic, deck, _) in enumerate(cards):
        db.execute("UPDATE card SET topic = ?, deck = ? WHERE position = ?", (topic, deck, place))
    db.execute("UPDATE card SET key = ? WHERE position = 0", (f"deck/{name}",))
    asked = (db, DAY, Scope([DECK]), Wish(), Left(new))

    opening = agenda.opening(*asked, apart=apart)

    whole = agenda.queue(*asked, apart=apart)
    reviews = sum(entry.interval > 0 for entry in whole)
    if opening is None:
        assert "#" in name or reviews <= len(whole) - reviews
    else:
        assert opening == (whole[0], len(whole))


@pytest.mark.parametrize("left", [Left(0, reviews=3), Left(0, reviews_of={DECK: 3})])
def test_with_a_limit_of_reviews_the_queue_has_no_opening(left: Left) -> None:
    db = with_cards(a=due(), b=due())

    assert agenda.opening(db, DAY, Scope([DECK]), Wish(), left, apart=True) is None


def test_the_opening_looks_at_no_card_that_is_not_due() -> None:
    db = with_cards(a=due())
    seen: list[str] = []
    db.set_trace_callback(seen.append)
    agenda.opening(db, DAY, Scope([DECK]), Wish(), Left(0), apart=True)
    db.set_trace_callback(None)

    (grouped,) = [query for query in seen if "GROUP BY topic" in query]
    plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {grouped}"))
    assert "card_due (deck=? AND due<?)" in plan
