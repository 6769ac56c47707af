"""When a backlog is clear: a limit of reviews a day against what is due and becomes due. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HORIZON = 365
"""How many days are looked ahead."""


class Backlog(NamedTuple):
    """What is due, and what the limits leave for later.

    Attributes:
        due: cards.
        today: how many of them the day still takes.
        clear: the first study day at whose end none waits; None is over `HORIZON` days away.

    """

    due: int
    today: int
    clear: int | None


class Pile(NamedTuple):
    """Due cards under one limit.

    Attributes:
        waits: how many are left over at the end of today.
        a_day: how many are taken on each later day.
        coming: how many become due on a day, as far as is known: cards that come back because of
            the reviews until then are not among them.

    """

    waits: int
    a_day: int
    coming: Mapping[int, int]


def clear_day(day: int, piles: Iterable[Pile]) -> int | None:
    """The first study day from `day` on at whose end no card of any pile waits.

    None if that is not within `HORIZON` days.
    """
    ends = [_end(day, pile) for pile in piles]
    return None if None in ends else max((end for end in ends if end is not None), default=day)


def _end(day: int, pile: Pile) -> int | None:
    waits = pile.waits
    for later in range(day, day + HORIZON + 1):
        if later > day:
            waits += pile.coming.get(later, 0) - pile.a_day
        if waits <= 0:
            return later
    return None
