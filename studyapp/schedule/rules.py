"""The rule of the day: a card's schedule moves at most once a study day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.schedule.sm2 import FRESH, GRADES, PASS, advance

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    return Studied(*answered(state, [packed(day, grade)]))


def packed(day: int, grade: int) -> int:
    """A review in one number, as `answered` takes it: a grade has three bits.

    Raises:
        ValueError: the grade is outside 0..5.

    """
    if grade not in GRADES:
        raise ValueError(f"a grade is 0 to 5, not {grade}")
    return day << 3 | grade


def answered(state: Fields | None, reviews: Sequence[int]) -> Fields:
    """`answer` over bare fields, for one review after another of a card; at least one.

    A long log is folded by it, card by card: a million reviews take a fifth of the time that they
    take one by one (`tests.bench anki`). Hence also no `min` and `max`.
    """
    if state is None:
        day, grade = reviews[0] >> 3, reviews[0] & 7
        repetitions, interval, ease = advance(*FRESH, grade)
        due, moved, first_day, last_day, count, lapses = day + interval, day, day, day, 0, 0
    else:
        repetitions, interval, ease, due, moved, _, first_day, last_day, _, count, lapses = state
    for review in reviews:
        day, grade = review >> 3, review & 7
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
        if day > last_day:  # noqa: PLR1730
            last_day = day
    return (
        repetitions, interval, ease, due, moved, day if grade < RECALLED else None,
        first_day, last_day, grade, count + len(reviews), lapses,
    )  # fmt: skip


def phase(state: Studied | None) -> str:
    """One of new, learning, young, mature."""
    if state is None:
        return "new"
    if state.repetitions < 2:
        return "learning"
    return "young" if state.interval < MATURE_INTERVAL else "mature"
