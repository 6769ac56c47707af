"""Cards from standard input: lines of `question<TAB>answer`, or YAML."""

from __future__ import annotations

import re

from studyapp.deck.edit.changes import Draft, draft_card, raw_card, shifted
from studyapp.deck.edit.layout import lay_out
from studyapp.deck.edit.refused import Refused
from studyapp.deck.edit.values import Value, parse, start_of_line

_BREAK = re.compile(r"\r\n?|\n")
_OPENS_A_FILE = re.compile(r"^(?:---|%.*)[ \t]*$", re.MULTILINE)
_NEITHER = "is neither `question<TAB>answer` nor YAML; nothing was added"


def cards_from(given: str) -> list[str]:
    """The cards of a text, each with its dash in the first column.

    YAML may be a deck, a list of cards, or one card; comments come along.

    Raises:
        Refused: a line is neither, or there is no card.
    """
    text = _BREAK.sub("\n", given.removeprefix("\ufeff"))
    rows = [(number, row) for number, row in enumerate(text.split("\n"), 1) if row.strip()]
    if not rows:
        raise Refused("standard input is empty; give `question<TAB>answer` lines or YAML")
    if all("\t" in row for _, row in rows):
        return [_from_row(number, row) for number, row in rows]
    try:
        root = parse(text)
    except Refused:
        root = None
    deck = None if root is None else _as_deck(text, root)
    if deck is None:
        odd = next((number for number, row in rows if "\t" not in row), 1)
        raise Refused(f"line {odd} {_NEITHER}")
    layout = lay_out(deck)
    if not layout.items:
        raise Refused("standard input has no cards; nothing was added")
    return [raw_card(layout, number) for number in range(len(layout.items))]


def _from_row(number: int, row: str) -> str:
    question, _, answer = row.partition("\t")
    if not question.strip() or not answer.strip() or "\t" in answer.strip():
        raise Refused(f"line {number} is not one question, a tab and one answer; nothing was added")
    try:
        return draft_card(Draft(question.strip(), answer.strip()))
    except Refused as refused:
        raise Refused(f"line {number}: {refused}; nothing was added") from refused


def _as_deck(text: str, root: Value) -> str | None:
    """The same cards under a `cards:`."""
    if root.field("cards"):
        return text
    start = start_of_line(text, root.begin)
    before = _OPENS_A_FILE.sub("", text[:start])
    body = text[start:].removeprefix("--- ")
    if root.items is not None:
        return f"{before}cards: {body}" if root.style == "flow" else f"cards:\n{before}{body}"
    if root.fields is None or root.column:
        return None
    if root.style == "flow":
        return f"cards:\n{before}- {body}"
    return f"cards:\n{before}- {shifted(body, 2, chr(10))[2:]}"
