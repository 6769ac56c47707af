from math import acosh, log

import pytest

from studyapp.curve.landmarks import least, saturation
from studyapp.curve.spec import Trace
from studyapp.curve.subject import subject


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("gelu", -0.75179152469356446),
        ("gelu_tanh", -0.75246142207101626),
        ("silu", -1.27846454276107380),
        ("relu", None),
        ("tanh", None),
        ("step", None),
    ],
)
def test_the_least_place_is_known_to_the_last_digits(name: str, place: float | None) -> None:
    found = least(subject(Trace(name)))

    assert found == (None if place is None else pytest.approx(place, abs=1e-14))


@pytest.mark.parametrize(
    ("name", "side", "distance"),
    [
        ("relu", -1, 0.0),
        ("relu", 1, None),
        ("sigmoid", 1, 2 * acosh(5)),
        ("tanh", -1, acosh(10)),
        ("elu", -1, log(100)),
        ("identity", -1, None),
        ("leaky_relu", -1, None),
    ],
)
def test_saturation_begins_where_the_slope_stays_under_a_hundredth(
    name: str, side: int, distance: float | None
) -> None:
    found = saturation(subject(Trace(name)), side)

    assert found == (None if distance is None else pytest.approx(distance, abs=1e-12))
