from __future__ import annotations

import pytest

from studyapp.curve.expression import parse
from studyapp.curve.figure import figure
from studyapp.curve.terms import BadExpression

FIGURES = {
    "12 * n * d^2": 37_748_736.0,
    "-d / 2": -256.0,
    "sqrt(d * 2)": 32.0,
    "where(n > 1, 7, 1 / (n - n))": 7.0,
    "max(n, d, 1)": 512.0,
    "x + 1": 4.0,
    "2 * pi": 6.283185307179586,
}


@pytest.mark.parametrize(("text", "value"), FIGURES.items(), ids=FIGURES)
def test_a_formula_has_a_value_for_given_numbers(text: str, value: float) -> None:
    assert figure(parse(text, ("n", "d")), {"n": 12.0, "d": 512.0, "x": 3.0}) == value


REFUSED = {
    "1 / (n - n)": ("this is no finite number", 2),
    "log(-n)": ("this is no finite number", 0),
    "d^(n*d)": ("this is no finite number", 1),
    "1 + gelu(n)": ("`gelu` is a function of the catalogue, which a number cannot have", 4),
}


@pytest.mark.parametrize(("text", "problem"), REFUSED.items(), ids=REFUSED)
def test_what_has_no_value_is_told_with_its_place(text: str, problem: tuple[str, int]) -> None:
    with pytest.raises(BadExpression) as caught:
        figure(parse(text, ("n", "d")), {"n": 12.0, "d": 512.0})

    assert (caught.value.problem, caught.value.at) == problem
