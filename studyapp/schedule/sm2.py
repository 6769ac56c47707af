"""SM-2 in integers: what one grade does to repetitions, interval and easiness.

P. A. Wozniak, "Optimization of learning", 1990, algorithm SM-2. The easiness is kept in
hundredths, so every step is exact; floats drift (grades 5,5,5,5,5 give 150 days here, 151 there).
"""

from __future__ import annotations

from typing import NamedTuple

FIRST_EASE = 250
LEAST_EASE = 130
GRADES = frozenset(range(6))
PASS = 3
"""The lowest grade that counts as remembered."""

EASE_CHANGE = {3: -14, 4: 0, 5: 10}
"""EF' - EF = 0.1 - (5 - q)(0.08 + (5 - q) 0.02), in hundredths, for the grades that change it."""


class Memory(NamedTuple):
    """What SM-2 keeps of a card: successes in a row, days between them, easiness x 100."""

    repetitions: int
    interval: int
    ease: int


FRESH = Memory(0, 0, FIRST_EASE)


def step(memory: Memory, grade: int) -> Memory:
    """The memory after a review graded 0..5.

    Raises:
        ValueError: the grade is outside 0..5.

    """
    return Memory(*advance(*memory, grade))


def advance(repetitions: int, interval: int, ease: int, grade: int) -> tuple[int, int, int]:
    """`step` over bare numbers: folding a long log would spend its time on making `Memory`."""
    if not 0 <= grade <= 5:
        raise ValueError(f"a grade is 0 to 5, not {grade}")
    if grade < PASS:
        return 0, 1, ease
    ease += EASE_CHANGE[grade]
    if ease < LEAST_EASE:  # noqa: PLR1730 - see `rules.answered`
        ease = LEAST_EASE
    if repetitions == 0:
        return 1, 1, ease
    if repetitions == 1:
        return 2, 6, ease
    return repetitions + 1, -(-interval * ease // 100), ease
