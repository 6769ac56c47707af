"""Names that are for ever: ids of decks and cards, and the keys made of them."""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import sha256
from unicodedata import normalize

LONGEST_ID = 63

_ID = re.compile(r"[^\W_][\w.-]{0,62}")
_DERIVED = re.compile(r"q-[a-z2-7]{13}")
_NOT_OF_AN_ID = re.compile(r"[^\w.-]+")


def nfc(text: str) -> str:
    """`text` in the normal form in which ids and questions are compared."""
    return normalize("NFC", text)


def valid_id(text: str) -> bool:
    """Whether `text` may be an id: letters of any script, digits, ``_ . -``, at most 63."""
    return _ID.fullmatch(nfc(text)) is not None


def looks_derived(card_id: str) -> bool:
    """Whether an id looks like one that is made from a question; explicit ids may not."""
    return _DERIVED.fullmatch(card_id) is not None


def default_deck_id(stem: str) -> str:
    """The id of a deck that writes none: the file's stem, runs of other characters made ``-``."""
    plain = _NOT_OF_AN_ID.sub("-", nfc(stem)).lstrip("-._")[:LONGEST_ID].rstrip("-.")
    return plain or "deck"


def same_question(question: str) -> str:
    """What two writings of one question have in common: NFC, with white space collapsed."""
    return " ".join(nfc(question).split())


def card_id(question: str) -> str:
    """The id of a card that writes none: ``q-`` and 13 characters (65 bits) of a SHA-256.

    The hash is over the question as written, in NFC with white space collapsed, and over nothing
    else, so an answer may be mended without the card becoming another one.
    """
    digest = sha256(same_question(question).encode("utf-8", "surrogatepass")).digest()
    # Ten bytes are sixteen characters of base32, without padding.
    return "q-" + b32encode(digest[:10])[:13].decode("ascii").lower()


def join(deck_id: str, card_id: str) -> str:
    """The key of a card: ``deck-id/card-id``."""
    return f"{deck_id}/{card_id}"
