from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.deck import keys

GOOD = ["a", "gelu-why", "9", "激活函数", "α.β_γ-δ", "a" * 63, "e\u0301tude", "Ω"]
BAD = ["", "a b", "a/b", "a:b", "a#b", "-a", "_a", ".a", "a" * 64, "a\n", "é\n", " a", "a\u202e"]


@pytest.mark.parametrize("text", GOOD)
def test_letters_of_any_script_make_an_id(text: str) -> None:
    assert keys.valid_id(text)


@pytest.mark.parametrize("text", BAD)
def test_spaces_and_separators_make_no_id(text: str) -> None:
    assert not keys.valid_id(text)


@pytest.mark.parametrize(
    ("stem", "deck_id"),
    [
        ("activation-functions-zh", "activation-functions-zh"),
        ("My deck (1)", "My-deck-1"),
        ("激活 函数", "激活-函数"),
        ("e\u0301tude", "étude"),
        ("__init__", "init__"),
        ("...", "deck"),
        ("()", "deck"),
        ("x" * 80, "x" * 63),
    ],
)
def test_a_deck_without_an_id_is_called_after_its_file(stem: str, deck_id: str) -> None:
    assert keys.default_deck_id(stem) == deck_id


@given(st.text())
def test_every_stem_gives_a_valid_id(stem: str) -> None:
    assert keys.valid_id(keys.default_deck_id(stem))


def test_the_id_of_a_question_is_pinned_for_ever() -> None:
    # printf 'Why is ReLU used?' | sha256sum, in base32: 13 characters.
    assert keys.card_id("Why is ReLU used?") == "q-3nri57k6rwfqc"


@given(st.text())
def test_the_id_of_a_question_is_valid_and_cannot_be_written_by_hand(question: str) -> None:
    card_id = keys.card_id(question)

    assert keys.valid_id(card_id)
    assert keys.looks_derived(card_id)


@given(st.lists(st.text(min_size=1), min_size=1))
def test_white_space_and_normal_form_do_not_change_the_id(words: list[str]) -> None:
    spaced = "\n  " + " \t".join(words) + "\n"

    assert keys.card_id(spaced) == keys.card_id(" ".join(words))
    assert keys.card_id(unicodedata.normalize("NFD", spaced)) == keys.card_id(spaced)


def test_a_key_is_the_deck_and_the_card() -> None:
    assert keys.join("activation", "gelu-why") == "activation/gelu-why"


@pytest.mark.parametrize("text", ["q-abcdefghijklm", "q-2345672345672"])
def test_ids_like_derived_ones_are_seen(text: str) -> None:
    assert keys.looks_derived(text)


@pytest.mark.parametrize(
    "text", ["q-abcdefghijkl", "q-ABCDEFGHIJKLM", "q-abcdefghijkl1", "p-abcdefghijklm"]
)
def test_other_ids_are_not_taken_for_derived_ones(text: str) -> None:
    assert not keys.looks_derived(text)
