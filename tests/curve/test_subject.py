import numpy as np
import pytest

from studyapp.curve.spec import Expression, Trace
from studyapp.curve.subject import Subject, subject


def expression(text: str, **params: float) -> Subject:
    return subject(Expression(text, tuple(params.items())))


def test_a_function_of_the_catalogue_brings_what_the_catalogue_says() -> None:
    shown = subject(Trace("prelu", (("alpha", 0.1),)))

    assert (shown.name, shown.formula, shown.settings) == (
        "prelu",
        "x (x > 0), αx (x ≤ 0)",
        {"alpha": 0.1},
    )
    assert shown.slope_jumps == (0.0,)
    assert shown.value([-1.0, 2.0]).tolist() == [-0.1, 2.0]


def test_a_formula_is_called_by_what_it_says() -> None:
    shown = expression("x/(1+exp(-beta*x))", beta=1.5)

    assert shown.name == shown.formula == "x / (1 + exp(−β·x))"
    assert (shown.window, shown.jumps, shown.slope_jumps) == ((-4.0, 4.0), (), ())


def test_value_slope_and_bend_are_those_of_the_formula() -> None:
    shown = expression("a*x^3", a=2.0)

    assert [part(2.0).item() for part in (shown.value, shown.slope, shown.bend)] == [16, 24, 24]


@pytest.mark.parametrize(
    ("given", "greatest"), [(1.5, 10.0), (0.0, 10.0), (-10.0, 10.0), (25.0, 100.0)]
)
def test_a_parameter_can_be_bent_both_ways(given: float, greatest: float) -> None:
    (own,) = expression("k*x", k=given).params

    assert (own.name, own.symbol, own.default) == ("k", "k", given)
    assert (own.least, own.greatest) == (-greatest, greatest)


def test_jumps_are_looked_for_in_the_window_that_is_drawn() -> None:
    far = Expression("floor(x/10)")

    assert subject(far).jumps == (0.0,)
    assert subject(far, (5.0, 35.0)).jumps == (10.0, 20.0, 30.0)


def test_a_gap_is_a_gap_in_all_three() -> None:
    shown = expression("log(x)")

    assert all(np.isnan(part(-1.0)) for part in (shown.value, shown.slope, shown.bend))
