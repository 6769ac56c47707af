"""Formulas in numbers, against fifty digits of mpmath."""

from __future__ import annotations

import re
from time import perf_counter

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from mpmath import mpf

from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.expression import LONGEST, parse
from studyapp.curve.functions import slope, value
from studyapp.curve.jets import Array, evaluate
from studyapp.curve.names import resolve
from studyapp.curve.terms import Binary, Name, Negation, Node, Number

CURVES = [entry.name for entry in CATALOGUE if entry.kind == "curve"]

EXACT = {
    "clip": lambda x, low, high: min(max(x, low), high),
    "min": min,
    "max": max,
    "abs": abs,
    "sign": mpmath.sign,
    "sqrt": mpmath.sqrt,
    "exp": mpmath.exp,
    "expm1": mpmath.expm1,
    "log": mpmath.log,
    "log1p": mpmath.log1p,
    "sin": mpmath.sin,
    "cos": mpmath.cos,
    "tanh": mpmath.tanh,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "erf": mpmath.erf,
    "erfc": mpmath.erfc,
    "floor": mpmath.floor,
    "gelu": lambda x: x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2,
    "silu": lambda x: x / (1 + mpmath.exp(-x)),
}

OPERATIONS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": lambda a, b: a**b,
    "<": lambda a, b: mpf(a < b),
    "<=": lambda a, b: mpf(a <= b),
    ">": lambda a, b: mpf(a > b),
}


def exact(node: Node, x: mpf) -> mpf:
    if isinstance(node, Number):
        return {"π": +mpmath.pi, "e": +mpmath.e}.get(node.sign, mpf(node.value))
    if isinstance(node, Name):
        return x
    if isinstance(node, Negation):
        return -exact(node.operand, x)
    if isinstance(node, Binary):
        return OPERATIONS[node.operator](exact(node.left, x), exact(node.right, x))
    if node.name == "where":
        condition, first, second = node.arguments
        return exact(first if exact(condition, x) else second, x)  # the other need not be defined
    return EXACT[node.name](*(exact(argument, x) for argument in node.arguments))


def numbers(text: str, places: object, order: int = 0, **params: float) -> Array:
    return evaluate(parse(text, params), np.asarray(places, dtype=float), params, order)


SMOOTH = [
    "x / (1 + exp(-1.5*x))", "x*tanh(log1p(exp(x)))", "exp(-x^2/2) / sqrt(2*pi)", "e^(-abs(x))",
    "x^3 - 2*x^2 + 5", "x^-2", "x^0.5", "(x^2 + 1)^1.5", "2^x", "(1 + x^2)^sin(x)", "1 / (1 + x^2)",
    "sin(x)*cos(2*x)", "sinh(x) / cosh(x)", "sqrt(1 + x^2)", "log(1 + x^2)", "expm1(x) / x",
    "log1p(x^2)", "erf(x)", "erfc(x)", "x*erfc(-x/sqrt(2))/2", "gelu(x) - silu(x)", "gelu(2*x)",
    "tanh(x)^2", "min(x, x^2 - 9)", "clip(x/6 + 0.5, 0, 1)*x", "where(x > 0.25, sin(x), x^3)",
    "x - floor(x)", "sign(x)*sqrt(abs(x))", "max(x, sin(x), -1)",
]  # fmt: skip


@pytest.mark.parametrize("text", SMOOTH)
def test_f_and_its_derivatives_are_exact(text: str) -> None:
    node = parse(text)
    places = [-9.3, -3.7, -1.1, -0.3, 0.7, 1.9, 2.6, 8.2]
    if "0.5" in text and "clip" not in text:
        places = places[4:]
    found = [evaluate(node, places, {}, order).tolist() for order in (0, 1, 2)]

    with mpmath.workdps(50):
        for place, f, df, ddf in zip(places, *found, strict=True):
            x = mpf(place)
            for got, order in ((f, 0), (df, 1)):
                true = mpmath.diff(lambda t: exact(node, t), x, order)
                assert abs(got - true) <= 4e-15 * (1 + abs(true)) * (1 + x * x), (place, order)
            if not CATALOGUED.search(text):
                true = mpmath.diff(lambda t: exact(node, t), x, 2)
                assert abs(ddf - true) <= 1e-13 * (1 + abs(true)), place


CATALOGUED = re.compile("gelu|silu")
"""Their own f'' is what `functions` makes of it."""

ATOMS = st.sampled_from(["x", "x", "x", "2", "0.5", "3", "1.25", "pi"])


