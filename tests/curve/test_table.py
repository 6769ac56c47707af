from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.curve.functions import slope, value
from studyapp.curve.names import resolve
from studyapp.curve.table import spaced, table


def test_round_places_stay_round() -> None:
    assert spaced(-1.0, 1.0, 21) == [index / 10 for index in range(-10, 11)]
    assert spaced(0.1, 0.7, 7) == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]


@settings(deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(2, 300))
def test_places_are_the_exact_ones_rounded_once(left: float, right: float, points: int) -> None:
    first, last = Fraction(repr(left)), Fraction(repr(right))
    exact = [first + (last - first) * index / (points - 1) for index in range(points)]

    assert spaced(left, right, points) == [float(place) for place in exact]


def test_both_ends_are_included() -> None:
    places = spaced(-0.1, 1 / 3, 1000)

    assert (places[0], places[-1]) == (-0.1, 1 / 3)


def test_a_row_holds_x_f_and_its_derivative() -> None:
    gelu = resolve("gelu")
    rows = table(gelu, (), -4.0, 4.0, 5)

    assert [row.x for row in rows] == [-4.0, -2.0, 0.0, 2.0, 4.0]
    assert [row.f for row in rows] == value(gelu, [row.x for row in rows]).tolist()
    assert [row.df for row in rows] == slope(gelu, [row.x for row in rows]).tolist()


def test_parameters_are_heeded() -> None:
    assert table(resolve("leaky_relu"), {"alpha": 0.2}, -1.0, 1.0, 3) == [
        (-1.0, -0.2, 0.2),
        (0.0, 0.0, 0.2),
        (1.0, 1.0, 1.0),
    ]


def test_a_row_reads_back_as_the_same_numbers_from_17_digits() -> None:
    for row in table(resolve("silu"), (), -3.0, 3.0, 50):
        assert tuple(float(f"{number:.17g}") for number in row) == row


def test_one_point_is_no_table() -> None:
    with pytest.raises(ValueError, match="a table needs at least 2 points, not 1"):
        table(resolve("relu"), (), -1.0, 1.0, 1)


def test_bars_have_no_table() -> None:
    with pytest.raises(ValueError, match="`softmax` is a function of a vector"):
        table(resolve("softmax"), (), -1.0, 1.0, 3)
