from __future__ import annotations

import math
from time import perf_counter

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


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("sqrt((x - 0.3)^2)", 0.3),
        ("((x - 0.3)^2)^0.5", 0.3),
        ("sqrt((3*x - 0.9)^2) + x^2", 0.3),
        ("((x - pi)^2)^(1/3)", math.pi),
        ("sqrt(x^2)", 0.0),
        ("sqrt((x - 1)^2)", 1.0),
        ("sqrt(1 - sin(x))", math.pi / 2.0),
        ("sqrt(1e-12*(x - 0.3)^2)", 0.3),
        ("1e-8*sqrt((x - 0.3)^2)", 0.3),
    ],
)
def test_a_kink_where_a_root_only_touches_zero_is_found(text: str, place: float) -> None:
    found = breaks(parse(text), {}, (-3.9, 3.97))

    assert found.jumps == ()
    assert found.slope_jumps == pytest.approx((place,), abs=1e-7)


@pytest.mark.parametrize("text", ["1/(x - 0.3)^2", "log((x - 0.3)^2)", "(2*x - 0.6)^-2"])
def test_a_pole_without_a_change_of_sign_is_found(text: str) -> None:
    assert breaks(parse(text), {}, (-3.9, 3.97)).jumps == (0.3,)


@pytest.mark.parametrize(
    "text", ["sqrt((x - 0.3)^2 + 1e-4)", "sqrt(1 + x^2)", "1/(x^2 + 1e-4)", "sin(x)^2", "2^x"]
)
def test_what_only_comes_near_zero_breaks_nowhere(text: str) -> None:
    found = breaks(parse(text), {}, (-3.9, 3.97))

    assert found.jumps == found.slope_jumps == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("hard_swish(5.1*x)", (-3.0 / 5.1, 3.0 / 5.1)),
        ("relu(x + 1e6 - 1e6 - 0.25)", (0.25,)),
        ("max(log(x^2 + 0.49), x*x - 0.7)", (-1.122097677876577, -0.11474823755433457,
                                             0.11474823755433457, 1.122097677876577)),
        ("max(sqrt((x - 0.3)^2), step(x) - 2)", (0.3,)),
    ],
)  # fmt: skip
def test_a_kink_is_found_though_rounding_makes_its_surroundings_level(
    text: str, places: tuple[float, ...]
) -> None:
    found = breaks(parse(text), {}, (-3.9, 3.97))

    assert found.jumps == ()
    assert found.slope_jumps == pytest.approx(places, abs=1e-9)


def test_two_places_that_cannot_be_told_apart_are_one() -> None:
    found = breaks(parse("where(sqrt(sin(x)) > 0.1, x^0.3, x)"), {}, (-1.0, 1.0))

    assert found.jumps == pytest.approx((0.0, 0.010000166674167113), rel=1e-12)


def test_a_small_function_has_its_jumps_too() -> None:
    assert breaks(parse("1e-8*floor(x)"), {}, (-1.5, 1.5)).jumps == (-1.0, 0.0, 1.0)


def test_the_second_derivative_may_jump_alone() -> None:
    found = breaks(parse("relu(x - 0.3)^2"), {}, (-3.9, 3.97))

    assert (found.jumps, found.slope_jumps, found.bend_jumps) == ((), (), (0.3,))


@pytest.mark.parametrize(
    ("text", "scattered"),
    [
        ("floor(1000*x)", (True, False, False)),
        ("floor(1000000*x)", (True, False, False)),
        ("1000*x - floor(1000*x)", (True, False, False)),
        ("abs(sin(500*x))", (False, True, False)),
        ("0*floor(1000*x)", (False, False, False)),
        ("floor(10*x)", (False, False, False)),
    ],
)
def test_what_jumps_too_often_is_told_instead_of_its_jumps(
    text: str, scattered: tuple[bool, bool, bool]
) -> None:
    found = breaks(parse(text), {}, (-4.0, 4.0))

    assert found.scattered == scattered
    assert [bool(places) for places in found[:3]] == [text == "floor(10*x)", False, False]


def test_one_jump_is_found_among_a_thousand_kinks() -> None:
    found = breaks(parse("abs(sin(500*x)) + 2*step(x - 0.3)"), {}, (-4.0, 4.0))

    assert found.jumps == (0.3,)
    assert found.scattered == (False, True, False)


def seconds(text: str) -> float:
    begun = perf_counter()
    breaks(parse(text), {}, (-4.0, 4.0))
    return perf_counter() - begun


@pytest.mark.parametrize(
    "text",
    [
        "floor(1000*x)",
        "+".join(["floor(99*x)"] * 40),
        "+".join(["geglu(floor(99*x))"] * 25),
        "+".join(["gelu(sin(40*x))*floor(x*9)"] * 18),
        "where(sin(60*x)>0," * 15 + "gelu(x)" + ",gelu(-x))" * 15,
        "selu(" * 39 + "x" + ")" * 39,
        "gelu(" * 36 + "floor(9*x)" + ")" * 36,
        "+".join(f"sqrt((x-.{at})^2)" for at in range(1, 28)),
    ],
    ids=lambda text: text[:15],
)
def test_the_breaks_of_the_dearest_formulas_take_50_ms_at_most(text: str) -> None:
    assert any(seconds(text) <= 0.05 for _ in range(20))
