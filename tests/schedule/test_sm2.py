import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.schedule.sm2 import FIRST_EASE, FRESH, LEAST_EASE, Memory, step

GOLDEN = [
    # By hand, from the paper's formulas: ease first, then ceil(interval * ease / 100).
    ("4", (1, 1, 250)),
    ("4 4", (2, 6, 250)),
    ("4 4 4", (3, 15, 250)),
    ("4 4 4 4", (4, 38, 250)),  # 37.5
    ("4 4 4 4 4", (5, 95, 250)),
    ("5", (1, 1, 260)),
    ("5 5", (2, 6, 270)),
    ("5 5 5", (3, 17, 280)),  # 16.8
    ("5 5 5 5", (4, 50, 290)),  # 49.3
    ("5 5 5 5 5", (5, 150, 300)),  # exactly 150; floats make 151 of it
    ("3", (1, 1, 236)),
    ("3 3", (2, 6, 222)),
    ("3 3 3", (3, 13, 208)),  # 12.48
    ("3 3 3 3", (4, 26, 194)),  # 25.22
    ("3 3 3 3 3", (5, 47, 180)),  # 46.8
    ("3 3 3 3 3 3 3 3 3", (9, 218, 130)),  # 78.02, 120.08, 166.98, 217.1; never under 130
    ("0", (0, 1, 250)),
    ("1", (0, 1, 250)),
    ("2", (0, 1, 250)),
    ("5 5 5 1", (0, 1, 280)),
    ("5 5 5 1 4", (1, 1, 280)),
    ("5 5 5 1 4 4", (2, 6, 280)),
    ("5 5 5 1 4 4 3", (3, 16, 266)),  # 15.96
]

grades = st.integers(0, 5)


def after(series: list[int], memory: Memory = FRESH) -> Memory:
    for grade in series:
        memory = step(memory, grade)
    return memory


@pytest.mark.parametrize(("series", "memory"), GOLDEN)
def test_a_series_of_grades_ends_where_the_paper_says(
    series: str, memory: tuple[int, int, int]
) -> None:
    assert after([int(grade) for grade in series.split()]) == memory


@pytest.mark.parametrize("grade", [-1, 6, 100])
def test_a_grade_outside_of_the_scale_is_refused(grade: int) -> None:
    with pytest.raises(ValueError, match=f"a grade is 0 to 5, not {grade}"):
        step(FRESH, grade)


@given(st.lists(grades, max_size=40))
def test_the_ease_never_falls_under_its_least(series: list[int]) -> None:
    assert after(series).ease >= LEAST_EASE


@given(st.lists(grades, max_size=40), st.integers(0, 2))
def test_a_failure_starts_the_repetitions_again_and_keeps_the_ease(
    series: list[int], grade: int
) -> None:
    before = after(series)

    assert step(before, grade) == (0, 1, before.ease)


@given(st.lists(grades, max_size=40))
def test_a_better_grade_never_brings_the_card_back_sooner(series: list[int]) -> None:
    before = after(series)

    intervals = [step(before, grade).interval for grade in range(6)]

    assert intervals == sorted(intervals)


@given(st.lists(st.integers(3, 5), min_size=2, max_size=40))
def test_every_success_in_a_row_makes_the_interval_longer(series: list[int]) -> None:
    before = after(series)

    assert step(before, 3).interval > before.interval


@given(st.integers(2, 100), st.integers(1, 36_500), st.integers(LEAST_EASE, 2000))
def test_the_interval_is_the_exact_product_rounded_up(
    repetitions: int, interval: int, ease: int
) -> None:
    result = step(Memory(repetitions, interval, ease), 4).interval

    assert (result - 1) * 100 < interval * ease <= result * 100


def test_the_ease_begins_at_two_and_a_half() -> None:
    assert FRESH.ease == FIRST_EASE == 250
