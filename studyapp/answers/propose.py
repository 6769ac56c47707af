"""The grade that an answer and its time suggest; the learner decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.buttons import BUTTONS
from studyapp.schedule.sm2 import PASS

if TYPE_CHECKING:
    from studyapp.answers.outcome import Outcome

QUICK, SLOW = 0.6, 2.0
"""Of the usual time: under the one an answer came at once, over the other with trouble."""

TABLE: dict[Outcome, tuple[int, int, int]] = {
    "right": (5, 4, 3),
    "roughly": (4, 4, 3),
    "near": (3, 3, 3),
    "slip": (2, 2, 2),
    "wrong": (1, 1, 1),
    "blank": (0, 0, 0),
}
"""The grade of an outcome that came quickly, in the usual time, slowly."""


def grade(outcome: Outcome, ms: int | None = None, usual_ms: int | None = None) -> int:
    """The grade of SM-2, 0 to 5.

    Args:
        outcome: of the check.
        ms: from the question to the answer; None if nobody looked at the clock.
        usual_ms: what this card, or one of its kind, usually takes; None if that is not known.
    """
    quick, usual, slow = TABLE[outcome]
    if ms is None or not usual_ms:
        return usual
    share = ms / usual_ms
    return quick if share < QUICK else slow if share > SLOW else usual


def button(proposed: int, setting: str) -> int:
    """The grade of the button that comes nearest, never from passed to failed or back.

    Args:
        proposed: a grade, 0 to 5.
        setting: `two`, `four` or `six`.
    """
    grades = [one.grade for one in BUTTONS[setting]]
    alike = [one for one in grades if (one >= PASS) == (proposed >= PASS)]
    return min(alike, key=lambda one: abs(one - proposed))
