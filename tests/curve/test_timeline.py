from __future__ import annotations

import pytest

from studyapp.curve.drawing import to_text
from studyapp.curve.spec import Timeline
from studyapp.curve.timeline import draw_timeline

LINE = Timeline("interval in days", ((0, 1), (1, 6), (7, 15)), 22, ("1 Nov", "23 Nov"))


def test_a_value_stands_until_the_next_one() -> None:
    drawing = draw_timeline(LINE, 60, 8)
    rows = to_text(drawing)

    assert rows[0] == "interval in days"
    assert rows[-1].split() == ["1", "Nov", "23", "Nov"]
    assert rows[-1].rstrip().endswith("23 Nov")
    assert drawing.plot is not None
    high = [row for row in rows[1:4] if any(0x2800 < ord(char) <= 0x28FF for char in row)]
    assert high
    assert (drawing.plot.x, len(rows)) == ((0.0, 22.0), 8)


@pytest.mark.parametrize("size", [(1, 1), (11, 4), (12, 5), (30, 6), (200, 30)])
def test_it_has_the_size_that_was_asked_for(size: tuple[int, int]) -> None:
    drawing = draw_timeline(LINE, *size)

    assert (drawing.width, drawing.height, len(drawing.rows)) == (*size, size[1])


@pytest.mark.parametrize("steps", [((5, 1),), ((5, 1), (5, 1)), ((5, 36500), (9, 1))])
def test_a_short_or_level_history_is_drawn_too(steps: tuple[tuple[int, int], ...]) -> None:
    rows = to_text(draw_timeline(Timeline("x", steps, 5, ("a", "b")), 40, 8))

    assert any(0x2800 < ord(char) <= 0x28FF for row in rows for char in row)
