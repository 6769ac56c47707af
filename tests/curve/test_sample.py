import numpy as np
import pytest

from studyapp.curve.names import UnknownFunction
from studyapp.curve.sample import sample, x_window
from studyapp.curve.spec import CurveSpec, Trace


def curves(*names: str, derivative: bool = False) -> CurveSpec:
    return CurveSpec(tuple(Trace(name) for name in names), derivative)


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


def test_a_jump_at_the_edge_cuts_nothing() -> None:
    (step,) = sample(CurveSpec((Trace("step"),), x=(0.0, 2.0)), 20)

    assert len(step.stretches) == 1


def test_what_is_not_finite_is_left_out() -> None:
    (relu,) = sample(CurveSpec((Trace("prelu", (("alpha", 10.0),)),), x=(-1.7e308, 1.0)), 20)

    assert all(np.isfinite(y).all() for _, y in relu.stretches)


def test_an_unknown_function_is_told() -> None:
    with pytest.raises(UnknownFunction, match="did you mean `gelu`"):
        sample(curves("gleu"), 20)
