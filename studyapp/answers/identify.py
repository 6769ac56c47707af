"""Which function is this, which its derivative, what its value: asked about some of the catalogue.

The questions are made by `studyapp.curve.quiz`; here they get their curves and the day's seed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.answers.seeds import seed
from studyapp.curve import quiz
from studyapp.curve.relatives import members
from studyapp.curve.spec import Trace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.answers.outcome import Outcome


class IdentifyVerdict(NamedTuple):
    """Whether the right option was taken; both as they were shown, and why, in numbers."""

    is_right: bool
    taken: str
    right: str
    explanation: str

    @property
    def outcome(self) -> Outcome:
        """For a proposal of a grade."""
        return "right" if self.is_right else "wrong"


def curves(names: Iterable[str]) -> tuple[Trace, ...]:
    """The curves that some functions and families stand for, each once.

    Args:
        names: of functions, or of families: rectifiers, smooth gates, squashers, gated units.

    Raises:
        UnknownFunction: a name is neither.
        ValueError: a function is one of a vector.
    """
    return tuple(dict.fromkeys(Trace(own) for name in names for own in members(name)))


def question(
    names: Iterable[str], card: str, day: int, kind: quiz.Kind | None = None
) -> quiz.Question:
    """The question that a card asks on a study day.

    Args:
        names: as for `curves`, at least one.
        card: its key.
        day: the study day.
        kind: what is asked for; None leaves that to the day.

    Raises:
        UnknownFunction: a name is not known.
        ValueError: there are no such curves, or no question of that kind about them.
    """
    among = curves(names)
    if not among:
        raise ValueError("a question needs a function to be about")
    return quiz.question(seed(card, day), kind, among)


def check(asked: quiz.Question, taken: int) -> IdentifyVerdict:
    """What the option that was taken, numbered as shown, is worth."""
    options = asked.options
    return IdentifyVerdict(
        is_right=taken == asked.right,
        taken=options[taken].text,
        right=options[asked.right].text,
        explanation=asked.explanation,
    )
