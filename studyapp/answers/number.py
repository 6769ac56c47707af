"""A number in any form that a person writes, and how far it is from the expected one."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite, log10
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import normalize

from studyapp.answers.folding import narrowed
from studyapp.answers.scalar import formula
from studyapp.answers.scalar import number as evaluated
from studyapp.answers.written import Written, written
from studyapp.curve.terms import BadExpression

if TYPE_CHECKING:
    from studyapp.answers.outcome import Outcome

Verdict = Literal["exact", "within", "wrong"]

Slip = Literal["", "sign", "power of ten", "percent", "fraction"]
"""What a wrong number would be right without: the other sign; some power of ten; 25 for 0.25, or
25% for 25; 0.25 where percent are asked for."""

EXACT = 1e-12
"""Of the expected number: as far apart two forms of it may come out in floats."""

CLEAR = 0.02
"""Of the expected number: within it, but for a slip, a number shows that slip."""

FARTHEST_POWER = 30

PREFIXES = {
    "p": -12, "n": -9, "u": -6, "μ": -6, "m": -3,
    "k": 3, "K": 3, "M": 6, "G": 9, "B": 9, "T": 12, "P": 15, "千": 3, "万": 4, "萬": 4, "亿": 8,
    "億": 8,
}  # fmt: skip
"""Powers of ten that a letter stands for: those of SI, B as in `7B`, and those of Chinese."""

BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50}
"""Powers of two."""

_FIGURE = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_ALONE = r"(?![A-Za-z0-9_μπ])"


class Parsed(NamedTuple):
    """A number as read: its value, and whether it was written in percent."""

    value: float
    is_percent: bool = False


class Tolerance(NamedTuple):
    """How far a number may be off: `size` at least 0, a share of the expected one if relative."""

    size: float
    is_relative: bool = False


NONE = Tolerance(0.0)


class NumberVerdict(NamedTuple):
    """How a number compares.

    Attributes:
        given, expected: in the unit asked for.
        off: given - expected.
        share: ``off / |expected|``; None where 0 is expected.
        slip: what alone is wrong, if it is one of these.
        power: the given number is ten to this power times the expected one; 0 but for that slip.
    """

    verdict: Verdict
    given: float
    expected: float
    off: float
    share: float | None
    slip: Slip = ""
    power: int = 0

    @property
    def outcome(self) -> Outcome:
        """For a proposal of a grade; what is within the tolerance is right."""
        if self.verdict != "wrong":
            return "right"
        return "slip" if self.slip else "wrong"


def parse(text: str, unit: str = "") -> Parsed:
    """The number that a text writes.

    `1/4`, `2.5e-1`, `25%`, `√(2/π)`, `1G`, `3.2 k`, `1_000`, `1,000`, `１２`, `−3`, `2·10³`; a
    comma that cannot part thousands is a decimal one. With the unit or without it.

    Args:
        text: as typed.
        unit: the one asked for, if any; `%` makes percent the measure, so that `25` and `25%`
            are 25.

    Raises:
        BadExpression: it is no number; where, and what was expected there.
    """
    own = written(text)
    own.replace(r"^\s*[=≈~≃]\s*", "")
    had_unit = _without_unit(own, unit)
    is_percent = _without_percent(own)
    if not own.text.strip():
        raise BadExpression("there is no number", "write one, as in `0.25` or `1/4`", 0)
    _grouped(own)
    try:
        _prefixed(own)
        value = evaluated(formula(own.text), {})
    except BadExpression as fault:
        raise own.misplaced(fault) from None
    return Parsed(value / 100.0 if is_percent else value, is_percent or (had_unit and unit == "%"))


def _without_unit(own: Written, unit: str) -> bool:
    plain = _same_letters(unit).strip()
    if not plain:
        return False
    text = _same_letters(own.text.rstrip())
    # The letters of a long unit cannot be mistaken; those of `MB` and `mb` can.
    alike = text.casefold().endswith(plain.casefold()) if len(plain) > 2 else text.endswith(plain)
    before = text[: -len(plain)].rstrip() if alike else ""
    if not alike or not before or (plain[0].isalpha() and re.search(r"[A-Za-z]{3}$", before)):
        return False
    pattern = re.escape(own.text.rstrip()[-len(plain) :]) + r"\s*$"
    own.replace(pattern, "")
    return True


def _same_letters(text: str) -> str:
    """Without what two spellings of a unit may differ in, one character for one."""
    return narrowed(text).replace("µ", "μ").replace("\u2126", "Ω")


def _without_percent(own: Written) -> bool:
    if not re.search(r"%\s*$", own.text):
        return False
    own.replace(r"\s*%\s*$", "")
    return True


def _grouped(own: Written) -> None:
    """Takes out what parts thousands, and makes a decimal comma a point."""
    own.replace(r"(?<=[0-9])_(?=[0-9])", "")
    own.replace(r"(?<![0-9., ])[0-9]{1,3}(?: [0-9]{3})+(?![0-9 ])", _joined)
    if "(" in own.text:  # in a call, a comma parts what the function is of
        return
    own.replace(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])", _joined)
    own.replace(r"(?<![0-9.,])([0-9]+),([0-9]+)(?![0-9.,])", r"\1.\2")


def _joined(found: re.Match[str]) -> str:
    return found[0].replace(" ", "").replace(",", "")


def _prefixed(own: Written) -> None:
    """Works the letter behind a number into it: 3.2 k is 3.2e3, to the last digit."""
    letters = "|".join([*BINARY, *PREFIXES])
    own.replace(rf"(?<![A-Za-z0-9_.])({_FIGURE})\s*({letters}){_ALONE}", _scaled)


def _scaled(found: re.Match[str]) -> str:
    if re.search(r"[/^]\s*$", found.string[: found.start()]):
        raise BadExpression("this can be read in two ways", "write brackets", found.start())
    try:
        figure = Decimal(found[1])
        if found[2] in BINARY:
            return str(figure * 2 ** BINARY[found[2]])
        return str(figure.scaleb(PREFIXES[found[2]]))
    except ArithmeticError:  # of 1e999999999: no number afterwards either
        return found[0]


def parse_tolerance(text: str) -> Tolerance:
    """How far off is still right: `0.001`, or `1%` of the expected number.

    Raises:
        BadExpression: it is no number, or under 0.
    """
    read = parse(normalize("NFC", text).replace("±", " ", 1))
    if read.value < 0.0:
        raise BadExpression("a tolerance cannot be under 0", "write `0.001` or `1%`", 0)
    return Tolerance(read.value, read.is_percent)


def check(
    given: Parsed | float, expected: float, tolerance: Tolerance = NONE, unit: str = ""
) -> NumberVerdict:
    """How a number compares with the expected one.

    Args:
        given: from `parse`.
        expected: finite, in the unit.
        tolerance: its bounds are within.
        unit: as for `parse`.
    """
    read = given if isinstance(given, Parsed) else Parsed(given)
    off = read.value - expected
    share = off / abs(expected) if expected else None
    verdict = NumberVerdict("wrong", read.value, expected, off, share)
    if abs(off) <= EXACT * abs(expected):
        return verdict._replace(verdict="exact")
    allowed = tolerance.size * abs(expected) if tolerance.is_relative else tolerance.size
    if abs(off) <= allowed * (1.0 + EXACT) + EXACT * abs(expected):
        return verdict._replace(verdict="within")
    slip, power = _slip(read, expected, allowed, unit)
    return verdict._replace(slip=slip, power=power)


def _slip(read: Parsed, expected: float, allowed: float, unit: str) -> tuple[Slip, int]:
    if not expected or not read.value or not isfinite(read.value):
        return "", 0
    near = max(1e-9, min(allowed / abs(expected), CLEAR))

    def is_right(value: float) -> bool:
        return abs(value - expected) <= near * abs(expected)

    if is_right(-read.value):
        return "sign", 0
    if unit == "%" and is_right(read.value * 100.0):
        return "fraction", 0
    if (read.is_percent and unit != "%" and is_right(read.value * 100.0)) or (
        not read.is_percent and unit != "%" and abs(expected) <= 1.0 and is_right(read.value / 100)
    ):
        return "percent", 0
    ratio = read.value / expected
    power = round(log10(ratio)) if 0.0 < ratio < 1e300 else 0
    if power and abs(power) <= FARTHEST_POWER and is_right(read.value / 10.0**power):
        return "power of ten", power
    return "", 0
