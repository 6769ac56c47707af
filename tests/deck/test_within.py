from __future__ import annotations

import pytest

from studyapp.deck.findings import Findings
from studyapp.deck.reader import Budget, Mapping, Scalar, read
from studyapp.deck.within import spot_within

WRITINGS = [
    "k: x + ? * 2",
    "k: 'x + ? * 2'",
    'k: "x + ? * 2"',
    'k: "\\u0078 + ? * 2"',
    "k: |\n  x +\n    ? * 2\n",
    "k: >-\n  x\n  + ?\n\n  * 2\n",
    "k: x +\n  ? * 2",
    "k: 'x\n  + ?\n  * 2'",
    'k: "x +\n\n  ? * 2"',
    "k:\n  - a\n  - x + ? * 2",
]


@pytest.mark.parametrize("text", WRITINGS)
def test_a_character_is_found_where_it_was_written(text: str) -> None:
    root = read(text, Findings("deck.yaml"), Budget())
    assert isinstance(root, Mapping)
    scalar = root.entries["k"][1]
    if not isinstance(scalar, Scalar):
        scalar = scalar.items[1]  # type: ignore[union-attr]  # a list, as written above
    assert isinstance(scalar, Scalar)

    spot = spot_within(scalar, scalar.text.index("?"))
    end = spot_within(scalar, len(scalar.text))

    lines = text.split("\n")
    assert lines[spot.line - 1][spot.column - 1] == "?"
    assert lines[end.line - 1][: end.column - 1].endswith("2")
