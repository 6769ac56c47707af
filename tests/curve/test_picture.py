from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.curve import view as views
from studyapp.curve.draw import _braille, draw
from studyapp.curve.drawing import to_text
from studyapp.curve.names import CATALOGUE
from studyapp.curve.picture import dots, draw_view, paint, patches, still
from studyapp.curve.spec import CurveSpec, Trace
from studyapp.curve.view import DEEDS, View, view_of

CURVES = [entry.name for entry in CATALOGUE if entry.kind == "curve"]


def looked(name: str, *deeds: str, x: tuple[float, float] | None = None) -> View:
    view = view_of(CurveSpec((Trace(name),), x=x))
    for deed in deeds:
        view = DEEDS[deed](view)
    return view


@pytest.mark.parametrize(("width", "height"), [(60, 16), (24, 8), (23, 7), (11, 4), (1, 1)])
@pytest.mark.parametrize("name", CURVES)
def test_a_view_at_rest_is_drawn_as_the_card_is(name: str, width: int, height: int) -> None:
    spec = CurveSpec((Trace(name), Trace("relu")), derivative=True)

    assert draw_view(view_of(spec), width, height) == draw(spec, width, height)


def test_a_view_draws_the_second_derivative_as_the_card_does() -> None:
    spec = CurveSpec((Trace("gelu"), Trace("elu")), derivative=True, second=True)

    assert draw_view(view_of(spec), 60, 16) == draw(spec, 60, 16)


@given(st.integers(1, 60), st.integers(1, 20), st.randoms(use_true_random=False))
def test_our_dots_are_those_of_plotext(columns: int, rows: int, random: object) -> None:
    generator = np.random.default_rng(random.randrange(2**32))  # type: ignore[attr-defined]
    points = generator.uniform(0.0, 1.0, (30, 2)) * (2 * columns - 1, 4 * rows - 1)

    assert np.array_equal(dots(points, columns, rows), _braille(points, columns, rows))


@given(
    st.sampled_from(CURVES),
    st.lists(st.sampled_from(sorted(DEEDS)), max_size=25),
    st.integers(1, 90),
    st.integers(1, 30),
)
def test_every_view_fills_its_size(name: str, deeds: list[str], width: int, height: int) -> None:
    drawing = draw_view(looked(name, *deeds), width, height)

    assert (drawing.width, drawing.height) == (width, height)
    assert [sum(len(run.text) for run in row) for row in drawing.rows] == [width] * height


@given(st.sampled_from(CURVES), st.floats(-3.0, 3.0), st.booleans())
def test_the_cursor_leaves_the_picture_as_it_is(name: str, x: float, tangent: bool) -> None:
    view = views.put(looked(name, "density"), x)._replace(tangent=tangent)

    assert still(view) == still(views.put(view, -x))
    assert paint(view, 50, 14).canvas.drawing() == paint(still(view), 50, 14).canvas.drawing()


@given(st.sampled_from(CURVES), st.floats(-3.0, 3.0))
def test_the_point_is_drawn_where_it_is_read(name: str, x: float) -> None:
    view = views.put(looked(name), x)
    picture = paint(view, 60, 16)
    assert picture.plot is not None
    changed = patches(view, picture).values()
    points = [column for row in changed for column, run in row.items() if run.role == "point"]

    assert points == [picture.plot.column_of(x)]


def test_only_rows_of_the_plot_are_changed() -> None:
    view = looked("gelu", "right", "tangent")
    picture = paint(view, 60, 16)
    assert picture.plot is not None

    top = picture.plot.top
    assert set(patches(view, picture)) == set(range(top, top + picture.plot.rows))


def test_a_curve_that_is_read_looks_like_this() -> None:
    view = looked("tanh", "right", "far_right", "tangent", "saturation", x=(-4.0, 4.0))

    assert to_text(draw_view(view, 44, 14)) == [
        "tanh(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)",
        "━━━━ |f′| < 0.01",
        "                        │    ┊   ⣀⠄",
        "   1                    ┼    ┊⢀⡠⠬⠤⠔⠒⠒⠒⠒⠒⠒⠒⠒⠒",
        "                        │  ⢀⠤●⠁",
        " 0.5                    ┼ ⡰⠁ ┊",
        "                      ⠠⠒⢁⠜   ┊",
        "   0 ┼────────┼────⡀───⢀⠎────┊────┼────────┼",
        "                 ⠐⠉   ⡠⠃│    ┊",
        "-0.5         ⣀⠄     ⢀⠔⠁ ┼    ┊",
        "            ⠈    ⢀⡠⠔⠁   │    ┊",
        "  -1 ⠒⠒⢒⠶⠒⠒⠒⠒⠒⠊⠉⠉⠁      ┼    ┊",
        "     ━━━━━                             ━━━━━",
        "    -4       -2         0         2        4",
    ]


def test_all_overlays_together_look_like_this() -> None:
    view = looked("relu", "derivative", "second", "density", "saturation", x=(-3.0, 3.0))

    assert to_text(draw_view(view, 44, 14)) == [
        "relu(x) = max(0, x)",
        "⠒⠒⠒⠒ relu  ⠂⠐ ⠂ relu′  ⠒⠂⠂⠒ relu″",
        "⠒  ⠐ N(0,1)  ━━━━ |f′| < 0.01",
        "                      │                   ⢀",
        "                     ⠐⠂                ⢀⡠⠊⠁",
        "                  ⡠   │  ⠉           ⡠⠔⠁",
        "2                     ┼     ⢄     ⢀⠔⠊",
        "               ⠔      │        ⢀⡠⠊⠁",
        "                      ⢀ ⡀⢀ ⡀⢀⡠⡔⢅ ⡀⢀ ⡀⢀ ⡀⢀ ⡀",
        "            ⠐⠁        │   ⣀⠔⠉",
        "         ⡠            │⢀⠤⠊        ⠑",
        "0 ⣒⠒⠒⠲⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠓⠂⠂⠒⠂⠂⠒⠂⠂⠒⠂⠂⠒⠂⠒⠒⠂⠂⠶⠂",
        "  ━━━━━━━━━━━━━━━━━━━━━",
        "        -2            0             2",
    ]
