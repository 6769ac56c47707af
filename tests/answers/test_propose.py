"""The grade that an answer suggests."""

from itertools import pairwise

import pytest

from studyapp.answers import choice, formula, number, typed
from studyapp.answers.outcome import Outcome
from studyapp.answers.propose import TABLE, button, grade
from studyapp.buttons import BUTTONS


@pytest.mark.parametrize(
    ("outcome", "ms", "usual", "proposed"),
    [
        ("right", 2000, 10_000, 5),
        ("right", 10_000, 10_000, 4),
        ("right", 30_000, 10_000, 3),
        ("right", None, 10_000, 4),
        ("right", 2000, None, 4),
        ("roughly", 2000, 10_000, 4),
        ("near", 2000, 10_000, 3),
        ("slip", 2000, 10_000, 2),
        ("wrong", 2000, 10_000, 1),
        ("blank", 90_000, 10_000, 0),
    ],
)
def test_a_grade_follows_from_the_outcome_and_the_time(
    outcome: Outcome, ms: int | None, usual: int | None, proposed: int
) -> None:
    assert grade(outcome, ms, usual) == proposed


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [
        (typed.check("gelu", ["GELU"]), "right"),
        (typed.check("sofmax", ["softmax"]), "near"),
        (typed.check("", ["softmax"]), "blank"),
        (number.check(0.13, 0.1295, number.Tolerance(0.01, is_relative=True)), "right"),
        (number.check(-3.0, 3.0), "slip"),
        (number.check(4.0, 3.0), "wrong"),
        (choice.check([1, 2], [2, 1]), "right"),
        (choice.check([1], [1, 2]), "slip"),
        (choice.check([0], [1]), "wrong"),
        (choice.check([], [1]), "blank"),
        (formula.check("x*σ(x)", "silu(x)"), "right"),
        (formula.check("x²/x", "x"), "slip"),
        (formula.check("x²", "x"), "wrong"),
    ],
)
def test_each_kind_of_card_tells_an_outcome(
    verdict: typed.TypedVerdict
    | number.NumberVerdict
    | choice.ChoiceVerdict
    | formula.FormulaVerdict,
    outcome: Outcome,
) -> None:
    assert verdict.outcome == outcome


@pytest.mark.parametrize("outcome", TABLE)
def test_slower_is_never_better(outcome: Outcome) -> None:
    grades = [grade(outcome, ms, 1000) for ms in range(0, 5000, 50)]

    assert all(before >= after for before, after in pairwise(grades))


@pytest.mark.parametrize("setting", BUTTONS)
@pytest.mark.parametrize("proposed", range(6))
def test_a_button_neither_makes_a_failure_pass_nor_a_pass_fail(setting: str, proposed: int) -> None:
    own = button(proposed, setting)

    assert own in {one.grade for one in BUTTONS[setting]}
    assert (own >= 3) == (proposed >= 3)


def test_six_buttons_are_the_grades_themselves() -> None:
    assert [button(proposed, "six") for proposed in range(6)] == [0, 1, 2, 3, 4, 5]
    assert [button(proposed, "four") for proposed in range(6)] == [1, 1, 1, 3, 4, 5]
    assert [button(proposed, "two") for proposed in range(6)] == [1, 1, 1, 4, 4, 4]
