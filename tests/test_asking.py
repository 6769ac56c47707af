"""What a card asks on a day."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from studyapp.asking import today
from studyapp.deck.asks import ChoiceAsk
from studyapp.deck.load import load
from studyapp.deck.model import Card
from studyapp.sitting import Sitting
from tests.build import SetClock, age, desk_on

DECK = """
id: kinds
title: Kinds
cards:
  - id: computed
    question: How many parameters have {layers} layers of width {d}?
    variables: {d: [512, 1024, 4096], layers: {from: 12, to: 96, step: 12}}
    number: "12 * layers * d^2"
    unit: weights
    tolerance: 1%
    answer: Attention has 4, the rest 8.
  - id: choice
    question: Which are smooth?
    choices: [relu, gelu, silu, step, tanh]
    correct: [gelu, silu, tanh]
"""


def cards() -> dict[str, Card]:
    loaded = load(DECK.encode(), "kinds.yaml")
    assert loaded.deck is not None
    assert loaded.faults == ()
    return {card.key: card for card in loaded.deck.cards}


@given(st.integers(0, 40000))
def test_numbers_are_put_into_question_and_answer(day: int) -> None:
    asked = today(cards()["kinds/computed"], day)
    words = asked.question.removesuffix("?").split()
    layers, width = int(words[4]), int(words[8])

    assert layers in range(12, 97, 12)
    assert width in {512, 1024, 4096}
    assert f"= {12 * layers * width**2} weights (± 1 %)" in asked.answer
    assert f"12·{layers}·{width}²" in asked.answer
    assert asked.answer.endswith("\n\nAttention has 4, the rest 8.")
    assert "For d = 512" not in asked.answer
    assert today(cards()["kinds/computed"], day) == asked


@given(st.integers(0, 40000))
def test_choices_are_shuffled_and_the_same_ones_are_right(day: int) -> None:
    card = cards()["kinds/choice"]
    ask, asked = card.ask, today(card, day).ask
    assert isinstance(ask, ChoiceAsk)
    assert isinstance(asked, ChoiceAsk)

    assert sorted(asked.choices) == sorted(ask.choices)
    assert {asked.choices[place] for place in asked.correct} == {"gelu", "silu", "tanh"}


def test_days_differ() -> None:
    card = cards()["kinds/computed"]

    assert len({today(card, day).question for day in range(60)}) > 10


def test_the_log_meets_the_card_as_the_deck_has_it(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    path = folder / "kinds.yaml"
    path.write_text(DECK, encoding="utf-8")
    clock = SetClock()
    with desk_on(age(path).parent, clock=clock) as desk:
        for _ in range(3):
            sitting = Sitting(desk, via="plain")
            while sitting.turn is not None:
                sitting.reveal()
                sitting.grade(4)
            clock.pass_days(10)
        kinds = [event.kind for event in desk.progress.events()]

    assert kinds.count("meet") == 2, "once for each card, whatever numbers it had"
    assert kinds.count("review") >= 4
