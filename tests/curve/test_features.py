from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.features import FLAT, features, flat_parts, share
from studyapp.curve.spec import Expression, Trace
from studyapp.curve.subject import subject

CURVES = [entry.name for entry in CATALOGUE if entry.kind == "curve"]


def found(name: str, window: tuple[float, float] = (-6.0, 6.0)) -> list[tuple[float, str]]:
    return [(round(x, 6), kind) for x, kind in features(Trace(name), window)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("identity", [(0.0, "zero")]),
        ("step", [(0.0, "jump")]),
        ("relu", [(0.0, "kink")]),
        ("leaky_relu", [(0.0, "kink, zero")]),
        ("tanh", [(0.0, "inflection, zero")]),
        ("sigmoid", [(0.0, "inflection")]),
        ("softplus", []),
        (
            "gelu",  # f'' = (2 - x^2) phi(x)
            [
                (-round(sqrt(2.0), 6), "inflection"),
                (-0.751792, "minimum"),
                (0.0, "zero"),
                (round(sqrt(2.0), 6), "inflection"),
            ],
        ),
    ],
)
def test_the_places_of_a_function_are_found(name: str, expected: list[tuple[float, str]]) -> None:
    assert found(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sqrt((x - 0.3)^2)", [(0.3, "kink, minimum")]),
        ("sqrt(x^2 - 0.6*x + 0.09)", [(0.3, "kink, minimum")]),
        ("1/(x - 0.3)^2", [(0.3, "pole")]),
        ("1/(x - 0.3)", [(0.3, "pole")]),
        ("sin(x - 0.3)/(x - 0.3)", [(0.3, "gap")]),
        ("floor(x) + 0.5", [(0.0, "jump"), (1.0, "jump")]),
        # It passes all numbers on both sides of 0.
        ("1e308*x*1e3 + floor(x)", [(-0.001798, "pole"), (0.0, "jump"), (0.001798, "pole")]),
    ],
)
def test_the_places_of_a_formula_are_found(text: str, expected: list[tuple[float, str]]) -> None:
    found = features(Expression(text), (-0.9, 1.8))

    assert [(round(x, 6), kind) for x, kind in found] == expected


@pytest.mark.parametrize("window", [(-40.0, 37.0), (-1e6, 1e6), (6.0, 20.0), (-0.1, 0.1)])
@pytest.mark.parametrize("name", CURVES)
def test_nothing_is_found_that_is_not_there(name: str, window: tuple[float, float]) -> None:
    one = subject(Trace(name))
    width = window[1] - window[0]
    for x, kind in features(Trace(name), window):
        assert window[0] <= x <= window[1]
        near = x + 1e-6 * width * np.array([-1.0, 1.0])
        if "zero" in kind:
            assert np.prod(np.sign(one.value(near))) <= 0.0
        if "minimum" in kind or "maximum" in kind:
            assert np.prod(np.sign(one.slope(near))) <= 0.0


@pytest.mark.parametrize("name", CURVES)
def test_the_flat_parts_are_where_the_slope_is_small(name: str) -> None:
    x = np.linspace(-8.0, 8.0, 4001)
    parts = flat_parts(Trace(name))
    inside = np.array([any(a < at < b for a, b in parts) for at in x])
    edges = np.array([any(abs(at - e) < 1e-9 for part in parts for e in part) for at in x])

    assert np.all(edges | (inside == (np.abs(subject(Trace(name)).slope(x)) < FLAT)))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), 0.0),
        (((-inf, inf),), 1.0),
        (((-inf, 0.0),), 0.5),
        (((-1.0, 1.0),), 0.682689492137086),
        (((-inf, -1.959963984540054), (1.959963984540054, inf)), 0.05),
    ],
)
def test_the_share_of_inputs_is_that_of_the_normal_distribution(
    parts: tuple[tuple[float, float], ...], expected: float
) -> None:
    assert share(parts) == pytest.approx(expected, abs=1e-15)
