"""Suspend, bury, flag, remark and information, in the review and while looking through a deck."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from studyapp.tui import hand, keys
from studyapp.tui.app import StudyApp
from tests.tui.face import play, shown, until


async def thinks(pilot: Pilot[None]) -> None:
    """As long as it takes until a second press of a key is surely no held one."""
    await pilot.pause(hand.FIRST_REPEAT + 0.05)


def kinds(app: StudyApp) -> list[str]:
    return [event.kind for event in app.desk.progress.events()]


@pytest.mark.parametrize(("key", "said"), [("s", "Suspended"), ("b", "Buried for today")])
def test_a_card_that_is_put_away_makes_room_at_once_and_undo_brings_it_back(
    tmp_path: Path, key: str, said: str
) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space", key)

        assert "Second question?" in shown(app)
        assert f"{said} · u takes it back" in shown(app)
        assert "0 done · 2 left" in shown(app)

        await pilot.press("u")

        assert "x[i]" in shown(app)
        assert "is no longer" in shown(app)
        assert "0 done · 3 left" in shown(app)

    play(tmp_path / "decks", script)


def test_a_held_s_suspends_one_card(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("s")
        await pilot.pause(hand.QUIET + 0.05)
        for _ in range(12):
            await pilot.press("s")
        await thinks(pilot)

        assert kinds(app).count("suspend") == 1

        await pilot.press("s")
        assert kinds(app).count("suspend") == 2

    play(tmp_path / "decks", script)


def test_the_last_card_put_away_ends_the_sitting_and_undo_goes_on_with_it(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        for key in "sbs":
            await pilot.press(key)
        await pilot.pause()
        assert "takes back what you did last" in shown(app)

        await pilot.press("u")
        await pilot.pause()

        assert "Third question?" in shown(app)
        assert "“Third question?” is no longer suspended" in shown(app)

    play(tmp_path / "decks", script)


def test_a_flag_shows_at_once_with_its_number(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        for flag in ("⚑ 1", "⚑ 2", "⚑ 3", "⚑ 4"):
            await pilot.pause(2 * hand.RUSH)
            await pilot.press("f")
            assert flag in shown(app)
        await pilot.press("u")
        assert "⚑ 3" in shown(app)
        assert "has flag 3 again" in shown(app)
        await pilot.press("f")
        await pilot.pause(2 * hand.RUSH)
        await pilot.press("f")
        assert "⚑" not in shown(app)
        assert "x[i]" in shown(app)

    play(tmp_path / "decks", script)


def test_a_remark_is_written_with_letters_that_are_commands_elsewhere(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("n")
        await pilot.pause()
        assert "Your remark on this card" in shown(app)
        await pilot.press(*"sbfnuqh", "question_mark", "space", *"[/x]", "4")
        await pilot.press("enter")
        await pilot.pause()
        assert kinds(app) == ["meet", "remark"]
        assert "kept; it shows with the answer" in shown(app)
        assert "sbfnuqh" not in shown(app).replace("kept", "")

        await pilot.press("space")
        assert "▏ sbfnuqh? [/x]4" in shown(app)

        await pilot.press("u")
        assert "Your remark" not in shown(app)
        assert "has no remark again" in shown(app)
        assert "First answer" in shown(app)

    play(tmp_path / "decks", script)


def test_a_remark_is_changed_left_and_removed(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space", "n")
        await pilot.pause()
        await pilot.press(*"sign", "enter")
        await pilot.pause()
        assert "▏ sign" in shown(app)

        await pilot.press("n")
        await pilot.pause()
        await pilot.press("x", "escape")
        await pilot.pause()
        assert "▏ sign" in shown(app)
        assert "signx" not in shown(app)

        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*["backspace"] * 4, "enter")
        await pilot.pause()
        assert "Your remark" not in shown(app)
        assert kinds(app) == ["meet", "remark", "remark"]

    play(tmp_path / "decks", script)


def test_information_shows_state_history_and_a_plot(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("f", "space", "1", "s", "s")
        await thinks(pilot)
        await pilot.press("s")
        assert "x[i]" in shown(app)
        await pilot.press("i")
        await pilot.pause()
        for text in (
            "curved/one",
            f"{tmp_path / 'decks' / 'curved.yaml'}:5",
            "tomorrow, 24 Nov",
            "0 in 1 review",
            "2.50",
            "review     1 Again  1 day",
            "flag 1",
        ):
            assert text in shown(app), text
        await until(pilot, app, "Interval in days")

        await pilot.press("i")
        await pilot.pause()
        assert "x[i]" in shown(app)

    play(tmp_path / "decks", script)


def test_what_cannot_be_kept_is_told_and_nothing_changes(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        app.desk.progress.read_only = True
        for key in "sbf":
            await pilot.press(key)
            assert "was opened only to be read" in shown(app)
            assert "x[i]" in shown(app)
            assert "⚑" not in shown(app)
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("x", "enter")
        await pilot.pause()
        assert "was opened only to be read" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "3 left" in shown(app)
        app.desk.progress.read_only = False

    play(tmp_path / "decks", script)


def test_cards_are_marked_while_looking_through_a_deck(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("l")
        await pilot.pause()
        await pilot.press("s")
        assert "suspended  1 of 3" in shown(app)
        await pilot.press("right")
        assert "suspended" not in shown(app)
        await pilot.press("b", "f")
        assert "buried today  ⚑ 1  2 of 3" in shown(app)
        await pilot.press("b")
        assert "it is so already" in shown(app)
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"note", "enter")
        await pilot.pause()
        assert "▏ note" in shown(app)
        await pilot.press("left", "right")
        assert "▏ note" in shown(app)
        await pilot.press("u")
        assert "“Second question?” has no remark again" in shown(app)
        assert "▏ note" not in shown(app)

        await pilot.press("left", "s")
        assert "asked again" in shown(app)
        await pilot.press("i")
        await pilot.pause()
        assert "curved/one" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert "2 cards today" in shown(app)
        await pilot.press("u")
        await pilot.pause()
        assert "is suspended again" in shown(app)

    play(tmp_path / "decks", script, review=False)


@pytest.mark.parametrize("size", [(1, 1), (20, 8), (80, 24), (160, 48)])
def test_the_field_and_the_information_fit_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("space", "1")
        await pilot.press("n")
        await pilot.pause()
        await pilot.resize_terminal(*size)
        await pilot.pause()
        await pilot.press(*"word", "enter")
        await pilot.pause()
        assert kinds(app)[-1] == "remark"
        await pilot.press("i")
        await pilot.pause(0.3)
        await pilot.resize_terminal(120, 40)
        await pilot.pause(0.3)
        assert "curved/two" in shown(app)

    play(tmp_path / "decks", script)


def test_a_screen_of_80_columns_names_the_keys_that_matter_most(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        strip = shown(app).splitlines()[-1]
        for text in ("u undo", "s suspend", "b bury", "f flag", "n remark", "Esc home", "? help"):
            assert text in strip

    play(tmp_path / "decks", script, size=(80, 24))


def test_the_field_for_words_has_no_letters_for_commands() -> None:
    assert all(len(key) > 1 for command in keys.REMARK for key in command.keys)
