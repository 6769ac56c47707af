from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import run
from tests.library.test_following import LONG, RELU, WHY, write

TWIN = ("Why do people use SiLU?", LONG)


@pytest.fixture(autouse=True)
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deck of which a flagged card was replaced by one that is much like it."""
    folder = tmp_path / "decks"
    monkeypatch.setenv("STUDYAPP_DECKS", str(folder))
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-23T09:00:00")
    write(folder, "one", (*WHY, "gelu"), (*RELU, "relu"))
    run("flag", "one/gelu", "2")
    write(folder, "one", (*TWIN, "silu"), (*RELU, "relu"))
    return folder


LINE = (
    "note: one/silu may be what was one/gelu; `studyapp rename one/gelu one/silu` says so,"
    " and with --refuse that it is not\n"
)


def test_doctor_and_check_tell_what_may_be_what() -> None:
    assert LINE in run("check").out
    assert LINE in run("doctor").out


def test_a_suggestion_is_confirmed_and_taken_back() -> None:
    told = run("rename", "gelu", "silu").out

    assert told.startswith("one/gelu is one/silu now; `studyapp undo ")
    assert "flag    one/gelu  flag 2" in run("log", "one/silu").out
    assert LINE not in run("check").out
    assert run("rename", "gelu", "silu").out == "one/gelu is one/silu already\n"
    assert "took back: " in run(*told.split("`")[1].split()[1:]).out
    assert run("log", "one/silu").out == ""


def test_a_suggestion_is_refused() -> None:
    told = run("rename", "one/gelu", "one/silu", "--refuse")

    assert told.out == "one/gelu is not one/silu: this is not asked again\n"
    assert LINE not in run("doctor").out


def test_two_cards_of_decks_stay_two() -> None:
    run("flag", "one/relu", "1")

    told = run("rename", "relu", "silu")

    assert told.status == 1
    assert "one/relu is in a deck, and so is one/silu: they stay two cards" in told.err


def test_the_new_name_is_that_of_a_card_in_a_deck() -> None:
    run("flag", "one/relu", "1")

    told = run("rename", "relu", "gelu")

    assert told.status == 2
    assert "no deck has the card one/gelu" in told.err
