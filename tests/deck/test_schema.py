"""The JSON Schema and the loader have one mind on keys, types, closed lists and kinds."""

from __future__ import annotations

import json
import os
import re
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from studyapp.deck.load import load
from studyapp.deck.schema import schema
from studyapp.deck.tables import CARD, DECK, SECTION, names

jsonschema = pytest.importorskip("jsonschema", reason="it is among the test dependencies")

DECKS = int(os.environ.get("STUDYAPP_TEST_SCHEMAS", "200"))
HERE = Path(__file__).parent
VALIDATOR = jsonschema.Draft202012Validator(schema())

STRUCTURAL = {
    *("unknown-key", "wrong-type", "blank", "choice", "language", "missing", "not-a-card"),
    *("two-kinds", "kind-needs", "kind-stray", "cloze-question", "range-needs", "tolerance"),
    *("flag", "number", "count", "window", "no-function", "one-key"),
}
"""What a schema can tell too; a deck with another fault is not compared."""

CARDS: list[dict[str, Any]] = [
    {"question": "q", "answer": "a", "points": ["p", 1], "difficulty": "easy", "hint": True},
    {"question": "q", "answer": 3, "reversed": True, "tags": [], "source": None},
    {"question": "q", "answer": "a", "reversed": False, "curve": {"expr": "x^2", "x": [-1, 1]}},
    {"text": "a {{b}} c", "answer": None, "language": "zh-Hans", "curve": "none"},
    {"question": "q", "choices": ["a", "b", 3], "correct": ["b"]},
    {"question": "q", "choices": ["a", "b"], "correct": "a", "answer": "Because."},
    {"question": "q", "typed": "a", "curve": ["relu", {"prelu": {"alpha": 0.1}}]},
    {"question": "q", "typed": ["a", "b"]},
    {"question": "q", "number": 0.25, "tolerance": "1%", "unit": "m"},
    {"question": "q", "number": "1/4", "tolerance": 0.001},
    {
        "question": "{d} and {n}?",
        "variables": {"d": [1, 2.5], "n": {"from": 1, "to": 4, "step": None}},
        "number": "d * n",
    },
    {"question": "q", "formula": "x^2", "domain": [-1, 1]},
    {"question": "q", "formula": "2*x"},
    {"identify": "relu"},
    {"identify": ["relu", "gelu"], "question": "q"},
    {"section": "s", "tags": ["t"], "kind": "reversed", "curve": "relu", "language": "en"},
    {"section": 1},
]
DECK_HEAD: dict[str, Any] = {
    "title": "Deck",
    "language": "en",
    "description": "What it is about.",
    "tags": ["a"],
    "curve": {"function": "gelu", "derivative": True, "show": "answer", "params": None},
    "kind": "basic",
}
VALUES: list[Any] = [
    *(None, True, False, 3, 2.5, "word", "a {{gap}}", "", "  ", "easy", "reversed", "true", "relu"),
    *([], ["a"], ["a", "b"], [1, 2], [1, "2"], [None], [["a"]], [{"a": {}}], [True]),
    *({}, {"a": 1}, {"d": [1]}, {"d": {"from": 1}}, {"d": {"from": 1, "to": "2"}}, {"show": "no"}),
    *({"function": "relu", "x": [1]}, {"expr": ["x"], "second": "yes"}, {"d": [1, "2"]}),
    *({"function": ["relu", {"a": {}, "b": {}}]}, {"function": "relu", "colour": "red"}),
]
NAMES = (*names(DECK), *names(SECTION), *names(CARD), "colour", "Question", "kinds", "from")


class _Core(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: `no` is a text, `4e0` a number."""


_Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _firsts in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    _Core.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_firsts)
    )


def fits(deck: object) -> bool:
    return bool(VALIDATOR.is_valid(deck))


def codes(deck: object) -> set[str]:
    text = json.dumps(deck, ensure_ascii=False).replace("null", "~")
    return {f.code for f in load(text.encode(), "deck.yaml").faults if f.severity == "fault"}


def made(seed: int) -> dict[str, Any]:
    """A deck of good cards, most often with something changed in one or two places."""
    random = Random(seed)
    cards = deepcopy(random.sample(CARDS, random.randint(1, 4)))
    for number, card in enumerate(cards):
        if "question" in card:
            card["question"] += f" {number}"
        if "section" not in card and random.random() < 0.5:
            card["id"] = f"c{number}"
    head = {key: DECK_HEAD[key] for key in random.sample(list(DECK_HEAD), random.randint(0, 3))}
    deck: dict[str, Any] = {"id": "d", **head, "cards": cards}
    for _ in range(random.choice((0, 1, 1, 1, 2))):
        change(random, deck)
    return deck


def change(random: Random, deck: dict[str, Any]) -> None:
    place = random.choice([deck, *[card for card in deck["cards"] if isinstance(card, dict)] * 3])
    keys = [key for key in place if key != "cards"]
    if place is not deck and random.random() < 0.1:
        deck["cards"][deck["cards"].index(place)] = random.choice(VALUES)
        return
    match random.randint(0, 3):
        case 0 if keys:
            del place[random.choice(keys)]
        case 1 if keys:
            place[random.choice(keys)] = deepcopy(random.choice(VALUES))
        case 2:
            donor = random.choice([card for card in CARDS if isinstance(card, dict)])
            key = random.choice(list(donor))
            place[key] = deepcopy(donor[key])
        case _:
            key = random.choice([name for name in NAMES if name != "cards"])
            place[key] = deepcopy(random.choice(VALUES))


@pytest.mark.parametrize("path", sorted(HERE.glob("valid/*.yaml")), ids=lambda path: path.stem)
def test_a_valid_deck_fits_the_schema(path: Path) -> None:
    deck = yaml.load(path.read_text(encoding="utf-8"), _Core)  # noqa: S506

    assert list(VALIDATOR.iter_errors(deck)) == []


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


def test_schema_and_loader_have_the_same_verdict() -> None:
    verdicts = {True: 0, False: 0}
    seed = 0
    while sum(verdicts.values()) < DECKS:
        deck = made(seed)
        found = codes(deck)
        seed += 1
        if found - STRUCTURAL:
            continue
        verdicts[not found] += 1
        assert fits(deck) == (not found), (seed - 1, sorted(found), json.dumps(deck))

    assert seed < 2 * DECKS
    assert min(verdicts.values()) > DECKS / 5


@pytest.mark.parametrize("key", NAMES)
def test_each_key_is_taken_or_refused_by_both_whatever_its_value(key: str) -> None:
    """One key with each value, added to each card: where the two are most likely to differ."""
    for card in CARDS:
        for value in VALUES:
            deck = {"id": "d", "cards": [{**card, key: value}]}
            found = codes(deck)
            if not found - STRUCTURAL:
                assert fits(deck) == (not found), (sorted(found), json.dumps(deck))
