from __future__ import annotations

import gc

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from textual.app import App
from textual.color import Color
from textual.strip import Strip

from studyapp.tui.ink import Ink, Sheet
from studyapp.tui.lines import fit, wrap
from studyapp.tui.looks import styles

TEXT = st.text(st.sampled_from("ab 激活，。x[/]é…"), max_size=40)
PARTS = st.lists(
    st.tuples(TEXT, st.sampled_from(["plain", "title", "code", "unknown"])), max_size=5
)


def ink() -> Ink:
    black, white = Color.parse("black"), Color.parse("white")
    looks = styles(App[None]().get_css_variables(), white, black)
    return Ink(looks, black, [], Console(color_system="truecolor", force_terminal=True))


INK = ink()


def strips() -> int:
    return sum(isinstance(thing, Strip) for thing in gc.get_objects())


@given(PARTS, st.integers(0, 60), st.integers(0, 3))
def test_a_row_is_exactly_as_wide_as_asked(
    parts: list[tuple[str, str]], width: int, margin: int
) -> None:
    strip = INK.row(parts, width, margin)

    assert sum(cell_len(segment.text) for segment in strip) == width == strip.cell_length


@given(PARTS, PARTS, st.integers(0, 60))
def test_a_row_with_two_ends_is_exactly_as_wide_as_asked(
    left: list[tuple[str, str]], right: list[tuple[str, str]], width: int
) -> None:
    strip = INK.spread(left, right, width, 2)

    assert sum(cell_len(segment.text) for segment in strip) == width


@given(PARTS, st.lists(st.integers(1, 40), max_size=3, unique=True).map(sorted))
def test_a_row_is_divided_as_any_strip(parts: list[tuple[str, str]], cuts: list[int]) -> None:
    row = INK.row(parts, 40)

    divided = Strip(row, 40).divide(cuts)

    assert [part.text for part in row.divide(cuts)] == [part.text for part in divided]


def test_a_row_that_was_shown_goes_without_the_garbage_collector() -> None:
    gc.collect()
    gc.disable()
    try:
        before = strips()
        row, drawn = INK.row([("text", "plain")], 10), INK.drawn_row([("⠒⠒", "trace0")], 4, 1)
        assert (row.divide([10]), drawn.divide([4])) == ([row], [drawn])
        assert strips() == before + 2

        del row, drawn
        assert strips() == before
    finally:
        gc.enable()


def test_long_rows_can_be_moved_and_short_ones_stay() -> None:
    sheet = INK.sheet([[("short", "plain")], [("0123456789", "code")]], 5)

    moved = INK.shifted(sheet, 5)

    assert [row.text for row in sheet.rows] == ["short", "0123…"]
    assert [row.text for row in moved.rows] == ["short", "56789"]


def test_sheets_stand_one_above_the_other_with_their_targets() -> None:
    upper, lower = INK.sheet([[("a", "plain")]], 3), INK.sheet([[("long one", "plain")]], 3)

    both = upper.above(lower)

    assert [row.text for row in both.rows] == ["a  ", "lo…"]
    assert list(both.long) == [1]
    assert isinstance(both, Sheet)


@given(TEXT, st.integers(0, 30))
def test_fitted_text_has_the_width_asked_for(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(TEXT, st.integers(2, 30))
def test_wrapped_text_keeps_its_words_within_the_width(text: str, width: int) -> None:
    lines = wrap(text, width)

    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
