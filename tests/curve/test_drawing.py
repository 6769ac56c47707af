from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.curve.drawing import Canvas, Plot, Run, shorten, to_text

PLOTS = st.builds(
    Plot,
    st.integers(0, 9),
    st.integers(0, 5),
    st.integers(1, 150),
    st.integers(1, 60),
    st.just((-4.0, 5.0)),
    st.just((-0.5, 1.5)),
)


@settings(deadline=None)
@given(PLOTS, st.data())
def test_the_column_of_a_column_s_x_is_that_column(plot: Plot, data: st.DataObject) -> None:
    column = data.draw(st.integers(plot.left, plot.left + plot.columns - 1))

    assert plot.column_of(plot.x_at(column)) == column


@settings(deadline=None)
@given(PLOTS, st.data())
def test_the_row_of_a_row_s_y_is_that_row(plot: Plot, data: st.DataObject) -> None:
    row = data.draw(st.integers(plot.top, plot.top + plot.rows - 1))

    assert plot.row_of(plot.y_at(row)) == row


@settings(deadline=None)
@given(PLOTS)
def test_the_window_s_edges_are_the_outermost_cells_and_beyond_is_none(plot: Plot) -> None:
    assert plot.column_of(-4.0) == plot.left
    assert plot.column_of(5.0) == plot.left + plot.columns - 1
    assert plot.row_of(1.5) == plot.top
    assert plot.row_of(-0.5) == plot.top + plot.rows - 1
    assert plot.column_of(5.001) is None
    assert plot.row_of(-0.501) is None


def test_runs_are_as_long_as_their_role_lasts() -> None:
    canvas = Canvas(6, 1)
    canvas.write(0, 1, "ab", "title")
    canvas.write(0, 3, "cd", "legend")

    assert canvas.drawing().rows == (
        (Run(" ", "blank"), Run("ab", "title"), Run("cd", "legend"), Run(" ", "blank")),
    )


def test_what_falls_outside_is_lost() -> None:
    canvas = Canvas(3, 1)
    canvas.write(0, -1, "abcdef", "title")
    canvas.write(1, 0, "x", "title")
    canvas.write(-1, 0, "x", "title")

    assert to_text(canvas.drawing()) == ["bcd"]


def test_text_for_pipes_has_no_blanks_at_the_end_of_a_line() -> None:
    canvas = Canvas(5, 2)
    canvas.write(1, 0, "ab", "title")

    assert to_text(canvas.drawing()) == ["", "ab"]


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert [shorten("gelu", width) for width in (4, 3, 1)] == ["gelu", "ge…", "…"]
