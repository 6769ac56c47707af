from collections.abc import Iterator
from itertools import product

import mpmath
import numpy as np
import pytest
from mpmath import mpf

from studyapp.curve.functions import FORMULAS, bend, slope, softmax, value
from studyapp.curve.names import CATALOGUE, SLICES, BadParameter, resolve
from tests.curve.exact import EXACT, KINKS, derivative

# At x = -6, -1, 0, 0.5 and 3, from a computation with 900 digits: f, then f'.
CHECKED = [
    ("identity", {}, [-6.0, -1.0, 0.0, 0.5, 3.0], [1.0, 1.0, 1.0, 1.0, 1.0]),
    ("step", {"at_zero": 0.0}, [0.0, 0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0]),
    ("step", {"at_zero": 0.5}, [0.0, 0.0, 0.5, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0]),
    ("step", {"at_zero": 1.0}, [0.0, 0.0, 1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 0.0, 0.0]),
    ("relu", {}, [0.0, 0.0, 0.0, 0.5, 3.0], [0.0, 0.0, 0.0, 1.0, 1.0]),
    ("leaky_relu", {"alpha": 0.01}, [-0.06, -0.01, 0.0, 0.5, 3.0], [0.01, 0.01, 0.01, 1.0, 1.0]),
    ("leaky_relu", {"alpha": 0.2}, [-1.2, -0.2, 0.0, 0.5, 3.0], [0.2, 0.2, 0.2, 1.0, 1.0]),
    ("prelu", {"alpha": 0.25}, [-1.5, -0.25, 0.0, 0.5, 3.0], [0.25, 0.25, 0.25, 1.0, 1.0]),
    (
        "elu",
        {"alpha": 1.0},
        [-0.997521247823, -0.632120558829, 0.0, 0.5, 3.0],
        [0.00247875217667, 0.367879441171, 1.0, 1.0, 1.0],
    ),
    (
        "elu",
        {"alpha": 0.5},
        [-0.498760623912, -0.316060279414, 0.0, 0.5, 3.0],
        [0.00123937608833, 0.183939720586, 0.5, 1.0, 1.0],
    ),
    (
        "gelu",
        {},
        [-5.91952587023e-09, -0.158655253931, 0.0, 0.345731230637, 2.99595030591],
        [-3.54687094539e-08, -0.0833154705877, 0.5, 0.867495124656, 1.0119456472],
    ),
    (
        "gelu_tanh",
        {},
        [-8.43964670076e-11, -0.158808009392, 0.0, 0.345714009825, 2.99636260792],
        [-7.70997393095e-10, -0.0829640838458, 0.5, 0.867369903535, 1.01158416663],
    ),
    (
        "gelu_sigmoid",
        {"k": 1.702},
        [-0.000220353549787, -0.154204234067, 0.0, 0.350388436606, 2.98192869029],
        [-0.000338302376477, -0.0677796065563, 0.5, 0.879221911965, 1.02454832391],
    ),
    (
        "sigmoid",
        {},
        [0.00247262315663, 0.26894142137, 0.5, 0.622459331202, 0.952574126822],
        [0.00246650929136, 0.196611933241, 0.25, 0.235003712202, 0.0451766597309],
    ),
    (
        "tanh",
        {},
        [-0.999987711651, -0.761594155956, 0.0, 0.46211715726, 0.995054753687],
        [2.45765474053e-05, 0.419974341614, 1.0, 0.786447732966, 0.00986603716544],
    ),
    (
        "softplus",
        {"beta": 1.0},
        [0.00247568513773, 0.313261687518, 0.69314718056, 0.97407698418, 3.04858735157],
        [0.00247262315663, 0.26894142137, 0.5, 0.622459331202, 0.952574126822],
    ),
    (
        "softplus",
        {"beta": 2.0},
        [3.07209673887e-06, 0.0634640055215, 0.34657359028, 0.656630843759, 3.00123784257],
        [6.14417460221e-06, 0.119202922022, 0.5, 0.73105857863, 0.997527376843],
    ),
    (
        "silu",
        {},
        [-0.0148357389398, -0.26894142137, 0.0, 0.311229665601, 2.85772238047],
        [-0.0123264325915, 0.0723294881285, 0.5, 0.739961187303, 1.08810410602],
    ),
    (
        "swiglu",
        {"value": 1.0},
        [-0.0148357389398, -0.26894142137, 0.0, 0.311229665601, 2.85772238047],
        [-0.0123264325915, 0.0723294881285, 0.5, 0.739961187303, 1.08810410602],
    ),
    (
        "swiglu",
        {"value": 0.5},
        [-0.0074178694699, -0.134470710685, 0.0, 0.1556148328, 1.42886119023],
        [-0.00616321629576, 0.0361647440643, 0.25, 0.369980593651, 0.544052053008],
    ),
]

