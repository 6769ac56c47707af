"""How alike two cards are: their words, weighted by how rare they are in the deck."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from studyapp.library.common_words import COMMON, NOT

if TYPE_CHECKING:
    from collections.abc import Iterable

_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_PART = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+|[<>=+*/^'′≤≥≠∂∇−-]")
_IS_CJK = re.compile(f"[{_CJK}]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LAST = " \t\n.?!。"
_SENTENCE = re.compile(r"[.?!:]\s+|^", re.MULTILINE)


class Text(NamedTuple):
    """What a card says, under the key by which it is known.

    `as_read` is False for what only the log remembers: it may have been edited since.
    """

    key: str
    question: str
    answer: str
    as_read: bool = True


class Words(NamedTuple):
    """What is compared of a text.

    Attributes:
        all: its words, of CJK the pairs of characters, and signs of mathematics.
        names: those of them that name something: `ReLU`, `BERT`, `x2`, `Φ`, a number, a sign;
            beside CJK every word in other letters.

    """

    all: frozenset[str]
    names: frozenset[str]


def folded(text: str) -> str:
    """A text without what does not make it another: case, full width, white space, a last sign."""
    return " ".join(text.translate(_FULL_WIDTH).casefold().split()).rstrip(_LAST)


@lru_cache(maxsize=4096)
def words(text: str) -> Words:
    """The words of a text."""
    text = text.translate(_FULL_WIDTH)
    beside_cjk = _IS_CJK.search(text) is not None
    firsts = {found.end() for found in _SENTENCE.finditer(text)}
    every: set[str] = set()
    names: set[str] = set()
    for found in _PART.finditer(text):
        word = found[0]
        if _IS_CJK.match(word):
            every.update(map("".join, pairwise(word)) if len(word) > 1 else (word,))
            continue
        every.add(word.casefold())
        if beside_cjk or _is_name(word, first=found.start() in firsts):
            names.add(word.casefold())
    return Words(frozenset(every), frozenset(names))


def _is_name(word: str, *, first: bool) -> bool:
    return (
        not word.isascii()
        or not word.isalpha()
        or (len(word) == 1 and word not in {"a", "A", "I"})
        or any(letter.isupper() for letter in word[1:])
        or (word[0].isupper() and not first)
    )


def slip(one: str, other: str) -> bool:
    """Whether two questions differ by a slip of the fingers in one word of three letters or more.

    A letter and its neighbour, a space or a sign changed places; in a word of seven letters that is
    no name also one too many, too few or another. (LeakyELU is no slip of LeakyReLU.)
    """
    lost, gained, _ = _differing(one, other)
    first, second = (
        "".join(letter for word in some for letter in word if letter.isalnum())
        for some in (lost, gained)
    )
    shortest = min(len(first), len(second))
    if shortest < 3 or not first.isascii() or first.isdigit():
        return False
    if first == second or _is_turned(first, second):
        return True
    named = not words(one).names.isdisjoint(lost) or not words(other).names.isdisjoint(gained)
    plain = (first + second).isalpha() and not named
    return shortest >= 7 and plain and _is_one_off(first, second)


def adds_nothing(one: str, other: str) -> bool:
    """Whether a question is the other with some common words put in, as *in practice*."""
    short, long = sorted((_in_order(one), _in_order(other)), key=len)
    rest = iter(short)
    wanted = next(rest, None)
    for word in long:
        if word == wanted:
            wanted = next(rest, None)
        elif word not in COMMON:
            return False
    return wanted is None


def exchanges_a_word(one: str, other: str) -> bool:
    """Whether two questions are alike but for one place, in which they speak of two things.

    What stays says of no thing either, or is at least as long as what is exchanged.
    """
    lost, gained, frame = _differing(one, other)
    if not frame or _only_common(lost) or _only_common(gained):
        return False
    return _only_common(frame) or max(len(lost), len(gained)) <= len(frame)


def _differing(one: str, other: str) -> tuple[list[str], list[str], list[str]]:
    """The words of both between what they begin and end with alike, and what that is."""
    first, second = _in_order(one), _in_order(other)
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    most = min(len(first), len(second)) - start
    while end < most and first[-1 - end] == second[-1 - end]:
        end += 1
    rest = len(first) - end
    return first[start:rest], second[start : len(second) - end], first[:start] + first[rest:]


def _in_order(text: str) -> list[str]:
    found: list[str] = []
    for part in _PART.findall(text.translate(_FULL_WIDTH).casefold()):
        found.extend(part if _IS_CJK.match(part) else (part,))
    return found


def _only_common(some: list[str]) -> bool:
    """Whether nothing among these words says what a question is about."""
    return all(word in COMMON for word in some)


def _is_turned(one: str, other: str) -> bool:
    """Whether two neighbours changed places that are not both digits."""
    if len(one) != len(other):
        return False
    apart = [at for at in range(len(one)) if one[at] != other[at]]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and not one[apart[0] : apart[1] + 1].isdigit()
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )


def _is_one_off(one: str, other: str) -> bool:
    """Whether one letter is too many, too few, or another."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


class Likeness:
    """Compares the cards of one deck."""

    def __init__(self, texts: Iterable[Text]) -> None:
        held = Counter[str]()
        names: set[str] = set()
        count = 0
        for text in texts:
            count += 1
            question, answer = words(text.question), words(text.answer)
            held.update(question.all | answer.all)
            names |= question.names
        self._names = names
        self._rare = {word: math.log(1 + count / cards) for word, cards in held.items()}
        self._rarest = math.log(1 + max(count, 1))

    def of_texts(self, one: str, other: str) -> float:
        """Weight of the words that two texts share, as a part of the weight of all their words."""
        first, second = words(one).all, words(other).all
        every = self._weight(first | second)
        return self._weight(first & second) / every if every else float(one == other)

    def of(self, one: Text, other: Text) -> float:
        """How alike two cards are, from 0 to 1: question and answer count the same."""
        return (
            self.of_questions(one.question, other.question)
            + self.of_texts(one.answer, other.answer)
        ) / 2

    def of_questions(self, one: str, other: str) -> float:
        """The same of questions, of which one may have a slip, or common words too many."""
        same = slip(one, other) or adds_nothing(one, other)
        return 1.0 if same else self.of_texts(one, other)

    def speak_of_two(self, one: str, other: str) -> bool:
        """Whether two questions ask the same of two things, as of ReLU and of GELU."""
        if NOT.isdisjoint(_in_order(one)) != NOT.isdisjoint(_in_order(other)):
            return True
        if slip(one, other):
            return False
        lost, gained = words(one).all - words(other).all, words(other).all - words(one).all
        some_lost, some_gained = not lost <= COMMON, not gained <= COMMON
        named = (bool(lost & self._names) and some_gained) or (
            bool(gained & self._names) and some_lost
        )
        return named or exchanges_a_word(one, other)

    def share_a_subject(self, one: str, other: str) -> bool:
        """Whether two questions share a word that says what they are about."""
        shared = words(one).all & words(other).all
        return any(not set(_in_order(word)) <= COMMON for word in shared)

    def _weight(self, some: Iterable[str]) -> float:
        return sum(self._rare.get(word, self._rarest) for word in some)
