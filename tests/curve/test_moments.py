from math import inf, isnan, sqrt

import mpmath
import pytest

from studyapp.curve.catalogue import CATALOGUE, SLICES
from studyapp.curve.moments import moments
from studyapp.curve.names import Entry
from studyapp.curve.spec import Difference, Expression, Trace

CURVES = [entry for entry in (*CATALOGUE, *SLICES) if entry.analysis is not None]


@pytest.mark.parametrize("entry", CURVES, ids=lambda entry: entry.name)
def test_the_means_are_those_that_were_derived_with_fifty_digits(entry: Entry) -> None:
    assert entry.analysis is not None
    found = moments(Trace(entry.name))

    assert found.mean == pytest.approx(entry.analysis.mean, abs=1e-13)
    assert found.square == pytest.approx(entry.analysis.square, rel=1e-13)
    assert found.gain == pytest.approx(entry.analysis.gain, rel=1e-13)


@pytest.mark.parametrize("k", [0.01, 1.0, 30.0, 100.0])
def test_a_bent_parameter_has_its_own_means(k: float) -> None:
    def weighed(x: mpmath.mpf) -> mpmath.mpf:
        return x / (1 + mpmath.exp(-k * x)) * mpmath.npdf(x)

    exact = mpmath.quad(weighed, [-12, -1, -0.1, 0, 0.1, 1, 12])

    assert moments(Trace("gelu_sigmoid", (("k", k),))).mean == pytest.approx(float(exact), abs=1e-9)


@pytest.mark.parametrize("text", ["log(x)", "sqrt(x - 1)", "1/x", "exp(x^2)", "1/sqrt(abs(x))"])
def test_what_has_no_mean_square_has_none(text: str) -> None:
    assert isnan(moments(Expression(text)).square)


def test_a_step_and_a_comb_are_cut_where_they_jump() -> None:
    assert moments(Expression("where(x > 0.3, 1, 0)")).mean == pytest.approx(
        0.38208857781104744, abs=1e-14
    )
    assert moments(Expression("floor(3*x)")).mean == pytest.approx(-0.5, abs=1e-6)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", ["exp(exp(x))", "1e300*x", "exp(1/x)"])
def test_what_passes_all_numbers_has_no_mean_square_and_warns_of_nothing(text: str) -> None:
    assert isnan(moments(Expression(text)).square)


def test_an_odd_function_has_the_mean_0_and_no_dust() -> None:
    assert moments(Expression("x^9")).mean == 0.0


def test_the_gain_of_nothing_is_infinite() -> None:
    same = Difference(Trace("relu"), Trace("relu"))

    assert moments(same) == (0.0, 0.0)
    assert moments(same).gain == inf
    assert moments(Expression("2*x")).gain == pytest.approx(0.5)
    assert sqrt(moments(Difference(Trace("gelu"), Trace("gelu_tanh"))).square) < 3e-4
