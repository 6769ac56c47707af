import threading
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.curve.bars import draw_bars
from studyapp.curve.catalogue import CATALOGUE
from studyapp.curve.draw import draw
from studyapp.curve.drawing import Drawing, Plot, to_text
from studyapp.curve.functions import slope, value
from studyapp.curve.names import UnknownFunction, resolve
from studyapp.curve.sample import Array
from studyapp.curve.spec import BarSpec, CurveSpec, Expression, Trace
from studyapp.curve.strokes import RING
from studyapp.curve.subject import subject

CURVES = [entry.name for entry in CATALOGUE if entry.kind == "curve"]
SIZES = [(60, 16), (40, 10)]

# Bits of a braille character, and where their dots are: from the left, from the bottom.
DOTS = [(0x01, 0, 3), (0x02, 0, 2), (0x04, 0, 1), (0x40, 0, 0),
        (0x08, 1, 3), (0x10, 1, 2), (0x20, 1, 1), (0x80, 1, 0)]  # fmt: skip


def curves(*names: str, derivative: bool = False) -> CurveSpec:
    return CurveSpec(tuple(Trace(name) for name in names), derivative)


def plot_of(drawing: Drawing) -> Plot:
    assert drawing.plot is not None
    return drawing.plot


def dots(drawing: Drawing) -> list[tuple[int, int]]:
    """Each braille dot of the plot, from its left and its bottom, read from the characters."""
    plot = plot_of(drawing)
    found = []
    for row in range(plot.rows):
        text = "".join(run.text for run in drawing.rows[plot.top + row])
        for column in range(plot.columns):
            code = ord(text[plot.left + column]) - 0x2800
            for bit, across, up in DOTS if 0 < code < 256 else ():
                if code & bit:
                    found.append((2 * column + across, 4 * (plot.rows - 1 - row) + up))
    return found


def true_curve(name: str, plot: Plot, order: int = 0) -> Array:
    """The curve as a fine line of places in dots, shape (n, 2), inside the window."""
    x = np.linspace(*plot.x, 200 * plot.columns + 1)
    x = x[np.abs(x) > 1e-9]
    y = (slope if order else value)(resolve(name), x)
    places = np.column_stack((plot.dot_of_x(x), plot.dot_of_y(y)))
    top = 4 * plot.rows - 1
    return places[(places[:, 1] >= 0) & (places[:, 1] <= top)]


def distances(points: Array, others: Array) -> Array:
    """How many dots each point is from the nearest of the others, in the direction it is more."""
    return np.array([np.abs(others - point).max(axis=1).min() for point in points])


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", [name for name in CURVES if name != "step"])
def test_every_dot_is_within_one_dot_of_the_curve(name: str, width: int, height: int) -> None:
    drawing = draw(curves(name), width, height)
    plot = plot_of(drawing)
    drawn, true = np.array(dots(drawing)), true_curve(name, plot)

    assert distances(drawn, true).max() <= 1.0
    assert distances(true[::20], drawn).max() <= 1.0, "and no part of the curve is left out"


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("name", CURVES)
def test_every_dot_of_a_derivative_is_within_one_dot_of_it(
    name: str, width: int, height: int
) -> None:
    drawing = draw(CurveSpec((Trace(name),), derivative=True), width, height)
    plot = plot_of(drawing)
    both = np.concatenate([true_curve(name, plot), true_curve(name, plot, order=1)])
    if name == "step":
        both = np.concatenate([both, [[plot.dot_of_x(0.0), plot.dot_of_y(0.5)]]])

    assert distances(np.array(dots(drawing)), both).max() <= 1.0 + 1e-9


@pytest.mark.parametrize("window", [(-0.3, 0.7), (0.25, 0.45), (-1.0, 100.0)])
@pytest.mark.parametrize("name", ["relu", "gelu", "sigmoid"])
def test_dots_are_in_place_in_a_window_that_is_asked_for(
    name: str, window: tuple[float, float]
) -> None:
    drawing = draw(CurveSpec((Trace(name),), x=(-2.0, 1.5), y=window), 61, 17)
    plot = plot_of(drawing)

    assert (plot.x, plot.y) == ((-2.0, 1.5), window)
    assert distances(np.array(dots(drawing)), true_curve(name, plot)).max() <= 1.0


