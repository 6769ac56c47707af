"""Chance that is the same for one card all day: so undo and a restart ask the same again."""

from __future__ import annotations

from hashlib import sha256

SEED_BITS = 63
"""So a seed fits into what SQLite and NumPy take."""


def seed(card: str, day: int) -> int:
    """The seed of a card's questions on a study day, at least 0."""
    return _hashed(card, day, "seed") >> (256 - SEED_BITS)


def below(count: int, card: str, day: int, purpose: str) -> int:
    """A number from 0 to ``count - 1``, all of them equally likely.

    Args:
        count: at least 1.
        card: its key.
        day: the study day.
        purpose: different ones are independent of each other, as the names of variables are.
    """
    return _hashed(card, day, purpose) % count


def _hashed(card: str, day: int, purpose: str) -> int:
    parts = (card, str(day), purpose)
    # With their lengths, so that no two triples read the same.
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return int.from_bytes(sha256(text.encode("utf-8", "surrogatepass")).digest(), "big")
