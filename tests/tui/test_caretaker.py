from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from studyapp.library.wish import Wish
from studyapp.progress import backups, trust
from studyapp.progress.errors import Damaged
from studyapp.sitting import Sitting
from studyapp.tui import caretaker
from studyapp.tui.app import StudyApp
from tests.build import desk_on, write_deck
from tests.tui.face import play, shown


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caretaker, "_BEFORE", 0.0)


async def until(pilot: Pilot[None], done: Callable[[], object]) -> None:
    for _ in range(50):
        if done():
            return
        await pilot.pause(0.05)
    raise AssertionError("waited in vain")


def test_the_log_is_backed_up_once_the_app_stands(tmp_path: Path, home: Path) -> None:
    log = home / "progress.db"

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, lambda: backups.listed(log))

    play(tmp_path / "decks", script)

    assert [backup.name for backup in backups.listed(log)] == ["2026-11-23"]


def test_a_backup_that_cannot_be_made_is_a_line_and_no_error_of_a_grade(
    tmp_path: Path, home: Path
) -> None:
    home.mkdir()
    (home / "backups").write_text("a file")

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, lambda: "no backup was made" in shown(app))
        assert "no backup was made" in app.desk.notices[0]
        await pilot.press("space")
        await pilot.pause(0.4)
        await pilot.press("3")
        assert app.desk.progress.newest()[0] == 2

    play(tmp_path / "decks", script)


def test_a_log_found_damaged_after_the_first_frame_is_not_written_any_more(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_deck(tmp_path / "decks", cards=40)
    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, Wish(new=40), via="app")
        while sitting.turn is not None:
            sitting.reveal()
            sitting.grade(4)
        root = desk.progress.db.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'log_card'"
        ).fetchone()[0]
    with (home / "progress.db").open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\x0a" + bytes(4095))
    monkeypatch.setattr(trust, "LOOKED_THROUGH", 0)

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, lambda: "is damaged" in shown(app))
        with pytest.raises(Damaged, match="doctor --restore"):
            app.desk.progress.grade("deck/q0", 4, app.desk.moment())

    play(tmp_path / "curved", script)


def test_a_sitting_that_is_not_recorded_says_so(tmp_path: Path, home: Path) -> None:
    async def script(app: StudyApp) -> None:
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert "new · not recorded" in shown(app)

    with desk_on(write_deck(tmp_path / "decks").parent, recorded=False) as desk:
        app = StudyApp(desk, Sitting(desk, via="app"))
        asyncio.run(script(app))
        app.ahead.close()
    assert not home.exists()


def test_a_home_that_goes_away_in_the_middle_is_told_at_the_grade(
    tmp_path: Path, home: Path
) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        shutil.rmtree(home)
        await pilot.press("space")
        await pilot.pause(0.4)
        await pilot.press("3")
        await pilot.pause()
        assert "is not there any more" in shown(app)

    play(tmp_path / "decks", script)
