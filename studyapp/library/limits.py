"""How many new cards and reviews a study day still allows, in all and deck by deck.

Light on purpose: the quickest command imports it.
"""

import sqlite3
from collections.abc import Mapping, Sequence

Limits = Mapping[str, Sequence[int | None]]
"""Of decks that have some, by id: new cards and reviews a day; None is unlimited."""

_DONE = """
SELECT coalesce(sum(first_day = :day), 0), coalesce(sum(first_day < :day AND moved = :day), 0)
FROM card WHERE last_day = :day AND deck = :deck
"""
_OPEN = "SELECT deck, id FROM deck WHERE open"


class Left:
    """What a day still allows.

    Attributes:
        new, reviews: over all decks; None is unlimited.
        new_of, reviews_of: of single decks, by their numbers in the index, where these have a
            limit of their own.

    """

    __slots__ = ("new", "new_of", "reviews", "reviews_of")

    def __init__(
        self,
        new: int | None = None,
        reviews: int | None = None,
        new_of: Mapping[int, int] | None = None,
        reviews_of: Mapping[int, int] | None = None,
    ) -> None:
        self.new = new
        self.reviews = reviews
        self.new_of = new_of or {}
        self.reviews_of = reviews_of or {}

    def new_in(self, deck: int, fresh: int) -> int:
        """How many of a deck's `fresh` cards its own limit lets in."""
        return min(fresh, self.new_of.get(deck, fresh))

    def reviews_in(self, deck: int, due: int) -> int:
        """How many of a deck's `due` cards its own limit lets in."""
        return min(due, self.reviews_of.get(deck, due))


def left(
    db: sqlite3.Connection, day: int, new: int | None, reviews: int | None, limits: Limits
) -> Left:
    """What is left of the limits of decks on a day, beside what is left over all decks."""
    new_of: dict[int, int] = {}
    reviews_of: dict[int, int] = {}
    for deck, (most_new, most_reviews) in by_number(db, limits):
        introduced, reviewed = db.execute(_DONE, {"day": day, "deck": deck}).fetchone()
        if most_new is not None:
            new_of[deck] = max(0, most_new - introduced)
        if most_reviews is not None:
            reviews_of[deck] = max(0, most_reviews - reviewed)
    return Left(new, reviews, new_of, reviews_of)


def by_number(db: sqlite3.Connection, limits: Limits) -> list[tuple[int, Sequence[int | None]]]:
    """The limits of the open decks, by their numbers in the index."""
    if not limits:
        return []
    return [(deck, limits[name]) for deck, name in db.execute(_OPEN) if name in limits]


def rest(a_day: int | None, done: int) -> int | None:
    """What is left of a limit after so many; None is unlimited."""
    return None if a_day is None else max(0, a_day - done)


def least(number: int, most: int | None) -> int:
    """A number, as far as a limit lets it."""
    return number if most is None else min(number, most)
