from __future__ import annotations

import pytest

from studyapp.deck.placeholders import filled, placeholders

FOUND = {
    "{d} by {n}": [("d", 0), ("n", 7)],
    "{d} and {word}": [("d", 0), ("word", 8)],
    r"$\frac{d}{b}$": [("d", 6)],
    "`{d}` in `{code}`": [("d", 1)],
    "{ d } {1} {}": [],
}


@pytest.mark.parametrize(("text", "found"), FOUND.items(), ids=FOUND)
def test_names_in_braces_are_found_where_they_can_be_meant(
    text: str, found: list[tuple[str, int]]
) -> None:
    assert placeholders(text, ("d", "n")) == found


FILLED = {
    "{d} by {n}": "512 by {n}",
    r"$\frac{d}{2}$": r"$\frac{512}{2}$",
    "$d = {d}$": "$d = {512}$",
    "`d = {d}`": "`d = 512`",
}


@pytest.mark.parametrize(("text", "whole"), FILLED.items(), ids=FILLED)
def test_numbers_are_put_in_and_braces_stay_in_latex(text: str, whole: str) -> None:
    assert filled(text, {"d": "512"}) == whole
