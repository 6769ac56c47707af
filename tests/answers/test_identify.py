"""Questions from the catalogue about some of its curves."""

import pytest

from studyapp.answers.identify import check, curves, question
from studyapp.curve.names import UnknownFunction
from studyapp.curve.quiz import KINDS, Kind, possible
from studyapp.curve.relatives import FAMILIES, FAMILY_NAMES
from studyapp.curve.spec import CurveSpec, Trace

FEW = ("ReLU", "gelu", "silu")


FAMILY = dict(zip(FAMILY_NAMES, FAMILIES, strict=True))


def names(spec: CurveSpec) -> set[str]:
    return {trace.function for trace in spec.traces if isinstance(trace, Trace)}


@pytest.mark.parametrize("day", range(20))
def test_a_question_is_about_the_curves_of_the_card(day: int) -> None:
    asked = question(FEW, "deck/card", day)

    assert names(asked.curve) <= {"relu", "gelu", "silu"}
    assert asked == question(FEW, "deck/card", day)


def test_other_days_and_other_cards_ask_other_questions() -> None:
    asked = [question(FEW, card, day).prompt for card in ("a/1", "a/2") for day in range(20)]

    assert len(set(asked)) > 5


@pytest.mark.parametrize("day", range(8))
def test_the_wrong_options_are_the_other_curves_of_the_card_first(day: int) -> None:
    asked = question(FEW, "deck/card", day, "picture")

    offered = {option.trace.function for option in asked.options if option.trace}
    assert len(offered) == 4
    assert {"relu", "gelu", "silu"} - offered <= {"gelu", "silu"}, "those two look alike"


@pytest.mark.parametrize(("family", "members"), FAMILY.items())
def test_a_family_stands_for_its_members(family: str, members: frozenset[str]) -> None:
    assert {trace.function for trace in curves([family])} == members
    for kind in possible(curves([family])):
        assert names(question([family], "deck/card", 1, kind).curve) <= members


def test_a_name_that_is_there_twice_counts_once() -> None:
    assert curves(["relu", "ReLU", "rectifiers"]) == curves(["relu", "rectifiers"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_right_option_is_right_and_no_other(kind: Kind) -> None:
    asked = question(["smooth-gates", "squashers"], "deck/card", 3, kind)

    for taken, option in enumerate(asked.options):
        verdict = check(asked, taken)

        assert verdict.is_right == (taken == asked.right)
        assert verdict.taken == option.text
    assert verdict.right == asked.options[asked.right].text
    assert verdict.explanation == asked.explanation


def test_what_cannot_be_asked_is_refused() -> None:
    assert "minimum" not in possible(curves(["tanh"]))
    with pytest.raises(ValueError, match="no question of the kind minimum"):
        question(["tanh"], "deck/card", 1, "minimum")
    with pytest.raises(ValueError, match="needs a function"):
        question([], "deck/card", 1)
    with pytest.raises(UnknownFunction, match="did you mean `gelu`"):
        question(["gleu"], "deck/card", 1)
    with pytest.raises(ValueError, match="function of a vector"):
        question(["softmax"], "deck/card", 1)
