from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

import pytest

from studyapp.progress.store import Progress
from tests.build import write_deck
from tests.cli.run import process, run

NOW = {"STUDYAPP_NOW": "2026-11-23T09:00:00"}

DECK = """\
id: demo
title: Demo
cards:
  - id: relu
    question: What is **ReLU** for $x < 0$?
    answer: It is $0$, and its slope is $0$.
    points: [zero, no gradient]
    hint: Think of a ramp.
    curve: {function: relu, derivative: true}
    source: a paper
  - id: tanh
    question: What is tanh?
    answer: A squashing function.
"""


UNDEAF = """\
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from studyapp.cli import run
sys.exit(run(["review", "--plain"]))
"""
"""The sitting, also where the tests were started deaf to SIGINT, as in a shell's background."""


@pytest.fixture(autouse=True)
def _decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "demo.yaml").write_text(DECK)
    monkeypatch.setenv("STUDYAPP_DECKS", str(folder))
    monkeypatch.setenv("STUDYAPP_NOW", NOW["STUDYAPP_NOW"])


def review(typed: str, *options: str) -> list[str]:
    told = process("review", "--plain", *options, typed=typed)
    assert told.err == ""
    assert told.status == 0
    return re.sub(r" in \d:\d\d ", " in 0:00 ", told.out).splitlines()


def test_a_whole_sitting_reads_like_this() -> None:
    assert review("\n3\n\n4\n", "--no-curve") == [
        "",
        "1/2 · Demo · new",
        "",
        "What is ReLU for x < 0?",
        "",
        "Enter shows the answer; h hint, u undo, s skip, q quit, ? more",
        "",
        "It is 0, and its slope is 0.",
        "",
        "Points an interviewer listens for:",
        "- zero",
        "- no gradient",
        "",
        "Source: a paper",
        *_facts_of_relu(),
        "",
        "1 Again: tomorrow, and again today",
        "2 Hard: tomorrow, and again today",
        "3 Good: tomorrow",
        "4 Easy: tomorrow",
        "1-4 grades; u undo, s skip, q quit, ? more",
        "Good · tomorrow, 24 Nov",
        "",
        "2/2 · Demo · new",
        "",
        "What is tanh?",
        "",
        "Enter shows the answer; h hint, u undo, s skip, q quit, ? more",
        "",
        "A squashing function.",
        "",
        "1 Again: tomorrow, and again today",
        "2 Hard: tomorrow, and again today",
        "3 Good: tomorrow",
        "4 Easy: tomorrow",
        "1-4 grades; u undo, s skip, q quit, ? more",
        "Easy · tomorrow, 24 Nov",
        "2 reviews of 2 cards in 0:00 · 1 Good, 1 Easy · 2 cards due tomorrow",
    ]


def _facts_of_relu() -> list[str]:
    from studyapp.curve.spec import CurveSpec, Trace
    from studyapp.curve.words import describe

    (fact,) = describe(CurveSpec((Trace("relu"),), derivative=True))
    return ["", *wrap(fact, 80, subsequent_indent="  ")]


def test_a_digit_before_the_answer_does_not_grade() -> None:
    assert "see the answer first: press Enter" in review("3\n")
    assert run("log").out == ""


def test_an_empty_line_after_the_answer_never_grades() -> None:
    lines = review("\n\n\n\n")

    assert lines.count("1-4 grades; u undo, s skip, q quit, ? more") == 4
    assert run("log").out == ""


def test_hint_skip_undo_and_what_is_not_taken() -> None:
    lines = review("h\nx\n\n3\nh\nu\ns\ns\n")

    assert "Hint: Think of a ramp." in lines
    assert "not taken: Enter shows the answer; h hint, u undo, s skip, q quit, ? more" in lines
    assert "this card has no hint" in lines
    assert "took back Good on “What is ReLU for x < 0?”" in lines
    assert lines.count("skipped; it stays due") == 2
    assert lines.count("What is ReLU for x < 0?") == 2


def test_undo_without_anything_to_undo_says_so() -> None:
    assert "there is nothing of today to take back" in review("u\nq\n")


def test_cards_are_marked_and_put_away_by_whole_words() -> None:
    lines = review("flag 3\nREMARK Mind the **sign**.\n\nflag\nflag 9\nsuspend\nbury\n")

    assert "flag 3" in lines
    assert "the remark is kept; it shows with the answer" in lines
    told = lines.index("Your remark:")
    assert lines[told + 1] == "Mind the sign."
    assert lines.count("write flag and its number, 1 to 4, or 0 for none") == 2
    assert "suspended; u takes it back" in lines
    assert "buried for today; u takes it back" in lines
    assert sum("What is ReLU" in line for line in lines) == 1
    assert review("") == ["nothing due: the next card is due tomorrow, 24 Nov"]