X = [-6.0, -1.0, 0.0, 0.5, 3.0]

FAR = [-np.inf, -1.7e308, -1e5, -1000.0, 1000.0, 1e5, 1.7e308, np.inf]


def settings_to_try() -> Iterator[tuple[str, dict[str, float]]]:
    """Every curve with its defaults, and with values at the ends of its parameters."""
    for entry in (*CATALOGUE, *SLICES):
        if entry.kind == "curve":
            yield entry.name, {}
            for own in entry.params:
                for tried in (own.least, own.greatest, max(own.least, 0.3)):
                    yield entry.name, {own.name: tried}


TRIED = pytest.mark.parametrize(("name", "given"), list(settings_to_try()))


@pytest.mark.parametrize(("name", "given", "f", "df"), CHECKED)
def test_the_published_check_values_are_met(
    name: str, given: dict[str, float], f: list[float], df: list[float]
) -> None:
    np.testing.assert_allclose(value(resolve(name), X, given), f, rtol=5e-12, atol=1e-300)
    np.testing.assert_allclose(slope(resolve(name), X, given), df, rtol=5e-12, atol=1e-300)


def grid(name: str) -> list[float]:
    """Evenly spaced, at random, and around 0 and the kinks, but not on those with a convention."""
    rng = np.random.default_rng(5)
    kinks = {0.0, 3.0, -3.0, 6.0, 1.0, -1.0} | {x for at, _, x, _, _ in KINKS if at == name}
    near = [x + side * 10.0**-far for x in kinks for side in (-1, 1) for far in (1, 5, 9, 14)]
    beside = [float(np.nextafter(x, side)) for x in kinks for side in (-np.inf, np.inf)]
    spread = [*np.linspace(-50.0, 50.0, 81), *rng.uniform(-50, 50, 30), *rng.normal(0, 3, 60)]
    tiny = [-1e-300, 1e-300, -1e-9, 1e-9]
    return sorted({float(x) for x in (*spread, *near, *beside, *tiny)} - kinks)


@TRIED
def test_f_and_its_derivatives_are_exact_to_the_last_digits(
    name: str, given: dict[str, float]
) -> None:
    entry = resolve(name)
    x = [at for at in grid(name) if not any(abs(at - jump) < 1e-13 for jump in _ends(name, given))]
    f, df, ddf = (part(entry, x, given).tolist() for part in (value, slope, bend))

    with mpmath.workdps(50):
        settings = {key: mpf(number) for key, number in entry.settings(given).items()}
        for place, *found in zip(x, f, df, ddf, strict=True):
            exact = [
                EXACT[name](mpf(place), settings),
                derivative(name, mpf(place), settings, 1),
                derivative(name, mpf(place), settings, 2),
            ]
            for order, most in enumerate((4e-15, 4e-15, 1e-13)):
                far = abs(found[order] - exact[order]) / (1 + abs(exact[order]))
                assert far <= most, f"order {order} at {place}: {found[order]}, {float(far):.1e}"


def _ends(name: str, given: dict[str, float]) -> tuple[float, ...]:
    """Where a clipped line ends, which is between two numbers."""
    return resolve(name).slope_jumps(resolve(name).settings(given)) if "slope" in given else ()


