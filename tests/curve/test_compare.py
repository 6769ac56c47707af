from collections.abc import Callable
from math import inf, nextafter
from time import perf_counter

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mpmath import mpf

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.compare import difference, greatest
from studyapp.curve.spec import Expression, Trace
from studyapp.curve.subject import Subject, subject

Exact = Callable[[mpf], mpf]

CURVES = [entry.name for entry in CATALOGUE if entry.kind == "curve"]
WINDOW = (-8.0, 8.0)


def of(name: str, **params: float) -> Subject:
    return subject(Trace(name, tuple(params.items())))


def gelu(x: mpf) -> mpf:
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x: mpf) -> mpf:
    return x / 2 * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (x + mpf("0.044715") * x**3)))


def gated(k: str) -> Exact:
    return lambda x: x / (1 + mpmath.exp(-mpf(k) * x))


EXACT = [
    ("gelu", "gelu_tanh", gelu, gelu_tanh, 2.698941386, 4.7323552068728e-4),
    ("gelu", "gelu_sigmoid", gelu, gated("1.702"), 2.270397738, 2.03348722092392e-2),
    ("gelu_tanh", "gelu_sigmoid", gelu_tanh, gated("1.702"), 2.2518, None),
    ("silu", "gelu", gated("1"), gelu, 1.8, None),
]


@pytest.mark.parametrize(("one", "other", "f", "g", "near", "known"), EXACT)
def test_the_greatest_error_is_that_of_fifty_digits(
    one: str, other: str, f: Exact, g: Exact, near: float, known: float | None
) -> None:
    with mpmath.workdps(50):
        where = mpmath.findroot(lambda x: mpmath.diff(f, x) - mpmath.diff(g, x), near)
        exact = abs(f(where) - g(where))

        found = greatest(of(one), of(other), WINDOW)

        assert found is not None
        assert abs(mpf(found.size) - exact) < 1e-15
        assert abs(abs(found.x) - where) < 1e-7, "flat at the top: half the digits of the size"
        assert known is None or found.size == pytest.approx(known, rel=1e-13)


@pytest.mark.parametrize(
    ("one", "other", "window", "x", "size"),
    [
        (of("relu"), of("softplus"), WINDOW, 0.0, 0.6931471805599453),
        (of("relu"), of("leaky_relu", alpha=0.2), (-3.0, 5.0), -3.0, 0.6000000000000001),
        (of("step"), of("sigmoid"), WINDOW, nextafter(0.0, 1.0), 0.5),
        (of("step", at_zero=1.0), of("step", at_zero=0.25), WINDOW, 0.0, 0.75),
        (of("identity"), of("relu"), (2.0, 3.0), 3.0, 0.0),
        (of("softplus", beta=100.0), of("relu"), (-1e6, 1e6), 0.0, 0.006931471805599453),
    ],
)
def test_a_kink_an_end_or_a_jump_may_be_the_farthest(
    one: Subject, other: Subject, window: tuple[float, float], x: float, size: float
) -> None:
    found = greatest(one, other, window)

    assert found is not None
    assert found.size == pytest.approx(size, abs=1e-15)
    assert found.x == pytest.approx(x, abs=1e-9)


def test_a_side_of_a_jump_counts_although_no_value_is_there() -> None:
    jump = of("step", at_zero=0.5)
    found = greatest(jump, of("sigmoid"), (-0.5, 0.5))

    assert found is not None
    assert found.size == pytest.approx(0.5, abs=1e-15)
    assert difference(jump, of("sigmoid"), [0.0]).tolist() == [0.0]


def test_a_narrow_turn_in_a_wide_window_is_found() -> None:
    found = greatest(of("gelu_sigmoid", k=50.0), of("relu"), (-1e5, 1e5))

    assert found is not None
    assert found.size == pytest.approx(0.2784645427610738 / 50.0, abs=1e-15)


