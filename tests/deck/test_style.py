"""Warnings that only `check` tells."""

from __future__ import annotations

import pytest

from studyapp.deck.load import load
from studyapp.deck.style import LONGEST_ANSWER, Style


def told(*cards: str) -> list[str]:
    text = "id: d\ncards:\n" + "".join(f"- {card}\n" for card in cards)
    loaded = load(text.encode(), "deck.yaml", style=Style())
    assert all(fault.severity == "warning" for fault in loaded.faults)
    return [f"{f.line}:{f.column}: {f.code}: {f.message}; {f.advice}" for f in loaded.faults]


def codes(*cards: str) -> list[tuple[int, str]]:
    text = "id: d\ncards:\n" + "".join(f"- {card}\n" for card in cards)
    loaded = load(text.encode(), "deck.yaml", style=Style())
    return [(fault.line, fault.code) for fault in loaded.faults]


def ask(question: str, more: str = "") -> str:
    return f"{{question: '{question}', answer: a{more}}}"


def test_an_answer_that_is_too_long_is_told() -> None:
    assert codes(f"{{question: q, answer: {'a' * LONGEST_ANSWER}}}") == []
    assert told(f"{{question: q, answer: {'a' * (LONGEST_ANSWER + 1)}}}") == [
        (
            "3:25: long-answer: the answer has 2\u00a0001 characters, more than 2\u00a0000;"
            " make several cards of it, each with one thing to recall"
        )
    ]


NEAR = [
    ("What is ReLU?", "what is relu"),
    ("What is ReLU?", "What, is: ReLU ?!"),
    ("relu在零点可导吗?", "ReLU 在零点可导吗？"),
    ("What is f(x)?", "What is f ( x )?"),
]


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_a_question_that_is_nearly_another_is_told(one: str, other: str) -> None:
    assert told(ask(one), ask(other)) == [
        (
            "4:14: near-question: the question is that of the card on line 3, but for case, width"
            " or punctuation; ask it differently, or delete one card"
        )
    ]


APART = [
    ("What is f(1)?", "What is f(-1)?"),
    ("What is 05?", "What is 0.5?"),
    ("What of x > 0?", "What of x < 0?"),
    ("What is $f_1$?", "What is $f1$?"),
    ("What is `a.b`?", "What is `ab`?"),
    ("relu在零点可导吗?", "gelu在零点可导吗?"),
    ("?", "!"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_questions_that_a_sign_tells_apart_are_two(one: str, other: str) -> None:
    assert codes(ask(one), ask(other)) == []


def test_a_card_without_points_is_told_where_most_have_them() -> None:
    with_points = [ask(f"q{n}", ", points: [p]") for n in range(3)]
    typed = "{question: typed, typed: a}"

    assert told(*with_points, ask("r"), ask("s", ", points: []"), typed) == [
        (
            "6:3: no-points: the card has no `points`, as most of this deck have;"
            " write what an interviewer listens for, or `points: []`"
        )
    ]
    assert codes(*with_points, ask("r"), ask("s"), ask("t")) == []


def test_a_link_in_plain_http_is_told_at_its_place() -> None:
    assert told("{question: q, answer: 'See [it](http://a.b/c).'}") == [
        "3:35: plain-http: `http://a.b/c` is a link in plain http; write `https://`"
    ]
    assert codes(ask("See https://a.b, http://localhost:80 and xhttp://a")) == []


def test_half_width_punctuation_among_full_width_is_told() -> None:
    assert told(ask("它是什么,为什么？")) == [
        (
            "3:19: mixed-width: a half-width `,` stands in a text with full-width punctuation;"
            " write `，`"
        )
    ]


@pytest.mark.parametrize(
    "text",
    ["它是什么,为什么?", "ReLU(x) 是什么？", "代码 `函数(x)` 与 $值,$ 是什么？", "f(x), g(x)？"],
)
def test_half_width_punctuation_where_it_belongs_is_not(text: str) -> None:
    assert codes(ask(text)) == []


def test_a_deck_that_is_read_for_study_is_not_looked_at_so_closely() -> None:
    loaded = load(b"id: d\ncards: [{question: 'http://a.b', answer: a}]", "deck.yaml")

    assert loaded.faults == ()
