"""A disk that is full, limited, read-only or gone: told in the midst of a sitting, and no end."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.terminal import Terminal
from tests.build import write_deck
from tests.cli.run import process, run

FACES = {"plain": (("review", "--plain"), "\n", "3\n"), "app": (("review",), " ", "3")}
"""How each face is started, and how an answer is shown and graded Good."""

FULL = "is full; make room, and try again"
LIMITED = "check its folder, and whether the disk or your quota is full"
GONE = "is not there any more, or is another file now: put it back, or leave and start again"


@pytest.fixture(autouse=True)
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_deck(tmp_path / "decks", cards=6)
    monkeypatch.setenv("STUDYAPP_DECKS", str(tmp_path / "decks"))
    return tmp_path / "decks"


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of 1 MB with the home on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("a disk can be mounted here by nobody, or not by this user")
    monkeypatch.setenv("STUDYAPP_HOME", str(disk / "home"))
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def start(face: str, home: Path, decks: Path, columns: int = 80) -> Terminal:
    terminal = Terminal(
        *FACES[face][0], home=home, columns=columns, env={"STUDYAPP_DECKS": str(decks)}
    )
    terminal.wait_for("Question 0 of deck?")
    terminal.settle()
    return terminal


def reveal(terminal: Terminal, face: str, answer: str) -> None:
    terminal.press(FACES[face][1])
    terminal.wait_for(answer)
    terminal.settle()


def grade(terminal: Terminal, face: str) -> None:
    terminal.press(FACES[face][2])


def wait_for_words(terminal: Terminal, words: str) -> None:
    """Wait for a sentence, wherever its lines are broken."""
    terminal.wait(lambda: "".join(words.split()) in "".join(terminal.text.split()), words)


def leave(terminal: Terminal, face: str) -> int:
    terminal.press("q\n" if face == "plain" else "q")
    return terminal.end()


def grades() -> int:
    return run("log").out.count("grade 4")


@pytest.mark.parametrize("face", FACES)
def test_a_disk_that_is_full_refuses_a_grade_until_there_is_room(
    small_disk: Path, decks: Path, face: str
) -> None:
    home, filling = small_disk / "home", small_disk / "filling"
    with start(face, home, decks) as terminal:
        reveal(terminal, face, "Answer 0 of deck.")
        fill(filling)
        grade(terminal, face)
        wait_for_words(terminal, FULL)
        filling.unlink()
        grade(terminal, face)
        terminal.wait_for("Question 1 of deck?")
        assert leave(terminal, face) == 0

    assert grades() == 1
    assert "all is well" in run("doctor").out


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


@pytest.mark.parametrize("face", FACES)
def test_a_sitting_on_a_full_disk_ends_in_good_order(
    small_disk: Path, decks: Path, face: str
) -> None:
    with start(face, small_disk / "home", decks) as terminal:
        reveal(terminal, face, "Answer 0 of deck.")
        fill(small_disk / "filling")
        grade(terminal, face)
        wait_for_words(terminal, FULL)
        assert leave(terminal, face) == (face == "plain")
        assert "Traceback" not in terminal.raw.decode()

    (small_disk / "filling").unlink()
    assert grades() == 0
    assert "all is well" in run("doctor").out


def test_a_full_disk_is_told_at_the_start_and_leaves_nothing_half_made(small_disk: Path) -> None:
    fill(small_disk / "filling")
    os.truncate(small_disk / "filling", 1_000_000)

    told = process("review", "--plain")

    assert told.status == 2
    assert told.err.startswith("studyapp: nothing can be kept: ")
    assert FULL in told.err
    assert told.err.count("\n") == 1
    assert not list(small_disk.glob("home/*progress*"))
    (small_disk / "filling").unlink()
    assert process("review", "--plain", typed="\n3\n").err == ""


@pytest.mark.skipif(sys.platform != "linux", reason="no other system limits a running process")
@pytest.mark.parametrize("face", FACES)
def test_a_limit_on_what_may_be_written_refuses_a_grade_until_it_is_lifted(
    home: Path, decks: Path, face: str
) -> None:
    with start(face, home, decks) as terminal:
        reveal(terminal, face, "Answer 0 of deck.")
        limit = resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, (4096, limit[1]))
        grade(terminal, face)
        wait_for_words(terminal, LIMITED)
        resource.prlimit(terminal.process.pid, resource.RLIMIT_FSIZE, limit)
        grade(terminal, face)
        terminal.wait_for("Question 1 of deck?")
        assert leave(terminal, face) == 0

    assert grades() == 1
    assert "all is well" in run("doctor").out


@pytest.mark.parametrize("face", FACES)
def test_a_home_that_goes_away_in_the_middle_is_told(home: Path, decks: Path, face: str) -> None:
    with start(face, home, decks) as terminal:
        reveal(terminal, face, "Answer 0 of deck.")
        grade(terminal, face)
        terminal.wait_for("Question 1 of deck?")
        terminal.settle()
        reveal(terminal, face, "Answer 1 of deck.")
        away = home.rename(home.with_name("away"))
        grade(terminal, face)
        wait_for_words(terminal, GONE)
        away.rename(home)
        grade(terminal, face)
        terminal.wait_for("Question 2 of deck?")
        assert leave(terminal, face) == 0

    assert grades() == 2
    assert "all is well" in run("doctor").out


@pytest.mark.parametrize("face", FACES)
def test_a_home_that_was_deleted_is_told_and_not_made_anew(
    home: Path, decks: Path, face: str
) -> None:
    with start(face, home, decks) as terminal:
        reveal(terminal, face, "Answer 0 of deck.")
        shutil.rmtree(home)
        grade(terminal, face)
        wait_for_words(terminal, GONE)
        assert leave(terminal, face) == (face == "plain")
        assert "Traceback" not in terminal.raw.decode()

    assert not (home / "progress.db").exists()


@pytest.mark.parametrize("face", FACES)
def test_a_home_that_may_only_be_read_is_told_at_the_start(
    small_disk: Path, decks: Path, face: str
) -> None:
    process("review", "--plain", "--limit", "1", typed="\n3\n")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    with Terminal(
        *FACES[face][0], home=small_disk / "home", columns=200, env={"STUDYAPP_DECKS": str(decks)}
    ) as terminal:
        assert terminal.end() == 2
        wait_for_words(terminal, "nothing can be kept: ")
        wait_for_words(terminal, "or study without recording: `studyapp review --no-record`")

    assert process("review", "--plain", "--no-record", typed="\n3\n").status == 0
    assert process("due").out == "5 new\n"
    assert grades() == 1
