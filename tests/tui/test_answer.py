from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from studyapp.tui.app import StudyApp
from tests.tui.face import play, shown

DECK = """
id: kinds
title: Kinds
cards:
  - id: number
    question: Least value of GELU?
    number: "-0.17"
    tolerance: 1%
  - id: basic
    question: Why?
    answer: Because.
"""


def test_an_answer_is_typed_checked_and_graded(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        assert "a checks yours" in shown(app)
        await pilot.press("a", "enter")
        assert "nothing is typed" in shown(app)
        await pilot.press(*"much", "enter")
        assert "character 1" in shown(app)
        await pilot.press(*["backspace"] * 4, *"0.17", "enter")
        text = shown(app)
        assert "right but for the sign · that would be 1 Again" in text
        assert "1 Again" in text
        assert "± 1 %" in text
        await pilot.press("a")
        assert "the answer is shown already" in shown(app)
        await pilot.press("1")
        assert "Why?" in shown(app)
        await pilot.press("a")
        assert "answered in your head" in shown(app)
        assert "a checks yours" not in shown(app)

    play(tmp_path / "decks", script, text=DECK)


def test_a_field_that_is_left_changes_nothing(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("a", *"-0.17", "escape")
        text = shown(app)
        assert "Least value" in text
        assert "± 1 %" not in text

    play(tmp_path / "decks", script, text=DECK)
