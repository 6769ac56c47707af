from __future__ import annotations

import pytest
from hypothesis import given

from studyapp.deck import keys
from studyapp.deck.edit.incoming import cards_from
from studyapp.deck.edit.layout import lay_out
from studyapp.deck.edit.naming import new_id, with_ids
from studyapp.deck.edit.refused import Refused
from studyapp.deck.edit.tidy import tidy
from tests.deck.edit.decks import calm, decks
from tests.deck.edit.test_changes import cards, comments, read


@calm
@given(decks())
def test_house_style_keeps_cards_and_comments_and_is_stable(text: str) -> None:
    new = tidy(text)

    assert cards(new) == cards(text)
    assert comments(new) == comments(text)
    assert tidy(new) == new
    layout = lay_out(new)
    assert layout.dash == 2
    for one, two in zip(layout.items, layout.items[1:], strict=False):
        assert new[one.end : two.begin].strip(" ")


def test_house_style() -> None:
    text = (
        "id: d\ncards:\n\n-   question: One?\n    # why\n    answer: |\n        a\n\n          b\n"
        "# of two\n-   question: Two?\n    answer: b\n\n\n\n# Part\n\n-\n  question: c\n  answer: d"
    )

    assert tidy(text) == (
        "id: d\ncards:\n  - question: One?\n    # why\n    answer: |\n        a\n\n          b\n\n"
        "  # of two\n  - question: Two?\n    answer: b\n\n# Part\n\n  -\n    question: c\n"
        "    answer: d\n"
    )


@calm
@given(decks())
def test_ids_are_written_into_cards_that_have_none(text: str) -> None:
    loaded = read(text)
    assert loaded.deck is not None
    names = [card.key.partition("/")[2] for card in loaded.deck.cards]
    unnamed = {
        card.line: card.question
        for card, name in zip(loaded.deck.cards, names, strict=True)
        if keys.looks_derived(name)
    }

    new, given_ids = with_ids(text, unnamed, names)

    after = [card.key.partition("/")[2] for card in cards(new)]
    written = iter(given_ids)
    assert after == [next(written) if keys.looks_derived(name) else name for name in names]
    assert [card._replace(key="") for card in cards(new)] == [
        card._replace(key="") for card in cards(text)
    ]
    assert comments(new) == comments(text)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Why do BERT and GPT use GELU?", "why-do-bert-and-gpt-use-gelu"),
        ("relu在零点可导吗?", "relu在零点可导吗"),
        ("What is $\\sigma(0)$?", "what-is-sigma-0"),
        ("???", "card"),
        ("taken", "taken-2"),
        ("a" * 100, "a" * 40),
        ("q-aaaaaaaaaaaaa", "card"),
    ],
)
def test_an_id_says_what_the_question_is_about(question: str, name: str) -> None:
    assert new_id(question, {"taken"}) == name
    assert keys.valid_id(name)


def test_cards_come_as_lines_with_a_tab() -> None:
    assert cards_from("One: a?\tFirst\n\nTwo?\tIt's: so\n") == [
        "- question: 'One: a?'\n  answer: First\n",
        "- question: Two?\n  answer: 'It''s: so'\n",
    ]


@pytest.mark.parametrize(
    "given_text",
    [
        "# note\n- question: a\n  answer: |\n    b\n",
        "---\n# note\nquestion: a\nanswer: |\n  b\n",
        "id: x\ncards:\n    # note\n    - question: a\n      answer: |\n        b\n",
        "\ufeffcards:\r\n  # note\r\n  - question: a\r\n    answer: |\r\n      b",
    ],
)
def test_cards_come_as_yaml_with_their_comments(given_text: str) -> None:
    (card,) = cards_from(given_text)

    assert card.replace("\r", "").splitlines() == [
        "# note", "- question: a", "  answer: |", "    b",
    ]  # fmt: skip


def test_cards_come_as_json() -> None:
    assert cards_from('[{"question": "a", "answer": "b"},\n {"question": "c"}]') == [
        '- {"question": "a", "answer": "b"}\n',
        '- {"question": "c"}\n',
    ]


@pytest.mark.parametrize(
    ("given_text", "told"),
    [
        ("", "standard input is empty"),
        ("a\tb\nc d\n", "line 2 is neither `question<TAB>answer` nor YAML"),
        ("only words", "line 1 is neither"),
        ("a\t\n", "line 1 is not one question, a tab and one answer"),
        ("a\tb\tc", "line 1 is not one question"),
        ("- [", "line 1 is neither"),
        ("cards: []", "standard input has no cards"),
    ],
)
def test_what_is_no_card_is_told_with_its_line(given_text: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        cards_from(given_text)