def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    one = st.sampled_from([name for name in EXACT if name not in {"where", "clip", "min", "max"}])
    return st.one_of(
        st.builds("{}({})".format, one, inner),
        st.builds("({}) {} ({})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("({})^{}".format, inner, st.sampled_from(["2", "3", "-1", "0.5", "(x/2)"])),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner),
        st.builds("clip({}, -1, 2)".format, inner),
        st.builds("where({} < {}, {}, {})".format, inner, inner, inner, inner),
    )


FORMULAS = st.recursive(ATOMS, deeper, max_leaves=8).filter(lambda text: len(text) <= LONGEST)


@settings(deadline=None, max_examples=300)
@given(FORMULAS, st.floats(-3.0, 3.0).map(lambda x: round(x, 3) + 0.000137))
def test_the_derivative_of_any_formula_is_that_of_its_values(text: str, place: float) -> None:
    """Where it is smooth and no step on the way is so great that its digits are lost."""
    node = try_to_parse(text)
    largest = [0.0]
    evaluate(node, place, {}, 1, lambda _, jets: largest.extend(abs(jet[0]).max() for jet in jets))
    f, df, ddf = (float(evaluate(node, place, {}, order)) for order in (0, 1, 2))
    assume(np.isfinite(df) and max(largest) < 1e4 and abs(f) < 1e4 and abs(df) < 1e6)

    with mpmath.workdps(40):
        x = mpf(place)
        near = [exact(node, x + step * mpf("1e-12")) for step in (-2, -1, 0, 1, 2)]
        assert abs(f - near[2]) <= 1e-8 * (1 + abs(f))
        rise = (near[0] - 8 * near[1] + 8 * near[3] - near[4]) / (12 * mpf("1e-12"))
        other = (near[3] - near[1]) / (2 * mpf("1e-12"))
        bend = (near[1] - 2 * near[2] + near[3]) / mpf("1e-24")
    assume(abs(rise - other) <= 1e-6 * (1 + abs(rise)))  # no kink in between
    assert abs(df - rise) <= 1e-6 * (1 + abs(df)), text
    if abs(ddf) < 1e6 and not CATALOGUED.search(text):
        assert abs(ddf - bend) <= 1e-6 * (1 + abs(ddf)), text


def try_to_parse(text: str) -> Node:
    try:
        return parse(text)
    except ValueError:
        assume(False)
        raise


@pytest.mark.parametrize("name", CURVES)
def test_a_function_of_the_catalogue_is_itself_and_obeys_the_chain_rule(name: str) -> None:
    x = np.linspace(-5.0, 5.0, 41)

    assert numbers(f"{name}(x)", x).tolist() == value(resolve(name), x).tolist()
    np.testing.assert_allclose(numbers(f"{name}(x)", x, 1), slope(resolve(name), x), rtol=1e-14)
    np.testing.assert_allclose(
        numbers(f"{name}(2*x)^2", x, 1),
        4.0 * value(resolve(name), 2.0 * x) * slope(resolve(name), 2.0 * x),
        rtol=1e-14,
    )


@pytest.mark.parametrize(
    ("text", "function", "params"),
    [
        ("max(0, x)", "relu", {}),
        ("max(x, 0)", "relu", {}),
        ("(x > 0)*x", "relu", {}),
        ("(x + abs(x)) / 2", None, {}),
        ("where(x > 0, x, 0.2*x)", "leaky_relu", {"alpha": 0.2}),
        ("max(0.2*x, x)", "leaky_relu", {"alpha": 0.2}),
        ("where(x > 0, x, 0.5*expm1(x))", "elu", {"alpha": 0.5}),
        ("(sign(x) + 1) / 2", "step", {}),
        ("x*erfc(-x/sqrt(2))/2", "gelu", {}),
    ],
)
def test_at_a_kink_a_formula_agrees_with_the_function_it_writes(
    text: str, function: str | None, params: dict[str, float]
) -> None:
    x = [-2.0, -0.0, 0.0, 2.0]
    if function is None:
        assert numbers(text, x, 1).tolist() == [0.0, 0.5, 0.5, 1.0]
        return

    np.testing.assert_allclose(numbers(text, x), value(resolve(function), x, params), rtol=1e-14)
    np.testing.assert_allclose(numbers(text, x, 1), slope(resolve(function), x, params), rtol=1e-14)


@pytest.mark.parametrize(
    ("text", "places", "slopes"),
    [
        ("min(max(0, x), 6)", [0.0, 6.0], [0.0, 0.0]),
        ("clip(x, -1, 1)", [-1.0, 1.0], [0.0, 0.0]),
        ("clip(x/6 + 1/2, 0, 1)", [-3.0, 3.0], [0.0, 0.0]),
        ("x*clip(x/6 + 1/2, 0, 1)", [-3.0, 3.0], [0.0, 1.0]),
        ("abs(x)", [0.0], [0.0]),
        ("max(x, -x)", [0.0], [0.0]),
        ("max(x, x)", [0.0], [1.0]),
        ("min(x, 2*x)", [0.0], [1.0]),
        ("step(x) + floor(x) + sign(x) + (x < 0)", [0.0], [0.0]),
    ],
)
def test_at_a_kink_the_derivative_is_the_convention(
    text: str, places: list[float], slopes: list[float]
) -> None:
    assert numbers(text, places, 1).tolist() == slopes


@pytest.mark.parametrize(
    ("text", "outside", "inside"),
    [
        ("log(x)", [-1.0, -0.0, 0.0], [5e-324, 1.0]),
        ("0*log(x)", [-1.0, 0.0], [1.0]),
        ("log(x)^0", [-1.0, 0.0], [1.0]),
        ("1^log(x)", [-1.0, 0.0], [1.0]),
        ("log(x) < 0", [-1.0, 0.0], [1.0]),
        ("where(log(x) < 0, 1, 2)", [-1.0, 0.0], [1.0]),
        ("max(0, log(x))", [-1.0, 0.0], [1.0]),
        ("log1p(x)", [-2.0, -1.0], [0.0]),
        ("sqrt(x)", [-1.0], [1.0]),
        ("x^0.5", [-1.0], [1.0]),
        ("x^x", [-1.0, -2.0], [1.0]),
        ("1/x", [0.0, -0.0], [1.0]),
        ("x^-2", [0.0], [-1.0]),
        ("1/(1/x)", [0.0], [1.0]),
    ],
)
def test_outside_of_its_domain_a_formula_has_neither_value_nor_derivative(
    text: str, outside: list[float], inside: list[float]
) -> None:
    for order in (0, 1, 2):
        assert np.isnan(numbers(text, outside, order)).all()
    assert np.isfinite(numbers(text, inside)).all()
    assert np.isfinite(numbers(text, inside[-1:], 1)).all()


def test_what_is_not_chosen_may_be_outside_of_its_domain() -> None:
    assert numbers("where(x > 0, log(x), 0)", [-1.0, 0.0, 1.0], 1).tolist() == [0.0, 0.0, 1.0]


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("1 / (1 + exp(-x))", (0.0, 0.0), (1.0, 0.0)),
        ("x / (1 + exp(-beta*x))", (0.0, 0.0), (1e6, 1.0)),
        ("x*tanh(log1p(exp(x)))", (0.0, 0.0), (1e6, 1.0)),
        ("tanh(exp(x))", (0.0, 0.0), (1.0, 0.0)),
        ("erf(x^3)", (-1.0, 0.0), (1.0, 0.0)),
        ("x*exp(-x^2)", (0.0, 0.0), (0.0, 0.0)),
        ("1 / cosh(x)", (0.0, 0.0), (0.0, 0.0)),
    ],
)
def test_far_out_a_formula_reaches_its_limits_in_silence(
    text: str, left: tuple[float, float], right: tuple[float, float]
) -> None:
    f, df = (numbers(text, [-1e6, 1e6], order, beta=3.0).tolist() for order in (0, 1))

    assert [(f[0], df[0]), (f[1], df[1])] == [left, right]
    assert numbers(text, [-1e6, 1e6], 2, beta=3.0).tolist() == [0.0, 0.0]


