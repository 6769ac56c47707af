import numpy as np
import pytest

from studyapp.curve.drawing import Plot
from studyapp.curve.sample import Series
from studyapp.curve.strokes import (
    BEND_STYLES,
    SLOPE_STYLES,
    TRACE_STYLES,
    is_drawn,
    pattern,
    role,
    stroke,
)

PLOT = Plot(0, 0, 20, 10, (-1.0, 1.0), (-1.0, 1.0))


def series(x: list[float], y: list[float], trace: int = 0, order: int = 0) -> Series:
    return Series(trace, order, ((np.array(x), np.array(y)),))


def test_a_line_is_walked_one_dot_at_a_time() -> None:
    path = stroke(series([-1.0, 1.0], [-0.5, 0.7]), PLOT).path
    moves = np.abs(np.diff(path, axis=0)).max(axis=1)

    assert path[0].tolist() == pytest.approx([0.0, 9.75])
    assert path[-1].tolist() == pytest.approx([39.0, 33.15])
    assert moves[:-1].tolist() == pytest.approx([1.0] * (len(moves) - 1))
    assert 0.0 < moves[-1] <= 1.0 + 1e-9


def test_a_steep_line_ends_at_the_edge_and_makes_no_bar() -> None:
    path = stroke(series([-1.0, 0.0, 0.01], [0.0, 0.0, 1e300]), PLOT).path

    assert path[:, 1].min() == 19.5
    assert path[:, 1].max() == 39.0
    assert path[:, 0].max() == pytest.approx(19.5)


def test_the_branches_at_a_pole_are_not_joined() -> None:
    x = np.linspace(-1.0, 1.0, 160)
    path = stroke(series(x.tolist(), (0.1 / x).tolist()), PLOT).path
    middle = path[np.abs(path[:, 0] - 19.5) < 1.5]

    assert len(middle) == 0, "0.1 / x is outside the window there"


def test_a_steep_line_through_the_whole_window_is_drawn() -> None:
    path = stroke(series([-1.0, -0.01, 0.01, 1.0], [-1.5, -1.5, 1.5, 1.5]), PLOT).path

    assert (path[0, 1], path[-1, 1]) == (0.0, 39.0)


def test_a_line_that_leaves_and_returns_is_two_parts() -> None:
    path = stroke(series([-1.0, 0.0, 1.0], [0.0, 3.0, 0.0]), PLOT).path
    gap = np.diff(path[:, 0]).max()

    assert gap == pytest.approx(39.0 * 2 / 3, abs=1.0)


def test_a_line_outside_the_window_has_no_dots() -> None:
    assert len(stroke(series([-1.0, 1.0], [2.0, 3.0]), PLOT).path) == 0


def test_a_single_point_is_seen_as_four_dots_around_it() -> None:
    line = stroke(series([0.0], [0.0]), PLOT)

    assert line.path.tolist() == [[19.0, 19.0], [20.0, 19.0], [19.0, 20.0], [20.0, 20.0]]
    assert line.drawn.all()


def test_the_first_curve_is_solid_and_its_derivative_dotted() -> None:
    flat = [0.0, 0.0]

    assert stroke(series([-1.0, 1.0], flat), PLOT).drawn.all()
    assert stroke(series([-1.0, 1.0], flat, order=1), PLOT).drawn.tolist()[:7] == [
        True, False, False, True, False, False, True,
    ]  # fmt: skip


def test_no_two_of_five_curves_and_their_derivatives_share_a_style() -> None:
    styles = [pattern(trace, order) for trace in range(5) for order in (0, 1, 2)]
    pictures = {tuple(is_drawn(style, np.arange(8))) for style in styles}

    assert len(set(styles)) == 15
    assert len(pictures) == 15, "eight dots, as in the legend, must tell them apart"


@pytest.mark.parametrize("style", [*TRACE_STYLES[1:], *SLOPE_STYLES, *BEND_STYLES])
def test_a_style_repeats(style: tuple[int, ...]) -> None:
    drawn = is_drawn(style, np.arange(3 * sum(style))).reshape(3, -1)

    assert (drawn[0] == drawn[1]).all()
    assert (drawn[0] == drawn[2]).all()
    assert int(drawn[0].sum()) == sum(style[::2])


def test_roles_are_named_after_trace_and_order() -> None:
    assert [role(0, 0), role(3, 0), role(1, 1), role(5, 0), role(2, 2)] == [
        "trace0",
        "trace3",
        "slope1",
        "trace0",
        "bend2",
    ]


@pytest.mark.parametrize(("columns", "rows"), [(24, 8), (60, 20), (120, 40), (200, 60)])
def test_no_pole_of_a_tangent_is_crossed_by_a_bar(columns: int, rows: int) -> None:
    plot = Plot(0, 0, columns, rows, (-8.0, 8.0), (-2.0, 2.0))
    x = np.linspace(-8.0, 8.0, 8 * columns + 1)
    path = stroke(series(x.tolist(), np.tan(x).tolist()), plot).path
    poles = [plot.dot_of_x(np.pi * (turn - 0.5)) for turn in range(-2, 3)]

    assert np.abs(path[:, 0, None] - poles).min() >= plot.dot_of_x(0.4) - plot.dot_of_x(0.0)


def test_an_open_end_is_a_ring_of_eight_dots_around_none() -> None:
    before, behind = (np.array([-1.0, np.nextafter(0.0, -1.0)]), np.array([0.0]))
    flat = ((before, np.array([-0.5, -0.5])), (behind, np.array([0.5])))
    line = stroke(Series(0, 0, flat), PLOT)
    drawn = {(int(x), int(y)) for x, y in np.floor(line.path[line.drawn] + 0.5).tolist()}

    assert {(x, y) for x in (18, 19, 20) for y in (9, 10, 11)} - drawn == {(19, 10)}
    assert {(19, 29), (20, 29), (19, 30), (20, 30)} <= drawn


def test_a_limit_that_is_the_value_is_no_open_end() -> None:
    x = np.array([-1.0, np.nextafter(0.0, -1.0)])
    closed = ((x, np.array([0.5, 0.5])), (np.array([0.0]), np.array([0.5])))
    line = stroke(Series(0, 0, closed), PLOT)

    assert line.drawn.all()


def test_what_jumps_too_often_is_the_dots_of_its_samples_and_nothing_between() -> None:
    x, y = np.array([-1.0, -0.5, 0.0, 1.0]), np.array([-0.5, 0.9, 1.1, 0.5])
    scattered = stroke(Series(1, 0, ((x, y),), joined=False), PLOT)

    assert scattered.drawn.all()
    assert scattered.path.tolist() == [
        [PLOT.dot_of_x(across), PLOT.dot_of_y(up)]
        for across, up in ((-1.0, -0.5), (-0.5, 0.9), (1.0, 0.5))
    ]
