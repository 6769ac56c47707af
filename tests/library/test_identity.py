from __future__ import annotations

import pytest

from studyapp.library.identity import Pair, Pairs, across, in_deck, moved
from studyapp.library.likeness import Text, adds_nothing, exchanges_a_word, slip, words

LONG = "it is smooth everywhere, so the gradient has no jump, and it gates x by its own size"


def pairs(old: tuple[str, str], new: tuple[str, str], *present: tuple[str, str]) -> Pairs:
    """What becomes of one missing and one new card in a deck of others."""
    others = [Text(f"d/p{number}", *text) for number, text in enumerate(present)]
    return in_deck([Text("d/old", *old)], [Text("d/new", *new)], others)


SURE = Pairs([Pair("d/old", "d/new")], [])
ASKED = Pairs([], [Pair("d/old", "d/new")])
APART = Pairs([], [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("What is GELU?", "x Φ(x)"), ("what is  GELU？", "x times the normal distribution")),
        (("Why do people use GELU?", LONG), ("What speaks for GELU?", LONG)),
        (("Why is GELU liked?", LONG), ("Name three reasons to prefer GELU.", LONG)),
        (("Is dorpout costly?", "not at all"), ("Is dropout costly?", "not at all")),
        (("Why do people use GELU here?", LONG), ("Why do we use GELU here?", f"{LONG} value")),
        (("批归一化有什么好处?", "训练更稳定,学习率可以更大"),
         ("批归一化有什么好处呢?", "训练更稳定,学习率可更大")),
    ],
)  # fmt: skip
def test_what_only_one_card_can_be_is_sure(old: tuple[str, str], new: tuple[str, str]) -> None:
    assert pairs(old, new) == SURE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("relu在零点可导吗?", "不可导"), ("gelu在零点可导吗?", "不可导")),
        (("relu在零点可导吗?", "左右导数不同,所以不可导"),
         ("elu在零点可导吗?", "左右导数不同,所以不可导")),
        (("Is ReLU bounded?", "No"), ("Is GELU bounded?", "No")),
        (("Is ReLU bounded?", LONG), ("Is GELU bounded?", LONG)),
        (("what is dropout?", LONG), ("what is momentum?", LONG)),
        (("Is x < 0 allowed?", LONG), ("Is x > 0 allowed?", LONG)),
        (("When is it bounded?", LONG), ("When is it not bounded?", LONG)),
        (("What is RAID5?", LONG), ("What is RAID6?", LONG)),
    ],
)  # fmt: skip
def test_a_name_for_a_name_is_asked(old: tuple[str, str], new: tuple[str, str]) -> None:
    assert pairs(old, new) == ASKED


def test_an_equal_answer_that_another_card_has_too_tells_nothing() -> None:
    old, new = ("Why do people use GELU?", LONG), ("What speaks for GELU?", LONG)

    assert pairs(old, new, ("Why is SiLU good?", LONG)).sure == []


def test_likeness_to_a_third_card_makes_a_pair_unsure() -> None:
    old = ("How does batch norm act in training?", "it uses the statistics of the batch")
    new = ("How does batch norm act in training now?", "it uses the statistics of the batches")
    third = ("How does batch norm act in training too?", "it uses the statistics of that batch")

    assert pairs(old, new) == SURE
    assert pairs(old, new, third).sure == []


def test_what_has_nothing_in_common_is_not_asked() -> None:
    assert pairs(("What is GELU?", "x Φ(x)"), ("Who wrote BERT?", "Devlin et al.")) == APART


def test_two_that_fit_are_not_sure() -> None:
    old = [Text("d/old", "Why use GELU?", LONG)]
    new = [Text("d/a", "What speaks for GELU?", LONG), Text("d/b", "Why choose GELU?", LONG)]

    assert in_deck(old, new, []).sure == []


def test_siblings_are_only_paired_with_their_like() -> None:
    old = [Text("d/a#reversed", "Φ", LONG)]

    assert in_deck(old, [Text("d/b", "Φ", LONG)], []) == APART
    assert in_deck(old, [Text("d/b#reversed", "Φ", LONG)], []).sure


def test_a_card_that_moved_asks_the_same_and_answers_much_alike() -> None:
    old = [Text("d/a", "What is GELU?", "x Φ(x)")]

    assert moved(old, [Text("e/a", "What is GELU?", "x Φ(x)")]) == [Pair("d/a", "e/a")]
    assert moved(old, [Text("e/a", "What is GELU?", "x Φ(x).")]) == [Pair("d/a", "e/a")]
    assert moved(old, [Text("e/a", "What is GELU?", "a gate")]) == []
    assert moved(old, [Text("e/a", "what is GELU?", "x Φ(x).")]) == []
    assert across(old, [Text("e/a", "What is GELU?", "a gate")]) == [Pair("d/a", "e/a")]


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("What is dorpout?", "What is dropout?", True),
        ("the sigm oid", "the sigmoid", True),
        ("is relu new?", "is gelu new?", False),
        ("is elu new?", "is gelu new?", False),
        ("a regularizer?", "a regulariser?", True),
        ("is RAI5D safe?", "is RAID5 safe?", True),
        ("is RAID5 safe?", "is RAID6 safe?", False),
        ("what is x12?", "what is x21?", False),
        ("is x-1 odd?", "is x+1 odd?", False),
        ("a b-tree", "a -btree", True),
    ],
)
def test_a_slip_of_the_fingers_is_told_from_another_word(
    one: str, other: str, is_one: bool
) -> None:
    assert slip(one, other) is is_one


@pytest.mark.parametrize(
    ("one", "other", "nothing"),
    [
        ("does it saturate?", "does it saturate in practice?", True),
        ("单调吗?", "一般来说单调吗?", True),
        ("is it bounded?", "is it not bounded?", False),
        ("is it bounded?", "is it bounded below?", False),
    ],
)
def test_common_words_add_nothing(one: str, other: str, nothing: bool) -> None:
    assert adds_nothing(one, other) is nothing


def test_common_words_may_be_put_for_others() -> None:
    assert not exchanges_a_word("Why do people use it?", "Why do we use it?")
    assert exchanges_a_word("Why is depth useful?", "Why is width useful?")


def test_words_in_other_letters_are_names_beside_chinese() -> None:
    assert words("relu在零点可导吗?").names == {"relu"}
    assert words("Why do BERT and f use x2?").names == {"bert", "f", "x2"}
