import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.curve.drawing import Plot
from studyapp.curve.scale import ZERO_DOT, fitted
from studyapp.curve.scale import given as given_window

HEIGHTS = st.floats(-1e6, 1e6).filter(lambda y: y == 0.0 or abs(y) > 1e-6)


@settings(deadline=None)
@given(st.lists(HEIGHTS, min_size=1, max_size=19), st.integers(1, 60))
def test_every_value_is_inside_a_fitted_window(heights: list[float], rows: int) -> None:
    low, high = fitted(np.array(heights), rows).window

    assert low < high
    assert low <= min(heights) + 1e-9 * (high - low)
    assert max(heights) <= high + 1e-9 * (high - low)


@settings(deadline=None)
@given(st.floats(0.0, 1e3), st.floats(1e-3, 1e3), st.integers(8, 60))
def test_there_are_labels_on_every_axis_with_zero(below: float, above: float, rows: int) -> None:
    scale = fitted(np.array([-below, above]), rows)
    plot = Plot(0, 0, 1, rows, (0.0, 1.0), scale.window)
    labelled = [plot.row_of(tick.value) for tick in scale.ticks]

    assert len(labelled) >= 2
    assert len(labelled) == len(set(labelled)), "no two labels share a row"
    assert None not in labelled


@pytest.mark.parametrize("rows", range(9, 60))
@pytest.mark.parametrize("extent", [(0.0, 1.0), (-0.17, 4.0), (-1.0, 1.0), (-0.28, 6.0)])
def test_labels_are_whole_rows_apart_and_on_dots(extent: tuple[float, float], rows: int) -> None:
    scale = fitted(np.array(extent), rows)
    plot = Plot(0, 0, 1, rows, (0.0, 1.0), scale.window)
    above_zero = [(plot.dot_of_y(tick.value) - ZERO_DOT) / 4 for tick in scale.ticks]

    assert len(above_zero) >= 2
    assert above_zero == pytest.approx([round(cells) for cells in above_zero])


@pytest.mark.parametrize(
    ("heights", "rows", "labels"),
    [
        ([0.0, 1.0], 15, ["0", "0.5", "1"]),
        ([0.0, 4.0], 9, ["0", "2", "4"]),
        ([-0.17, 4.0], 15, ["0", "1", "2", "3", "4"]),
        ([-1.0, 1.0], 9, ["-1", "0", "1"]),
        ([0.0, 0.0], 9, ["-1", "0", "1"]),
    ],
)
def test_labels_are_few_and_round(heights: list[float], rows: int, labels: list[str]) -> None:
    assert [tick.label for tick in fitted(np.array(heights), rows).ticks] == labels


def test_zero_is_in_the_window_when_it_is_near() -> None:
    assert fitted(np.array([1.0, 3.0]), 12).window[0] <= 0.0
    assert fitted(np.array([-3.0, -1.0]), 12).window[1] >= 0.0


def test_zero_is_left_out_when_it_is_far() -> None:
    low, high = fitted(np.array([10.0, 11.0]), 12).window

    assert 9.5 < low < 10.0
    assert 11.0 < high < 11.5


def test_a_constant_is_seen_above_zero() -> None:
    low, high = fitted(np.full(50, 3.0), 12).window

    assert low <= 0.0
    assert high >= 3.0


def test_a_pole_does_not_flatten_the_rest() -> None:
    x = np.linspace(-4.0, 4.0, 400)
    low, high = fitted(1.0 / x**3, 12).window

    assert -1e3 < low < -1.0 < 1.0 < high < 1e3


def test_nothing_to_see_has_a_window_all_the_same() -> None:
    low, high = fitted(np.empty(0), 12).window

    assert low <= -1.0 < 1.0 <= high


def test_a_window_that_is_asked_for_is_kept() -> None:
    scale = given_window((-0.5, 4.0), 12)

    assert scale.window == (-0.5, 4.0)
    assert [tick.label for tick in scale.ticks] == ["0", "1", "2", "3", "4"]
