"""The page for authors tells what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyapp.curve.names import CATALOGUE
from studyapp.curve.terms import COMPARISONS, CONSTANTS, SCALARS
from studyapp.deck.cards import CARD_KEYS
from studyapp.deck.curve_field import CURVE_KEYS
from studyapp.deck.load import DECK_KEYS, load

PAGE = (Path(__file__).parents[2] / "docs" / "deck-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [*DECK_KEYS, *CARD_KEYS, *CURVE_KEYS])
def test_every_key_stands_in_the_page(key: str) -> None:
    assert re.search(rf"^\| .*`{key}`", PAGE, re.MULTILINE), f"`{key}` is in no table"


@pytest.mark.parametrize("function", [entry.name for entry in CATALOGUE])
def test_every_function_stands_in_the_page(function: str) -> None:
    assert f"`{function}`" in PAGE


@pytest.mark.parametrize("word", [*SCALARS, *COMPARISONS, *CONSTANTS.keys() - {"π"}])
def test_every_word_of_formulas_stands_in_the_page(word: str) -> None:
    _, _, section = PAGE.partition("### Formulas")

    assert re.search(rf"^\| .*[`< >=]{re.escape(word)}[`(< >=]", section, re.MULTILINE), word


def test_the_deck_in_the_page_has_no_fault() -> None:
    (deck,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)

    assert load(deck.encode(), "deck.yaml").faults == ()


@pytest.mark.parametrize("curve", re.findall(r"^\| `curve: (.*?)` \|", PAGE, re.MULTILINE))
def test_the_curves_in_the_page_have_no_fault(curve: str) -> None:
    deck = f"id: d\ncards:\n- question: q\n  answer: a\n  curve: {curve}\n"

    assert load(deck.encode(), "deck.yaml").faults == ()
