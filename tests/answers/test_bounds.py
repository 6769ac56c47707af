"""Bounds of what rounding does to a formula's values."""

from collections.abc import Callable

import mpmath
import numpy as np
import pytest
from mpmath import mpf

from studyapp.answers.bounds import bounded
from studyapp.curve.expression import parse

Exact = Callable[[mpf], mpf]

PLACES = np.concatenate([np.linspace(-9.0, 9.0, 61), np.geomspace(1e-9, 30.0, 40)])

EXACT: list[tuple[str, Exact]] = [
    ("(exp(x) - 1)/x", lambda x: (mpmath.exp(x) - 1) / x),
    ("(1 + x) - 1", lambda x: x),
    ("1 - cos(x)^2", lambda x: mpmath.sin(x) ** 2),
    ("1 - tanh(x)^2", lambda x: mpmath.sech(x) ** 2),
    ("x*(1 + tanh(x/2))/2", lambda x: x / (1 + mpmath.exp(-x))),
    ("x/2*(1 + erf(x/sqrt(2)))", lambda x: x * mpmath.ncdf(x)),
    ("gelu(x)", lambda x: x * mpmath.ncdf(x)),
    ("log(1 + exp(x))", lambda x: mpmath.log1p(mpmath.exp(x))),
    ("(x - 1)^6 - (1 - x)^6", lambda x: 0 * x),
    ("x^6-6*x^5+15*x^4-20*x^3+15*x^2-6*x+1", lambda x: (x - 1) ** 6),
    ("exp(x)^2.5", lambda x: mpmath.exp(x * mpf("2.5"))),
    ("sqrt(x^2 + 1) - abs(x)", lambda x: 1 / (mpmath.sqrt(x**2 + 1) + abs(x))),
    ("sigmoid(x) - sigmoid(-x)", lambda x: mpmath.tanh(x / 2)),
    ("max(0.1*x, x/3) - 0.1*x", lambda x: max(mpf(0), x / 3 - x / 10)),
]


@pytest.mark.parametrize(("text", "exact"), EXACT, ids=[text for text, _ in EXACT])
def test_the_true_value_lies_within_the_bounds(text: str, exact: Exact) -> None:
    x = PLACES[PLACES != 0.0]

    found = bounded(parse(text), x, {})

    with mpmath.workdps(60):
        for place, value, error in zip(x, found.value, found.error, strict=True):
            assert abs(mpf(float(value)) - exact(mpf(float(place)))) <= error, place


@pytest.mark.parametrize(
    ("text", "x"),
    [
        ("exp(x)", 800.0),
        ("1/exp(x)", 800.0),
        ("1/(x/3 - 0.1*x*10/3)", 0.7),
        ("log(x*0.1*10 - x)", 0.7),
        ("where(0.1*x*10 > x, 1, 2)", 0.7),
        ("floor(0.1*x*10)", 7.0),
        ("sign(0.1*x*10 - x)", 0.7),
        ("sin(x*10^17)", 0.7),
    ],
)
def test_what_rounding_may_have_decided_is_not_known(text: str, x: float) -> None:
    assert bounded(parse(text), [x], {}).error[0] == np.inf


@pytest.mark.parametrize(("text", "x"), [("1/x", 0.0), ("log(x)", 0.0), ("sqrt(x)", -1.0)])
def test_outside_of_the_domain_is_certain(text: str, x: float) -> None:
    found = bounded(parse(text), [x], {})

    assert np.isnan(found.value[0])
    assert found.error[0] == 0.0
