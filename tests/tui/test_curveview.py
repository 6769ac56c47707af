from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from studyapp.curve import picture
from studyapp.curve.picture import Picture
from studyapp.curve.subject import subject
from studyapp.curve.view import View, window
from studyapp.tui import ahead
from studyapp.tui.app import StudyApp
from studyapp.tui.curveview import CurveView
from studyapp.tui.ink import Ink, Sheet
from tests.tui.face import play, shown, until

ALIVE = """
id: curved
title: Curves
cards:
  - id: one
    question: First question?
    answer: First answer.
    hint: A hint.
    curve: {function: gelu, x: [-4, 4]}
  - id: two
    question: Second question?
    answer: Second answer.
    curve: {function: prelu, show: answer}
  - id: three
    question: Third question?
    answer: Third answer.
  - id: four
    question: Fourth question?
    answer: Fourth answer.
    curve: {function: softmax}
"""

READ = "x = 0.2   f = 0.116   f′ = 0.657"


def curve(app: StudyApp) -> CurveView:
    return app.screen.query_one(CurveView)


def seen(app: StudyApp) -> View:
    view = curve(app).view
    assert view is not None
    return view


async def to_card(pilot: Pilot[None], number: int) -> None:
    for _ in range(number - 1):
        await pilot.press("space", "4")


