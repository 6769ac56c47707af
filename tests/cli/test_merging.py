from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.build import write_deck
from tests.cli.run import process, run


@pytest.fixture(autouse=True)
def _two_graded_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-23T09:00:00")
    write_deck(tmp_path / "decks", "alpha", cards=3)
    monkeypatch.setenv("STUDYAPP_DECKS", str(tmp_path / "decks"))
    process("review", "--plain", "--limit", "2", typed="\n3\n\n3\n")


def test_a_log_goes_out_as_text_and_comes_in_elsewhere(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = run("log", "--json").out
    (tmp_path / "log.jsonl").write_text(out, encoding="utf-8")
    monkeypatch.setenv("STUDYAPP_HOME", str(tmp_path / "elsewhere"))

    told = run("merge", str(tmp_path / "log.jsonl"))

    assert (told.out, told.err) == ("4 new events, 0 already here; 2 cards changed\n", "")
    assert run("log", "--json").out == out
    assert run("due").out == "1 new\n"
    assert "all is well" in run("doctor").out
    again = run("merge", str(home / "progress.db"))
    assert again.out == "0 new events, 4 already here; 0 cards changed\n"


def test_a_log_is_read_from_standard_input() -> None:
    out = run("log", "--json").out

    assert process("merge", "-", typed=out).out == "0 new events, 4 already here; 0 cards changed\n"


def test_the_json_is_whole_in_any_locale(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", "βήτα", cards=1)
    env = {"PYTHONIOENCODING": "ascii"}
    process("review", "βήτα", "--plain", typed="\n3\n")

    lines = process("log", "--json", env=env | {"PYTHONUTF8": "0"}).out.splitlines()

    assert json.loads(lines[-1])["card"] == "βήτα/q0"


def test_what_is_no_log_is_refused_in_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "notes.txt"
    bad.write_text("Dear diary\n")

    told = run("merge", str(bad))

    assert told.status == 1
    assert told.out == ""
    assert told.err == (
        f"studyapp: {bad} is no log of studyapp: line 1 is not JSON; nothing has changed\n"
    )


def test_the_log_since_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-25T09:00:00")
    process("review", "--plain", "--limit", "1", typed="\n3\n")

    lines = run("log", "--since", "2026-11-24", "--json").out.splitlines()

    assert [json.loads(line)["day"] for line in lines] == ["2026-11-25"]
    wrong = run("log", "--since", "yesterday")
    assert (wrong.status, wrong.err.count("\n")) == (2, 1)


def test_grades_of_a_clock_that_was_ahead_are_told_and_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-20T09:00:00")
    notice = (
        "2 events dated over a day ahead of the clock; if the clock is right,"
        " `studyapp doctor --undo-future` takes them back"
    )

    assert notice in process("review", "--plain", "--limit", "1", typed="\n3\n").err
    assert notice in run("doctor").out
    told = run("doctor", "--undo-future")
    assert told.err == "took back 2 events dated over a day ahead of the clock\n"
    assert "all is well" in told.out
    assert notice not in run("doctor").out
