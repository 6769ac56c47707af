"""Mathematics as people write it, put into the formula language: `√(2/π)`, `10³`, `ln 2`, `－３`.

Each character keeps the place it came from, so that a fault is told where the learner typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import decimal, normalize

from studyapp.answers.folding import narrowed
from studyapp.curve.terms import BadExpression

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 500
"""Characters; as many as a formula may have."""

_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ˣ", "0123456789+-()x", strict=True))

_SIGNS = {
    "−": "-", "‐": "-", "‑": "-", "–": "-", "﹣": "-", "∕": "/", "⁄": "/", "÷": "/",
    "∗": "*", "⋅": "*", "∙": "*", "•": "*", "⨯": "*", "∶": "/", "≦": "<=", "≧": ">=",
    "𝜋": "π", "µ": "μ", "ℯ": "e", "，": ",", "（": "(", "）": ")",
}  # fmt: skip


class Written:
    """A text under repair: what it reads now, and where each character stood."""

    def __init__(self, text: str) -> None:
        self.text = ""
        self._places: list[int] = []
        self._end = len(text)
        for at, char in enumerate(text):
            for plain in _plain(char):
                self.text += plain
                self._places.append(at)

    def at(self, place: int) -> int:
        """The place in the text as typed of one in the text as it reads now."""
        return self._places[place] if place < len(self._places) else self._end

    def replace(self, pattern: str, by: str | Callable[[re.Match[str]], str]) -> None:
        """As `re.sub`; what is put in stands where the match began."""
        text, places, end = "", [], 0
        for match in re.finditer(pattern, self.text):
            made = match.expand(by) if isinstance(by, str) else by(match)
            text += self.text[end : match.start()] + made
            places += self._places[end : match.start()]
            places += [self.at(match.start())] * len(made)
            end = match.end()
        self.text = text + self.text[end:]
        self._places = places + self._places[end:]

    def wrap(self, name: str, before: str, after: str) -> None:
        """Writes `before u after` for each `name(u)`, and no end where its bracket has none."""
        at = self.text.find(f"{name}(")
        while at >= 0:
            end = _closing(self.text, at + len(name))
            if end >= 0:
                self._put(end, end + 1, after)
            self._put(at, at + len(name) + 1, before)
            at = self.text.find(f"{name}(", at + len(before))

    def _put(self, start: int, end: int, text: str) -> None:
        place = self.at(start)
        self.text = self.text[:start] + text + self.text[end:]
        self._places[start:end] = [place] * len(text)

    def misplaced(self, fault: BadExpression) -> BadExpression:
        """The same fault at the place where it was typed."""
        return BadExpression(fault.problem, fault.advice, self.at(fault.at))


def _closing(text: str, opening: int) -> int:
    """Where the bracket that opens there is closed; -1 if nowhere."""
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    return -1


def _plain(char: str) -> str:
    if char in _RAISED:
        return char
    own = _SIGNS.get(narrowed(char), narrowed(char))
    digit = decimal(own, None) if len(own) == 1 else None
    if digit is not None:
        return str(digit)
    if own.isspace():
        return " "
    half = normalize("NFKC", own) if "¼" <= own <= "¾" or "⅐" <= own <= "⅞" else ""
    return f"({half.replace('⁄', '/')})" if half else own


def written(text: str) -> Written:
    """A text with the signs of mathematics spelt as the formula language has them.

    Raises:
        BadExpression: it is too long, or one of the signs cannot be read where it stands.
    """
    if len(text) > LONGEST:
        raise BadExpression(
            f"{len(text)} characters are too many", f"write at most {LONGEST}", LONGEST
        )
    own = Written(text)
    try:
        _respell(own)
    except BadExpression as fault:
        raise own.misplaced(fault) from None
    return own


def _respell(own: Written) -> None:
    own.replace(r"[\u0300-\u036f\u200b-\u200f\ufeff]", "")
    raised = "".join(_RAISED)
    own.replace(f"[{raised}]+", lambda found: f"^({''.join(map(_RAISED.__getitem__, found[0]))})")
    own.replace(r"√\s*(?=\()", "sqrt")
    own.replace(r"√\s*([0-9.]+|[A-Za-zα-ω]+(?![A-Za-z0-9α-ω(]))", r"sqrt(\1)")
    own.replace(r"(?<![A-Za-z0-9_])ln\s*(?=\()", "log")
    own.replace(r"(?<![A-Za-z0-9_])(?:ln|log)\s+([0-9.]+)", r"log(\1)")
    own.replace(r"(?<=[0-9)])\s*(?=sqrt\(|π|pi(?![A-Za-z0-9_]))", _times)


def _times(found: re.Match[str]) -> str:
    """The sign that is left out in `2π`; behind a fraction line it could be read in two ways."""
    before = found.string[: found.start()]
    if re.search(r"/\s*[0-9.]+$", before):
        raise BadExpression("this can be read in two ways", "write brackets", found.start())
    return "*"
