"""The keys of decks, sections, cards and curves, and the kinds of cards: one table each.

The loader, the JSON Schema and the page for authors are all made from these.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Shape = Literal[
    "text",
    "texts",
    "text or texts",
    "flag",
    "choice",
    "language",
    "numbers or range",
    "curve",
    "cards",
    "window",
]
"""What a value is: `text` is any scalar, as all of them stay the text that was written."""


class Key(NamedTuple):
    """A key of a mapping; `options` is the closed list of a choice."""

    name: str
    shape: Shape
    options: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A kind of card.

    Attributes:
        mark: the key that makes a card one of this kind; empty for the basic one.
        needs: the keys it must have, the mark among them.
        takes: the keys that only some kinds have, and this one may have.
        example: what the mark may look like, for advice.
    """

    name: str
    mark: str
    needs: tuple[str, ...]
    takes: tuple[str, ...]
    example: str


DIFFICULTIES = ("easy", "medium", "hard")
DEFAULT_KINDS = ("basic", "reversed")
"""What cards with a question and an answer may be by default."""

DECK = (
    Key("title", "text"),
    Key("id", "text"),
    Key("language", "language"),
    Key("description", "text"),
    Key("tags", "texts"),
    Key("curve", "curve"),
    Key("kind", "choice", DEFAULT_KINDS),
    Key("cards", "cards"),
)

SECTION = (
    Key("section", "text"),
    Key("language", "language"),
    Key("tags", "texts"),
    Key("curve", "curve"),
    Key("kind", "choice", DEFAULT_KINDS),
)

CARD = (
    Key("id", "text"),
    Key("question", "text"),
    Key("answer", "text"),
    Key("points", "texts"),
    Key("hint", "text"),
    Key("curve", "curve"),
    Key("difficulty", "choice", DIFFICULTIES),
    Key("tags", "texts"),
    Key("follow_ups", "texts"),
    Key("source", "text"),
    Key("language", "language"),
    Key("reversed", "flag"),
    Key("text", "text"),
    Key("choices", "texts"),
    Key("correct", "text or texts"),
    Key("typed", "text or texts"),
    Key("number", "text"),
    Key("variables", "numbers or range"),
    Key("tolerance", "text"),
    Key("unit", "text"),
    Key("formula", "text"),
    Key("domain", "window"),
    Key("identify", "text or texts"),
)

BASIC = Kind("basic", "", ("question", "answer"), (), "")
REVERSED = Kind("reversed", "reversed", ("question", "answer"), (), "`reversed: true`")
CLOZE = Kind("cloze", "text", ("text",), (), "`text: The slope is {{0}}.`")
CHOICE = Kind("choice", "choices", ("question", "choices", "correct"), (), "`choices: [one, two]`")
TYPED = Kind("typed", "typed", ("question", "typed"), (), "`typed: the answer`")
NUMBER = Kind("number", "number", ("question", "number"), ("tolerance", "unit"), "`number: 0.25`")
COMPUTED = Kind(
    "computed",
    "variables",
    ("question", "variables", "number"),
    ("tolerance", "unit"),
    "`variables: {d: [512, 1024]}`",
)
FORMULA = Kind(
    "formula", "formula", ("question", "formula"), ("domain",), "`formula: x*sigmoid(x)`"
)
IDENTIFY = Kind("identify", "identify", ("identify",), (), "`identify: [relu, gelu]`")

KINDS = (BASIC, REVERSED, CLOZE, CHOICE, TYPED, NUMBER, COMPUTED, FORMULA, IDENTIFY)

_PLAIN = ("question", "answer")
MARKS = {kind.mark: kind for kind in KINDS if kind.mark}
KIND_KEYS = frozenset(
    key for kind in KINDS for key in (kind.mark, *kind.needs, *kind.takes) if key not in _PLAIN
) - {""}
"""The keys that only some kinds have."""


def names(keys: tuple[Key, ...]) -> tuple[str, ...]:
    """The names of keys, in the order of their table."""
    return tuple(key.name for key in keys)