def test_undo_says_what_it_took_back_whatever_it_was() -> None:
    lines = review("flag 2\nremark x\nsuspend\nu\nu\nu\nu\nbury\nq\n")

    name = "“What is ReLU for x < 0?”"
    assert [line for line in lines if line.startswith(name)] == [
        f"{name} is no longer suspended",
        f"{name} has no remark again",
        f"{name} has no flag again",
    ]
    assert "there is nothing of today to take back" in lines
    assert "2/2 · Demo · new" not in lines
    assert "buried for today; u takes it back" in lines
    kinds = [line.split()[2] for line in run("log").out.splitlines()]
    assert kinds == ["meet", "flag", "remark", "suspend", "undo", "undo", "undo", "bury"]


def test_information_tells_the_state_and_the_history(tmp_path: Path) -> None:
    lines = review("\n1\nflag 2\ninfo\n")

    place = lines.index("key          demo/tanh")
    assert lines[place : place + 6] == [
        "key          demo/tanh",
        f"file         {tmp_path / 'decks' / 'demo.yaml'}:11",
        "state        new",
        "flag         2",
        "suspended    no",
        "date         what       grade    interval after",
    ]
    assert lines[place + 6] == "23 Nov       flag 2"
    lines = review("\n3\ninfo\n")
    assert "23 Nov       review     1 Again  1 day" in lines
    assert "due          tomorrow, 24 Nov" in lines
    assert "lapses       0 in 1 review" in lines


def test_a_question_mark_lists_all_that_is_taken() -> None:
    lines = review("?\n")

    for word in ("suspend", "bury", "flag N", "remark TEXT", "info", "h ", "u ", "s ", "q "):
        assert any(line.startswith(word) for line in lines), word


def test_the_curve_is_drawn_only_where_there_is_room() -> None:
    wide = process("review", "--plain", typed="\n", env={"COLUMNS": "60"}).out
    narrow = process("review", "--plain", typed="\n", env={"COLUMNS": "59"}).out

    assert any(0x2800 < ord(char) <= 0x28FF for char in wide)
    assert not any(0x2800 < ord(char) <= 0x28FF for char in narrow)


def test_when_nothing_is_due_one_line_says_when_something_is() -> None:
    review("\n3\n\n3\n")

    assert review("") == ["nothing due: the next card is due tomorrow, 24 Nov"]


def test_the_end_of_the_input_ends_in_good_order(home: Path) -> None:
    lines = review("\n3\n")

    assert lines[-1] == "1 review of 1 card in 0:00 · 1 Good · 1 card due tomorrow"
    assert not (home / "progress.db-wal").exists()


