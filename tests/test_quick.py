import subprocess
import sys
from pathlib import Path

import pytest

from studyapp import quick
from tests.cli.run import process

HEAVY = ("click", "yaml", "textual", "numpy", "plotext", "markdown_it", "pylatexenc", "hashlib")

_UNTIL_ASKED = """
import io, os, sys

class Output(io.StringIO):
    def write(self, text):
        if "Enter shows the answer" in text:
            print(*sys.modules, file=sys.__stdout__, flush=True)
            os._exit(0)

sys.stdout = Output()
from studyapp.__main__ import main
main()
"""
"""Tells which modules there are when a question was asked, and ends."""


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-23T12:00:00")
    monkeypatch.delenv("STUDYAPP_DECKS", raising=False)


def test_the_first_question_waits_for_no_heavy_import() -> None:
    process("decks")

    command = [sys.executable, "-c", _UNTIL_ASKED, "review", "--plain"]
    done = subprocess.run(command, input="", capture_output=True, text=True, check=False)

    assert done.stderr == ""
    imported = set(done.stdout.split())
    assert "studyapp.plain" in imported
    assert imported.isdisjoint(HEAVY)


def test_it_says_what_the_whole_command_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly = process("review", "--plain", "--new", "2", "--no-curve", typed="\n1\nq\n")
    monkeypatch.setenv("STUDYAPP_HOME", str(tmp_path / "another"))
    whole = process("review", "--plain", "--new=2", "--no-curve", typed="\n1\nq\n")

    assert quickly.out.splitlines()[:-1] == whole.out.splitlines()[:-1]
    assert (quickly.err, quickly.status) == (whole.err, whole.status) == ("", 0)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--plain", "relu"],
        ["--plain", "--help"],
        ["--plain", "--new"],
        ["--plain", "--new", "-1"],
        ["--plain", "--new", "10000"],
        ["--plain", "--limit", "0"],
        ["--plain", "--limit", "³"],
    ],
)
def test_anything_else_is_left_to_the_command(arguments: list[str]) -> None:
    assert quick.review(arguments) is None


def test_faults_in_the_decks_are_left_to_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deck.yaml").write_text("title: T\ncards: [{question: q}]\n")
    monkeypatch.setenv("STUDYAPP_DECKS", str(tmp_path))

    told = process("review", "--plain")

    assert "1 fault in the decks" in told.err
