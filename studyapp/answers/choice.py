"""Options to choose from: in which order they stand today, and what was chosen rightly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.answers.seeds import below

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.answers.outcome import Outcome


class ChoiceVerdict(NamedTuple):
    """What of a choice was right; options are numbered as the card writes them, from 0.

    Attributes:
        right: correct ones that were taken.
        missed: correct ones that were not.
        wrong: others that were taken.
    """

    right: tuple[int, ...]
    missed: tuple[int, ...]
    wrong: tuple[int, ...]

    @property
    def is_right(self) -> bool:
        """Whether exactly the correct ones were taken."""
        return not self.missed and not self.wrong

    @property
    def outcome(self) -> Outcome:
        """For a proposal of a grade: of several, one missed or one too many is a slip."""
        if self.is_right:
            return "right"
        if not self.right and not self.wrong:
            return "blank"
        return "slip" if self.right and len(self.missed) + len(self.wrong) == 1 else "wrong"


def shuffled(count: int, card: str, day: int) -> tuple[int, ...]:
    """Which option stands at each place: the same for a card all day.

    (Fisher and Yates, as in Knuth, The Art of Computer Programming, 3.4.2, algorithm P.)
    """
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        other = below(last + 1, card, day, f"choice {last}")
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def check(taken: Iterable[int], correct: Iterable[int]) -> ChoiceVerdict:
    """What was right, missed and wrong, each in rising order."""
    own, wanted = set(taken), set(correct)
    return ChoiceVerdict(
        right=tuple(sorted(own & wanted)),
        missed=tuple(sorted(wanted - own)),
        wrong=tuple(sorted(own - wanted)),
    )