def test_a_parameter_may_be_a_whole_number() -> None:
    assert numbers("a^a", [0.0], a=-2).tolist() == [0.25]


def test_zero_has_no_sign_and_the_shape_is_kept() -> None:
    found = numbers("0*x", np.full((2, 3), -1.0))

    assert found.shape == (2, 3)
    assert not np.signbit(found).any()
    assert numbers("pi", 1.0).shape == ()


def dear() -> list[str]:
    """As many of a function as 500 characters hold, in chains of the greatest depth."""
    found = []
    for name in (*CURVES, "erf", "erfc", "sinh", "sqrt", "floor", "id"):
        chains = [(f"{name}(" * deep + "x" + ")" * deep) for deep in range(39, 0, -1)]
        forms = ("+".join([chain] * many) for chain in chains for many in (5, 4, 3, 2, 1))
        found.append(next(form for form in forms if len(form) <= LONGEST))
    found += ["+".join(["x^x"] * 50), "+".join(["x^1.7"] * 50), "max(" + "x," * 150 + "0)"]
    found += ["x<" + "(x<" * 39 + "x" + ")" * 39, "*".join(["sin(x)"] * 66)]
    return found


@pytest.mark.parametrize("text", dear(), ids=lambda text: text[:12])
def test_the_dearest_formulas_take_50_ms_at_most(text: str) -> None:
    node, x = parse(text), np.linspace(-6.0, 6.0, 1000)

    for order in (0, 1, 2):
        assert any(seconds(node, x, order) <= 0.05 for _ in range(20)), order


def seconds(node: Node, x: Array, order: int) -> float:
    begun = perf_counter()
    evaluate(node, x, {}, order)
    return perf_counter() - begun
