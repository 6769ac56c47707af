"""The cards of a deck: names that are unique, fields of their types, follow-ups that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck import keys
from studyapp.deck.curve_field import read_curve
from studyapp.deck.fields import Form, kind
from studyapp.deck.model import Card, Difficulty
from studyapp.deck.reader import Broken, Mapping, Node, Scalar

if TYPE_CHECKING:
    from studyapp.curve.spec import Curve
    from studyapp.deck.findings import Findings

CARD_KEYS = (
    "id",
    "question",
    "answer",
    "points",
    "hint",
    "curve",
    "difficulty",
    "tags",
    "follow_ups",
    "source",
)
_MOST_GUESSED = 500
"""In a deck of more cards, guessing which id was meant would take longer than reading it."""

_DIFFICULTIES: dict[str, Difficulty] = {"easy": "easy", "medium": "medium", "hard": "hard"}


class _Named(NamedTuple):
    """An item of `cards:` of which is known what it is called."""

    form: Form
    name: str | None
    question: Scalar | None
    unique: bool


class CardReader:
    """Reads the cards of one deck, first their names, then the rest.

    A fault in `question`, `answer` or `id` costs the card, any other only the part it is in.
    `deck_id` is None if the deck's own id is broken: its cards are checked, but none is given.
    """

    def __init__(self, deck_id: str | None, curve: Curve | None, found: Findings) -> None:
        self._deck_id = deck_id
        self._curve = curve
        self._found = found
        self._ids: dict[str, int] = {}
        self._questions: dict[str, int] = {}
        self._all_named = True

    def read(self, items: list[Node]) -> tuple[Card, ...]:
        """The cards that can be studied, in their order."""
        named = [self._named(item) for item in items]
        cards = (self._card(item) for item in named if item is not None)
        return tuple(card for card in cards if card is not None)

    def _named(self, item: Node) -> _Named | None:
        if not isinstance(item, Mapping):
            self._all_named = False
            if not isinstance(item, Broken):
                self._found.add("not-a-card", item, kind=kind(item))
            return None
        form = Form(item, CARD_KEYS, "a card", self._found)
        name = self._explicit_id(form)
        form.card = self._key(name)
        question = form.required("question")
        if question is not None and form.value("id") is None and not form.has_lost_id():
            name = keys.card_id(question.text)
            form.card = self._key(name)
        self._all_named &= name is not None
        return _Named(form, name, question, self._is_unique(form, name, question))

    def _explicit_id(self, form: Form) -> str | None:
        written = form.written("id")
        if written is None:
            return None
        name = keys.nfc(written.text)
        if keys.looks_derived(name):
            form.tell("derived-id", written, given=name)
        elif not keys.valid_id(name):
            form.tell("card-id", written, given=name)
        else:
            return name
        return None

    def _key(self, name: str | None) -> str | None:
        return keys.join(self._deck_id, name) if name and self._deck_id else None

    def _is_unique(self, form: Form, name: str | None, question: Scalar | None) -> bool:
        """Whether no earlier item has this id or this question; of two, the first one stays."""
        line = form.mapping.line
        unique = True
        if name in self._ids and form.value("id") is not None:
            place, first = form.entries["id"][1], self._ids[name]
            form.tell("duplicate-id", place, given=name, first=first)
            unique = False
        if question is not None:
            same = keys.same_question(question.text)
            if same in self._questions:
                first = self._questions[same]
                form.tell("duplicate-question", question, first=first)
                unique = False
            self._questions.setdefault(same, line)
        if name is not None:
            self._ids.setdefault(name, line)
        return unique

    def _card(self, named: _Named) -> Card | None:
        form, name, question, unique = named
        form.check_keys()
        answer = form.required("answer")
        card = Card(
            key=form.card or "",
            question=form.shown(question) if question else "",
            answer=form.shown(answer) if answer else "",
            points=form.shown_texts("points"),
            hint=form.text("hint"),
            curve=self._curve_of(form),
            difficulty=form.choice("difficulty", _DIFFICULTIES),
            tags=form.lines("tags"),
            follow_ups=self._follow_ups(form, name),
            source=form.text("source"),
            line=form.mapping.line,
        )
        # Made all the same, so that every fault of a card that is lost is told at once.
        return card if form.card and question and answer and unique else None

    def _curve_of(self, form: Form) -> Curve | None:
        """The card's own curve, else the deck's; a broken one is none, never another."""
        value = form.value("curve")
        if value is None:
            return self._curve
        return read_curve(value, self._found, form.card)

    def _follow_ups(self, form: Form, name: str | None) -> tuple[str, ...]:
        """The ids that are there. If an item has no readable id, a missing one may be that."""
        there: list[str] = []
        for written in form.texts("follow_ups"):
            target = keys.nfc(written.text)
            if target == name:
                form.tell("follow-up-self", written)
            elif target in self._ids:
                there.append(target)
            elif self._all_named:
                form.tell("follow-up", written, given=target, options=self._options())
        return tuple(there)

    def _options(self) -> tuple[str, ...]:
        return tuple(self._ids) if len(self._ids) <= _MOST_GUESSED else ()
