import numpy as np
import pytest

from studyapp.curve.names import UnknownFunction
from studyapp.curve.sample import Series, sample, x_window
from studyapp.curve.spec import CurveSpec, Expression, Trace
from studyapp.curve.terms import BadExpression


def curves(*names: str, derivative: bool = False, second: bool = False) -> CurveSpec:
    return CurveSpec(tuple(Trace(name) for name in names), derivative, second=second)


def test_the_window_is_that_of_the_first_function() -> None:
    assert x_window(curves("sigmoid", "relu")) == (-8.0, 8.0)


def test_a_window_that_is_asked_for_comes_first() -> None:
    assert x_window(CurveSpec((Trace("sigmoid"),), x=(-1.0, 2.0))) == (-1.0, 2.0)


def test_functions_come_before_their_derivatives_each_in_order() -> None:
    found = sample(curves("gelu", "relu", derivative=True), 20)

    assert [(one.trace, one.order) for one in found] == [(0, 0), (1, 0), (0, 1), (1, 1)]


def test_a_smooth_curve_is_one_stretch_over_the_whole_window() -> None:
    (gelu,) = sample(curves("gelu"), 20)
    ((x, y),) = gelu.stretches

    assert (x[0], x[-1]) == (-4.0, 4.0)
    assert len(x) == len(y) > 8 * 20
    assert (np.diff(x) > 0).all()


def test_a_jump_is_not_joined_and_the_value_at_it_stands_alone() -> None:
    (step,) = sample(curves("step"), 20)
    left, right, alone = step.stretches

    assert left[0][-1] < 0.0 < right[0][0]
    assert set(left[1]) == {0.0}
    assert set(right[1]) == {1.0}
    assert [(x.tolist(), y.tolist()) for x, y in [alone]] == [([0.0], [0.5])]


def test_the_value_at_a_jump_stands_alone_though_it_belongs_to_a_side() -> None:
    (step,) = sample(CurveSpec((Trace("step", (("at_zero", 1.0),)),)), 20)

    assert [(x.tolist(), y.tolist()) for x, y in step.stretches[2:]] == [([0.0], [1.0])]


def test_a_slope_at_a_kink_that_belongs_to_a_side_does_not_stand_alone() -> None:
    _, slopes = sample(curves("relu", derivative=True), 20)

    assert len(slopes.stretches) == 2


def test_all_derivatives_follow_the_functions_in_their_order() -> None:
    found = sample(curves("elu", "relu", derivative=True, second=True), 20)
    elu_bend = found[4]

    assert [(one.trace, one.order) for one in found] == [
        (0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2),
    ]  # fmt: skip
    assert len(elu_bend.stretches) == 2, "it jumps from 1 to 0"


def test_a_jump_at_the_edge_cuts_nothing() -> None:
    (step,) = sample(CurveSpec((Trace("step"),), x=(0.0, 2.0)), 20)

    assert len(step.stretches) == 1


def test_what_is_not_finite_is_left_out() -> None:
    (relu,) = sample(CurveSpec((Trace("prelu", (("alpha", 10.0),)),), x=(-1.7e308, 1.0)), 20)

    assert all(np.isfinite(y).all() for _, y in relu.stretches)


def drawn(text: str, *, derivative: bool = False, x: tuple[float, float] = (-4.0, 4.0)) -> Series:
    return sample(CurveSpec((Expression(text),), derivative, x), 60)[-1]


def ends(series: Series) -> list[tuple[float, float]]:
    return [(round(float(x[0]), 6), round(float(x[-1]), 6)) for x, _ in series.stretches]


def test_a_formula_is_sampled_over_its_usual_window() -> None:
    spec = CurveSpec((Expression("a*x^2", (("a", 2.0),)), Trace("sigmoid")))

    assert x_window(spec) == (-4.0, 4.0)
    ((x, y),) = sample(spec, 20)[0].stretches
    assert y.tolist() == (2.0 * x * x).tolist()


@pytest.mark.parametrize("x", [(-4.0, 4.0), (-3.7, 4.1)])
def test_branches_on_both_sides_of_a_pole_or_a_jump_are_not_joined(x: tuple[float, float]) -> None:
    for text in ("1/x", "x^-2", "sign(x)/2 + 3", "where(x > 0, 2, -2)", "step(x)"):
        left, right, *alone = drawn(text, x=x).stretches
        assert left[0][-1] <= 0.0 <= right[0][0], text
        assert all(len(point) == 1 for point, _ in alone)
        assert (left[1].max() < right[1].min()) or "^" in text or "/" in text


def test_every_step_of_a_staircase_is_level() -> None:
    stairs = drawn("floor(2*x)", x=(-2.0, 2.0)).stretches

    assert [sorted(set(y.tolist())) for _, y in stairs if len(y) > 1] == [
        [float(step)] for step in range(-4, 4)
    ]


def test_a_curve_begins_where_its_domain_does() -> None:
    assert ends(drawn("sqrt(x - 0.3)")) == [(0.3, 4.0)]
    assert ends(drawn("log(x)")) == [(0.0, 4.0)]
    assert ends(drawn("log(x)", derivative=True))[0][1] == 4.0
    assert ends(drawn("log(x^2 - 1)")) == [(-4.0, -1.0), (1.0, 4.0)]


def test_nothing_is_drawn_of_what_is_nowhere_defined() -> None:
    assert drawn("log(-1 - x^2)").stretches == ()


def test_a_single_value_stands_alone() -> None:
    *_, (x, y) = drawn("where(x == 1, 3, x)").stretches

    assert (x.tolist(), y.tolist()) == ([1.0], [3.0])


def test_the_derivative_of_a_kinked_formula_is_cut_at_the_kink() -> None:
    assert ends(drawn("max(0, x - 0.3)", derivative=True)) == [(-4.0, 0.3), (0.3, 4.0)]
    assert len(drawn("max(0, x - 0.3)").stretches) == 1


def test_a_pole_beyond_all_numbers_leaves_no_value_to_mark() -> None:
    assert len(drawn("x^-9").stretches) == 2


def test_the_slope_beside_a_kink_is_not_what_rounding_makes_of_it() -> None:
    left, right, *_ = drawn("sqrt(x^2 - 0.6*x + 0.09)", derivative=True).stretches

    np.testing.assert_allclose(left[1], -1.0, atol=1e-4)
    np.testing.assert_allclose(right[1], 1.0, atol=1e-4)


def test_of_a_thousand_jumps_nothing_is_joined() -> None:
    saw = drawn("1000*x - floor(1000*x)")

    assert not saw.joined
    assert len(saw.stretches) == 1
    assert drawn("floor(10*x)").joined


def test_what_is_no_formula_is_told() -> None:
    with pytest.raises(BadExpression, match="did you mean `gelu`"):
        drawn("gleu(x)")


def test_an_unknown_function_is_told() -> None:
    with pytest.raises(UnknownFunction, match="did you mean `gelu`"):
        sample(curves("gleu"), 20)
