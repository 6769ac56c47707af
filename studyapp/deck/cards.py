"""The cards of a deck: names that are unique, fields of their types, follow-ups that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck import defaults, keys, notes, tables
from studyapp.deck.curve_field import read_curve
from studyapp.deck.fields import Form, kind
from studyapp.deck.kinds import kind_of
from studyapp.deck.model import Card, Difficulty
from studyapp.deck.reader import Broken, Mapping, Node, Scalar
from studyapp.deck.tables import BASIC, CLOZE, IDENTIFY, REVERSED, Kind

if TYPE_CHECKING:
    from studyapp.curve.spec import Curve
    from studyapp.deck.defaults import Defaults
    from studyapp.deck.findings import Findings
    from studyapp.deck.style import Style

CARD_KEYS = tables.names(tables.CARD)
SECTION_KEYS = tables.names(tables.SECTION)
_KNOWN = frozenset(CARD_KEYS)
_MARKS = tuple(tables.MARKS)
_INSTEAD = (CLOZE.mark, IDENTIFY.mark)
_SELF_GRADED = (BASIC, REVERSED)
_MOST_GUESSED = 500
"""In a deck of more cards, guessing which id was meant would take longer than reading it."""

_DIFFICULTIES: dict[str, Difficulty] = {"easy": "easy", "medium": "medium", "hard": "hard"}


class _Named(NamedTuple):
    """An item of `cards:` of which is known what it is called.

    `question` is what it is called after if it has no id; `sound` is False if it is lost already.
    """

    form: Form
    name: str | None
    question: Scalar | None
    kind: Kind
    sound: bool
    defaults: Defaults


class CardReader:
    """Reads the cards of one deck, first their names, then the rest.

    A fault in `question`, `answer` or `id` costs the card, any other only the part it is in.
    `deck_id` is None if the deck's own id is broken: its cards are checked, but none is given.
    With a `style`, what is no fault but worth a second look is told too.
    """

    def __init__(
        self, deck_id: str | None, of_deck: Defaults, found: Findings, style: Style | None = None
    ) -> None:
        self._deck_id = deck_id
        self._of_deck = of_deck
        self._defaults = of_deck
        self._found = found
        self._style = style
        self._ids: dict[str, int] = {}
        self._questions: dict[str, int] = {}
        self._all_named = True

    def read(self, items: list[Node]) -> tuple[Card, ...]:
        """The cards that can be studied, in their order."""
        named = [self._named(item) for item in items]
        cards = tuple(card for item in named if item is not None for card in self._cards(item))
        if self._style is not None:
            self._style.look_back()
        return cards

    def _named(self, item: Node) -> _Named | None:
        if not isinstance(item, Mapping):
            self._all_named = False
            if not isinstance(item, Broken):
                self._found.add("not-a-card", item, kind=kind(item))
            return None
        if "section" in item.entries:
            section = Form(item, SECTION_KEYS, "a section", self._found)
            section.check_keys()
            self._defaults = defaults.of_section(section, self._of_deck)
            return None
        form = Form(item, CARD_KEYS, "a card", self._found)
        name = self._explicit_id(form)
        form.card = self._key(name)
        made, sound = kind_of(form, self._defaults.reversed)
        question = _asked(form, made)
        if question is not None and form.value("id") is None and not form.has_lost_id():
            name = keys.card_id(question.text)
            form.card = self._key(name)
        self._all_named &= name is not None
        sound &= self._is_unique(form, name, question)
        return _Named(form, name, question, made, sound, self._defaults)

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

    def _cards(self, named: _Named) -> tuple[Card, ...]:
        """What can be studied of an item; it is read to its end, so that every fault is told."""
        form, name, question, made, sound, default = named
        if not _KNOWN.issuperset(form.entries):
            form.check_keys()
        answer = _answer(form, made)
        shown = None if made is CLOZE or form.value("question") is None else question
        card = Card(
            key=form.card or "",
            question=form.shown(shown) if shown else "",
            answer=form.shown(answer) if answer else "",
            points=form.shown_texts("points"),
            hint=form.text("hint"),
            curve=default.curve if "curve" not in form.entries else _curve(form, default),
            difficulty=form.choice("difficulty", _DIFFICULTIES),
            tags=form.lines("tags") + default.tags,
            follow_ups=self._follow_ups(form, name),
            source=form.text("source"),
            line=form.mapping.line,
            language=default.language
            if "language" not in form.entries
            else _language(form, default),
        )
        if self._style is not None:
            self._style.look_at(form, question, self_graded=made in _SELF_GRADED)
        # Made all the same, so that every fault of a card that is lost is told at once.
        cards = (card,) if made is BASIC else notes.siblings(form, made, card, question)
        has_answer = answer is not None or (made not in _SELF_GRADED and not form.value("answer"))
        return cards if form.card and question and has_answer and sound else ()

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


def _asked(form: Form, kind: Kind) -> Scalar | None:
    """The text that a card without an id is called after."""
    if kind is CLOZE:
        return form.written("text")
    if kind is IDENTIFY:
        named = form.value("question") is None
        return notes.identify_name(form) if named else form.written("question")
    return form.required("question", _INSTEAD if kind is BASIC else ())


def _answer(form: Form, kind: Kind) -> Scalar | None:
    """The answer, which only cards that are not answered otherwise must have."""
    if kind is BASIC:
        return form.required("answer", _MARKS)
    return form.required("answer") if kind is REVERSED else form.written("answer")


def _curve(form: Form, default: Defaults) -> Curve | None:
    """The card's own curve, else the default; a broken one is none, never another."""
    value = form.value("curve")
    return default.curve if value is None else read_curve(value, form.found, form.card)


def _language(form: Form, default: Defaults) -> str | None:
    return defaults.language(form) or default.language
