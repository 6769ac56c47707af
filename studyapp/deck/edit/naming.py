"""Ids made from questions, readable, for cards that have none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from studyapp.deck import keys
from studyapp.deck.edit.changes import set_field
from studyapp.deck.edit.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

LONGEST = 40
_NO_WORD = re.compile(r"[\W_]+")
_LATEX = re.compile(r"\\([A-Za-z]+)")


def with_ids(
    text: str, unnamed: Mapping[int, str], taken: Collection[str]
) -> tuple[str, list[str]]:
    """A deck's text with an id written into cards, and these ids in the order of the cards.

    Args:
        text: of a deck in sound YAML.
        unnamed: the question of each card that gets an id, by the line on which it begins.
        taken: the ids that the deck has.

    Raises:
        Refused: the deck is written too oddly.
    """
    layout = lay_out(text)
    known = set(taken)
    named: list[tuple[int, str]] = []
    for line, question in sorted(unnamed.items()):
        name = new_id(question, known)
        known.add(name)
        named.append((layout.at_line(line), name))
    for number, name in reversed(named):
        text = set_field(layout, number, "id", name).of(text)
    return text, [name for _, name in named]


def new_id(question: str, taken: Collection[str]) -> str:
    """An id that says what a question is about: its words, as far as they fit, in lower case."""
    plain = _LATEX.sub(r" \1 ", keys.nfc(question).lower())
    words = [word for word in _NO_WORD.split(plain) if word]
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        name = longer
    name = keys.nfc(name)
    if not keys.valid_id(name) or keys.looks_derived(name):
        name = "card"
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
