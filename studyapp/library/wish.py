"""What a learner wants to study in one sitting."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Wish(NamedTuple):
    """Which cards a sitting takes; the default is what the day asks for.

    Attributes:
        decks: ids of decks; None takes those that are on.
        tags: only cards that have one of them, or whose deck has.
        new: how many new cards; None takes what the day still allows.
        limit: how many cards at most.
        take: `due` cards, `any` cards, or those `missed` in the last `MISSED_DAYS` days.
        ahead: with `due`, those of so many more days too.
        keys: these cards, whatever else is wished for, in this order.

    The limits of the day hold only where nothing is asked for beyond what is due.
    """

    decks: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()
    new: int | None = None
    limit: int | None = None
    take: Literal["due", "any", "missed"] = "due"
    ahead: int = 0
    keys: tuple[str, ...] | None = None

    @property
    def beyond(self) -> bool:
        """Whether cards are asked for that are not due."""
        return self.take != "due" or self.ahead > 0


MISSED_DAYS = 7
"""Today and the six days before."""
