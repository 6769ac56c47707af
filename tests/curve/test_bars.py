import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.curve.bars import draw_bars, panels, probability
from studyapp.curve.drawing import Drawing, to_text
from studyapp.curve.spec import BarSpec

THREE = BarSpec(temperatures=(0.5, 1.0, 2.0))
EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar_lengths(drawing: Drawing, role: str) -> list[float]:
    """Cells of each bar of that role, from above."""
    return [
        sum(EIGHTHS.index(character) / 8 for character in run.text)
        for row in drawing.rows
        for run in row
        if run.role == role
    ]


def test_one_temperature_is_a_row_for_each_logit() -> None:
    assert to_text(draw_bars(BarSpec(), 40, 12)) == [
        "softmax(z)ᵢ = e^(zᵢ/T) / Σⱼ e^(zⱼ/T)",
        "",
        " z  T=1, sum 1",
        " 2  0.644  ██████████████████▋",
        "",
        " 1  0.237  ██████▉",
        "",
        " 0  0.0871 ██▌",
        "",
        "-1  0.0321 ▉",
        "",
        "",
    ]


@pytest.mark.parametrize(("width", "height"), [(40, 12), (60, 16), (150, 40)])
def test_bars_are_as_long_as_their_probabilities_on_one_scale(width: int, height: int) -> None:
    drawing = draw_bars(BarSpec(), width, height)
    lengths = bar_lengths(drawing, "bar0")
    thick = len(lengths) // 4
    (panel,) = panels(BarSpec())
    full = lengths[0] / panel.probabilities[0]

    for length, p in zip(lengths[::thick], panel.probabilities, strict=True):
        assert length == pytest.approx(p * full, abs=1 / 8)


@pytest.mark.parametrize(("width", "height"), [(40, 12), (60, 16), (150, 40)])
def test_every_temperature_and_probability_can_be_read_without_colour(
    width: int, height: int
) -> None:
    text = "\n".join(to_text(draw_bars(THREE, width, height)))

    for panel in panels(THREE):
        assert f"T={panel.temperature:g}, sum 1" in text
        for p in panel.probabilities:
            assert probability(p) in text


@pytest.mark.parametrize(
    ("p", "written"),
    [
        (0.64391, "0.644"),
        (1.0, "1.00"),
        (0.087144, "0.0871"),
        (0.5, "0.500"),
        (2.06e-9, "2.06e-9"),
        (0.0, "0.00"),
    ],
)
def test_a_probability_has_three_digits(p: float, written: str) -> None:
    assert probability(p) == written


def test_temperatures_that_have_no_room_leave_a_sign() -> None:
    text = to_text(draw_bars(THREE, 24, 8))

    assert text[0] == " z  T=0.5, sum 1 …"


def test_logits_that_have_no_room_leave_a_sign() -> None:
    text = to_text(draw_bars(BarSpec(tuple(float(z) for z in range(12))), 40, 8))

    assert len(text) == 8
    assert text[-1] == " …"


def test_where_no_bar_has_room_the_probabilities_are_a_line() -> None:
    assert to_text(draw_bars(BarSpec(), 40, 2)) == ["softmax: 0.644 0.237 0.0871 0.0321", ""]
    assert to_text(draw_bars(BarSpec(), 10, 3))[0] == "softmax: …"


@settings(deadline=None)
@given(
    st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12),
    st.lists(st.floats(0.01, 100.0), min_size=1, max_size=4),
    st.integers(1, 160),
    st.integers(1, 50),
)
def test_any_bars_at_any_size_fill_their_cells_exactly(
    logits: list[float], temperatures: list[float], width: int, height: int
) -> None:
    drawing = draw_bars(BarSpec(tuple(logits), tuple(temperatures)), width, height)

    assert len(drawing.rows) == height
    assert {sum(len(run.text) for run in row) for row in drawing.rows} == {width}
    assert drawing.plot is None