def test_a_step_is_two_half_lines_with_open_ends_and_a_point_without_a_joint() -> None:
    assert to_text(draw(curves("step"), 40, 12)) == [
        "step",
        "1                   ⠯⠗⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒",
        "                    │",
        "                    │",
        "                    │",
        "                    ⣤",
        "                    ⠉",
        "                    │",
        "                    │",
        "                    │",
        "0 ⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠺⠽───────────┼──────",
        "       -2           0           2",
    ]


@pytest.mark.parametrize(
    ("at_zero", "upper", "lower"), [(0.0, "⠯⠗⠒⠒", "⠒⠒⠒⠿"), (1.0, "⠿⠒⠒⠒", "⠒⠒⠺⠽")]
)
def test_the_value_at_a_jump_is_a_filled_end_and_the_limit_an_open_one(
    at_zero: float, upper: str, lower: str
) -> None:
    spec = CurveSpec((Trace("step", (("at_zero", at_zero),)),))
    rows = to_text(draw(spec, 40, 12))

    assert upper in rows[1]
    assert lower in rows[-2]
    assert {row.strip() for row in rows[2:-2]} == {"│"}


def test_the_slope_at_a_kink_has_no_marks() -> None:
    flat = to_text(draw(CurveSpec((Trace("step"),), True, y=(-2.0, -1.0)), 40, 12))

    assert not any(sign > "⠀" for row in flat[2:] for sign in row)


@pytest.mark.parametrize("text", ["1/x", "1/(x^2 - 2)", "sin(x)/cos(x)", "floor(x)", "log(x)"])
def test_every_dot_of_a_formula_is_within_one_dot_of_it_and_no_bar_joins_branches(
    text: str,
) -> None:
    formula = Expression(text)
    drawing = draw(CurveSpec((formula,)), 60, 16)
    plot = plot_of(drawing)
    x = np.linspace(*plot.x, 2000 * plot.columns + 1)
    y = subject(formula).value(x)
    true = np.column_stack((plot.dot_of_x(x), plot.dot_of_y(y)))[np.isfinite(y)]
    true = true[(true[:, 1] >= -3) & (true[:, 1] <= 4 * plot.rows + 2)]

    marks = RING * sqrt(2.0) if text == "floor(x)" else 0.0  # at the ends of its steps
    assert distances(np.array(dots(drawing)), true).max() <= 1.0 + marks


def test_relu_with_its_derivative_looks_like_this() -> None:
    assert to_text(draw(curves("relu", derivative=True), 40, 12)) == [
        "relu(x) = max(0, x)",
        "⠒⠒⠒⠒ relu  ⠂⠐ ⠂ relu′",
        "4                   ┼                ⢀⠔",
        "                    │              ⡠⠒⠁",
        "                    │            ⡠⠊",
        "                    │         ⢀⠔⠉",
        "2                   ┼       ⣀⠔⠁",
        "                    │     ⡠⠊",
        "                    ⠐ ⠂⢐⠤⠊⠐ ⠂⠐ ⠂⠐ ⠂⠐ ⠂⠐",
        "                    │⢀⠔⠁",
        "0 ⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠁───────┼────────┼",
        " -4       -2        0        2        4",
    ]


def test_roles_tell_curves_axes_labels_and_headings_apart() -> None:
    drawing = draw(curves("gelu", "relu", derivative=True), 80, 24)
    roles = {run.role for row in drawing.rows for run in row}

    assert roles == {
        "title", "legend", "axis", "tick", "blank", "trace0", "trace1", "slope0", "slope1",
    }  # fmt: skip


def test_a_cell_of_two_curves_has_the_dots_of_both_and_the_role_of_the_first() -> None:
    wide = CurveSpec((Trace("relu"), Trace("identity")), x=(-3.0, 3.0), y=(-3.0, 3.0))
    together, first, second = (
        draw(wide._replace(traces=traces), 70, 14)
        for traces in (wide.traces, wide.traces[:1], wide.traces[1:])
    )
    top = plot_of(together).top

    assert top == plot_of(first).top == 1
    assert set(dots(first)) <= set(dots(together))
    assert set(dots(together)) <= set(dots(first)) | set(dots(second))
    assert [run.role for run in together.rows[top] if "trace" in run.role] == ["trace0"]


