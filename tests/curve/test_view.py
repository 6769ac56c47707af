from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.curve import view as views
from studyapp.curve.spec import CurveSpec, Trace, is_window
from studyapp.curve.subject import subject
from studyapp.curve.view import DEEDS, View, bendable, view_of, window

FUNCTIONS = ("gelu", "relu", "prelu", "leaky_relu", "elu", "softplus", "step", "swiglu", "tanh")


def look(*functions: str, x: tuple[float, float] | None = (-4.0, 4.0)) -> View:
    return view_of(CurveSpec(tuple(Trace(name) for name in functions or ("gelu",)), x=x))


def after(view: View, *deeds: str) -> View:
    for deed in deeds:
        view = DEEDS[deed](view)
    return view


deeds = st.lists(st.sampled_from(sorted(DEEDS)), max_size=60)


@given(st.sampled_from(FUNCTIONS), deeds)
def test_whatever_is_pressed_a_picture_can_be_drawn(function: str, pressed: list[str]) -> None:
    view = after(look(function), *pressed)
    left, right = window(view)

    assert is_window(left, right)
    assert view.cursor is None or left <= view.cursor <= right
    for handle in bendable(view):
        assert handle.parameter.least <= handle.value <= handle.parameter.greatest
    assert subject(view.spec.traces[0]).name == function


@given(deeds)
def test_fitting_brings_the_window_of_the_card_back(pressed: list[str]) -> None:
    card = CurveSpec((Trace("gelu"),), x=(-2.0, 1.0), y=(-0.3, 0.9))

    fitted = after(view_of(card), *pressed, "fit")

    assert (fitted.spec.x, fitted.spec.y) == (card.x, card.y)


@pytest.mark.parametrize(
    ("pressed", "x"),
    [
        (["right"], 0.0),
        (["right", "right"], 0.1),
        (["right"] * 4, 0.3),
        (["right", "left", "left", "left"], -0.3),
        (["right", "far_right"], 1.0),
        (["right", "far_left", "right"], -0.9),
        (["right", "closer", "right"], 0.05),
        (["far_right", "right", "zero"], 0.0),
    ],
)
def test_the_cursor_begins_at_zero_and_stands_on_round_numbers(
    pressed: list[str], x: float
) -> None:
    assert after(look(), *pressed).cursor == x


def test_from_between_two_steps_the_cursor_goes_to_the_next_of_them() -> None:
    view = views.put(look(), 0.234)

    assert after(view, "right").cursor == 0.3
    assert after(view, "left").cursor == 0.2


def test_the_window_follows_a_cursor_that_leaves_it() -> None:
    view = after(views.put(look(), 4.0), "right", "right")

    assert (view.cursor, window(view)) == (4.2, (-3.8, 4.2))


def test_a_window_far_from_zero_goes_there_with_the_cursor() -> None:
    view = after(look(x=(100.0, 104.0)), "zero")

    assert (view.cursor, window(view)) == (0.0, (-2.0, 2.0))


def test_zooming_keeps_the_place_of_the_cursor() -> None:
    view = after(views.put(look(), 2.0), "closer")

    assert window(view) == (-1.0, 3.0)
    assert window(after(view, "wider")) == (-4.0, 4.0)


def test_zooming_fits_the_heights_anew() -> None:
    card = CurveSpec((Trace("gelu"),), x=(-4.0, 4.0), y=(-1.0, 1.0))

    assert after(view_of(card), "closer").spec.y is None


@given(st.sampled_from(["prelu", "leaky_relu", "elu", "softplus", "step", "swiglu"]))
def test_a_parameter_reaches_both_ends_of_its_range(function: str) -> None:
    view = look(function)
    parameter = bendable(view)[0].parameter

    for deed, end in (("less", parameter.least), ("more", parameter.greatest)):
        for _ in range(2000):
            view = after(view, deed)
        assert bendable(view)[0].value == end


@pytest.mark.parametrize(
    ("function", "pressed", "value"),
    [
        ("leaky_relu", ["more"], 0.02),
        ("leaky_relu", ["less", "less"], -0.01),
        ("prelu", ["more", "less"], 0.24),
        ("softplus", ["more"], 1.1),
        ("softplus", ["more", "less"], 1.0),
        ("swiglu", ["less"] * 10, 0.0),
    ],
)
def test_a_bend_is_a_round_step(function: str, pressed: list[str], value: float) -> None:
    assert bendable(after(look(function), *pressed))[0].value == value


def test_the_picked_parameter_is_bent_and_no_other() -> None:
    view = after(look("prelu", "elu"), "pick", "more")

    assert [handle.value for handle in bendable(view)] == [0.25, 1.1]
    assert after(view, "pick").picked == 0


def test_without_a_parameter_bending_does_nothing() -> None:
    assert after(look("relu"), "more", "pick", "less") == look("relu")


@pytest.mark.parametrize("name", ["derivative", "second", "saturation", "density"])
def test_an_overlay_is_shown_and_hidden(name: str) -> None:
    assert after(look(), name) != look()
    assert after(look(), name, name) == look()


def test_a_tangent_brings_a_cursor_to_touch_at() -> None:
    view = after(look(), "tangent")

    assert (view.tangent, view.cursor) == (True, 0.0)


def test_a_view_begins_with_the_second_derivative_if_the_card_asks_for_it() -> None:
    spec = CurveSpec((Trace("gelu"),), second=True)

    assert views.view_of(spec).second
    assert not views.toggle(views.view_of(spec), "second").spec.second


def test_a_relative_comes_and_goes_and_the_cards_own_curves_stay() -> None:
    view = views.overlay(look("gelu"), "silu")
    assert [subject(trace).name for trace in view.spec.traces] == ["gelu", "silu"]

    assert views.overlay(view, "silu") == look("gelu")
    assert views.overlay(look("gelu"), "gelu") == look("gelu")


def test_there_are_as_many_curves_as_line_styles_at_most() -> None:
    view = look("gelu")
    for name in FUNCTIONS:
        view = views.overlay(view, name)

    assert len(view.spec.traces) == views.MOST


def test_the_cursor_goes_from_place_to_place_and_stays_at_the_last() -> None:
    places = [(-2.0, "zero"), (1.0, "kink")]
    there = views.to_place(views.to_place(look(), places), places)

    assert (there.cursor, there.place) == (1.0, "kink")
    assert views.to_place(there, places) == there
    assert views.to_place(there, places, forward=False).cursor == -2.0
    assert after(there, "right").place == ""
