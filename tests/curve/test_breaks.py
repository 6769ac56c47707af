from __future__ import annotations

import math

import pytest

from studyapp.curve.breaks import breaks
from studyapp.curve.expression import parse


@pytest.mark.parametrize(
    ("text", "jumps", "slope_jumps"),
    [
        ("x^2", (), ()),
        ("gelu(x)/(1 + exp(-x))", (), ()),
        ("max(0, x)", (), (0.0,)),
        ("max(x, 0)", (), (0.0,)),
        ("relu(x - 0.3)", (), (0.3,)),
        ("abs(x)", (), (0.0,)),
        ("abs(x^2 - 1)", (), (-1.0, 1.0)),
        ("clip(x, -1, 1)", (), (-1.0, 1.0)),
        ("max(x - 2, 0 - x, 1, 0)", (), (-1.0, 3.0)),
        ("sign(x)", (0.0,), ()),
        ("(x <= 0) + 2*(x > 1)", (0.0, 1.0), ()),
        ("x < 0.3", (0.3,), ()),
        ("step(x)", (0.0,), ()),
        ("where(x > 1, x, 0)", (1.0,), (1.0,)),
        ("where(x > 0, x, -x)", (), (0.0,)),
        ("floor(x/2)", (-2.0, 0.0, 2.0), ()),
        ("1/x", (0.0,), (0.0,)),
        ("x^-2", (0.0,), (0.0,)),
        ("log(x + 1)", (-1.0,), (-1.0,)),
        ("where(x == 0, 5, x)", (0.0,), (0.0,)),
        ("0*floor(x)", (), ()),
    ],
)
def test_places_of_jumps_are_found_and_round_ones_are_round(
    text: str, jumps: tuple[float, ...], slope_jumps: tuple[float, ...]
) -> None:
    for window in ((-3.5, 3.5), (-3.9, 3.97)):
        found = breaks(parse(text), {}, window)

        assert found.jumps == jumps
        assert found.slope_jumps == slope_jumps


def test_a_pole_at_no_round_place_is_found_to_the_last_bit() -> None:
    found = breaks(parse("1/(x^2 - 2)"), {}, (0.0, 4.0)).jumps

    assert found == pytest.approx((math.sqrt(2.0),), rel=3e-16)


def test_a_parameter_moves_the_place() -> None:
    assert breaks(parse("x > a", ("a",)), {"a": 1.25}, (-4.0, 4.0)).jumps == (1.25,)


def test_jumps_without_end_are_cut_off() -> None:
    assert len(breaks(parse("floor(1000000*x)"), {}, (-4.0, 4.0)).jumps) <= 1000
