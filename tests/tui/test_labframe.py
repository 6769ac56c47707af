from hypothesis import given
from hypothesis import strategies as st

from studyapp.tui.labframe import LEAST_PLOT, LabFrame, arrange

SIZES = st.tuples(st.integers(1, 300), st.integers(1, 100))


def frame(width: int, height: int, curves: int, error: bool = False) -> LabFrame:
    return arrange((width, height), curves, apart=True, error=error, facts=None)


def test_four_are_side_by_side_where_there_is_room() -> None:
    assert frame(160, 48, 4)[-2:] == (4, 2)
    assert frame(80, 24, 2)[-2:] == (2, 2)
    assert frame(80, 24, 3, error=True)[-2:] == (4, 2)
    assert frame(70, 24, 4, error=True).apart is False
    assert frame(60, 20, 4)[-2:] == (1, 1)


def test_the_facts_are_beside_or_under_or_wait_to_be_asked_for() -> None:
    assert frame(160, 48, 2)[:4] == (True, True, True, 60)
    assert frame(80, 24, 2)[:4] == (True, True, False, 8)
    assert frame(24, 8, 2)[:4] == (False, True, False, None)
    asked = arrange((24, 8), 2, apart=True, error=False, facts=True)
    assert asked[:4] == (True, False, False, None)


def test_where_one_picture_fits_the_error_is_that_one() -> None:
    assert frame(24, 8, 2, error=True)[-3:] == (True, 1, 1)
    assert frame(70, 24, 4, error=True)[-3:] == (False, 2, 2)


@given(SIZES, st.integers(1, 4), st.booleans(), st.booleans(), st.none() | st.booleans())
def test_something_is_in_view_in_every_size(
    size: tuple[int, int], curves: int, apart: bool, error: bool, facts: bool | None
) -> None:
    found = arrange(size, curves, apart=apart, error=error, facts=facts)

    assert found.facts or found.curves
    assert 1 <= found.columns <= found.plots <= curves + error
    assert found.apart <= apart
    if found.facts and found.curves and found.panel is not None:
        assert found.panel < (size[0] if found.beside else size[1])
    if found.plots > 1:
        left = size[0] - (found.panel or 0) * (found.facts and found.beside)
        assert left // found.columns >= LEAST_PLOT[0]
