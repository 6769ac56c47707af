"""What is no fault of a deck but worth a second look: warnings that only `check` tells.

Reading a deck for study does not look for them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from studyapp.deck import keys
from studyapp.deck.placeholders import LONGEST
from studyapp.deck.reader import Listing, Scalar
from studyapp.deck.within import spot_within
from studyapp.text.dollars import regions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.deck.fields import Form

LONGEST_ANSWER = 2_000
"""Characters; more than one can recall, and more than one can tell an interviewer."""

_TEXTS = ("question", "text", "answer", "hint", "source", "points", "choices")
_HTTP = re.compile(r"\bhttp://(?!localhost\b|127\.)[^\s)>\"'`]*")
_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_FULL = re.compile("[，。、；：？！（）]")
_HALF = re.compile("(?<=[\u3040-\u30ff\u3400-\u9fff])[,;:?!()]|(?<=[，。、；：？！）])[,;:?!]")
_FOLDED_AWAY = {code: None for code in range(128) if category(chr(code))[0] in "PZC"}
_SIGN_OF_A_NUMBER = re.compile(r"[-.](?=[0-9])")


class Style:
    """Looks at the cards of one deck, one after the other."""

    def __init__(self) -> None:
        self._folded: dict[str, tuple[str, int]] = {}
        self._without_points: list[Form] = []
        self._asked = 0

    def look_at(self, form: Form, question: Scalar | None, *, self_graded: bool) -> None:
        """Tells what can be told of one card; `question` is what it is called after."""
        answer = form.value("answer")
        if isinstance(answer, Scalar) and len(answer.text) > LONGEST_ANSWER:
            form.tell("long-answer", answer, size=len(answer.text), most=LONGEST_ANSWER)
        if question is not None and len(question.text) <= LONGEST_ANSWER:
            self._compare(form, question)
        if self_graded:
            self._asked += 1
            if form.value("points") is None:
                self._without_points.append(form)
        for text in _texts(form):
            _tell_of_links(form, text)
            _tell_of_widths(form, text)

    def look_back(self) -> None:
        """Tells what only shows once all cards have been seen."""
        if 2 * len(self._without_points) < self._asked:
            for form in self._without_points:
                form.tell("no-points", form.mapping)

    def _compare(self, form: Form, question: Scalar) -> None:
        folded, same = _folded(question.text), keys.same_question(question.text)
        first, line = self._folded.setdefault(folded, (same, form.mapping.line))
        if folded and first != same:
            form.tell("near-question", question, first=line)


def _folded(text: str) -> str:
    """A question without what hardly tells it from another: case, width, punctuation, spaces.

    In LaTeX and code, and before digits, signs are not punctuation.
    """
    pieces = []
    for where, piece in regions(normalize("NFKC", text).casefold()):
        kept = piece
        if where == "text" and piece.isascii() and not _SIGN_OF_A_NUMBER.search(piece):
            kept = piece.translate(_FOLDED_AWAY)
        elif where == "text":
            numbers = {found.start() for found in _SIGN_OF_A_NUMBER.finditer(piece)}
            kept = "".join(
                char
                for at, char in enumerate(piece)
                if at in numbers or category(char)[0] not in "PZC"
            )
        pieces.append(kept)
    return "".join(pieces)


def _texts(form: Form) -> Iterator[Scalar]:
    for key in _TEXTS:
        value = form.value(key)
        for item in value.items if isinstance(value, Listing) else [value]:
            if isinstance(item, Scalar):
                yield item


def _tell_of_links(form: Form, text: Scalar) -> None:
    if "http://" not in text.text:
        return
    for link in _HTTP.finditer(text.text):
        form.tell("plain-http", spot_within(text, link.start()), given=link[0])


def _tell_of_widths(form: Form, text: Scalar) -> None:
    """Tells of the first half-width sign after a wide character, in a text with full-width ones."""
    if text.text.isascii() or len(text.text) > LONGEST or not _FULL.search(text.text):
        return
    begin = 0
    for where, piece in regions(text.text):
        found = _HALF.search(piece) if where == "text" else None
        if found:
            spot = spot_within(text, begin + found.start())
            form.tell("mixed-width", spot, given=found[0], wide=_WIDE[found[0]])
            return
        begin += len(piece)
