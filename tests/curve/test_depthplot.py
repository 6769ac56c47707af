from math import inf

from hypothesis import given
from hypothesis import strategies as st

from studyapp.curve.depthplot import draw_depth
from studyapp.curve.drawing import Drawing, to_text

SIZES = st.floats(0.0, 1e300) | st.just(inf)


def rows_of(drawing: Drawing, role: str) -> list[int]:
    """The rows in which something of a role stands, from the top."""
    return [n for n, row in enumerate(drawing.rows) if any(run.role == role for run in row)]


def test_what_vanishes_falls_and_what_explodes_rises() -> None:
    layers = range(30)
    drawing = draw_depth("t", [[0.5**n for n in layers], [2.0**n for n in layers]], 60, 16)
    plot = drawing.plot
    assert plot is not None
    axis = plot.row_of(0.0)
    assert axis is not None

    assert min(rows_of(drawing, "trace0")) >= axis >= max(rows_of(drawing, "trace1"))
    assert plot.y[0] <= -8.7
    assert plot.y[1] >= 8.7
    assert to_text(drawing)[0] == "t"


def test_a_signal_that_is_gone_ends_its_line() -> None:
    drawing = draw_depth("t", [[1.0, 0.1, 0.0, 0.0, 0.0, 0.0]], 60, 16)
    line = [run.text for row in drawing.rows for run in row if run.role == "trace0"]

    assert line
    assert sum(map(len, line)) < 30


@given(
    st.lists(st.lists(SIZES, min_size=1, max_size=20), min_size=1, max_size=4),
    st.integers(1, 80),
    st.integers(1, 20),
)
def test_any_layers_are_drawn_in_any_size(
    sizes: list[list[float]], width: int, height: int
) -> None:
    drawing = draw_depth("title", sizes, width, height)

    assert len(drawing.rows) == height
    assert all(sum(len(run.text) for run in row) == width for row in drawing.rows)
