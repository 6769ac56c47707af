"""The page for authors tells what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyapp.curve.names import CATALOGUE
from studyapp.curve.terms import COMPARISONS, CONSTANTS, SCALARS
from studyapp.deck.ask_fields import DOMAIN, MOST_CHOICES, MOST_TYPED, MOST_VALUES, MOST_VARIABLES
from studyapp.deck.cards import CARD_KEYS, SECTION_KEYS
from studyapp.deck.curve_field import CURVE_KEYS
from studyapp.deck.gaps import HIGHEST
from studyapp.deck.load import DECK_KEYS, load
from studyapp.deck.notes import LONGEST_TEXT, MOST_GAPS
from studyapp.deck.tables import CARD, DECK, KINDS, Kind

PAGE = (Path(__file__).parents[2] / "docs" / "deck-format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [*DECK_KEYS, *SECTION_KEYS, *CARD_KEYS, *CURVE_KEYS])
def test_every_key_stands_in_the_page(key: str) -> None:
    assert re.search(rf"^\| .*`{key}`", PAGE, re.MULTILINE), f"`{key}` is in no table"


@pytest.mark.parametrize("function", [entry.name for entry in CATALOGUE])
def test_every_function_stands_in_the_page(function: str) -> None:
    assert f"`{function}`" in PAGE


@pytest.mark.parametrize("word", [*SCALARS, *COMPARISONS, *CONSTANTS.keys() - {"π"}])
def test_every_word_of_formulas_stands_in_the_page(word: str) -> None:
    _, _, section = PAGE.partition("### Formulas")

    assert re.search(rf"^\| .*[`< >=]{re.escape(word)}[`(< >=]", section, re.MULTILINE), word


@pytest.mark.parametrize("option", [option for key in (*DECK, *CARD) for option in key.options])
def test_every_choice_of_a_closed_list_stands_in_the_page(option: str) -> None:
    assert f"`{option}`" in PAGE


def table(heading: str) -> dict[str, list[str]]:
    """The rows of the first table under a heading, by their first cell."""
    _, _, section = PAGE.partition(f"\n{heading}\n")
    rows = re.search(r"^\|.*\n\|[ -|]*\n((?:\|.*\n)+)", section, re.MULTILINE)
    assert rows is not None
    cells = [row.strip("| ").split(" | ") for row in rows[1].splitlines()]
    return {first: rest for first, *rest in cells}


def test_the_kinds_in_the_page_are_those_of_the_table() -> None:
    assert list(table("## Kinds of cards")) == [kind.name for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_the_page_writes_is_a_card_of_that_kind(kind: Kind) -> None:
    written = table("## Kinds of cards")[kind.name][0]
    lines = [line for line in re.findall(r"`(.*?)`", written) if ":" in line]
    given = {line.partition(":")[0] for line in lines}
    lines += [f"{key}: q" for key in kind.needs if key not in given]
    card = "\n".join(f"  {line}" for line in lines)

    loaded = load(f"id: d\ncards:\n-\n{card}\n".encode(), "deck.yaml")

    assert loaded.faults == ()
    assert loaded.deck is not None
    made = {type(card.ask).__name__ for card in loaded.deck.cards}
    assert made == {"NoneType" if kind.name == "basic" else f"{kind.name.capitalize()}Ask"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_page_tells_which_keys_are_of_which_kind(kind: Kind) -> None:
    keys = {*kind.needs, *kind.takes, kind.mark} - {"question", "answer", ""}

    for key in keys:
        assert re.search(rf"^\| `{key}` \| [^|]*\b{kind.name}\b", PAGE, re.MULTILINE), key


@pytest.mark.parametrize(
    "limit",
    [
        f"(2 to {MOST_CHOICES})",
        f"1 to {MOST_TYPED} texts",
        f"1 to {MOST_VARIABLES} names",
        f"1 to {MOST_VALUES} numbers",
        f"1 to {HIGHEST}",
        f"{DOMAIN[0]:g} to {DOMAIN[1]:g}",
        f"at most {MOST_GAPS} gaps and {LONGEST_TEXT:,} characters".replace(",", " "),
    ],
)
def test_the_limits_in_the_page_are_those_of_the_loader(limit: str) -> None:
    assert limit in PAGE


@pytest.mark.parametrize("deck", re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
def test_the_decks_in_the_page_have_no_fault(deck: str) -> None:
    assert load(deck.encode(), "deck.yaml").faults == ()


@pytest.mark.parametrize("curve", re.findall(r"^\| `curve: (.*?)` \|", PAGE, re.MULTILINE))
def test_the_curves_in_the_page_have_no_fault(curve: str) -> None:
    deck = f"id: d\ncards:\n- question: q\n  answer: a\n  curve: {curve}\n"

    assert load(deck.encode(), "deck.yaml").faults == ()
