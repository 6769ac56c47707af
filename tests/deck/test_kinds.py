"""Each kind of card: what it asks, what it answers, and which siblings it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.deck.asks import (
    ChoiceAsk,
    ClozeAsk,
    ComputedAsk,
    FormulaAsk,
    IdentifyAsk,
    Listed,
    NumberAsk,
    Range,
    ReversedAsk,
    Tolerance,
    TypedAsk,
)
from studyapp.deck.load import load
from studyapp.deck.model import Card
from studyapp.deck.store import card_from_json, card_to_json

DECK = Path(__file__).parent / "valid" / "kinds.yaml"


def cards() -> dict[str, Card]:
    loaded = load(DECK.read_bytes(), "kinds.yaml")
    assert loaded.deck is not None
    return {card.key.partition("/")[2]: card for card in loaded.deck.cards}


def one(card: str) -> list[Card]:
    """The cards of a deck with this one item."""
    loaded = load(f"id: d\ncards:\n- {{id: c, {card}}}\n".encode(), "deck.yaml")
    assert loaded.deck is not None
    assert loaded.faults == ()
    return list(loaded.deck.cards)


ASKS = {
    "basic": None,
    "reversed": ReversedAsk(back=False),
    "reversed#reversed": ReversedAsk(back=True),
    "code#1": ClozeAsk("```python\ny = {{np.maximum::function}}(x, 0)\n```", 1, ("np.maximum",)),
    "choice": ChoiceAsk(("ReLU", "GELU", "Leaky ReLU", "1.0"), (0, 2)),
    "one-choice": ChoiceAsk(("ReLU", "GELU"), (1,)),
    "typed": TypedAsk(("Φ(x)",)),
    "typed-list": TypedAsk(("SiLU", "sigmoid linear unit")),
    "number": NumberAsk("-0.17", -0.17, Tolerance(0.01, relative=True), "of f(x)"),
    "fraction": NumberAsk("1/4", 0.25, Tolerance(0.001, relative=False), "per unit"),
    "computed": ComputedAsk(
        "12 * layers * d^2",
        (Listed("d", (512.0, 1024.0, 4096.0)), Range("layers", 12.0, 96.0, 12.0)),
        Tolerance(0.01, relative=True),
        "weights",
    ),
    "formula": FormulaAsk("x*sigmoid(x)", (-6.0, 6.0)),
    "identify": IdentifyAsk(("relu", "gelu", "silu")),
}


@pytest.mark.parametrize(("card", "ask"), ASKS.items(), ids=ASKS)
def test_a_card_is_asked_as_its_author_wrote(card: str, ask: object) -> None:
    assert cards()[card].ask == ask


ANSWERS = {
    "reversed#reversed": "What is the derivative of softplus?",
    "cloze#1": "The derivative of ReLU is **0** for x < 0 and 1 for x > 0.\n\n→ 0\n\nNone at 0.",
    "cloze#2": "The derivative of ReLU is 0 for x < 0 and **1** for x > 0.\n\n→ 1\n\nNone at 0.",
    "code#1": "```python\ny = np.maximum(x, 0)\n```\n\n→ `np.maximum`",
    "choice": "- ReLU\n- Leaky ReLU\n\nBoth are made of two lines.",
    "one-choice": "GELU",
    "typed": "`Φ(x)`",
    "typed-list": "`SiLU`, also `sigmoid linear unit`",
    "number": "`-0.17` of f(x) (± 1 %)",
    "fraction": "`1/4` per unit (± 0.001)",
    "computed": "`12 * layers * d^2`\n\nFor d = 512, layers = 12: 37748736 weights (± 1 %)",
    "formula": "`x*sigmoid(x)`",
}


@pytest.mark.parametrize(("card", "answer"), ANSWERS.items(), ids=ANSWERS)
def test_every_kind_has_an_answer_that_one_can_read(card: str, answer: str) -> None:
    assert cards()[card].answer == answer


@pytest.mark.parametrize("card", cards())
def test_every_card_has_something_to_ask_and_comes_back_from_the_index(card: str) -> None:
    made = cards()[card]

    assert made.asked
    assert made.answer
    assert card_from_json(card_to_json(made)) == made


def test_a_choice_lists_what_there_is_to_choose() -> None:
    assert cards()["one-choice"].asked == "Which of these is smooth?\n\n1. ReLU\n2. GELU"
    assert cards()["one-choice"].question == "Which of these is smooth?"


def test_the_back_of_a_reversed_card_keeps_what_belongs_to_the_front() -> None:
    back = cards()["reversed#reversed"]

    assert (back.question, back.hint, back.points, back.follow_ups) == ("sigmoid", None, (), ())
    assert back.note == cards()["reversed"].note


def test_defaults_of_a_section_hold_up_to_the_next_one() -> None:
    there = cards()

    assert "both#reversed" in there
    assert "one-way#reversed" not in there
    assert "rest#reversed" not in there
    assert there["both"].tags == ("kink", "both")
    assert [there[name].tags for name in ("one-way", "rest", "basic")] == [("both",), (), ()]
    assert [there[name].language for name in ("both", "one-way", "rest")] == ["zh", "en", "en"]
    assert [there[name].curve is None for name in ("both", "one-way", "rest")] == [0, 1, 1]


CLOZES = {
    "numbers by turn": ("{{a}} {{b}}", ["[…] b", "a […]"]),
    "one number": ("{{c1::a}} {{b}} {{c1::c::h}}", ["[…] b [h]", "a […] c"]),
    "numbers that are taken": ("{{a}} {{c1::b}}", ["a […]", "[…] b"]),
    "a name that is no number": ("{{c2}} {{cat::x}}", ["[…] cat", "c2 [x]"]),
    "a hint after the last colons": ("{{a::b::}} {{a::b::c}}", ["[…] a::b", "a::b [c]"]),
    "braces in LaTeX": (r"{{$\frac{a}{b}$}}", ["[…]"]),
    "LaTeX that ends in braces": (r"$x^{{\frac{a}{b}}}$", ["$x^{[…]}$"]),
    "a gap in a group": (r"$\frac{{{a::top}}}{b}$", [r"$\frac{{[\text{top}]}}{b}$"]),
    "a group in a gap": ("{{{a}^2}}", ["[…]"]),
    "braces after a backslash": (r"{{\{0, 1\}}}", ["[…]"]),
    "a brace too many": ("{{a}b}}", ["[…]"]),
    "code": ("`x = {{1}}`", ["`x = […]`"]),
    "what would be a link": ("f{{a}}(x)", [r"f\[…](x)"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "questions"), CLOZES.values(), ids=CLOZES)
def test_a_gap_is_where_its_braces_end(text: str, questions: list[str]) -> None:
    made = one(f"text: '{text}'")

    assert [card.question for card in made] == questions


def test_gaps_of_one_number_open_together_under_one_key() -> None:
    made = one("text: '{{c7::a}} {{c2::b}} {{c7::c}}'")

    assert [(card.key, card.answer) for card in made] == [
        ("d/c#2", "a **b** c\n\n→ b"),
        ("d/c#7", "**a** b **c**\n\n→ a, c"),
    ]
    assert {card.note for card in made} == {"d/c"}


def test_a_cloze_without_an_id_is_called_after_its_text() -> None:
    text = "ReLU is {{0}} left of 0."
    cloze = load(f"id: d\ncards: [{{text: '{text}'}}]".encode(), "d.yaml").deck
    basic = load(f"id: d\ncards: [{{question: '{text}', answer: a}}]".encode(), "d.yaml").deck

    assert cloze is not None
    assert basic is not None
    assert cloze.cards[0].key == f"{basic.cards[0].key}#1"


def test_what_a_gap_of_latex_answers_is_bold_latex() -> None:
    (card,) = one(r"text: '$e^{{-x}}$'")

    assert card.answer == "$e^{\\boldsymbol{-x}}$\n\n→ $-x$"


def test_one_function_stands_for_its_family() -> None:
    (card,) = one("identify: SiLU")

    assert isinstance(card.ask, IdentifyAsk)
    assert {"silu", "gelu", "mish"} <= set(card.ask.functions)
    assert "relu" not in card.ask.functions
