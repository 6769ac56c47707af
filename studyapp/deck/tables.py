"""The keys of decks, sections, cards and curves, and the kinds of cards: one table each.

The loader, the JSON Schema and the page for authors are all made from these.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

Shape = Literal[
    "text",
    "formula",
    "tolerance",
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
    """A key of a mapping: what it is `about`, in a few words for editors, and what it may be.

    `options` is the closed list of a choice.
    """

    name: str
    shape: Shape
    about: str
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
    Key("title", "text", "what the deck is called"),
    Key("id", "text", "its name for ever: progress hangs on it"),
    Key("language", "language", "a language tag"),
    Key("description", "text", "what the deck is about"),
    Key("tags", "texts", "what it is about, in words to filter by"),
    Key("curve", "curve", "what is drawn beside it"),
    Key("kind", "choice", "what cards with a question and an answer are by default", DEFAULT_KINDS),
    Key("cards", "cards", "the cards, with sections between them"),
)

SECTION = (
    Key("section", "text", "the title of the cards that follow"),
    Key("language", "language", "a language tag"),
    Key("tags", "texts", "what it is about, in words to filter by"),
    Key("curve", "curve", "what is drawn beside it"),
    Key("kind", "choice", "what cards with a question and an answer are by default", DEFAULT_KINDS),
)

CARD = (
    Key("id", "text", "its name for ever: progress hangs on it"),
    Key("question", "text", "what is asked, in Markdown with LaTeX"),
    Key("answer", "text", "what is shown as the answer, or explains it"),
    Key("points", "texts", "what an interviewer listens for"),
    Key("hint", "text", "shown when asked for"),
    Key("curve", "curve", "what is drawn beside it"),
    Key("difficulty", "choice", "how hard it is", DIFFICULTIES),
    Key("tags", "texts", "what it is about, in words to filter by"),
    Key("follow_ups", "texts", "ids of other cards of the deck"),
    Key("source", "text", "where it is from"),
    Key("language", "language", "a language tag"),
    Key("reversed", "flag", "ask for the question as well"),
    Key("text", "text", "a text with gaps, as in {{0}}"),
    Key("choices", "texts", "what there is to choose from"),
    Key("correct", "text or texts", "those choices that are right"),
    Key("typed", "text or texts", "what is to be typed, with alternatives"),
    Key("number", "formula", "the number, or how it follows from the variables"),
    Key("variables", "numbers or range", "numbers that are drawn anew each time"),
    Key("tolerance", "tolerance", "how far off a number may be: 1% or 0.001"),
    Key("unit", "text", "shown after the number"),
    Key("formula", "formula", "the formula in x that is to be typed"),
    Key("domain", "window", "where formulas are compared"),
    Key("identify", "text or texts", "functions of the catalogue to tell apart"),
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
