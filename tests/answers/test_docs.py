"""The page on answers tells what is done."""

import re
from pathlib import Path

import pytest

from studyapp.answers.computed import TOLERANCE, worked
from studyapp.answers.number import BINARY, PREFIXES, parse
from studyapp.answers.propose import QUICK, SLOW, TABLE
from studyapp.answers.typed import check, rows

PAGE = (Path(__file__).parents[2] / "docs" / "answers.md").read_text(encoding="utf-8")

NUMBERS = [
    (form, value)
    for forms, value in re.findall(r"^\| (`.*`) \| ([-\d.]+) \|$", PAGE, re.MULTILINE)
    for form in re.findall(r"`([^`]+)`", forms)
]


@pytest.mark.parametrize(("form", "value"), NUMBERS)
def test_each_form_of_the_page_is_read_as_it_says(form: str, value: str) -> None:
    assert parse(form).value == pytest.approx(float(value), rel=1e-14)


def test_the_page_has_forms() -> None:
    assert len(NUMBERS) == 29


def test_all_letters_behind_a_number_are_named() -> None:
    for letters in (*PREFIXES, *BINARY):
        if letters not in "萬億":
            assert re.search(rf"[` ]{letters}[` ]", PAGE), letters


@pytest.mark.parametrize("outcome", TABLE)
def test_the_table_of_grades_is_the_one_in_use(outcome: str) -> None:
    row = re.search(rf"^\| {outcome} \| (\d) \| (\d) \| (\d) \|$", PAGE, re.MULTILINE)

    assert row is not None
    assert tuple(map(int, row.groups())) == TABLE[outcome]  # type: ignore[index]


def test_the_times_are_those_in_use() -> None:
    assert f"less than {QUICK:g} of the usual time, *slowly* in more than {SLOW:g} times" in PAGE


def test_the_usual_tolerance_is_the_one_in_use() -> None:
    assert f"takes {TOLERANCE.size:.0%} of its answer" in PAGE
    assert TOLERANCE.is_relative


def test_the_examples_are_what_is_shown() -> None:
    first, second = (
        rows(check(given, [answer]).pieces)[0]
        for given, answer in (("colour", "color"), ("交叉商损夫", "交叉熵损失函数"))
    )
    for own, other in zip(first, second, strict=True):
        assert f"\n{f'{own}  {other}'.rstrip()}\n" in PAGE
    assert "\n".join(worked("12 * layers * d^2", {"layers": 24.0, "d": 512.0}).lines) in PAGE