def test_labels_stand_beside_the_plot_and_never_on_it() -> None:
    for name in CURVES:
        drawing = draw(curves(name, derivative=True), 60, 18)
        plot = plot_of(drawing)
        for row in range(plot.top, plot.top + plot.rows):
            column = 0
            for run in drawing.rows[row]:
                assert run.role != "tick" or column + len(run.text) < plot.left, name
                column += len(run.text)


def test_axes_are_where_zero_is() -> None:
    drawing = draw(curves("tanh"), 61, 17)
    plot = plot_of(drawing)
    column, row = plot.column_of(0.0), plot.row_of(0.0)
    assert column is not None
    assert row is not None

    assert plot.x_at(column) == 0.0
    assert to_text(drawing)[row].split()[0] == "0"
    assert to_text(drawing)[-1][column] == "0"


def test_small_drawings_have_no_ticks_and_smaller_ones_are_a_line_of_text() -> None:
    assert {run.role for row in draw(curves("gelu"), 24, 8).rows for run in row} == {
        "title", "axis", "blank", "trace0",
    }  # fmt: skip
    assert to_text(draw(curves("gelu"), 11, 4)) == ["gelu", "", "", ""]
    assert to_text(draw(curves("softplus"), 4, 1)) == ["sof…"]


X_WINDOWS = [None, (-1.0, 1.0), (2.0, 2.0001), (-1e6, 1e6), (-9.0, 0.0), (1.0, 1.0 + 1e-15)]
Y_WINDOWS = [None, (-0.5, 4.0), (1e-6, 2e-6), (-1e6, -1e5), (0.0, 1.0)]
FORMULAS = ["1/x", "x^-9", "exp(x)", "exp(exp(x^2))", "log(x)", "sqrt(-x^2)", "floor(9*x)", "x^x"]
SPECS = st.one_of(
    st.builds(
        CurveSpec,
        st.lists(st.sampled_from(CURVES + FORMULAS), min_size=1, max_size=5).map(
            lambda names: tuple(
                Trace(name) if name in CURVES else Expression(name) for name in names
            )
        ),
        st.booleans(),
        st.sampled_from(X_WINDOWS),
        st.sampled_from(Y_WINDOWS),
    ),
    st.builds(BarSpec, st.just((2.0, 1.0, 0.0, -1.0)), st.sampled_from([(1.0,), (0.5, 1.0, 2.0)])),
)


@settings(deadline=None, max_examples=80)
@given(SPECS, st.integers(1, 130), st.integers(1, 45))
def test_any_curve_at_any_size_fills_its_cells_exactly(
    spec: CurveSpec | BarSpec, width: int, height: int
) -> None:
    drawing = draw(spec, width, height)

    assert (drawing.width, drawing.height, len(drawing.rows)) == (width, height, height)
    assert {sum(len(run.text) for run in row) for row in drawing.rows} == {width}


@pytest.mark.parametrize("width", range(1, 30))
def test_every_small_size_is_drawn(width: int) -> None:
    for height in range(1, 12):
        drawing = draw(curves("prelu", "sigmoid", derivative=True), width, height)
        assert {sum(len(run.text) for run in row) for row in drawing.rows} == {width}


def test_drawing_writes_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    draw(curves("gelu", "relu", derivative=True), 200, 60)

    assert capfd.readouterr() == ("", "")


def test_a_drawing_is_as_large_as_asked_whatever_the_terminal_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("LINES", "5")
    drawing = draw(curves("identity"), 180, 50)

    assert max(across for across, _ in dots(drawing)) == 2 * plot_of(drawing).columns - 1


def test_two_threads_draw_without_mixing() -> None:
    wanted = {name: draw(curves(name), 50, 14) for name in ("relu", "tanh")}
    wrong: list[str] = []

    def again(name: str) -> None:
        drawn = [draw(curves(name), 50, 14) for _ in range(10)]
        wrong.extend(name for drawing in drawn if drawing != wanted[name])

    threads = [threading.Thread(target=again, args=(name,)) for name in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_bars_are_drawn_as_bars() -> None:
    assert draw(BarSpec(), 60, 16) == draw_bars(BarSpec(), 60, 16)


def test_what_cannot_be_drawn_is_told() -> None:
    with pytest.raises(UnknownFunction, match="did you mean `gelu`"):
        draw(curves("gleu"), 60, 16)
    with pytest.raises(ValueError, match="`softmax` is a function of a vector"):
        draw(curves("softmax"), 60, 16)
