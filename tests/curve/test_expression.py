"""Formulas of an author's own: what is read, what is refused and where."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.curve.expression import DEEPEST, LONGEST, parse
from studyapp.curve.jets import evaluate
from studyapp.curve.terms import SCALARS, BadExpression, Binary, Name, Negation, Node, Number
from studyapp.curve.tokens import may_name_a_parameter

STRINGS = int(os.environ.get("STUDYAPP_TEST_FORMULAS", "2000"))
"""How many random texts are read; 100 000 on demand."""


def lisp(node: Node) -> str:
    """The structure, without places."""
    if isinstance(node, Number):
        return node.sign or f"{node.value:g}"
    if isinstance(node, Name):
        return node.name
    if isinstance(node, Negation):
        return f"(- {lisp(node.operand)})"
    if isinstance(node, Binary):
        return f"({node.operator} {lisp(node.left)} {lisp(node.right)})"
    return f"({' '.join([node.name, *map(lisp, node.arguments)])})"


@pytest.mark.parametrize(
    ("text", "structure"),
    [
        ("x", "x"),
        ("1 - 2 - x", "(- (- 1 2) x)"),
        ("1 - x / 2 * 3", "(- 1 (* (/ x 2) 3))"),
        ("-x^2", "(- (^ x 2))"),
        ("-x*2", "(* (- x) 2)"),
        ("2**-x", "(^ 2 (- x))"),
        ("x^2^3", "(^ x (^ 2 3))"),
        ("(x^2)^3", "(^ (^ x 2) 3)"),
        ("2^-x*3", "(* (^ 2 (- x)) 3)"),
        ("+x - -x", "(- x (- x))"),
        ("x + 1 < 2 * a", "(< (+ x 1) (* 2 a))"),
        ("x − 2·x × π", "(- x (* (* 2 x) π))"),
        ("(x ≤ 1) * (x ≠ 0)", "(* (<= x 1) (!= x 0))"),
        ("where(x == 0, 1, sin(x) / x)", "(where (== x 0) 1 (/ (sin x) x))"),
        ("max(0, x, pi) + e", "(+ (max 0 x π) e)"),
        ("SiLU(x) + logistic(x)", "(+ (silu x) (sigmoid x))"),
        ("1.5e3 + .5 + 2.", "(+ (+ 1500 0.5) 2)"),
        ("β1 * x_", None),
    ],
)
def test_a_formula_is_read_as_mathematics_reads_it(text: str, structure: str | None) -> None:
    params = ("a", "β1", "x_")

    assert lisp(parse(text, params)) == (structure or "(* β1 x_)")


@pytest.mark.parametrize(
    ("text", "at", "sentence"),
    [
        ("", 0, "the formula ends too soon; here belongs a number, `x`, a parameter, a function"),
        ("x +", 3, "the formula ends too soon; here belongs a number"),
        ("2x", 1, "`x` cannot stand here; here belongs an operator or the end of the formula"),
        ("(x", 2, "the formula ends too soon; here belongs an operator or `)`"),
        ("x)", 1, "`)` cannot stand here; here belongs an operator or the end"),
        ("x(2)", 1, "`x` is no function; here belongs an operator, as in `x*(…)`"),
        ("sin x", 0, "`sin` is a function; write what it is of, as in `sin(x)`"),
        ("1 + gleu(x)", 4, "unknown function `gleu`; did you mean `gelu`?"),
        ("qqq(x)", 0, "unknown function `qqq`; here belongs one of `where`, `clip`, "),
        ("bta * x", 0, "unknown name `bta`; did you mean `beta`?"),
        ("x * qq", 4, "unknown name `qq`; here belongs one of `x`, `beta`, `pi`, `e`"),
        ("sine(x)", 0, "unknown function `sine`; did you mean `sin`?"),
        ("softmax(x)", 0, "unknown function `softmax`"),
        ("where(x, 1)", 10, "or `,`, since `where` takes 3 arguments"),
        ("max(x)", 5, "or `,`, since `max` takes 2 arguments or more"),
        ("sin(x, 1)", 5, "`,` cannot stand here; here belongs an operator or `)`"),
        ("0 < x < 1", 6, "comparisons cannot follow each other; multiply two of them, as in"),
        ("x = 1", 2, "`=` means nothing in a formula; here belongs `==`, `<=` or `>=`"),
        ("x.real", 1, "`.` means nothing in a formula"),
        ("__import__('os')", 11, "`'` means nothing in a formula"),
        ("1e400", 0, "this is no finite number"),
        ("x + 9**9**9**9", 8, "this is no finite number"),
        ("log(-1) * x", 0, "this is no finite number"),
        ("1 / (2 - 2)", 2, "this is no finite number"),
        ("(-8)^(1/3)", 4, "this is no finite number"),
        ("x^(2^x)", 1, "an exponent cannot hold a power whose own exponent varies"),
        ("2^x^beta", 1, "an exponent cannot hold a power whose own exponent varies"),
        ("x" * (LONGEST + 1), LONGEST, "a formula cannot have 501 characters; write at most 500"),
        ("x+" * 100 + "x", 199, "a formula cannot have more than 200 parts"),
        ("(" * 41 + "x" + ")" * 41, 40, "a formula cannot be more than 40 levels deep"),
        ("-" * 41 + "x", 40, "a formula cannot be more than 40 levels deep"),
        ("x^" * 41 + "x", 81, "a formula cannot be more than 40 levels deep"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_place_and_what_was_expected(
    text: str, at: int, sentence: str
) -> None:
    with pytest.raises(BadExpression) as refused:
        parse(text, ("beta",))

    assert sentence in str(refused.value)
    assert refused.value.at == at


@pytest.mark.parametrize(
    "text",
    [
        "x" + " " * (LONGEST - 1),
        "+".join(["x"] * 100),
        "(" * DEEPEST + "x" + ")" * DEEPEST,
        "x^(2^3)",
        "2^(2*x)",
        "9^9^2",
        "1e308 * x * 10",
    ],
)
def test_what_is_just_within_the_limits_is_read(text: str) -> None:
    assert evaluate(parse(text), 1.0, {}).shape == ()


def test_names_of_functions_and_constants_are_taken() -> None:
    refused = ["x", "pi", "e", "exp", "gelu", "2a", "a b", "", "名", "a" * 41]
    assert [name for name in refused if may_name_a_parameter(name)] == []
    assert all(map(may_name_a_parameter, ["beta", "β", "a1", "_k", "value", "sigma", "σ"]))


def test_a_parameter_may_be_called_as_an_alias_of_a_function_is() -> None:
    assert lisp(parse("σ * σ(x)", ("σ",))) == "(* σ (sigmoid x))"


PIECES = [
    *SCALARS, "gelu", "relu", "step", "x", "a", "pi", "e", "9", "1e308", ".5", "0", "1e-320",
    "+", "-", "*", "/", "^", "**", "(", ")", ",", "<", "<=", "==", "!=", " ", "'", "[", ".",
    "__class__", "lambda", "\n", "π", "²", "\x00", "e5", "(x)", "(x,", "x)", "^x", "^9",
]  # fmt: skip


def random_text(chance: random.Random) -> str:
    """Pieces of formulas in any order; every other one is so made that it is mostly sound."""
    if chance.random() < 0.5:
        return "".join(chance.choices(PIECES, k=chance.randrange(1, 40)))
    text = chance.choice(["x", "a", "2", "0.5"])
    for _ in range(chance.randrange(30)):
        name = chance.choice([*SCALARS, "gelu", "elu", "tanh", "silu"])
        other = chance.choice(["x", "3", "-x", "a", "(x-1)", "1e200", "x^2"])
        forms = [f"{name}({text})", f"({text}){chance.choice('+-*/^<')}{other}", f"-{text}"]
        forms += [f"{other}^({text})", f"max({text},{other})", f"where({other},{text},{other})"]
        text = chance.choice(forms)
    return text


def read_or_refused(text: str) -> Node | BadExpression:
    try:
        return parse(text, ("a",))
    except BadExpression as refused:
        return refused


def test_any_text_gives_values_or_our_own_error() -> None:
    chance = random.Random(7)
    places = [-1e6, -3.0, -0.0, 1e-300, 0.5, 40.0, 1e6]
    read = 0

    for _ in range(STRINGS):
        text = random_text(chance)
        node = read_or_refused(text)
        if isinstance(node, BadExpression):
            assert 0 <= node.at <= len(text), text
            continue
        read += 1
        for order in (0, 1, 2):
            assert evaluate(node, places, {"a": 1.5}, order).shape == (7,), text
    assert read > STRINGS / 10


@settings(deadline=None)
@given(st.text(max_size=600))
def test_any_characters_give_a_formula_or_our_own_error(text: str) -> None:
    found = read_or_refused(text)

    assert not isinstance(found, BadExpression) or found.advice
