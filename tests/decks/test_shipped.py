"""The decks that ship: the same cards in both languages, without a fault, and code that runs."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any

import numpy as np
import pytest
import yaml

from studyapp.deck.load import load
from studyapp.deck.model import Card, Deck

DECKS = Path(__file__).parents[2] / "decks"
LANGUAGES = ("en", "zh")

# The document's table of contents, in its order; GELU and softmax have two cards.
IDS = (
    "role-of-activations",
    "common-activations",
    "relu",
    "why-relu",
    "relu-batchnorm-order",
    "relu-at-zero",
    "gelu",
    "gelu-approximations",
    "leaky-relu",
    "leaky-relu-advantages",
    "leaky-relu-drawbacks",
    "softmax",
    "softmax-temperature",
    "sigmoid",
    "sigmoid-drawbacks",
    "tanh",
    "tanh-drawbacks",
    "choosing-activations",
    "bert-gpt-activation",
    "transformer-ffn-activation",
    "dropout-and-activation",
)

# What the listing of each card must compute at these points (mpmath, 12 digits).
POINTS = (-6.0, -1.0, 0.0, 0.5, 3.0)
LISTED = {
    "relu": (0.0, 0.0, 0.0, 0.5, 3.0),
    "gelu-approximations": (
        -8.43964670076e-11,
        -0.158808009392,
        0.0,
        0.345714009825,
        2.99636260792,
    ),
    "leaky-relu": (-0.06, -0.01, 0.0, 0.5, 3.0),
}

CJK = "\u3400-\u9fff"
FULL_WIDTH = "，。；：？！、（）《》“”"


def path_of(language: str) -> Path:
    return DECKS / f"activation-functions-{language}.yaml"


@cache
def deck(language: str) -> Deck:
    path = path_of(language)
    loaded = load(path.read_bytes(), str(path)).deck
    assert loaded is not None, f"{path} holds no deck"
    return loaded


@cache
def written(language: str) -> list[dict[str, Any]]:
    """The cards as their file says them, before defaults are filled in."""
    cards: list[dict[str, Any]] = yaml.safe_load(path_of(language).read_bytes())["cards"]
    return cards


def prose(card: Card) -> list[str]:
    """All that a card says, line by line; formulas and code are each the one letter M."""
    text = "\n".join([card.question, card.answer, card.hint or "", *card.points])
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    return re.sub(r"\$[^$]+\$|`[^`]+`", "M", text).replace("*", "").splitlines()


def listings(language: str) -> dict[str, list[str]]:
    """The fenced Python of each card that has some, by the card's id."""
    found = {
        card.key.partition("/")[2]: re.findall(r"```python\n(.*?)```", card.answer, re.DOTALL)
        for card in deck(language).cards
    }
    return {card: blocks for card, blocks in found.items() if blocks}


def run(code: str) -> tuple[dict[str, Any], str]:
    """The names that a listing leaves behind, and what it prints."""
    names: dict[str, Any] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)  # noqa: S102 - our own deck
    return names, printed.getvalue().strip()


def function_of(language: str, card: str) -> Callable[..., Any]:
    """The one function that a card's listing defines."""
    (code,) = listings(language)[card]
    (function,) = (value for value in run(code)[0].values() if isinstance(value, FunctionType))
    return function


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shipped_deck_loads_without_a_fault_or_a_warning(language: str) -> None:
    path = path_of(language)

    loaded = load(path.read_bytes(), str(path))

    assert [str(fault) for fault in loaded.faults] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shipped_deck_is_named_after_its_language(language: str) -> None:
    assert deck(language).id == f"activation-functions-{language}"
    assert deck(language).language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cards_follow_the_table_of_contents_with_explicit_ids(language: str) -> None:
    assert tuple(card.get("id") for card in written(language)) == IDS


@pytest.mark.parametrize("field", ["curve", "difficulty", "tags", "follow_ups"])
def test_the_languages_differ_only_in_their_words(field: str) -> None:
    english, chinese = (
        {card["id"]: card.get(field) for card in written(language)} for language in LANGUAGES
    )

    assert english == chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_says_what_to_draw_where_it_is_from_and_how_hard_it_is(language: str) -> None:
    for card in written(language):
        missing = {"curve", "source", "difficulty"} - card.keys()
        assert not missing, f"{card['id']} lacks {missing}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_has_three_to_six_points(language: str) -> None:
    for card in deck(language).cards:
        assert 3 <= len(card.points) <= 6, f"{card.key} has {len(card.points)} points"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_double_quoted_scalar_holds_a_backslash(language: str) -> None:
    text = path_of(language).read_text(encoding="utf-8")

    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken) and token.style == '"':
            quoted = text[token.start_mark.index : token.end_mark.index]
            assert "\\" not in quoted, f"line {token.start_mark.line + 1}: {quoted}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_formula_is_closed_in_its_line_of_thought(language: str) -> None:
    for card in deck(language).cards:
        without_code = re.sub(r"```.*?```|`[^`]+`", "", card.answer, flags=re.DOTALL)
        for paragraph in without_code.split("\n\n"):
            assert paragraph.count("$") % 2 == 0, f"{card.key}: {paragraph}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_listings_of_the_document_live_on(language: str) -> None:
    assert listings(language).keys() == LISTED.keys()


@pytest.mark.parametrize("card", LISTED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_listing_prints_what_its_comment_says(language: str, card: str) -> None:
    for code in listings(language)[card]:
        said = code.rstrip().rpartition("# ")[2]

        assert run(code)[1] == said, code


@pytest.mark.parametrize("card", LISTED)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_listing_computes_the_function_of_its_card(language: str, card: str) -> None:
    computed = function_of(language, card)(np.array(POINTS))

    # 1 + tanh(u) cancels far to the left: 1e-15 is what float64 leaves of it.
    np.testing.assert_allclose(computed, LISTED[card], rtol=1e-11, atol=1e-15)


@pytest.mark.parametrize("alpha", [-1.0, 0.2, 1.0, 3.0])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_leaky_relu_listing_is_right_for_any_slope(language: str, alpha: float) -> None:
    computed = function_of(language, "leaky-relu")(np.array([-2.0, 2.0]), alpha)

    np.testing.assert_array_equal(computed, [-2.0 * alpha, 2.0])


def test_chinese_sentences_use_full_width_punctuation() -> None:
    half_width = re.compile(f"[{CJK}][,;:?!]|[{CJK}]\\.(?![A-Za-z0-9])")

    for card in deck("zh").cards:
        for line in prose(card):
            assert not half_width.search(line), f"{card.key}: {line}"


def test_chinese_and_latin_words_stand_one_space_apart() -> None:
    touching = re.compile(f"[{CJK}][A-Za-z0-9]|[A-Za-z0-9%][{CJK}]")
    too_far = re.compile(f"[{CJK}]  +|  +[{CJK}]")

    for card in deck("zh").cards:
        for line in prose(card):
            assert not touching.search(line), f"{card.key}: {line}"
            assert not too_far.search(line.strip()), f"{card.key}: {line}"


def test_full_width_punctuation_has_no_space_beside_it() -> None:
    spaced = re.compile(f"[{FULL_WIDTH}] +\\S|\\S +[{FULL_WIDTH}]")

    for card in deck("zh").cards:
        for line in prose(card):
            assert not spaced.search(line.replace("|", "")), f"{card.key}: {line}"
