from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from studyapp.desk import Desk
from studyapp.tui.app import StudyApp
from tests.build import SetClock, write_deck
from tests.tui.face import CURVED, play, shown


def test_the_first_screen_says_what_waits_and_which_key_starts(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        assert "3 cards today   3 new" in shown(app)
        assert "Space or Enter starts" in shown(app)
        assert "Curves [red]and[/red] [/x]" in shown(app)

        await pilot.press("enter")
        await pilot.pause()

        assert "0 done · 3 left" in shown(app)

        await pilot.press("escape")
        await pilot.pause()

        assert "3 cards today" in shown(app)

    play(tmp_path / "decks", script, review=False)


def test_a_deck_is_turned_off_and_on_again(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("o")
        assert "No deck is on" in shown(app)
        assert "Off" in shown(app)

        await pilot.press("o")
        assert "3 cards today" in shown(app)

    play(tmp_path / "decks", script, review=False)


def test_faults_are_listed_as_they_are_written(tmp_path: Path) -> None:
    text = CURVED + "    qestion: '[red]what[/red]'\n"

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.pause()
        assert "1 fault in 1 deck · ! shows them" in shown(app)

        await pilot.press("exclamation_mark")
        await pilot.pause()

        assert "unknown key `qestion`" in shown(app)
        assert "curved.yaml:19:5" in shown(app)

    play(tmp_path / "decks[bold]", script, text=text, review=False)


def test_a_deck_can_be_looked_through(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("l")
        await pilot.pause()
        assert "1 of 3" in shown(app)
        assert "First answer" in shown(app)

        await pilot.press("space", "right")
        assert "Third answer." in shown(app)
        await pilot.press("right")
        assert "this is the last card" in shown(app)

        await pilot.press("escape")
        await pilot.pause()
        assert "3 cards today" in shown(app)

    play(tmp_path / "decks", script, review=False)


def test_help_lists_every_key_of_the_screen(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        table = app.screen.table  # type: ignore[attr-defined]  # a StudyScreen
        await pilot.press("question_mark")
        await pilot.pause()

        for command in table:
            assert command.help in shown(app), command.name

    play(tmp_path / "decks", script, review=False)


def test_the_palette_runs_commands_of_the_screen(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        await pilot.press(*"light")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.3)

        assert app.theme == "textual-light"
        assert "3 cards today" in shown(app)

    play(tmp_path / "decks", script, review=False)


def test_without_decks_it_says_what_to_do(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        assert "There are no decks here" in shown(app)
        assert str(tmp_path / "decks") in shown(app)
        for key in ("space", "s", "l", "o", "j", "u", "plus", "exclamation_mark"):
            await pilot.press(key)

    play(tmp_path / "decks", script, text="", review=False)


def forgotten(desk: Desk, clock: SetClock) -> None:
    """The first two cards are due, the second one a leech."""
    desk.progress.grade("curved/one", 4, desk.moment())
    for grade in (4, 4, 1) * 8:
        desk.progress.grade("curved/two", grade, desk.moment())
        clock.pass_days(7)


def test_a_limit_shows_what_falls_on_today_and_when_the_rest_is_clear(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        assert "1 card today   1 of 2 due, clear tomorrow" in shown(app)

        await pilot.press("space")
        await pilot.pause()
        await pilot.press("space", "3")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()

        assert "That is all for today   1 due card left for later, clear tomorrow" in shown(app)

    limits = "reviews_per_day: 1\nnew_per_day: 0\n"
    play(tmp_path / "decks", script, review=False, settings=limits, log=forgotten)


def test_leeches_are_listed_and_looked_at(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.pause()
        assert "1 leech, forgotten again and again · L shows them" in shown(app)

        await pilot.press("L")
        await pilot.pause()
        assert "▸ Second question?" in shown(app)
        assert "8 lapses" in shown(app)

        await pilot.press("j", "enter")
        await pilot.pause()
        assert "Second answer." in shown(app)
        assert "1 of 1" in shown(app)

        await pilot.press("escape", "escape")
        await pilot.pause()
        assert "due" in shown(app)

    play(tmp_path / "decks", script, review=False, log=forgotten)


def test_without_leeches_the_key_says_so(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("L")
        assert "there are no leeches: no card was forgotten 8 times" in shown(app)

    play(tmp_path / "decks", script, review=False)


def test_more_decks_than_fit_are_paged_through(tmp_path: Path) -> None:
    decks = tmp_path / "decks"
    for number in range(60):
        write_deck(decks, f"deck{number:02}", cards=1)

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        assert "Deck59" not in shown(app)

        await pilot.press("pagedown")
        first = highlighted(app)
        await pilot.press("pagedown")
        assert first < highlighted(app) < "Deck59"
        await pilot.press(*["pagedown"] * 3)
        assert highlighted(app) == "Deck59"
        await pilot.press("pageup")
        assert highlighted(app) < "Deck59"
        await pilot.press(*["pageup"] * 4)
        assert highlighted(app) == "Curves"

    play(decks, script, review=False, size=(80, 24))


def highlighted(app: StudyApp) -> str:
    return shown(app).partition("▸ ")[2].split()[0]
