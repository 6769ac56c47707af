"""Text as it is compared: one form of each letter, one width, one kind of space."""

from __future__ import annotations

from unicodedata import decomposition, normalize

from studyapp.safetext import clean

_WIDTHS = ("<wide> ", "<narrow> ")

_VOICED = {"\uff9e": "\u3099", "\uff9f": "\u309a"}
"""The half-width voice marks, which join the kana before them."""

_KEYBOARD = str.maketrans("‘’‛“”„‟−‐‑–⁄∕ʼ", "'''\"\"\"\"----//'")
"""Signs that typesetting has and keyboards lack."""


def narrowed(text: str) -> str:
    """In NFC, with full-width Latin and half-width kana in their usual widths."""
    if text.isascii():
        return text
    return normalize("NFC", "".join(map(_usual, normalize("NFC", text))))


def folded(text: str) -> str:
    """What two texts that count as the same answer have in common."""
    plain = narrowed(text).translate(_KEYBOARD)
    return normalize("NFC", " ".join(plain.casefold().split()))


def presentable(text: str) -> str:
    """One safe line in NFC, white space collapsed, to be shown as it was typed otherwise."""
    composed = normalize("NFC", text)  # before marks are counted
    return " ".join(normalize("NFC", clean(composed)).split())


def _usual(char: str) -> str:
    if char in _VOICED:
        return _VOICED[char]
    made_of = decomposition(char)
    for width in _WIDTHS:
        if made_of.startswith(width):
            return "".join(chr(int(code, 16)) for code in made_of.removeprefix(width).split())
    return char
