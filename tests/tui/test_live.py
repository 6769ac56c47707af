"""Decks that are edited while the app is open."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from textual.pilot import Pilot

from studyapp.tui.app import StudyApp
from tests.tui.face import CURVED, play, shown, until


def save(path: Path, text: str) -> None:
    """As editors do: beside it, then in its place."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def deck(tmp_path: Path) -> Path:
    return tmp_path / "decks" / "curved.yaml"


def test_the_card_on_screen_changes_under_ones_eyes(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("h", "space")
        assert "First answer" in shown(app)
        save(deck(tmp_path), CURVED.replace("First answer", "A better answer"))
        await until(pilot, app, "A better answer")
        assert "Think of [zero]" in shown(app), "the hint stays"
        await pilot.press("4")
        assert "1 done · 2 left" in shown(app)

    play(tmp_path / "decks", script)


def test_a_broken_file_leaves_the_deck_as_it_was(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        save(deck(tmp_path), CURVED.replace("question: Second", "question: [Second"))
        await until(pilot, app, "the deck stays as it was: curved.yaml:13: the list")
        await pilot.press("space")
        text = shown(app)
        assert "First answer" in text
        assert "deck broken" in text
        await pilot.press("4")
        assert "Second question?" in shown(app)

        save(deck(tmp_path), CURVED.replace("Second question", "Another question"))
        await until(pilot, app, "Another question?")
        assert "deck broken" not in shown(app)

    play(tmp_path / "decks", script)


def test_nobody_watches_once_the_app_is_closed(tmp_path: Path) -> None:
    async def script(_pilot: Pilot[None], app: StudyApp) -> None:
        assert "watcher" in {thread.name for thread in threading.enumerate()}

    play(tmp_path / "decks", script)
    deadline = time.monotonic() + 5.0
    while "watcher" in {thread.name for thread in threading.enumerate()}:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_card_that_is_removed_leaves_the_table(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        head, first, rest = CURVED.partition("  - id: one")
        save(deck(tmp_path), head + "  - id: two" + rest.partition("  - id: two")[2])
        await until(pilot, app, "Second question?")
        assert first

    play(tmp_path / "decks", script)


def test_what_changes_behind_another_screen_is_seen_on_the_way_back(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("i")
        save(deck(tmp_path), CURVED.replace("What is", "What exactly is"))
        await pilot.pause(1.0)
        await pilot.press("escape")
        await until(pilot, app, "What exactly is")

    play(tmp_path / "decks", script)


def test_home_and_a_look_through_a_deck_follow(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        more = CURVED + "  - id: four\n    question: Fourth question?\n    answer: Fourth.\n"
        save(deck(tmp_path), more)
        await until(pilot, app, "4 cards today")
        await pilot.press("l")
        await until(pilot, app, "First answer")
        save(deck(tmp_path), more.replace("First answer", "Mended answer"))
        await until(pilot, app, "Mended answer")

    play(tmp_path / "decks", script, review=False)
