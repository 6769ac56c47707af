import pytest

from studyapp.curve.axes import draw_axes, x_ticks
from studyapp.curve.drawing import Canvas, Plot, to_text
from studyapp.curve.ticks import ticks


def plot(columns: int, x: tuple[float, float]) -> Plot:
    return Plot(3, 0, columns, 5, x, (-1.0, 1.0))


@pytest.mark.parametrize(
    ("columns", "x", "labels"),
    [
        (21, (-4.0, 4.0), ["-4", "-2", "0", "2", "4"]),
        (57, (-4.0, 4.0), ["-4", "-3", "-2", "-1", "0", "1", "2", "3", "4"]),
        (37, (-8.0, 8.0), ["-5", "0", "5"]),
        (12, (1.0, 1.0 + 1e-9), ["1"]),
        (12, (1.00001, 1.00002), ["1.00002"]),
        (4, (1.00001, 1.00002), []),
    ],
)
def test_there_are_as_many_labels_as_keep_apart(
    columns: int, x: tuple[float, float], labels: list[str]
) -> None:
    assert [tick.label for tick in x_ticks(plot(columns, x))] == labels


def test_axes_cross_at_zero_and_labels_stand_in_the_margins() -> None:
    canvas = Canvas(14, 6)
    draw_axes(canvas, plot(11, (-1.0, 1.0)), ticks(-1.0, 1.0, 3), ticks(-1.0, 1.0, 3))

    assert to_text(canvas.drawing()) == [
        " 1      ┼",
        "        │",
        " 0 ┼────┼────┼",
        "        │",
        "-1      ┼",
        "  -1    0    1",
    ]


def test_an_axis_outside_the_window_is_not_drawn() -> None:
    canvas = Canvas(14, 6)
    draw_axes(canvas, plot(11, (1.0, 2.0)), (), ())

    assert to_text(canvas.drawing()) == ["", "", "   ───────────", "", "", ""]
