"""Which new card is which missing one, after an edit. Pure; the rule is in docs/identity.md.

A pair is sure only if nothing else comes near it: progress on a wrong card is worse than a
question to the learner.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from studyapp.library.likeness import Likeness, Text, folded, words

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

ENOUGH = 6
"""Words (of CJK, pairs of characters) of an answer that tells of a card about the same thing."""

ALIKE = 0.6
"""From which likeness on two cards may be one."""

LEAD = 0.2
"""By how much a pair must be more alike than each of the two is to any other card of the deck."""

QUESTION_ALIKE = 0.45
ANSWER_ALIKE = 0.45
"""What question and answer must have in common each, for a likeness of both to be believed."""

WORTH_ASKING = 0.3
"""From which likeness on a learner is asked."""

MOST_COMPARED = 40_000
"""Missing × new cards beyond which only what is equal is paired: a second of comparing."""


class Pair(NamedTuple):
    """A key that is missing, and a new one that is the same card."""

    old: str
    new: str


class Pairs(NamedTuple):
    """What was found: pairs that are sure, and those that only the learner can tell."""

    sure: list[Pair]
    asked: list[Pair]


def in_deck(missing: Sequence[Text], new: Sequence[Text], present: Sequence[Text]) -> Pairs:
    """Pair the missing cards of a deck with its new ones.

    Args:
        missing: cards with history that the deck had.
        new: cards without history that it has now.
        present: all other cards that it has now; they only show what is not unlike enough.

    """
    pairs = _Pairing(missing, new, present)
    pairs.take_equal(lambda text: folded(text.question), lambda _old, _new: True)
    pairs.take_equal(lambda text: folded(text.answer), pairs.answer_tells)
    pairs.take_alike()
    return Pairs(pairs.sure, pairs.ask())


def moved(missing: Sequence[Text], new: Sequence[Text]) -> list[Pair]:
    """Pair cards of other decks with new ones that ask exactly the same and answer much alike."""
    olds = {text.key: text for text in missing}
    news = {text.key: text for text in new}
    exact = _unique(missing, new, (), lambda text: (text.question, text.answer))
    for pair in exact:
        del olds[pair.old], news[pair.new]
    asking = _unique(olds.values(), news.values(), (), lambda text: text.question)
    like = Likeness([*olds.values(), *news.values()]) if asking else Likeness(())
    return exact + [
        pair
        for pair in asking
        if like.of_texts(olds[pair.old].answer, news[pair.new].answer) >= ALIKE
    ]


def across(missing: Sequence[Text], new: Sequence[Text]) -> list[Pair]:
    """What a learner is asked of cards of other decks: those with an equal question or answer."""
    asked: list[Pair] = []
    taken: set[str] = set()
    for of in (lambda text: folded(text.question), lambda text: folded(text.answer)):
        olds = [text for text in missing if text.key not in taken]
        news = [text for text in new if text.key not in taken]
        for pair in _unique(olds, news, (), of):
            asked.append(pair)
            taken |= set(pair)
    return asked


class _Pairing:
    """The cards of one deck that are not paired yet, and the pairs so far."""

    def __init__(
        self, missing: Sequence[Text], new: Sequence[Text], present: Sequence[Text]
    ) -> None:
        self.missing = {text.key: text for text in missing}
        self.new = {text.key: text for text in new}
        self.present = present
        self.all = (*missing, *new, *present)
        self.likeness = Likeness(self.all)
        self.sure: list[Pair] = []

    @property
    def too_many(self) -> bool:
        """Whether comparing each with each would take too long."""
        return len(self.missing) * len(self.new) > MOST_COMPARED

    def take_equal(self, of: Callable[[Text], str], believed: Callable[[Text, Text], bool]) -> None:
        """Pair what is equal in something, if nothing else is."""
        for pair in _unique(self.missing.values(), self.new.values(), self.present, of):
            if believed(self.missing[pair.old], self.new[pair.new]):
                self._take(pair)

    def answer_tells(self, old: Text, new: Text) -> bool:
        """Whether an equal answer is enough: it says much, and of the same thing."""
        like = self.likeness
        return (
            len(words(old.answer).all) >= ENOUGH
            and (old.as_read or like.of_questions(old.question, new.question) >= QUESTION_ALIKE)
            and like.share_a_subject(old.question, new.question)
            and not like.speak_of_two(old.question, new.question)
        )

    def take_alike(self) -> None:
        """Pair what is alike in question and answer, if nothing else is nearly as alike."""
        if self.too_many:
            return
        like = self.likeness
        found = [
            (old, new, score)
            for old in self.missing.values()
            for new in self.new.values()
            if _variant(old) == _variant(new)
            and (score := like.of(old, new)) >= ALIKE
            and like.of_questions(old.question, new.question) >= QUESTION_ALIKE
            and like.of_texts(old.answer, new.answer) >= ANSWER_ALIKE
            and not like.speak_of_two(old.question, new.question)
        ]
        for old, new, score in found:
            if self._nearest(old, new) + LEAD <= score:
                self._take(Pair(old.key, new.key))

    def ask(self) -> list[Pair]:
        """The likeliest partner of each card that is left, each of them once."""
        if self.too_many:
            return []
        like = self.likeness
        scored = sorted(
            (-self._reason(like, old, new), old.key, new.key)
            for old in self.missing.values()
            for new in self.new.values()
            if _variant(old) == _variant(new)
        )
        asked: list[Pair] = []
        taken: set[str] = set()
        for less, old_key, new_key in scored:
            if -less < WORTH_ASKING:
                break
            if old_key not in taken and new_key not in taken:
                asked.append(Pair(old_key, new_key))
                taken |= {old_key, new_key}
        return asked

    @staticmethod
    def _reason(like: Likeness, old: Text, new: Text) -> float:
        score = like.of(old, new)
        if folded(old.answer) == folded(new.answer):
            return max(score, WORTH_ASKING)
        return score

    def _nearest(self, old: Text, new: Text) -> float:
        """How alike either of two cards is to what is neither."""
        others = (text for text in self.all if text.key not in {old.key, new.key})
        return max(
            (max(self.likeness.of(text, old), self.likeness.of(text, new)) for text in others),
            default=0.0,
        )

    def _take(self, pair: Pair) -> None:
        self.sure.append(pair)
        del self.missing[pair.old], self.new[pair.new]


def _unique(
    missing: Iterable[Text],
    new: Iterable[Text],
    present: Iterable[Text],
    of: Callable[[Text], Hashable],
) -> list[Pair]:
    """The pairs of cards that agree in something in which no third card does."""
    olds: defaultdict[Hashable, list[Text]] = defaultdict(list)
    news: defaultdict[Hashable, list[Text]] = defaultdict(list)
    for text in missing:
        olds[_variant(text), of(text)].append(text)
    for text in new:
        news[_variant(text), of(text)].append(text)
    for text in present:
        news.pop((_variant(text), of(text)), None)
    return [
        Pair(old.key, new_of[0].key)
        for what, (old, *others) in olds.items()
        if not others and len(new_of := news.get(what, [])) == 1
    ]


def _variant(text: Text) -> str:
    """Which of its note's siblings a card is."""
    return text.key.partition("#")[2]
