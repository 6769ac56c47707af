from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studyapp.tui.frame import BAR, HEAD, KEYS, arrange

SIZES = st.integers(1, 400)


@given(SIZES, st.integers(1, 200), st.booleans())
def test_everything_fits_and_the_card_has_room(width: int, height: int, curve: bool) -> None:
    frame = arrange(width, height, curve)

    body = max(1, height - HEAD - BAR - KEYS)
    assert 1 <= frame.card[0] <= width
    assert 1 <= frame.card[1] <= body
    assert frame.text >= 1
    if frame.curve is not None and frame.side:
        assert frame.card[0] + frame.curve[0] == width
        assert frame.curve[1] <= body
    elif frame.curve is not None:
        assert frame.card[1] + frame.curve[1] <= body


def test_the_curve_is_beside_the_card_from_100_columns() -> None:
    assert arrange(100, 30, curve=True).side
    assert not arrange(99, 30, curve=True).side


def test_at_80_by_24_the_card_has_more_rows_than_the_curve() -> None:
    frame = arrange(80, 24, curve=True)

    assert frame.curve == (80, 9)
    assert frame.card[1] >= 9


def test_a_low_terminal_leaves_the_curve_to_its_key() -> None:
    assert arrange(200, 19, curve=True).curve is None
