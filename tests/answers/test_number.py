"""Numbers in any form a person writes, and how far they are from the expected ones."""

from math import e, log, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.answers.number import (
    NONE,
    Tolerance,
    check,
    parse,
    parse_tolerance,
)
from studyapp.curve.terms import BadExpression

FORMS = [
    ("1/4", 0.25),
    ("2.5e-1", 0.25),
    ("25%", 0.25),
    ("25 ％", 0.25),
    ("½", 0.5),
    (".5", 0.5),
    ("√(2/π)", sqrt(2 / pi)),
    ("sqrt(2/pi)", sqrt(2 / pi)),
    ("√2", sqrt(2)),
    ("2√3", 2 * sqrt(3)),
    ("1/√(2π)", 1 / sqrt(2 * pi)),
    ("1G", 1e9),
    ("3.2 k", 3200.0),
    ("3.2K", 3200.0),
    ("5 µ", 5e-6),
    ("7B", 7e9),
    ("1.5亿", 1.5e8),
    ("3Ki", 3072.0),
    ("1_000", 1000.0),
    ("1,000", 1000.0),
    ("1,234,567.5", 1234567.5),
    ("1 000 000", 1e6),
    ("1\u202f000", 1000.0),
    ("0,125", 0.125),
    ("1,5", 1.5),
    ("max(1,200)", 200.0),
    ("１２", 12.0),
    ("１．５", 1.5),
    ("−3", -3.0),
    ("-3", -3.0),
    ("2·10^3", 2000.0),
    ("2×10⁻³", 0.002),
    ("2**10", 1024.0),
    ("1e3", 1000.0),
    ("ln 2", log(2)),
    ("ln(2)", log(2)),
    ("e⁻¹", 1 / e),
    ("≈ 0.3", 0.3),
    ("= 7", 7.0),
    ("gelu(0)", 0.0),
    ("۱۲", 12.0),
]


@pytest.mark.parametrize(("text", "value"), FORMS)
def test_any_form_is_read(text: str, value: float) -> None:
    assert parse(text).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("5 ms", "ms", 5.0),
        ("5", "ms", 5.0),
        ("5 ms", "s", 0.005),
        ("5 m", "m", 5.0),
        ("3.2 km", "m", 3200.0),
        ("1 GB", "B", 1e9),
        ("12 GiB", "B", 12 * 2.0**30),
        ("7B parameters", "parameters", 7e9),
        ("3 flops", "FLOPs", 3.0),
        ("1/4 s", "s", 0.25),
        ("5 µs", "μs", 5.0),
        ("25", "%", 25.0),
        ("25 %", "%", 25.0),
        ("1,5 ms", "ms", 1.5),
    ],
)
def test_with_the_unit_or_without_it(text: str, unit: str, value: float) -> None:
    assert parse(text, unit).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "problem", "at"),
    [
        ("", "there is no number", 0),
        (" = ", "there is no number", 0),
        ("x", "`x` is no number", 0),
        ("exp(x)", "`x` is no number", 4),
        ("1/0", "this is no finite number", 1),
        ("1 - x", "`x` is no number", 4),
        ("1/2π", "this can be read in two ways", 3),
        ("1/2 k", "this can be read in two ways", 2),
        ("√(2", "the formula ends too soon", 3),
        ("2·10³ apples", "`apples` cannot stand here", 6),
        ("1_000 + ¤", "`¤` means nothing in a formula", 8),
        ("__import__(1)", "unknown function `__import__`", 0),
        ("9" * 501, "501 characters are too many", 500),
    ],
)
def test_what_is_no_number_is_told_with_its_place(text: str, problem: str, at: int) -> None:
    with pytest.raises(BadExpression) as told:
        parse(text)

    assert (told.value.problem, told.value.at) == (problem, at)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_read_back(value: float) -> None:
    assert parse(repr(value)).value == value
    assert check(parse(repr(value)), value).verdict == "exact"


@given(st.integers(0, 10**15))
def test_thousands_may_be_parted(value: int) -> None:
    assert parse(f"{value:,}").value == value
    assert parse(f"{value:_}").value == value
    assert parse(f"{value:,}".replace(",", " ")).value == value


@given(st.text(max_size=30) | st.text("0123456789.,_ ekMGπ√()%/*^-+²⁻½", max_size=20))
def test_any_text_is_a_finite_number_or_a_fault_within_it(text: str) -> None:
    assert is_finite_or_a_fault_within(text)


def is_finite_or_a_fault_within(text: str) -> bool:
    try:
        return abs(parse(text, "ms").value) < float("inf")
    except BadExpression as fault:
        return 0 <= fault.at <= len(text)


def test_tolerances_are_absolute_or_shares() -> None:
    assert parse_tolerance("0.001") == Tolerance(0.001)
    assert parse_tolerance("±1 %") == Tolerance(0.01, is_relative=True)
    with pytest.raises(BadExpression, match="cannot be under 0"):
        parse_tolerance("-1")


@pytest.mark.parametrize(
    ("typed", "expected", "tolerance", "verdict"),
    [
        ("0.1 + 0.2", 0.3, "0", "exact"),
        ("0.26", 0.25, "0.01", "within"),
        ("0.2601", 0.25, "0.01", "wrong"),
        ("0.13", 0.1295, "1%", "within"),
        ("0.131", 0.1295, "1%", "wrong"),
        ("-99", -100.0, "1%", "within"),
        ("0", 0.0, "1%", "exact"),
        ("1e-9", 0.0, "1%", "wrong"),
    ],
)
def test_both_bounds_of_a_tolerance_are_within(
    typed: str, expected: float, tolerance: str, verdict: str
) -> None:
    assert check(parse(typed), expected, parse_tolerance(tolerance)).verdict == verdict


@pytest.mark.parametrize(
    ("typed", "expected", "unit", "slip", "power"),
    [
        ("-3", 3.0, "", "sign", 0),
        ("25", 0.25, "", "percent", 0),
        ("25%", 25.0, "", "percent", 0),
        ("0.25", 25.0, "%", "fraction", 0),
        ("2048", 2.048, "", "power of ten", 3),
        ("0.002", 2.0, "", "power of ten", -3),
        ("300", 3.0, "", "power of ten", 2),
        ("4", 3.0, "", "", 0),
        ("5", 0.0, "", "", 0),
    ],
)
def test_a_slip_is_named(typed: str, expected: float, unit: str, slip: str, power: int) -> None:
    verdict = check(parse(typed, unit), expected, NONE, unit)

    assert (verdict.verdict, verdict.slip, verdict.power) == ("wrong", slip, power)


def test_a_wrong_number_is_wrong_by_so_much() -> None:
    verdict = check(2.5, 2.0)

    assert (verdict.off, verdict.share) == (0.5, 0.25)
