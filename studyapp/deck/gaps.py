"""The gaps of a cloze: where they stand in its text, and the text with some of them open.

A gap goes from ``{{`` to the first ``}}`` at which every ``{`` in it is closed, so that LaTeX may
end in braces of its own: ``{{\\frac{a}{b}}}``. Of three braces and more the last two open it, if it
then closes without a brace too many. Braces after a backslash do not count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from studyapp.text.dollars import regions

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.text.dollars import Region

HIGHEST = 999
"""The highest number of a gap."""

_NUMBER = re.compile(r"\s*c([0-9]+)::")
_STEP = re.compile(r"\\.|\{\{|\{|\}\}|\}|::", re.DOTALL)
_HOLE = "\ue002"
"""Stands for a gap while code and LaTeX are looked for; clean text never holds it."""


class Gap(NamedTuple):
    """A gap of a text, which it takes up from `start` to `end`."""

    start: int
    end: int
    number: int
    content: str
    hint: str | None


class BadGap(ValueError):
    """A text with a faulty gap: a code of the catalogue, and where in the text."""

    def __init__(self, code: str, at: int) -> None:
        super().__init__(code, at)
        self.code = code
        self.at = at


class _Raw(NamedTuple):
    """A gap whose number may not be known yet."""

    start: int
    end: int
    number: int | None
    content: str
    hint: str | None


def gaps_of(text: str) -> tuple[Gap, ...]:
    """The gaps of a text, in their order.

    Those without a number take, one after the other, the numbers that no gap has written.

    Raises:
        BadGap: one of them is never closed, empty, badly numbered or inside of another.
    """
    raw: list[_Raw] = []
    at = 0
    while (start := text.find("{{", at)) >= 0:
        raw.append(_gap(text, start))
        at = raw[-1].end
    written = {gap.number for gap in raw}
    free = (number for number in range(1, len(raw) + len(written) + 1) if number not in written)
    return tuple(
        Gap(gap.start, gap.end, gap.number or next(free), gap.content, gap.hint) for gap in raw
    )


class Cloze:
    """A text with gaps, taken apart once for all the cards it makes."""

    def __init__(self, text: str) -> None:
        """Finds the gaps of `text`, or raises `BadGap`."""
        self.gaps = gaps_of(text)
        begins = [0, *(gap.end for gap in self.gaps)]
        ends = [*(gap.start for gap in self.gaps), len(text)]
        self._between = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
        self._regions = [
            where
            for where, piece in regions(_HOLE.join(self._between))
            for _ in range(piece.count(_HOLE))
        ]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the gaps, rising: one card for each of them."""
        return sorted({gap.number for gap in self.gaps})

    def contents(self, number: int) -> tuple[str, ...]:
        """What stands in the gaps of one number."""
        return tuple(gap.content for gap in self.gaps if gap.number == number)

    def question(self, number: int) -> str:
        """The text with the gaps of one number as ``[…]``, or their hint in the brackets."""
        return self._filled(number, _asked)

    def answer(self, number: int) -> str:
        """The text with what stands in the gaps of one number emphasised, and below it that alone.

        Plain text and code show no emphasis.
        """
        alone = (
            _ALONE[where](gap.content)
            for gap, where in zip(self.gaps, self._regions, strict=True)
            if gap.number == number
        )
        return f"{self._filled(number, _told)}\n\n→ {', '.join(dict.fromkeys(alone))}"

    def _filled(self, number: int, shown: Callable[[Gap, Region, str], str]) -> str:
        parts = self._between[:1]
        for gap, where, after in zip(self.gaps, self._regions, self._between[1:], strict=True):
            text = shown(gap, where, after) if gap.number == number else gap.content
            parts += (f"{{{text}}}" if where == "math" else text, after)
        return "".join(parts)


def _asked(gap: Gap, where: Region, after: str) -> str:
    if where == "math" and gap.hint and not set(gap.hint) & set("\\{}$^_"):
        return f"[\\text{{{gap.hint}}}]"
    # Markdown would take brackets before brackets for a link.
    escape = "\\" if where == "text" and after[:1] in {"(", "["} else ""
    return f"{escape}[{gap.hint or '…'}]"


def _told(gap: Gap, where: Region, _after: str) -> str:
    if where == "math":
        return f"\\boldsymbol{{{gap.content}}}"
    return gap.content if where == "code" else f"**{gap.content}**"


def _as_line(text: str) -> str:
    return " ".join(text.split())


def as_code(text: str) -> str:
    """A text of one line as code in Markdown, with all its signs as they are."""
    line = _as_line(text)
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    space = " " if "`" in (line[:1], line[-1:]) else ""
    return f"{ticks}{space}{line}{space}{ticks}"


_ALONE: dict[Region, Callable[[str], str]] = {
    "text": _as_line,
    "math": lambda text: f"${_as_line(text)}$",
    "code": as_code,
}
"""How what stood in a gap is written where it stands alone."""


def _gap(text: str, start: int) -> _Raw:
    """The gap that opens at `start`, or at a later one of the braces there."""
    run = start
    while text[run : run + 1] == "{":
        run += 1
    # From the inside out: in `e^{{{-x}}}` the first brace is LaTeX's, in `{{{a}^2}}` the third.
    openings = range(run - 2, max(start, run - 4) - 1, -1)
    tried = (_opened(text, opening, strict=True) for opening in openings)
    found = next((gap for gap in tried if gap is not None), None)
    return found or _opened(text, start, strict=False) or _never(start)


def _opened(text: str, start: int, *, strict: bool) -> _Raw | None:
    """The gap that opens at `start`; None if it is `strict` and has a brace that closes nothing."""
    begin, number = start + 2, None
    numbered = _NUMBER.match(text, begin)
    if numbered:
        number, begin = int(numbered[1][:9]), numbered.end()
        if not 1 <= number <= HIGHEST:
            raise BadGap("gap-number", start)
    split, at, depth = -1, begin, 0
    while found := _STEP.search(text, at):
        sign, at = found[0], found.end()
        if sign[0] == "{":
            depth += len(sign)
        elif sign == "::" and depth == 0:
            split = found.start()
        elif sign == "}}" and depth == 0:
            return _made(text, start, number, begin, split, found.start())
        elif sign[0] == "}" and depth > 0:
            depth -= 1
            at = found.start() + 1
        elif sign[0] == "}" and strict:
            return None
    return _never(start)


def _never(start: int) -> NoReturn:
    raise BadGap("gap-open", start)


def _made(text: str, start: int, number: int | None, begin: int, split: int, end: int) -> _Raw:
    stop = split if split >= 0 else end
    content, hint = text[begin:stop], text[stop + 2 : end]
    if not content.strip():
        raise BadGap("gap-empty", start)
    if "{{" in content:
        raise BadGap("gap-nested", begin + content.index("{{"))
    return _Raw(start, end + 2, number, content.strip(), " ".join(hint.split()) or None)