@pytest.fixture
def app() -> Iterator[subprocess.Popen[str]]:
    """A sitting in a process of its own, which has not been asked anything yet."""
    with subprocess.Popen(
        [sys.executable, "-c", UNDEAF],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=dict(os.environ) | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        yield process
        process.kill()


def _say(app: subprocess.Popen[str], line: str, until: str) -> None:
    assert app.stdin is not None
    assert app.stdout is not None
    app.stdin.write(line)
    app.stdin.flush()
    while until not in (said := app.stdout.readline()):
        assert said, f"it ended before it said {until!r}"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_and_nothing_is_lost(
    number: int, status: int, home: Path, app: subprocess.Popen[str]
) -> None:
    _say(app, "\n", "1-4 grades")
    _say(app, "3\n", "Good · tomorrow")
    app.send_signal(number)

    assert app.wait(20) == status
    out, err = app.communicate()
    assert "Traceback" not in err
    assert "1 review of 1 card" in out
    assert not (home / "progress.db-wal").exists()
    assert "grade 4" in run("log").out


def test_a_closed_pipe_ends_it_in_good_order(app: subprocess.Popen[str]) -> None:
    _say(app, "\n", "1-4 grades")
    assert app.stdin is not None
    assert app.stdout is not None
    assert app.stderr is not None
    app.stdout.close()
    app.stdin.write("3\n\n3\n")
    app.stdin.close()

    assert app.wait(20) == 0
    assert app.stderr.read() == ""
    assert "grade 4" in run("log").out


def test_a_grade_is_on_disk_before_it_is_acknowledged(app: subprocess.Popen[str]) -> None:
    _say(app, "\n", "1-4 grades")
    _say(app, "3\n", "Good · tomorrow")
    app.kill()
    app.communicate(timeout=20)
    time.sleep(0.1)

    assert "grade 4" in run("log").out


def test_a_hint_is_laid_out_and_an_empty_point_is_harmless(tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "odd.yaml").write_text(
        "id: odd\ntitle: Odd\ncards:\n  - id: a\n    question: Q?\n    answer: A.\n"
        "    hint: See $\\Phi(x)$.\n    points: ['> ', x]\n"
    )

    told = process("--decks", str(folder), "review", "--plain", typed="h\n\n3\n")

    assert "Hint: See Φ(x)." in told.out
    assert "- x\n" in told.out
    assert told.status == 0


def test_a_terminal_without_unicode_gets_signs_and_no_traceback() -> None:
    told = process("review", "--plain", typed="\n3\n", env={"PYTHONIOENCODING": "ascii"})

    assert "1/2 ? Demo ? new" in told.out
    assert told.err == ""


def test_a_full_disk_behind_the_output_is_told() -> None:
    for command in (["review", "--plain"], ["decks"], ["due"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "studyapp", *command],
                stdin=subprocess.DEVNULL,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.stderr == "studyapp: the output cannot be written: No space left on device\n"
        assert done.returncode == 1


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_reason_for_a_traceback(closing: str) -> None:
    done = subprocess.run(  # noqa: S602 - only a shell closes streams
        f'"{sys.executable}" -m studyapp review --plain {closing}',
        shell=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Traceback" not in done.stderr
    assert done.returncode == 0


def test_faults_of_decks_are_told_before_the_first_card(tmp_path: Path) -> None:
    (tmp_path / "decks" / "bad.yaml").write_text("cards:\n  - qestion: x\n")

    told = process("review", "--plain", typed="q\n")

    path = tmp_path / "decks" / "bad.yaml"
    assert f"2 faults in the decks; `studyapp check {path}` tells what to do" in told.err
    assert told.status == 0


def test_bytes_that_are_no_text_are_not_taken_and_end_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "studyapp", "review", "--plain", "--limit", "1"],
        input=b"h\xe9\n\n3\n",
        capture_output=True,
        env=dict(os.environ) | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )

    assert b"not taken: " in done.stdout
    assert done.stdout.endswith(b"due tomorrow\n")
    assert (done.stderr, done.returncode) == (b"", 0)


def test_a_sitting_whose_grade_was_refused_for_good_ends_with_1(home: Path) -> None:
    with Progress.open(home / "progress.db"):
        pass
    # 32 KB: the log can be opened, but the pages of two grades do not fit into its -wal.
    command = f'ulimit -f 64; trap "" XFSZ; exec "{sys.executable}" -m studyapp review --plain'

    told = [
        subprocess.run(
            ["sh", "-c", command], input=typed, capture_output=True, text=True, check=False
        )
        for typed in ("\n3\n\n3\n", "\n")
    ]

    assert "cannot be read or written" in told[0].stdout
    assert "Traceback" not in told[0].stderr
    assert [done.returncode for done in told] == [1, 0]


def test_a_deck_may_be_named_by_its_path(tmp_path: Path) -> None:
    path = write_deck(tmp_path / "elsewhere", "mine", cards=1)

    told = process("review", "--plain", str(path), typed="q\n")

    assert "1/1 · Mine · new" in told.out


def test_a_named_file_comes_before_a_deck_of_the_same_id(tmp_path: Path) -> None:
    path = write_deck(tmp_path / "elsewhere", "demo", cards=1, title="Edited")

    told = process("review", "--plain", str(path), typed="q\n")

    assert "1/1 · Edited · new" in told.out


def test_a_named_file_that_is_no_deck_is_told(tmp_path: Path) -> None:
    path = tmp_path / "other.yaml"
    path.write_text("services: {}\n")

    told = process("review", "--plain", str(path))

    assert f"{path} is no deck that can be read; `studyapp check {path}` tells why" in told.err
    assert told.status == 2


def test_the_prompt_and_the_buttons_are_those_of_the_settings(home: Path) -> None:
    home.mkdir()
    (home / "settings.yaml").write_text("buttons: two\nintervals: off\n")

    lines = review("\n3\n2\n", "--no-curve", "--limit", "1")

    assert "1-2 grades; u undo, s skip, q quit, ? more" in lines
    assert "not taken: 1-2 grades; u undo, s skip, q quit, ? more" in lines
    assert lines[lines.index("1 Again") + 1] == "2 Good"
    assert "Good · tomorrow, 24 Nov" in lines


def test_when_the_limit_is_reached_it_says_when_the_rest_is_clear(home: Path) -> None:
    review("\n3\n\n3\n")
    (home / "settings.yaml").write_text("reviews_per_day: 1\n")
    later = {"STUDYAPP_NOW": "2026-11-24T09:00:00"}

    process("review", "--plain", typed="\n3\n", env=later)

    assert process("review", "--plain", env=later).out == (
        "that is all for today: 1 due card left for later, clear tomorrow\n"
    )