def test_places_where_one_curve_has_no_value_do_not_count() -> None:
    def root(x: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        with np.errstate(invalid="ignore"):
            return np.sqrt(np.asarray(x, dtype=np.float64))

    half = of("identity")._replace(value=root, slope=lambda x: 0.5 / root(x))
    found = greatest(half, of("identity"), (-4.0, 1.0))

    assert found is not None
    assert found.x == pytest.approx(0.25)
    assert found.size == pytest.approx(0.25, abs=1e-15)
    assert greatest(half, of("identity"), (-4.0, -1.0)) is None


def test_a_distance_beyond_all_numbers_is_infinite() -> None:
    far = of("identity")._replace(value=lambda x: np.exp(1e4 * np.asarray(x)))
    with np.errstate(over="ignore"):
        found = greatest(far, of("identity"), (-1.0, 1.0))

    assert found is not None
    assert found.size == inf


def formula(text: str, window: tuple[float, float]) -> Subject:
    return subject(Expression(text), window)


@pytest.mark.parametrize(
    ("text", "place"),
    [("1/(x - 0.3)", 0.3), ("1/(x - 0.3)^2", 0.3), ("log(x + 1)", -1.0), ("1/sqrt(x)", 0.0)],
)
def test_at_a_pole_the_distance_is_infinite(text: str, place: float) -> None:
    window = (-6.0, 6.0)

    assert greatest(formula(text, window), of("identity"), window) == (place, inf)


@pytest.mark.parametrize(
    ("text", "window", "x", "size"),
    [
        ("1/(x - 0.3)", (0.5, 6.0), 6.0, 6.0 - 1.0 / 5.7),
        ("sqrt(x)", (-1.0, 1.0), 0.25, 0.25),
        ("sin(x)/x", (-2.0, 1.0), -2.0, 2.0 + np.sin(2.0) / 2.0),
        ("where(x == 0, 9, x)", (-1.0, 1.0), 0.0, 9.0),
        ("sqrt((x - 0.3)^2)", (-2.0, 0.2), -2.0, 4.3),
    ],
)
def test_a_formula_is_as_far_from_a_line_as_it_is(
    text: str, window: tuple[float, float], x: float, size: float
) -> None:
    found = greatest(formula(text, window), of("identity"), window)

    assert found is not None
    assert found.x == pytest.approx(x, abs=1e-7)
    assert found.size == pytest.approx(size, abs=1e-12)


def test_two_breaks_may_be_neighbours() -> None:
    second = nextafter(1.0, 2.0)
    jumpy = of("identity")._replace(jumps=(1.0, second, nextafter(second, 2.0)))

    assert greatest(jumpy, of("relu"), (-3.0, 2.0)) == (-3.0, 3.0)


@pytest.mark.parametrize("other", CURVES)
@pytest.mark.parametrize("one", ["gelu", "step", "relu", "hard_swish"])
def test_an_ever_finer_search_finds_nothing_farther(one: str, other: str) -> None:
    window = (-6.0, 6.0)
    found = greatest(of(one), of(other), window)
    x = np.linspace(*window, 20_001)
    for _ in range(8):
        sizes = np.abs(difference(of(one), of(other), x))
        at = int(sizes.argmax())
        x = np.linspace(x[max(at - 1, 0)], x[min(at + 1, len(x) - 1)], 201)

    assert found is not None
    assert found.size >= sizes.max() * (1.0 - 1e-12)
    if one != "step" != other:  # of a side of a jump no sample has the limit
        assert found.size == pytest.approx(sizes.max(), abs=1e-12)


def test_where_a_kink_is_the_farthest_it_is_told_and_not_the_float_beside_it() -> None:
    found = greatest(of("relu"), of("softplus"), WINDOW)

    assert found is not None
    assert found.x == 0.0


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(CURVES),
    st.sampled_from(CURVES),
    st.floats(-20.0, 19.0),
    st.floats(0.01, 30.0),
)
def test_no_place_of_the_window_is_farther(one: str, other: str, left: float, width: float) -> None:
    window = (left, left + width)
    found = greatest(of(one), of(other), window)
    reverse = greatest(of(other), of(one), window)

    assert found is not None
    assert reverse == found
    x = np.random.default_rng(1).uniform(*window, 20_000)
    assert np.abs(difference(of(one), of(other), x)).max() <= found.size + 1e-15


def test_a_comb_takes_no_longer_than_a_blink() -> None:
    comb = subject(Expression("floor(11.5*x)"), (-4.0, 4.0))
    begin = perf_counter()

    found = greatest(comb, of("identity"), (-4.0, 4.0))

    assert perf_counter() - begin < 1.0, "7 ms on a machine at rest"
    assert len(comb.jumps) == 92
    assert found is not None
    assert found.size == pytest.approx(46.0 - 45.0 / 11.5)
