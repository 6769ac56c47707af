"""Typed answers of cards, compared."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.asking import today, values_of
from studyapp.checking import Unreadable, check, how
from studyapp.deck.asks import ChoiceAsk, ComputedAsk
from studyapp.deck.load import load
from studyapp.deck.model import Card
from studyapp.plain import PlainSitting
from studyapp.sitting import Sitting
from tests.build import SetClock, age, desk_on

DECK = """
id: kinds
title: Kinds
cards:
  - {id: typed, question: GELU is x times?, typed: [saturation, Φ(x)]}
  - {id: number, question: Least value?, number: "-0.17", tolerance: 1%}
  - {id: computed, question: "{d} squared?", variables: {d: [3, 4, 5]}, number: d^2}
  - {id: formula, question: SiLU?, formula: x*sigmoid(x)}
  - {id: choice, question: Smooth?, choices: [relu, gelu, silu], correct: [gelu, silu]}
  - {id: basic, question: Why?, answer: Because.}
"""
DAY = 20000


def card(name: str) -> Card:
    loaded = load(DECK.encode(), "kinds.yaml")
    assert loaded.deck is not None
    found = next(one for one in loaded.deck.cards if one.key == f"kinds/{name}")
    return today(found, DAY)


@pytest.mark.parametrize(
    ("name", "typed", "told", "grade"),
    [
        ("typed", " saturation ", "right", 4),
        ("typed", "φ（x）", "right, but for its case: Φ(x)", 4),
        ("typed", "saturatoin", "nearly: ", 3),
        ("typed", "nothing", "not so: ", 1),
        ("number", "-0.17", "right", 4),
        ("number", "−17%", "right", 4),
        ("number", "-17/100", "right", 4),
        ("number", "-0.1705", "right, within the tolerance", 4),
        ("number", "0.17", "right but for the sign", 2),
        ("number", "-1.7", "right but for a factor of 10^1", 2),
        ("number", "-0.3", "not so: off by -76.47%", 1),
        ("formula", "x/(1+e^(-x))", "right: the same function", 4),
        ("formula", "x·σ(x)", "right: the same function", 4),
        ("formula", "tanh(x)", "not so: ", 1),
    ],
)
def test_an_answer_is_told_of_and_suggests_a_grade(
    name: str, typed: str, told: str, grade: int
) -> None:
    found = check(card(name), typed, DAY)

    assert found.told.startswith(told)
    assert found.grade == grade


def test_a_computed_number_is_that_of_the_day() -> None:
    asked = card("computed")
    assert isinstance(asked.ask, ComputedAsk)
    d = values_of(asked.ask, asked.key, DAY)["d"]

    assert asked.question == f"{d:g} squared?"
    assert check(asked, f"{d:g}^2", DAY).told == "right"
    assert check(asked, str(d * d * 1.5), DAY).grade == 1


def test_choices_are_taken_by_their_numbers_as_shown() -> None:
    asked = card("choice")
    assert isinstance(asked.ask, ChoiceAsk)
    right = [str(place + 1) for place in asked.ask.correct]
    wrong = next(str(n + 1) for n in range(3) if n not in asked.ask.correct)

    assert f"{right[0]}. {asked.ask.choices[asked.ask.correct[0]]}" in asked.asked
    assert check(asked, ", ".join(reversed(right)), DAY).told == "right"
    assert check(asked, right[0], DAY).told == f"missed: {right[1]}"
    assert check(asked, wrong, DAY).told.endswith(f"not right: {wrong}")


@pytest.mark.parametrize(
    ("name", "typed"),
    [("number", "much"), ("formula", "x +"), ("choice", "4"), ("choice", "gelu"), ("basic", "so")],
)
def test_what_is_no_answer_can_be_typed_again(name: str, typed: str) -> None:
    with pytest.raises(Unreadable):
        check(card(name), typed, DAY)


@given(st.sampled_from(["typed", "number", "computed", "formula", "choice"]), st.text(min_size=1))
def test_any_text_is_judged_or_unreadable(name: str, typed: str) -> None:
    try:
        found = check(card(name), typed, DAY)
    except Unreadable:
        return
    assert 0 <= found.grade <= 5
    assert found.told


def test_only_kinds_with_an_answer_say_how() -> None:
    assert how(card("basic")) == ""
    assert how(card("formula")) == "type a formula in x: x*sigmoid(x)"


def test_in_plain_text_a_line_with_an_equals_sign_answers(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    path = folder / "kinds.yaml"
    path.write_text(DECK, encoding="utf-8")
    typed = "= saturation\n3\n= much\n= -0.17\n3\nq\n"
    output = io.StringIO()
    with desk_on(age(path).parent, clock=SetClock()) as desk:
        sitting = Sitting(desk, via="plain")
        assert PlainSitting(
            desk, sitting, source=io.StringIO(typed), output=output, columns=80, curve=False
        ).run()
    text = output.getvalue()

    assert "= and your answer checks it: type the answer" in text
    assert "right · that would be 3 Good" in text
    assert "character 1" in text
    assert text.count("Good · tomorrow") == 2
