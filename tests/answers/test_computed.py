"""Fresh numbers for a card and a day, and the answer worked out."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.answers.computed import Span, Variable, answer, draw, fill, shown, unicode, worked
from studyapp.answers.number import parse
from studyapp.curve.terms import BadExpression

VARIABLES: dict[str, Variable] = {"d": (512.0, 1024.0, 4096.0), "layers": Span(12, 96, 12)}


def test_a_card_asks_the_same_all_day_and_other_numbers_on_others() -> None:
    days = [tuple(draw(VARIABLES, "deck/card", day).values()) for day in range(100)]

    assert days == [tuple(draw(VARIABLES, "deck/card", day).values()) for day in range(100)]
    assert len(set(days)) == 24, "each of the pairs comes"


def test_numbers_are_pinned_since_other_releases_must_ask_the_same() -> None:
    assert draw(VARIABLES, "deck/card", 20_000) == {"d": 4096.0, "layers": 36.0}


def test_a_span_holds_the_decimals_one_would_write() -> None:
    span = Span(0.0, 1.0, 0.1)

    assert span.numbers == 11
    assert [span.at(place) for place in range(4)] == [0.0, 0.1, 0.2, 0.3]
    assert Span(3, 1, -1).numbers == 3
    assert Span(1, 3, -1).numbers == 0


def test_nothing_to_draw_from_is_refused() -> None:
    with pytest.raises(ValueError, match="variable `d` has no numbers"):
        draw({"d": ()}, "deck/card", 1)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("How many for d = {d}, {layers} layers?", "How many for d = 512, 24 layers?"),
        ("{d}{layers}", "51224"),
        ("{ d } and {other} and {{0}}", "{ d } and {other} and {{0}}"),
        (r"$\sqrt{d}$", r"$\sqrt{512}$"),
        (r"$\frac{d}{layers}$", r"$\frac{512}{24}$"),
        (r"$x^{d} \cdot {layers}$", r"$x^{512} \cdot 24$"),
    ],
)
def test_placeholders_become_numbers(text: str, filled: str) -> None:
    assert fill(text, {"d": 512.0, "layers": 24.0}) == filled


def test_the_steps_are_mathematics() -> None:
    steps = worked("12 * layers * d^2", {"d": 512.0, "layers": 24.0})

    assert steps.lines == ("12·layers·d²", "= 12·24·512²", "= 75497472")
    assert steps.value == 75497472.0
    assert worked("1/t", {"t": -3.0}).lines == ("1 / t", "= 1 / (−3)", "≈ −0.333333")
    assert worked("a + b", {"a": 0.1, "b": 0.2}).lines == ("a + b", "= 0.1 + 0.2", "= 0.3")
    assert worked("2*n", {"n": 6.02e23}).lines[1:] == ("= 2·(6.02·10²³)", "= 1.204·10²⁴")


@pytest.mark.parametrize(
    "expression",
    [
        "12*layers*d^2",
        "d/layers/3 - 2*d*-layers",
        "sqrt(d^2)/layers^-2",
        "log(1 + exp(d/1000))*3e-20",
        "(d - layers)^3 - (-d)",
        "-d^2 + sigmoid(layers/10)",
        "max(d, layers) / min(d, -1)",
    ],
)
@given(d=st.floats(-1e4, 1e4, width=32), layers=st.floats(0.5, 1e4, width=32))
def test_a_line_with_the_numbers_put_in_reads_as_the_answer(
    expression: str, d: float, layers: float
) -> None:
    values = {"d": d, "layers": layers}

    steps = worked(expression, values)

    assert parse(steps.inserted).value == pytest.approx(steps.value, rel=1e-12)
    assert steps.value == answer(expression, values)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_in_a_question_is_the_number(value: float) -> None:
    assert float(shown(value)) == value
    assert parse(unicode(value)).value == pytest.approx(value, rel=1e-12, abs=5e-324)


@pytest.mark.parametrize(
    ("expression", "problem", "at"),
    [
        ("d / (d - 512)", "this is no finite number", 2),
        ("2 + log(0 - d)", "this is no finite number", 4),
        ("d * heads", "unknown name `heads`", 4),
        ("d * x", "`x` is no number", 4),
        ("d ^ d ", "this is no finite number", 2),
    ],
)
def test_an_answer_without_a_value_is_told_with_its_place(
    expression: str, problem: str, at: int
) -> None:
    with pytest.raises(BadExpression) as told:
        answer(expression, {"d": 512.0})

    assert (told.value.problem, told.value.at) == (problem, at)


def test_x_may_be_a_variable() -> None:
    assert answer("x^2", {"x": 3.0}) == 9.0


def test_numbers_are_checked_without_numpy() -> None:
    code = (
        "import sys; from studyapp.answers import choice, computed, number, propose, typed;"
        "number.parse('√(2/π)'); computed.worked('d^2', {'d': 3.0}); typed.check('a', ['b']);"
        "print('numpy' in sys.modules)"
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "False"
