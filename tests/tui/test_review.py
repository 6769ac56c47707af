from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from studyapp.tui import hand
from studyapp.tui.app import StudyApp
from tests.tui.face import play, shown, until


async def thinks(pilot: Pilot[None]) -> None:
    """As long as a person takes at least."""
    await pilot.pause(hand.QUIET + 0.05)


def test_a_card_is_asked_answered_graded_and_undone(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        assert "What is x[i] in [bold]ReLU[/bold] [/oops]?" in shown(app)
        assert "First answer" not in shown(app)

        await pilot.press("space")

        assert "First answer with [brackets]." in shown(app)
        assert "• [another]" in shown(app)
        assert "Source: A [source]" in shown(app)
        assert "1 Again" in shown(app)
        assert "tomorrow, and again today" in shown(app)

        await pilot.press("4")

        assert "Second question?" in shown(app)
        assert "1 done · 2 left" in shown(app)
        assert "Easy · tomorrow" in shown(app)

        await pilot.press("u")

        assert "x[i]" in shown(app)
        assert "0 done · 3 left" in shown(app)

    play(tmp_path / "decks", script)


def test_a_held_space_reveals_once_and_never_grades(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space")
        await thinks(pilot)
        # A keyboard waits before its first repeat, which then looks like a second press.
        for _ in range(12):
            await pilot.press("space")
        await thinks(pilot)

        assert "First answer" in shown(app)
        assert "0 done" in shown(app)

    play(tmp_path / "decks", script)


def test_a_second_press_of_space_grades_good(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space")
        await thinks(pilot)
        await pilot.press("space")
        await until(pilot, app, "Second question?")

        assert "Good · tomorrow" in shown(app)

    play(tmp_path / "decks", script)


def test_a_grade_before_the_answer_does_nothing(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("3")

        assert "0 done" in shown(app)

    play(tmp_path / "decks", script)


def test_a_hint_comes_when_asked_for(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        assert "Think of" not in shown(app)

        await pilot.press("h")

        assert "Think of [zero]." in shown(app)

    play(tmp_path / "decks", script)


def test_the_curve_comes_with_the_card_and_fills_the_screen_on_a_key(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "relu(x)")
        assert "x[i]" in shown(app)

        await pilot.press("c")
        await until(pilot, app, "relu(x)")
        assert "x[i]" not in shown(app)

        await pilot.press("c")
        assert "x[i]" in shown(app)

    play(tmp_path / "decks", script)


def test_the_derivative_is_shown_and_hidden(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "relu(x)")
        await pilot.press("d")
        await until(pilot, app, "relu′")
        await pilot.press("d")
        await pilot.pause()

        assert "relu′" not in shown(app)

    play(tmp_path / "decks", script)


def test_a_curve_that_gives_the_answer_away_waits_for_it(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space", "4")
        assert "The curve comes with the answer." in shown(app)

        await thinks(pilot)
        await pilot.press("space")

        await until(pilot, app, "gelu(x)")

    play(tmp_path / "decks", script)


def test_resizing_keeps_the_place(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space")
        for size in ((80, 24), (20, 8), (1, 1), (200, 60), (160, 48), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()

        assert "First answer with [brackets]." in shown(app)
        assert "1 Again" in shown(app)
        await until(pilot, app, "relu(x)")
        assert app.screen.query_one("#plot").region.right == 80

    play(tmp_path / "decks", script)


def test_long_code_scrolls_sideways_and_long_answers_down(tmp_path: Path) -> None:
    code = "x = [" + ", ".join(f"number_{n}" for n in range(40)) + "]"
    lines = "\n".join(f"      line {n}" for n in range(60))
    text = f"""
id: curved
title: Long
cards:
  - id: one
    question: Long?
    answer: |
      ```
      {code}
{lines}
      ```
"""

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space")
        assert "number_30" not in shown(app)
        for _ in range(60):
            await pilot.press("greater_than_sign")
        assert "number_39" in shown(app)

        assert "line 59" not in shown(app)
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert "line 59" in shown(app)
        assert "1 Again" in shown(app)

    play(tmp_path / "decks", script, text=text, size=(80, 24))


def test_the_buttons_can_be_clicked(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.click("#bar", offset=(4, 0))
        assert "First answer" in shown(app)

        await pilot.click("#bar", offset=(100, 1))

        assert "Easy · tomorrow" in shown(app)

    play(tmp_path / "decks", script)


def test_the_end_sums_up_and_offers_the_missed_card_again(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        for key in "1444":
            await thinks(pilot)
            await pilot.press("space", key)
        await pilot.pause()

        assert "Done for now" in shown(app)
        assert "1 Again · 3 Easy" in shown(app)
        assert "• What is x[i]" in shown(app)
        assert "tomorrow   3 due · 0 new" in shown(app)

        await pilot.press("u")
        await pilot.pause()
        assert "x[i]" in shown(app)
        await thinks(pilot)
        await pilot.press("space", "4")
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()

        assert "0 done · 1 left" in shown(app)

    play(tmp_path / "decks", script)


@pytest.mark.parametrize("buttons", ["two", "four", "six"])
def test_space_grades_good_whatever_buttons_there_are(tmp_path: Path, buttons: str) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space")
        await thinks(pilot)
        await pilot.press("space")
        await until(pilot, app, "Second question?")

        assert "Good · tomorrow" in shown(app)

    play(tmp_path / "decks", script, settings=f"buttons: {buttons}\n")


def test_with_six_buttons_the_keys_are_the_grades(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space")
        assert "0 Blank  tomorrow +today" in shown(app)
        assert "5 Easy  tomorrow" in shown(app)

        await pilot.press("question_mark")
        await pilot.pause()
        assert "Grades Blank: nothing came." in shown(app)
        await pilot.press("escape", "0")

        assert "Blank · tomorrow, and again today" in shown(app)

    play(tmp_path / "decks", script, settings="buttons: six\n", size=(80, 24))


def test_with_two_buttons_no_other_key_grades(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space", "0", "3", "4", "5")
        assert "0 done" in shown(app)
        assert "1 Again" in shown(app)
        assert "2 Good" in shown(app)

        await pilot.press("question_mark")
        await pilot.pause()
        assert "Grades Good: remembered." in shown(app)
        assert "Hard" not in shown(app)
        await pilot.press("escape", "2")

        assert "1 done" in shown(app)

    play(tmp_path / "decks", script, settings="buttons: two\n", size=(80, 24))


def test_the_buttons_say_no_intervals_where_these_are_off(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space")
        assert "3 Good" in shown(app)
        assert "tomorrow" not in shown(app)

        await pilot.press("3")
        assert "Good · tomorrow" in shown(app)

    play(tmp_path / "decks", script, settings="intervals: off\n")


def test_practice_is_told_as_such(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        for grade in "144":
            await pilot.press("space", grade)
        assert "again today" in shown(app)
        await pilot.press("space")
        assert "practice, again today" in shown(app)
        await pilot.press("3")
        await until(pilot, app, "missed")

        await pilot.press("m")
        await until(pilot, app, "x[i]")

        assert "practice: nothing moves" in shown(app)
        await pilot.press("space")
        assert "practice, back tomorrow" in shown(app)

    play(tmp_path / "decks", script)