def test_a_cursor_reads_the_curve_beside_the_card(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        assert "x = " not in shown(app)

        await pilot.press("right")
        assert "x = 0   f = 0   f′ = 0.5" in shown(app)
        assert "slope 0.5: the gradient shrinks 2-fold" in shown(app)

        await pilot.press("right", "right")
        assert READ in shown(app)
        await pilot.press("ctrl+right")
        assert "x = 1.2 " in shown(app)
        await pilot.press("home")
        assert "x = 0 " in shown(app)
        await pilot.press("comma")
        assert "minimum, flat: no gradient passes" in shown(app)
        await pilot.press("full_stop")
        assert "x = 0 " in shown(app)
        assert "┊" in shown(app)
        assert "●" in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_what_was_looked_at_stays_with_hint_and_answer_and_goes_with_the_card(
    tmp_path: Path,
) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("right", "right", "right", "h")
        assert READ in shown(app)
        await pilot.press("space")
        assert "First answer" in shown(app)
        assert READ in shown(app)

        await pilot.press("4")
        assert "x = " not in shown(app)
        await pilot.press("u")
        await until(pilot, app, "gelu(x)")
        assert "x = " not in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_a_hidden_curve_is_not_bent_before_the_answer(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await to_card(pilot, 2)
        await pilot.press("right", "right_square_bracket")
        assert "the curve comes with the answer" in shown(app)
        assert "x = " not in shown(app)

        await pilot.press("space")
        await until(pilot, app, "α = 0.25")
        await pilot.press("right_square_bracket")
        assert "α = 0.26" in shown(app)
        await pilot.press("v")
        assert "[ ] bend α of prelu: the slope left of 0, learned" in shown(app)
        await pilot.press("right")
        assert "kink: the slope jumps from 0.26 to 1" in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_without_a_curve_the_keys_say_so(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await to_card(pilot, 3)
        for key in ("right", "d", "o", "y", "c"):
            await pilot.press(key)
            assert "this card has no curve" in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_bars_stand_still(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await to_card(pilot, 4)
        await until(pilot, app, "softmax(z)")
        before = shown(app).splitlines()[:-1]
        for key in ("right", "d", "o", "plus"):
            await pilot.press(key)
            assert "bars have no derivative and no cursor" in shown(app)

        assert shown(app).splitlines()[:-1] == before

    play(tmp_path / "decks", script, text=ALIVE)


def test_overlays_come_and_go(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        for key, text in (("d", "gelu′"), ("D", "gelu″"), ("z", "━━ |f′| < 0.01"), ("w", "N(0,1)")):
            await pilot.press(key)
            assert text in shown(app)
        assert "|f′| < 0.01 for 1.5 % of N(0,1)" in shown(app)
        await pilot.press("d", "D", "z", "w")
        assert "gelu′" not in shown(app)
        assert "N(0,1)" not in shown(app)

    play(tmp_path / "decks", script, text=ALIVE, size=(160, 48))


def test_zooming_is_about_the_cursor_and_fitting_goes_back(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("right", "ctrl+right", "ctrl+right", "plus")
        assert window(seen(app)) == (-1.0, 3.0)
        await pilot.press("minus", "minus")
        assert window(seen(app)) == (-10.0, 6.0)
        await pilot.press("equals_sign")
        assert window(seen(app)) == (-4.0, 4.0)

    play(tmp_path / "decks", script, text=ALIVE)


def test_the_mouse_places_the_cursor_and_its_wheel_zooms(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        width = curve(app).size.width
        await pilot.click(CurveView, offset=(width - 3, 8))
        assert (seen(app).cursor or 0.0) > 3.0
        assert "the gradient" in shown(app)

        curve(app).on_mouse_scroll_up()
        await pilot.pause()
        left, right = window(seen(app))
        assert right - left == 4.0

    play(tmp_path / "decks", script, text=ALIVE)


def test_the_whole_screen_goes_on_where_the_card_was_and_back(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("right", "right", "c")
        assert "x = 0.1 " in shown(app)
        assert "First question" not in shown(app)
        await pilot.press("right", "t")
        assert READ in shown(app)

        await pilot.press("escape")
        assert "First question" in shown(app)
        assert READ in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_a_curve_without_room_beside_the_card_lives_on_the_whole_screen(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("right")
        assert "no room for the curve here" in shown(app)
        await pilot.press("c")
        await until(pilot, app, "gelu(x)")
        await pilot.press("right", "right", "right")
        assert READ in shown(app)

    play(tmp_path / "decks", script, text=ALIVE, size=(60, 18))


def test_a_relative_is_searched_and_laid_over(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("o")
        await pilot.pause()
        assert "Lay over the curve" in shown(app)
        await pilot.press("s", "i", "l", "u")
        await pilot.pause()
        assert "silu" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "⠒⠒⠒⠒ gelu" in shown(app)
        assert "silu" in shown(app)
        assert "First question" in shown(app)

        await pilot.press("o")
        await pilot.pause()
        await pilot.press(*"nosuch")
        await pilot.pause()
        assert "No function has such a name." in shown(app)
        await pilot.press("escape")
        await pilot.press("right", "right", "right")
        assert READ in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_the_family_is_listed_first_and_can_be_clicked(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "gelu_sigmoid" in shown(app)

        await pilot.press("o")
        await pilot.pause()
        await pilot.click("#relatives Pane", offset=(8, 0))
        await pilot.pause()
        assert [subject(t).name for t in seen(app).spec.traces] == [
            "gelu",
            "gelu_sigmoid",
            "gelu_tanh",
        ]

    play(tmp_path / "decks", script, text=ALIVE)


def test_what_is_read_is_copied_as_plain_text(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("y")
        assert "move the cursor first" in shown(app)
        await pilot.press("right", "right", "right", "y")
        assert app.clipboard == "x = 0.2, f = 0.115852, f′ = 0.657468"
        assert "copied: x = 0.2" in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_looking_through_a_deck_the_arrows_with_shift_move_the_cursor(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("l")
        await until(pilot, app, "gelu(x)")
        await pilot.press("shift+right", "shift+right", "shift+right")
        assert READ in shown(app)
        await pilot.press("right")
        assert "Second question" in shown(app)
        await until(pilot, app, "prelu(x)")
        assert "x = " not in shown(app)
        await pilot.press("left")
        await until(pilot, app, "gelu(x)")
        assert "x = " not in shown(app)

    play(tmp_path / "decks", script, text=ALIVE, review=False)


def test_what_is_looked_at_follows_the_size_and_the_theme(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("right", "right", "right")
        for size in ((80, 24), (60, 20), (20, 8), (1, 1), (200, 60), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert seen(app).cursor == 0.2
        app.theme = "textual-light"
        await pilot.pause()
        assert READ in shown(app)
        assert "┊" in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_moving_the_cursor_draws_no_curve_again(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("right")
        before = curve(app).picture
        await pilot.press("right", "t", "ctrl+right", "full_stop")
        assert curve(app).picture is before

        await pilot.press("plus")
        assert curve(app).picture is not before

    play(tmp_path / "decks", script, text=ALIVE)


def test_keys_that_come_faster_than_frames_are_drawn_once(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("right")
        painted = 0
        paint = curve(app)._painter
        assert paint is not None

        def counted(ink: Ink, width: int, height: int) -> Sheet:
            nonlocal painted
            painted += 1
            return paint(ink, width, height)

        for _ in range(50):
            curve(app).act("right")
            curve(app)._painter = counted
        await pilot.pause()
        await pilot.pause(0.1)

        assert painted == 1
        assert "x = 5 " in shown(app)

    play(tmp_path / "decks", script, text=ALIVE)


def test_a_held_key_finds_its_next_frame_prepared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[View] = []

    def counted(view: View, width: int, height: int) -> Picture:
        painted.append(view)
        return paint(view, width, height)

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("right")
        monkeypatch.setattr(ahead, "REST", 60.0)  # the thread has no part in this
        monkeypatch.setattr(picture, "paint", counted)
        await pilot.press("minus")
        await pilot.pause(0.03)
        assert window(painted[-1]) == (-16.0, 16.0)

        painted.clear()
        curve(app).act("wider")
        assert any("-10" in row.text for row in curve(app).sheet.rows)
        assert painted == []

    paint = picture.paint
    play(tmp_path / "decks", script, text=ALIVE)


def test_under_a_card_at_80_by_24_the_curve_looks_like_this(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "gelu(x)")
        await pilot.press("right", "ctrl+right", "t", "z")
        rows = shown(app).splitlines()[12:21]
        assert rows == [
            " gelu(x) = x·Φ(x)",
            " 4                                      ┼        ┊                      ⣀⣠⡤⠤⠔⠒",
            "                                        │        ┊             ⣀⣀⠤⠤⠔⠒⠊⠉⠉",
            " 2                                      ┼        ┊    ⢀⣀⡠⠤⠔⠒⠊⠉⠉",
            "                                        │    ⢀⣀⣀⠤●⠒⠒⠉⠉⠁",
            " 0 ⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠢⠤⠤⠤⠤⠤⠤⠤⠤⠔⣒⡲⠒⠒⠊⠋⠉⠁───┊─────────┼────────┼────────┼",
            "   ━━━━━━━━━                     ━",
            "  -4       -3       -2        -1        0        1         2        3        4",
            " x = 1   f = 0.841   f′ = 1.08   |f′| < 0.01 for 1.5 % of N(0,1)",
        ]

    play(tmp_path / "decks", script, text=ALIVE, size=(80, 24))
