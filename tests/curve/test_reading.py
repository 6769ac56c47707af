from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.curve import view as views
from studyapp.curve.reading import copied, meaning, readout
from studyapp.curve.spec import CurveSpec, Expression, Trace
from studyapp.curve.view import DEEDS, View, view_of


def at(name: str, x: float, density: bool = False) -> View:
    return views.put(view_of(CurveSpec((Trace(name),))), x)._replace(density=density)


@pytest.mark.parametrize(
    ("slope", "told"),
    [
        (0.0, "flat: no gradient passes"),
        (1e-15, "flat: no gradient passes"),
        (0.01, "slope 0.01: the gradient shrinks 100-fold"),
        (0.25, "slope 0.25: the gradient shrinks 4-fold"),
        (1.0, "slope 1: the gradient passes unchanged"),
        (-1.0, "slope -1: the gradient changes sign"),
        (1.13, "slope 1.13: the gradient grows 1.1-fold"),
        (-0.1, "slope -0.1: the gradient shrinks 10-fold and changes sign"),
        (nan, "no slope here"),
    ],
)
def test_a_slope_is_told_as_what_it_does_to_a_gradient(slope: float, told: str) -> None:
    assert meaning(0.0, slope) == told


def test_outside_the_domain_there_is_nothing_to_tell() -> None:
    assert meaning(nan, nan) == "outside the domain"


def test_a_kink_and_a_jump_are_told_as_such() -> None:
    assert "kink: the slope jumps from 0 to 1" in readout(at("relu", 0.0), 120, 1)[0]
    assert "jump: from 0 to 1" in readout(at("step", 0.0), 120, 1)[0]


@pytest.mark.parametrize(
    ("formula", "x", "told"),
    [
        ("1/x", 0.0, "pole: from -∞ to ∞"),
        ("1/(x-1)^2", 1.0, "pole: ∞ on both sides"),
        ("1/sqrt(abs(x-1))", 1.0, "pole: ∞ on both sides"),
        ("log(x)", 0.0, "pole: -∞ on the right"),
        ("exp(1/x)", 0.0, "pole: from 0 to ∞"),
        ("floor(x)", 2.0, "jump: from 1 to 2"),
        ("1/(x-7)", 7.0, "pole: from -∞ to ∞"),
    ],
)
def test_a_pole_is_told_from_a_jump(formula: str, x: float, told: str) -> None:
    view = views.put(view_of(CurveSpec((Expression(formula),))), x)

    assert readout(view, 120, 1)[0].endswith(f"   {told}")


def test_numbers_and_meaning_stand_in_one_line_where_there_is_room() -> None:
    assert readout(at("sigmoid", 0.0), 80, 1) == [
        "x = 0   f = 0.5   f′ = 0.25   slope 0.25: the gradient shrinks 4-fold"
    ]
    assert readout(at("sigmoid", 0.0), 50, 2) == [
        "x = 0   f = 0.5   f′ = 0.25",
        "slope 0.25: the gradient shrinks 4-fold",
    ]
    assert readout(at("sigmoid", 0.0), 30, 1) == ["x = 0   f = 0.5   f′ = 0.25"]


def test_the_inputs_that_saturate_are_told_without_a_cursor_too() -> None:
    view = DEEDS["density"](view_of(CurveSpec((Trace("relu"),))))

    assert readout(view, 60, 1) == ["|f′| < 0.01 for 50 % of N(0,1)"]


def test_without_a_cursor_there_is_nothing_to_read_or_copy() -> None:
    view = view_of(CurveSpec((Trace("relu"),)))

    assert readout(view, 60, 2) == []
    assert copied(view) == ""


def test_what_is_copied_has_more_digits() -> None:
    assert copied(at("gelu", 0.3)) == "x = 0.3, f = 0.185373, f′ = 0.732328"


def test_the_place_that_the_cursor_was_sent_to_is_named() -> None:
    view = views.to_place(at("tanh", -1.0), [(0.0, "inflection, zero")])

    assert readout(view, 120, 1)[0].endswith(
        "inflection, zero, slope 1: the gradient passes unchanged"
    )


@given(
    st.sampled_from(["gelu", "relu", "step", "elu"]),
    st.floats(-1e6, 1e6),
    st.integers(1, 200),
    st.integers(1, 3),
    st.booleans(),
)
def test_a_readout_fits(name: str, x: float, width: int, rows: int, density: bool) -> None:
    lines = readout(at(name, x, density=density), width, rows)

    assert len(lines) <= rows
    assert all(0 < len(line) <= width for line in lines)
