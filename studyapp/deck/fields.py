"""The entries of one mapping, read strictly: each is of its type, or is told and left out."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from studyapp.curve.spec import is_window
from studyapp.deck.catalogue import nearest
from studyapp.deck.quoted import lost_commands
from studyapp.deck.reader import Broken, Listing, Mapping, Node, Scalar
from studyapp.safetext import clean, clean_line

if TYPE_CHECKING:
    from studyapp.deck.findings import Findings, Place

Choice = TypeVar("Choice", bound=str)

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FILLERS = "\u3164\uffa0"
"""Letters of Hangul that show nothing."""

_AS_FLAG = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
_EXAMPLES = {
    "points": "each of them after a `- ` under `points:`",
    "cards": "each of them after a `- ` under `cards:`",
}
_IN_QUOTES = "a text, in quotes if it begins with a bracket or has a `: `"


class Form:
    """The entries of a mapping of the file.

    A method gives None (or an empty tuple) for what is absent and for what is broken; the latter
    is told. `keys` are those that `of` (a deck, a card, a curve) may have; `card` is the key that
    faults name, once it is known.
    """

    def __init__(self, mapping: Mapping, keys: tuple[str, ...], of: str, found: Findings) -> None:
        self.mapping = mapping
        self.entries = mapping.entries
        self.found = found
        self.card: str | None = None
        self._keys = keys
        self._of = of

    def tell(self, code: str, place: Place, **words: Any) -> None:
        """Notes a fault of this mapping."""
        self.found.add(code, place, self.card, **words)

    def check_keys(self) -> None:
        """Tells the keys that are unknown."""
        for name in self.entries.keys() - self._keys:
            key = self.entries[name][0]
            self.tell("unknown-key", key, given=name, options=self._keys, of=self._of)

    def has_lost_id(self) -> bool:
        """Whether there is no `id`, but one was probably written."""
        return self.value("id") is None and (self.mapping.id_lost or self.misspelt("id"))

    def misspelt(self, name: str) -> bool:
        """Whether an unknown key was probably meant to be `name`."""
        return any(nearest(key, (name,)) for key in self.entries.keys() - self._keys)

    def value(self, name: str) -> Node | None:
        """The value of an entry; None if there is none, or nothing in it."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        value = entry[1]
        return None if value.__class__ is Scalar and value.nothing else value

    def written(self, name: str) -> Scalar | None:
        """A text that is not blank, as it was written."""
        value = self.value(name)
        return None if value is None else self._text(name, value)

    def required(self, name: str, instead: tuple[str, ...] = ()) -> Scalar | None:
        """A text that must be there; nothing is told if a misspelt key or a slip tells already.

        That key may also have been meant to be one of those that stand `instead` of it.
        """
        value = self.value(name)
        if value is None:
            if not self.mapping.torn and not any(map(self.misspelt, (name, *instead))):
                self.tell("missing", self.mapping, key=name)
            return None
        return self._text(name, value)

    def text(self, name: str) -> str | None:
        """A text of any number of lines, safe to show."""
        scalar = self.written(name)
        return None if scalar is None else self.shown(scalar)

    def line(self, name: str) -> str | None:
        """A text of one line, safe to show."""
        scalar = self.written(name)
        return None if scalar is None else self.shown_line(scalar)

    def texts(self, name: str) -> tuple[Scalar, ...]:
        """A list of texts as written, without those that are broken."""
        value = self.value(name)
        if isinstance(value, Listing):
            texts = (self._text(name, item, "an entry of ") for item in value.items)
            return tuple(text for text in texts if text is not None)
        if value is not None:
            example = _EXAMPLES.get(name, f"`{name}: [one, another]`")
            self.mistyped(name, value, "a list of texts", example)
        return ()

    def text_or_texts(self, name: str, most: int) -> tuple[Scalar, ...] | None:
        """One text or a list of them; None if there is none, or one of them is broken."""
        value = self.value(name)
        if not isinstance(value, Listing):
            written = self.written(name)
            return None if written is None else (written,)
        return self.listed(name, 1, most)

    def listed(self, name: str, least: int, most: int) -> tuple[Scalar, ...] | None:
        """A list of so many texts; None if it is not one, or one of them is broken."""
        value, texts = self.value(name), self.texts(name)
        if not isinstance(value, Listing):
            return None
        found = len(value.items)
        if not least <= found <= most:
            self.tell("count", value, key=name, found=found, least=least, most=most)
            return None
        return texts if len(texts) == found else None

    def shown_texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, each safe to show and of any number of lines."""
        return tuple(self.shown(scalar) for scalar in self.texts(name))

    def lines(self, name: str) -> tuple[str, ...]:
        """A list of texts, each safe to show in one line."""
        return tuple(self.shown_line(scalar) for scalar in self.texts(name))

    def choice(self, name: str, options: dict[str, Choice]) -> Choice | None:
        """One of a few words."""
        written = self.written(name)
        if written is None:
            return None
        if written.text not in options:
            self.tell("choice", written, key=name, given=written.text, options=tuple(options))
        return options.get(written.text)

    def flag(self, name: str) -> bool | None:
        """A ``true`` or ``false``."""
        value = self.value(name)
        if value is None:
            return None
        parsed = flag(value)
        if parsed is None and isinstance(value, Scalar):
            example = f"`{name}: {likely_flag(value.text)}`"
            self.tell("flag", value, key=name, given=as_written(value), example=example)
        elif parsed is None:
            self.mistyped(name, value, "`true` or `false`", f"`{name}: true`")
        return parsed

    def window(self, name: str) -> tuple[float, float] | None:
        """Two numbers, the lower one first."""
        value = self.value(name)
        if value is None or isinstance(value, Broken):
            return None
        ends = [number(item) for item in value.items] if isinstance(value, Listing) else []
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            least, greatest = ends[0], ends[1]
            if is_window(least, greatest):
                return least, greatest
        self.tell("window", value, key=name)
        return None

    def shown(self, scalar: Scalar) -> str:
        """What is shown of a text: made safe, without the empty lines around it."""
        self._warn(scalar)
        return clean(scalar.text).rstrip().lstrip("\n")

    def mistyped(self, name: str, value: Node, wanted: str, example: str, of: str = "") -> None:
        """Tells that a value is not of the type that is wanted."""
        if isinstance(value, Broken):
            return
        words = {"of": of, "key": name, "wanted": wanted, "kind": kind(value), "example": example}
        self.tell("wrong-type", value, **words)

    def mistaken_number(self, name: str, value: Node) -> None:
        """Tells that a value is not the number that is wanted."""
        if isinstance(value, Scalar):
            self.tell("number", value, given=as_written(value))
        else:
            self.mistyped(name, value, "a number", f"`{name}: 0.25`")

    def _text(self, name: str, value: Node, of: str = "") -> Scalar | None:
        if not isinstance(value, Scalar):
            self.mistyped(name, value, "a text", _IN_QUOTES, of)
            return None
        if _is_blank(value.text) or (of and value.nothing):
            self.tell("blank", value, of=of, key=name)
            return None
        return value

    def shown_line(self, scalar: Scalar) -> str:
        """What is shown of a text in one line."""
        self._warn(scalar)
        return clean_line(scalar.text).strip()

    def _warn(self, scalar: Scalar) -> None:
        for lost in lost_commands(scalar):
            self.tell("latex-in-quotes", lost.spot, command=lost.command)


def _is_blank(text: str) -> bool:
    """Whether nothing of a text is left to show, as of a lone byte-order mark."""
    if not text or text.isspace():
        return True
    if text.isascii() or (text[0].isalnum() and text[0] not in _FILLERS):
        return False
    return not clean(text).strip()


def kind(value: Node | None) -> str:
    """What a value is, in a word for authors."""
    if isinstance(value, Listing):
        return "a list"
    if isinstance(value, Mapping):
        return "a mapping"
    return "nothing" if value is None or (isinstance(value, Scalar) and value.nothing) else "a text"


def as_written(scalar: Scalar) -> str:
    """A text with quotes around it if it was not plain."""
    return scalar.text if scalar.plain else f'"{scalar.text}"'


def number(value: Node) -> float | None:
    """The finite number that a plain text writes, if it writes one."""
    if not isinstance(value, Scalar) or not value.plain or not _NUMBER.fullmatch(value.text):
        return None
    parsed = float(value.text)
    return parsed if isfinite(parsed) else None


def flag(value: Node) -> bool | None:
    """The truth that a plain ``true`` or ``false`` writes, if it is one of the two."""
    if not isinstance(value, Scalar) or not value.plain:
        return None
    return {"true": True, "false": False}.get(value.text)


def likely_flag(text: str) -> str:
    """Which of ``true`` and ``false`` a writer of `text` will have meant."""
    return _AS_FLAG.get(text.lower(), text.lower() if text.lower() in {"true", "false"} else "true")
