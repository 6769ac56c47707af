"""Reads a formula in one line of Unicode, as the renderer shows it, and computes its value.

It knows nothing of LaTeX: it reads what a reader sees, by the conventions of the page. Products and
quotients go from left to right; a root takes the next letter, number or bracket; a function without
a bracket takes the factors up to the next space, after a sign; ∑ takes the rest of its product.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from unicodedata import combining

Value = float | Sequence[float] | Callable[..., float]
Names = Mapping[str, Value]

_UP = dict(
    zip(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵅᵝᵞᵟᶿᵠ",
        "0123456789+−=()abcdefghijklmnoprstuvwxyzTαβγδθφ",
        strict=True,
    )
)
_DOWN = dict(
    zip(
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        "0123456789+−=()aehijklmnoprstuvxβγρφχ",
        strict=True,
    )
)


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))


FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": math.exp, "log": math.log, "ln": math.log, "sin": math.sin, "cos": math.cos,
    "tan": math.tan, "tanh": math.tanh, "sinh": math.sinh, "cosh": math.cosh, "erf": math.erf,
    "erfc": math.erfc, "max": max, "min": min, "arctan": math.atan,
    "sech": lambda x: 1.0 / math.cosh(x),
    "sign": lambda x: math.copysign(1.0, x) if x else 0.0,
    "sigmoid": _sigmoid, "softplus": lambda x: math.log1p(math.exp(x)),
    "clip": lambda x, low, high: min(max(x, low), high), "relu": lambda x: max(0.0, x),
    "σ": _sigmoid, "Φ": lambda x: 0.5 * math.erfc(-x / math.sqrt(2.0)),
    "φ": lambda x: math.exp(-x * x / 2.0) / math.sqrt(2.0 * math.pi),
    "gelu": lambda x: 0.5 * x * math.erfc(-x / math.sqrt(2.0)), "silu": lambda x: x * _sigmoid(x),
    "C": lambda n, k: math.comb(round(n), round(k)),
}  # fmt: skip
_RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, ">": operator.gt, "≤": operator.le, "≥": operator.ge,
    "=": operator.eq, "≠": operator.ne,
}  # fmt: skip
_CONSTANTS = {"e": math.e, "π": math.pi}
_BRACKETS = {"(": ")", "[": "]", "{": "}", "|": "|", "⌊": "⌋", "⌈": "⌉"}
_ROOTS = {"√": 2, "∛": 3, "∜": 4}
_TIMES = "·×⊙∗*"
_DIGITS = "0123456789."
_STEPS = 2000
"""Of an integral."""

_STEP = 1e-5
"""Of a derivative, to both sides."""

_WIDE = 4e-3
"""Of a second derivative; its error is of the fourth order."""


class NotRead(ValueError):
    """The text does not follow the conventions."""


def value(text: str, names: Names) -> float:
    """The value of the formula.

    Of an equation that of its last side; ``…, u = …`` behind a comma defines a letter.
    """
    clauses = _split(text, ",")
    known = dict(names)
    for clause in reversed(clauses[1:]):
        name, _, meaning = clause.partition("=")
        _define(name.strip(), meaning, known)
    reader = _Reader(_split(clauses[0], "=")[-1].strip(), known)
    found = reader.sum()
    reader.end()
    return found


def _define(name: str, meaning: str, known: dict[str, Value]) -> None:
    """A letter in terms of the others, and its derivative with respect to x."""
    known[name] = value(meaning, known)
    x = known.get("x")
    if isinstance(x, float):
        slope, bend = _derivatives(lambda at: value(meaning, {**known, "x": at}), x)
        known |= {f"{name}′": slope, f"{name}″": bend}


def _derivatives(function: Callable[[float], float], x: float) -> tuple[float, float]:
    slope = (function(x + _STEP) - function(x - _STEP)) / (2.0 * _STEP)
    far, near = (function(x + d) + function(x - d) for d in (2.0 * _WIDE, _WIDE))
    return slope, (16.0 * near - far - 30.0 * function(x)) / (12.0 * _WIDE * _WIDE)


def _split(text: str, separator: str) -> list[str]:
    """The parts between separators that stand in no bracket."""
    depth, parts = 0, [""]
    for char in text:
        depth += (char in "([{") - (char in ")]}")
        if char == separator and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


class _Reader:
    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._at = 0
        self._bars = False

    def sum(self) -> float:
        """Terms with signs between them."""
        total = self._sign() * self._product()
        while self._skip() and self._peek() in "+−":
            total += self._sign() * self._product()
        return total

    def end(self) -> None:
        if self._skip():
            raise NotRead(f"{self._text[self._at :]!r} is left of {self._text!r}")

    def _skip(self) -> str:
        """The next character that is no space."""
        while self._peek() == " ":
            self._at += 1
        return self._peek()

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self, chars: str) -> str:
        char = self._peek()
        if not char or char not in chars:
            raise NotRead(f"one of {chars!r} should be at {self._at} of {self._text!r}")
        self._at += 1
        return char

    def _has(self, word: str) -> bool:
        if self._text.startswith(word, self._at):
            self._at += len(word)
            return True
        return False

    def _sign(self) -> float:
        sign = 1.0
        while self._skip() and self._peek() in "+−":
            sign *= -1.0 if self._take("+−") == "−" else 1.0
        return sign

    def _product(self) -> float:
        total = self._factor()
        while True:
            char = self._skip()
            if char and char in _TIMES:
                self._at += 1
                total *= self._sign() * self._factor()
            elif char == "/":
                self._at += 1
                total /= self._sign() * self._factor()
            elif self._begins_factor():
                total *= self._factor()
            else:
                return total

    def _begins_factor(self) -> bool:
        char = self._peek()
        if any(self._text.startswith(word, self._at) for word in ("if ", "otherwise", "mod ")):
            return False
        if char == "d" and self._names.get("∫"):
            return False
        if char == "|" and self._bars:  # it closes
            return False
        return bool(char) and (char.isalnum() or char in "([{√∛∜∑∏∫⌊⌈|‖" or char in _UP)

    def _factor(self) -> float:
        """A base with its exponents and factorials."""
        self._skip()
        found = self._base()
        while True:
            exponent = self._raised()
            if exponent is not None:
                found = found**exponent
            elif self._has("!"):
                found = float(math.factorial(round(found)))
            else:
                return found

    def _base(self) -> float:
        char = self._peek()
        if char in _UP:
            return self._indexed_root()
        if char and char in _DIGITS:
            return self._number()
        if char and char in _ROOTS:
            self._at += 1
            return float(self._base() ** (1.0 / _ROOTS[char]))
        if char and char in "∑∏":
            return self._series(self._take("∑∏"))
        if char == "∫":
            return self._integral()
        if char == "‖":
            return self._norm()
        if char == "{":
            return self._cases()
        if char and char in _BRACKETS:
            return self._bracket()
        return self._name()

    def _indexed_root(self) -> float:
        index = self._scripted(_UP)
        self._take("√")
        return float(self._base() ** (1.0 / value(index, self._names)))

    def _number(self) -> float:
        begin = self._at
        while self._peek() and self._peek() in _DIGITS:
            self._at += 1
        return float(self._text[begin : self._at])

    def _bracket(self) -> float:
        char = self._peek()
        (found,) = self._arguments()
        match char:
            case "|":
                return abs(found)
            case "⌊":
                return float(math.floor(found))
            case "⌈":
                return float(math.ceil(found))
            case _:
                return found

    def _arguments(self) -> list[float]:
        """What stands in a bracket, between commas."""
        closing = _BRACKETS[self._take("".join(_BRACKETS))]
        outer, self._bars = self._bars, closing == "|"
        found = [self.sum()]
        while self._skip() == ",":
            self._at += 1
            found.append(self.sum())
        self._take(closing)
        self._bars = outer
        return found

    def _cases(self) -> float:
        """The value of the first case that holds: `{ x if x>0; αx otherwise }`."""
        self._take("{")
        chosen: float | None = None
        while True:
            found = self.sum()
            self._skip()
            holds = self._has("otherwise")
            if not holds:
                if not self._has("if "):
                    raise NotRead(f"a case without a condition in {self._text!r}")
                holds = self._condition()
            if holds and chosen is None:
                chosen = found
            if self._skip() != ";":
                break
            self._at += 1
        self._take("}")
        if chosen is None:
            raise NotRead(f"no case of {self._text!r} holds")
        return chosen

    def _condition(self) -> bool:
        """A chain of relations."""
        left, holds = self.sum(), True
        while self._skip() and self._peek() in _RELATIONS:
            relation = _RELATIONS[self._take("".join(_RELATIONS))]
            right = self.sum()
            holds = holds and relation(left, right)
            left = right
        return holds

    def _name(self) -> float:
        """A variable, a constant, a function with its argument, or an indicator."""
        if self._has("𝟏["):
            holds = self._condition()
            self._take("]")
            return float(holds)
        word = self._word()
        found = self._names.get(word, FUNCTIONS.get(word))
        if callable(found):
            return self._applied(found)
        if len(word) > 1 and word not in self._names:
            self._at -= len(word) - 1
            word = word[0]
        marks = self._marks()
        lowered = self._lowered()
        return self._variable(word + marks, lowered)

    def _word(self) -> str:
        """The letters here that are a function or, failing that, all of them."""
        end = self._at
        while self._text[end : end + 1].isalpha() and self._text[end] not in {**_UP, **_DOWN}:
            end += 1
        letters = self._text[self._at : end]
        if not letters:
            raise NotRead(f"nothing to read at {self._at} of {self._text!r}")
        is_call = letters in FUNCTIONS and (
            len(letters) > 1
            or self._text[end : end + 1] in ("(", *_UP)
            or self._text[end : end + 2] in ("′(", "″(")
        )
        takes = letters if is_call or letters in self._names else letters[0]
        if not is_call and callable(self._names.get(takes, FUNCTIONS.get(takes))):
            following = self._text[self._at + len(takes) : self._at + len(takes) + 1]
            if following not in ("(", *_UP):
                raise NotRead(f"{takes} without its argument in {self._text!r}")
        self._at += len(takes)
        return takes

    def _applied(self, function: Callable[..., float]) -> float:
        """A function, or its derivative, of its argument."""
        for order, mark in enumerate("′″"):
            if self._has(mark):
                (x,) = self._arguments()
                return _derivatives(function, x)[order]
        lowered = self._lowered() if function is math.log else ""
        scale = math.log(value(lowered, self._names)) if lowered else 1.0
        exponent = self._raised()
        if self._peek() == "(":
            found = float(function(*self._arguments()))
        else:
            sign = self._sign()
            inner = self._factor()
            while self._peek() not in ("", " ") and self._begins_factor():
                inner *= self._factor()
            found = float(function(sign * inner))
        found /= scale
        return found if exponent is None else found**exponent

    def _marks(self) -> str:
        marks = ""
        while self._peek() and (combining(self._peek()) or self._peek() in "′″"):
            marks += self._peek()
            self._at += 1
        return marks

    def _variable(self, name: str, lowered: str) -> float:
        marks = self._marks() if lowered else ""
        full = f"{name}_{lowered}{marks}" if lowered else name
        found = self._names.get(full, _CONSTANTS.get(full))
        if found is None and lowered:
            items = self._names.get(name)
            if isinstance(items, Sequence):
                return float(items[round(value(lowered, self._names)) - 1])
        if not isinstance(found, int | float):
            raise NotRead(f"{full!r} of {self._text!r} is not known")
        return float(found)

    def _raised(self) -> float | None:
        """An exponent here, if there is one."""
        if self._peek() and self._peek() in _UP:
            begin = self._at
            script = self._scripted(_UP)
            if self._peek() == "√":  # the index of a root
                self._at = begin
                return None
            return value(script, self._names)
        if self._has("^("):
            self._at -= 1
            (found,) = self._arguments()
            return found
        return self._base() if self._has("^") else None

    def _lowered(self) -> str:
        """An index here as plain text, if there is one."""
        if self._peek() and self._peek() in _DOWN:
            return self._scripted(_DOWN)
        if not self._has("_"):
            return ""
        begin = self._at
        if self._peek() != "(":
            while self._peek().isalnum() and self._peek() not in _UP:
                self._at += 1
            return self._text[begin : self._at]
        depth = 0
        while True:
            char = self._take(self._peek() or ")")
            depth += (char == "(") - (char == ")")
            if not depth:
                return self._text[begin + 1 : self._at - 1]

    def _scripted(self, table: Mapping[str, str]) -> str:
        plain = ""
        while self._peek() and self._peek() in table:
            plain += table[self._peek()]
            self._at += 1
        return plain

    def _series(self, sign: str) -> float:
        """A sum or product: its index runs over the items of the lists, or between bounds."""
        index, _, first = self._lowered().partition("=")
        last = self._raised()
        begin = round(value(first, self._names)) if first else 1
        lists = [len(items) for items in self._names.values() if isinstance(items, Sequence)]
        end = round(last) if last is not None else max(lists)
        skipped = None
        if "≠" in index:
            index, _, other = index.partition("≠")
            skipped = round(value(other, self._names))
        body = self._at
        results = []
        for at in range(begin, end + 1):
            self._at = body
            inner = _Reader(self._text, {**self._names, index: float(at)})
            inner._at = body
            results.append(inner._product())
            self._at = inner._at
            if at == skipped:
                results.pop()
        return math.fsum(results) if sign == "∑" else math.prod(results)

    def _integral(self) -> float:
        """By Simpson's rule, over the letter behind the d."""
        self._take("∫")
        low, high = value(self._lowered(), self._names), self._raised()
        if high is None:
            raise NotRead("an integral without bounds")
        end = self._text.index(" d", self._at)
        body, letter = self._text[self._at : end], self._text[end + 2]
        self._at = end + 3
        step = (high - low) / _STEPS
        heights = [
            value(body, {**self._names, letter: low + at * step}) for at in range(_STEPS + 1)
        ]
        inner = 4.0 * sum(heights[1:-1:2]) + 2.0 * sum(heights[2:-1:2])
        return step / 3.0 * (heights[0] + inner + heights[-1])

    def _norm(self) -> float:
        self._take("‖")
        items = self._names[self._take(self._peek())]
        self._take("‖")
        order = float(self._lowered() or 2)
        if not isinstance(items, Sequence):
            raise NotRead("a norm of a number")
        return float(sum(abs(item) ** order for item in items) ** (1.0 / order))
