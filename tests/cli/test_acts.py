from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from studyapp import cli
from studyapp.progress.store import Progress
from studyapp.schedule.moment import Moment
from studyapp.text.cells import cells
from tests.build import write_deck
from tests.cli.run import process, run


@pytest.fixture(autouse=True)
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "decks"
    write_deck(folder, "alpha", cards=3)
    write_deck(folder, "beta", cards=2)
    monkeypatch.setenv("STUDYAPP_DECKS", str(folder))
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-23T09:00:00")
    return folder


def kinds() -> list[str]:
    return [json.loads(line)["kind"] for line in run("log", "--json").out.splitlines()]


def test_a_card_never_reviewed_is_suspended_and_resumed_by_a_part_of_its_key() -> None:
    assert run("suspend", "ha/q1").out == (
        "suspended alpha/q1; `studyapp resume alpha/q1` brings it back\n"
    )
    assert run("due").out == "4 new\n"
    again = run("suspend", "alpha/q1")
    assert again.out == (
        "alpha/q1 is suspended already; `studyapp resume alpha/q1` brings it back\n"
    )
    assert again.status == 0
    assert run("resume", "ha/q1").out == "resumed alpha/q1: it is asked again\n"
    assert run("resume", "ha/q1").out == "alpha/q1 is not suspended\n"
    assert run("due").out == "5 new\n"
    assert kinds() == ["meet", "suspend", "resume"]


def test_the_log_tells_flags_and_remarks() -> None:
    run("flag", "alpha/q1", "3")
    run("remark", "alpha/q1", "think of\x1b[31m the 导数")

    flagged, remarked = run("log").out.splitlines()[1:]

    assert "  flag    alpha/q1  flag 3  " in flagged
    assert "  remark  alpha/q1  " in remarked
    assert remarked.endswith("  think of\ufffd[31m the 导数")
    assert "took back: 2026-11-23 09:00  remark  alpha/q1  " in run("undo").out


def test_a_remark_in_the_log_is_cut_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("remark", "alpha/q1", "导数 " * 60)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    for columns, width in ((120, 120), (60, 74 + 20)):
        monkeypatch.setenv("COLUMNS", str(columns))
        cli.run(["log"])

        line = capsys.readouterr().out.splitlines()[-1]
        assert line.endswith("…")
        assert width - 2 <= cells(line) <= width


def test_a_card_is_buried_for_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("bury", "beta/q0").out == (
        "buried beta/q0 for today; `studyapp undo` brings it back\n"
    )
    assert run("bury", "beta/q0").out == "beta/q0 is buried already, until tomorrow\n"
    assert run("undo").status == 0
    assert run("bury", "beta/q0").status == 0
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-24T09:00:00")
    assert run("bury", "beta/q0").out.startswith("buried beta/q0")


def test_a_card_is_new_again_after_a_reset() -> None:
    process("review", "--plain", "--limit", "1", typed="\n3\n")

    assert run("reset", "alpha/q0").out == (
        "reset alpha/q0: it is new again; `studyapp undo` takes that back\n"
    )
    assert run("reset", "alpha/q0").out == "alpha/q0 is new already\n"
    assert run("due").out == "5 new\n"
    assert run("undo").status == 0
    assert run("due").out == "4 new\n"


def test_a_flag_and_a_remark_show_in_a_sitting() -> None:
    assert run("flag", "alpha/q0", "3").out == "alpha/q0 has flag 3 now\n"
    assert run("flag", "alpha/q0", "3").out == "alpha/q0 has flag 3 already\n"
    assert run("remark", "alpha/q0", "Mind the\n\n**sign**").out == (
        "alpha/q0 has this remark now\n"
    )
    told = process("review", "--plain", typed="\nq\n").out
    assert "1/5 · Alpha · new · flag 3" in told
    assert "Your remark:\nMind the\n\nsign\n" in told

    assert run("flag", "alpha/q0", "0").out == "alpha/q0 has no flag now\n"
    assert run("remark", "alpha/q0", " ").out == "alpha/q0 has no remark now\n"
    assert run("remark", "alpha/q0", "").out == "alpha/q0 has no remark already\n"
    assert kinds() == ["meet", "flag", "remark", "flag", "remark"]


def test_what_a_remark_says_cannot_steer_the_terminal() -> None:
    assert run("remark", "alpha/q0", "red \x1b[31m \u202e").status == 0

    told = process("review", "--plain", typed="info\n\nq\n").out

    assert "\x1b" not in told
    assert "\u202e" not in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["suspend", "alhpa/q0"], "there is no card `alhpa/q0`; a key is DECK/CARD"),
        (["suspend", ""], "a card's name is empty; write its key, or a part of it"),
        (["suspend", "x\udcff"], "there is no card `x?`"),
        (["flag", "alpha/q0", "5"], "5 is not in the range 0<=x<=4"),
        (["flag", "alpha/q0"], "Missing argument 'N'"),
        (["suspend"], "Missing argument 'CARD'"),
    ],
)
def test_wrong_usage_is_one_line_that_says_what_to_do(arguments: list[str], message: str) -> None:
    told = run(*arguments)

    assert message in told.err
    assert told.err.count("\n") == 1
    assert told.status == 2
    assert kinds() == []


def test_what_fits_several_cards_is_listed_and_not_guessed(decks: Path) -> None:
    write_deck(decks, "many", cards=25)

    told = run("suspend", "q1")

    assert told.err.splitlines()[:3] == [
        "studyapp: `q1` fits 13 cards; write more of the key:",
        "  alpha/q1",
        "  beta/q1",
    ]
    assert told.status == 2
    lines = run("flag", "many", "1").err.splitlines()
    assert len(lines) == 22
    assert lines[-1] == "  … and 5 more"
    assert kinds() == []


def test_a_whole_key_is_meant_though_it_is_part_of_another(decks: Path) -> None:
    write_deck(decks, "many", cards=25)

    assert run("suspend", "many/q1").out.startswith("suspended many/q1;")


def test_a_card_in_no_deck_any_more_is_found_in_the_log(decks: Path) -> None:
    process("review", "--plain", "beta", "--limit", "1", typed="\n3\n")
    (decks / "beta.yaml").unlink()

    assert run("suspend", "beta").out.startswith("suspended beta/q0;")


def test_the_names_of_one_card_are_not_several_cards(home: Path) -> None:
    process("review", "--plain", "--limit", "1", typed="\n3\n")
    with Progress.open(home / "progress.db") as progress:
        progress.rename("old/alpha-q0", "alpha/q0", Moment(0, 0, 20780))

    assert run("suspend", "q0").status == 2
    assert run("flag", "ha", "1").status == 2
    assert run("flag", "a-q0", "1").out == "old/alpha-q0 has flag 1 now\n"
    assert run("log", "q0").out.count("rename") == 1


def test_without_a_writable_home_nothing_is_done_and_one_line_says_so(home: Path) -> None:
    home.write_text("a file where the home should be")

    told = run("suspend", "alpha/q0")

    assert told.status == 2
    assert "nothing can be kept" in told.err
    assert told.err.count("\n") == 1
