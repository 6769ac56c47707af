"""The rule of the day: a card's schedule moves at most once a study day."""

from __future__ import annotations

from typing import NamedTuple

from studyapp.schedule.sm2 import FRESH, PASS, advance

LONGEST_INTERVAL = 36_500
RECALLED = 4
"""The lowest grade after which a card is not owed again on the same day."""

MATURE_INTERVAL = 21
LEECH_LAPSES = 8


class Studied(NamedTuple):
    """A card that has been reviewed at least once. Days count from 1970-01-01.

    Attributes:
        due: the study day on which the card comes back.
        moved: the last day on which the schedule moved.
        owed_day: the day on which the last grade was under 4, else None.
        first_day, last_day: of the reviews of this life of the card.
        lapses: grades under 3 that moved the schedule of a card with two repetitions or more.

    """

    repetitions: int
    interval: int
    ease: int
    due: int
    moved: int
    owed_day: int | None
    first_day: int
    last_day: int
    last_grade: int
    reviews: int
    lapses: int


Fields = tuple[int, int, int, int, int, int | None, int, int, int, int, int]
"""The fields of `Studied`, in its order, without its name."""


def answer(state: Studied | None, day: int, grade: int) -> Studied:
    """The state after a review; None is a card never reviewed.

    A card's days never run backwards, so the review counts for the later of `day` and the day
    of the last move. On that day the schedule moves once; before the due day only a failure moves
    it, because an early success proves little.
    """
    return Studied(*answered(state, day, grade))


def answered(state: Fields | None, day: int, grade: int) -> Fields:
    """`answer` over bare fields: folding a long log would spend its time on making `Studied`.

    Without `min` and `max`, whose calls would be a fifth of it.
    """
    if state is None:
        repetitions, interval, ease = advance(*FRESH, grade)
        due = day + interval
        owed_day = day if grade < RECALLED else None
        return repetitions, interval, ease, due, day, owed_day, day, day, grade, 1, 0
    repetitions, interval, ease, due, moved, _, first_day, last_day, _, reviews, lapses = state
    if day <= moved:
        day = moved
    elif day >= due or grade < PASS:
        if grade < PASS and repetitions >= 2:
            lapses += 1
        repetitions, interval, ease = advance(repetitions, interval, ease, grade)
        if interval > LONGEST_INTERVAL:  # noqa: PLR1730
            interval = LONGEST_INTERVAL
        due = day + interval
        moved = day
    owed_day = day if grade < RECALLED else None
    if day > last_day:  # noqa: PLR1730
        last_day = day
    return (
        repetitions, interval, ease, due, moved,
        owed_day, first_day, last_day, grade, reviews + 1, lapses,
    )  # fmt: skip


def phase(state: Studied | None) -> str:
    """One of new, learning, young, mature."""
    if state is None:
        return "new"
    if state.repetitions < 2:
        return "learning"
    return "young" if state.interval < MATURE_INTERVAL else "mature"