@TRIED
def test_far_out_all_are_limits_reached_in_silence(name: str, given: dict[str, float]) -> None:
    entry = resolve(name)
    for part in (value, slope, bend):
        found = part(entry, FAR, given)
        beyond = part(entry, [-1e300, -1e200, 1e200, 1e300], given)

        assert not np.isnan(found).any(), found
        for end, near, less in ((0, 0, 1), (-1, 3, 2)):
            grows = np.isinf(beyond[near]) or abs(beyond[near] - beyond[less]) > 1e150
            assert np.isinf(found[end]) if grows else found[end] == beyond[near], found


@pytest.mark.parametrize("name", FORMULAS)
def test_what_is_no_number_gives_none(name: str) -> None:
    for part in (value, slope, bend):
        assert np.isnan(part(resolve(name), [np.nan, 1.0])).tolist() == [True, False]
        assert np.isnan(part(resolve(name), np.nan))


@TRIED
def test_zero_has_no_sign(name: str, given: dict[str, float]) -> None:
    for part in (value, slope, bend):
        found = part(resolve(name), [-np.inf, -1000.0, -0.0, 0.0, 1000.0], given)
        assert not np.signbit(found[found == 0.0]).any(), found


@pytest.mark.parametrize(("name", "given", "x", "df", "ddf"), KINKS)
def test_at_a_kink_the_derivatives_are_the_convention(
    name: str, given: dict[str, float], x: float, df: float, ddf: float
) -> None:
    assert slope(resolve(name), [x], given).tolist() == [df]
    assert slope(resolve(name), [x or -0.0], given).tolist() == [df]
    assert bend(resolve(name), [x], given).tolist() == [ddf]


def test_many_numbers_are_evaluated_as_few_are() -> None:
    x = np.linspace(-5.0, 5.0, 30_003).reshape(3, -1)

    for name in FORMULAS:
        for part in (value, slope, bend):
            many = part(resolve(name), x)
            assert many.shape == x.shape
            np.testing.assert_array_equal(many[1, :7], part(resolve(name), x[1, :7]))


def test_a_slope_of_zero_keeps_its_half_at_zero_to_the_end() -> None:
    assert value(resolve("prelu"), [-np.inf], {"alpha": 0.0}).tolist() == [0.0]


def test_the_deep_tail_of_gelu_keeps_its_digits() -> None:
    with mpmath.workdps(50):
        exact = EXACT["gelu"](mpf(-30), {})
    (found,) = value(resolve("gelu"), [-30.0]).tolist()

    assert abs(found / exact - 1) < 1e-12, found


def test_the_shape_is_kept() -> None:
    assert value(resolve("gelu"), np.zeros((2, 3))).shape == (2, 3)
    assert value(resolve("gelu"), 1.0).shape == ()


def test_a_function_of_a_vector_has_no_curve() -> None:
    with pytest.raises(
        ValueError, match="`softmax` is a function of a vector; it is drawn as bars"
    ):
        value(resolve("softmax"), [0.0])


def test_a_parameter_out_of_range_is_refused() -> None:
    with pytest.raises(BadParameter, match="`beta` of `softplus` is -1"):
        value(resolve("softplus"), [0.0], {"beta": -1.0})


@pytest.mark.parametrize(
    ("logits", "temperature"),
    list(product([(2.0, 1.0, 0.0, -1.0), (1000.0, 0.0), (-1e4, 1e4, 1e4), (5.0,)], [0.01, 1, 100])),
)
def test_softmax_is_exact_and_sums_to_one(logits: tuple[float, ...], temperature: float) -> None:
    found = softmax(logits, temperature)

    with mpmath.workdps(50):
        weights = [mpmath.exp(mpf(z) / mpf(temperature)) for z in logits]
        for p, weight in zip(found, weights, strict=True):
            assert abs(p - weight / sum(weights)) < 1e-15
    assert abs(found.sum() - 1.0) < 1e-15


def test_softmax_does_not_mind_a_shift() -> None:
    assert softmax([1002.0, 1001.0]).tolist() == softmax([2.0, 1.0]).tolist()


def test_all_formulas_are_compared_with_an_exact_one() -> None:
    assert EXACT.keys() == FORMULAS.keys()
