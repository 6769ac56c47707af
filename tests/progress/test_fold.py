import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.progress.events import canonical
from studyapp.progress.fold import CardState, Row, components, digest, fold
from studyapp.schedule.rules import answer

TEXT = canonical({"question": "q", "answer": "a"})


def row(
    number: int,
    kind: str = "review",
    card: str | None = "d/a",
    grade: int | None = None,
    *,
    day: int = 100,
    target: int | None = None,
    data: dict[str, object] | None = None,
) -> Row:
    """An event whose id and seq are its number."""
    grade = 4 if kind == "review" and grade is None else grade
    aim = None if target is None else name(target)
    return number, name(number), day, kind, card, grade, aim, canonical(data)


def undo(number: int, target: int) -> Row:
    return row(number, "undo", None, target=target)


def rename(number: int, old: str, new: str) -> Row:
    return row(number, "rename", old, data={"to": new})


def name(number: int) -> bytes:
    return number.to_bytes(16, "big")


def folded(*rows: Row) -> dict[str, CardState]:
    return fold(rows, rows)


def test_a_log_without_events_has_no_cards() -> None:
    assert folded() == {}


def test_reviews_of_a_card_step_in_the_order_of_ids() -> None:
    states = folded(row(1, day=100), row(2, day=101, grade=1))

    studied = answer(answer(None, 100, 4), 101, 1)
    assert states == {"d/a": CardState("d/a", studied, last_seq=2, last_id=name(2))}


def test_an_undone_review_has_never_been() -> None:
    rows = row(1), row(2, day=101, grade=1)

    states = folded(*rows, undo(3, 2))

    assert states == folded(rows[0])


def test_an_undo_of_an_undo_is_ignored() -> None:
    rows = row(1), row(2, day=101, grade=1), undo(3, 2)

    assert folded(*rows, undo(4, 3)) == folded(*rows)


def test_an_undo_whose_target_is_not_here_waits() -> None:
    waiting = undo(5, 2)

    assert folded(row(1), waiting) == folded(row(1))
    assert folded(row(1), row(2, grade=1), waiting) == folded(row(1))


def test_a_card_whose_only_review_is_undone_is_new_but_known() -> None:
    assert folded(row(1), undo(2, 1)) == {"d/a": CardState("d/a")}


def test_a_renamed_card_has_one_history_under_both_names() -> None:
    reviews = row(1, card="d/b"), row(3, card="d/a", day=101)

    states = folded(reviews[0], rename(2, "d/b", "d/a"), reviews[1])

    assert states["d/a"] == states["d/b"]
    assert states["d/a"].name == "d/a"
    assert states["d/a"].studied == answer(answer(None, 100, 4), 101, 4)


def test_a_rename_counts_for_what_was_before_it_too() -> None:
    reviews = row(1, card="d/a"), row(2, card="d/b", day=101)

    states = folded(*reviews, rename(3, "d/a", "d/b"))

    assert states["d/b"].studied == answer(answer(None, 100, 4), 101, 4)


def test_a_rename_that_is_undone_leaves_two_cards() -> None:
    states = folded(row(1, card="d/a"), rename(2, "d/a", "d/b"), undo(3, 2))

    assert states["d/a"].studied is not None
    assert states["d/b"] == CardState("d/b")


@given(st.permutations([("c", "b"), ("b", "a"), ("d", "c"), ("a", "d"), ("x", "y"), ("a", "a")]))
def test_names_do_not_depend_on_the_order_of_renames(edges: list[tuple[str, str]]) -> None:
    rows = [rename(number, *edge) for number, edge in enumerate(edges)]

    assert components(rows, set()) == {"a": "a", "b": "a", "c": "a", "d": "a", "x": "x", "y": "x"}


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([("suspend", {})], CardState("d/a", suspended=True)),
        ([("suspend", {}), ("resume", {})], CardState("d/a")),
        ([("bury", {})], CardState("d/a", buried_day=100)),
        ([("flag", {"flag": 3})], CardState("d/a", flag=3)),
        ([("flag", {"flag": 3}), ("flag", {"flag": 0})], CardState("d/a")),
        ([("flag", {"flag": 9})], CardState("d/a")),
        ([("flag", {"flag": True})], CardState("d/a")),
        ([("flag", {})], CardState("d/a")),
        ([("review", {}), ("reset", {})], CardState("d/a")),
        ([("suspend", {}), ("reset", {})], CardState("d/a", suspended=True)),
        ([("meet", {"question": "q", "answer": "a"})], CardState("d/a", met=digest(TEXT))),
    ],
)
def test_what_each_kind_does_to_a_card(
    events: list[tuple[str, dict[str, object]]], state: CardState
) -> None:
    rows = [row(number, kind, data=data) for number, (kind, data) in enumerate(events, 1)]

    states = fold(rows, rows)

    assert states == {"d/a": state._replace(last_id=name(len(rows)))}


@pytest.mark.parametrize("kind", ["remark", "drill", "plan", "levitate"])
def test_other_kinds_and_those_of_newer_releases_do_nothing(kind: str) -> None:
    states = folded(row(1), row(2, kind, card="d/a", data={"x": 1}), row(3, kind, card=None))

    assert states == folded(row(1))


def test_a_card_begins_a_new_life_after_a_reset() -> None:
    states = folded(row(1, grade=5), row(2, "reset"), row(3, day=200, grade=3))

    assert states["d/a"].studied == answer(None, 200, 3)
