from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from studyapp.curve.ticks import number, rounded, ticks

ENDS = st.floats(-1e12, 1e12, allow_subnormal=False)


@pytest.mark.parametrize(
    ("low", "high", "most", "labels"),
    [
        (-4.0, 4.0, 5, ["-4", "-2", "0", "2", "4"]),
        (-4.0, 4.0, 9, ["-4", "-3", "-2", "-1", "0", "1", "2", "3", "4"]),
        (-0.5, 0.5, 5, ["-0.4", "-0.2", "0", "0.2", "0.4"]),
        (-0.1, 1.1, 3, ["0", "0.5", "1"]),
        (0.1, 0.3, 3, ["0.1", "0.2", "0.3"]),
        (-1e6, 1e6, 5, ["-1000000", "-500000", "0", "500000", "1000000"]),
        (1.0, 1.0000001, 3, ["1", "1.00000005", "1.0000001"]),
        (-3.0, 3.0, 1, ["0"]),
    ],
)
def test_ticks_are_round_and_written_without_noise(
    low: float, high: float, most: int, labels: list[str]
) -> None:
    assert [tick.label for tick in ticks(low, high, most)] == labels


@settings(deadline=None)
@given(ENDS, ENDS, st.integers(1, 20))
def test_ticks_rise_inside_the_interval_and_are_what_their_labels_say(
    low: float, high: float, most: int
) -> None:
    assume(high - low > 1e-9 * max(abs(low), abs(high), 1e-200))
    found = ticks(low, high, most)
    values = [tick.value for tick in found]

    assert len(found) <= most
    assert values == sorted(set(values))
    assert all(low <= one <= high for one in values)
    assert all(float(tick.label) == tick.value for tick in found)
    assert "-0" not in [tick.label for tick in found]


@settings(deadline=None)
@given(ENDS, ENDS, st.integers(3, 20))
def test_there_is_something_to_read_on_every_axis(low: float, high: float, most: int) -> None:
    assume(high - low > 1e-9 * max(abs(low), abs(high), 1e-200))

    assert len(ticks(low, high, most)) >= 1


@settings(deadline=None)
@given(ENDS, ENDS, st.integers(2, 12))
def test_steps_are_one_two_or_five_times_a_power_of_ten(low: float, high: float, most: int) -> None:
    assume(high - low > 1e-6 * max(abs(low), abs(high), 1e-200))
    exact = [Decimal(tick.label) for tick in ticks(low, high, most)]
    steps = {after - before for before, after in pairwise(exact)}

    assert len(steps) <= 1
    assert all(
        str(step.normalize().as_tuple().digits) in {"(1,)", "(2,)", "(5,)"} for step in steps
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0", "0"),
        ("-0.0", "0"),
        ("2.50", "2.5"),
        ("100", "100"),
        ("12345678", "12345678"),
        ("20000000", "2e7"),
        ("0.00000012", "1.2e-7"),
        ("-0.000012", "-1.2e-5"),
    ],
)
def test_a_number_is_written_the_shorter_way(written: str, read: str) -> None:
    assert number(Decimal(written)) == read


@pytest.mark.parametrize(
    ("value", "read"), [(0.0455002, "0.0455"), (1.9544997, "1.95"), (-0.0, "0"), (1e-9, "1e-9")]
)
def test_rounding_keeps_three_digits(value: float, read: str) -> None:
    assert rounded(value) == read
