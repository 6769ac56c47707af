from __future__ import annotations

import pytest

from studyapp.tui.hand import Hand, Press


@pytest.mark.parametrize(
    ("presses", "press"),
    [
        ([("space", 0.0)], Press.FRESH),
        ([("space", 0.0), ("space", 0.03)], Press.REPEAT),
        ([("space", 0.0), ("space", 0.29)], Press.REPEAT),
        ([("space", 0.0), ("space", 0.5)], Press.DOUBTFUL),
        ([("space", 0.0), ("space", 0.5), ("space", 0.53)], Press.REPEAT),
        ([("space", 0.0), ("space", 1.5)], Press.FRESH),
        ([("space", 0.0), ("enter", 0.2)], Press.REPEAT),
        ([("space", 0.0), ("3", 0.1), ("space", 0.2)], Press.FRESH),
    ],
)
def test_a_press_is_told_from_a_repeat(presses: list[tuple[str, float]], press: Press) -> None:
    hand = Hand()
    for key, time in presses:
        hand.note(key, time)

    assert hand.press is press


def test_only_quick_repeats_are_a_rush() -> None:
    hand = Hand()
    hand.note("u", 0.0)
    hand.note("u", 0.2)
    assert not hand.rushed

    hand.note("u", 0.23)

    assert hand.rushed
