"""A formula as one reads it, and read back."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings

from studyapp.curve.expression import parse
from studyapp.curve.jets import evaluate
from studyapp.curve.notation import notation, symbols
from studyapp.curve.terms import Node
from tests.curve.test_jets import FORMULAS, try_to_parse

LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹ˣ⁻", "0123456789x-")


def shown(text: str, *params: str) -> str:
    return notation(parse(text, params), symbols(params))


def read_back(text: str, *params: str) -> Node:
    """The formula that Unicode text writes, by rules that are not those of the writer."""
    raised = r"([⁰¹²³⁴⁵⁶⁷⁸⁹ˣ⁻]+)"
    plain = re.sub(raised, lambda found: f"^({found[1].translate(LOWERED)})", text)
    plain = re.sub(r"\|([^|]*)\|", r"abs(\1)", plain).replace("⌊", "floor(").replace("⌋", ")")
    plain = re.sub(r"√([\w.]+)", r"sqrt(\1)", plain).replace("√(", "sqrt(")
    return parse(plain.replace("ln(", "log(").replace(" = ", " == "), params)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x / (1 + exp(-beta*x))", "x / (1 + exp(−β·x))"),
        ("x/(1+exp(-x))", "x / (1 + e⁻ˣ)"),
        ("exp(-x^2/2)/sqrt(2*pi)", "exp(−x² / 2) / √(2·π)"),
        ("-x**2", "−x²"),
        ("(-x)^2", "(−x)²"),
        ("(x^2)^3", "(x²)³"),
        ("x^-12", "x⁻¹²"),
        ("x^(1/2)", "x^(1 / 2)"),
        ("x^0.5 + 2^x + x^beta", "x^0.5 + 2ˣ + x^β"),
        ("x^(2^3)", "x^(2³)"),
        ("1 - (x - 2)", "1 − (x − 2)"),
        ("(1 - x) - 2", "1 − x − 2"),
        ("1 - -x", "1 − (−x)"),
        ("x/2*3", "(x / 2)·3"),
        ("x*3/2", "x·3 / 2"),
        ("x/(2*3)", "x / (2·3)"),
        ("x*(2/3)", "x·(2 / 3)"),
        ("2*-x", "2·(−x)"),
        ("(x < 1)*(x >= -1)", "(x < 1)·(x ≥ −1)"),
        ("where(x != 0, sin(x)/x, 1)", "where(x ≠ 0, sin(x) / x, 1)"),
        ("x == 0", "x = 0"),
        ("abs(x) + abs(x + abs(x))", "|x| + abs(x + |x|)"),
        ("floor(sqrt(x)) + log(x)", "⌊√x⌋ + ln(x)"),
        ("max(0, x) + gelu(x)", "max(0, x) + gelu(x)"),
        ("1e-5*x + 1.50", "1e-05·x + 1.5"),
        ("e^x", "eˣ"),
    ],
)
def test_a_formula_is_shown_as_one_writes_it(text: str, expected: str) -> None:
    assert shown(text, "beta") == expected
    x = np.linspace(-3.0, 3.0, 25)
    back = evaluate(read_back(expected, "β"), x, {"β": 1.5})
    np.testing.assert_allclose(evaluate(parse(text, ("beta",)), x, {"beta": 1.5}), back, 1e-15)


@settings(deadline=None, max_examples=200)
@given(FORMULAS)
def test_what_is_shown_means_what_is_evaluated(text: str) -> None:
    node, x = try_to_parse(text), np.linspace(-3.0, 3.0, 13)
    written = notation(node, {})

    np.testing.assert_allclose(evaluate(read_back(written), x, {}), evaluate(node, x, {}), 1e-12)


def test_a_letter_that_is_a_parameter_itself_stands_for_no_other() -> None:
    assert symbols(("alpha", "a")) == {"alpha": "α", "a": "a"}
    assert symbols(("alpha", "α")) == {"alpha": "alpha", "α": "α"}
