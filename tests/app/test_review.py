"""The main job in a real terminal: real keys in, what a person would see out."""

from __future__ import annotations

import json
import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.app.terminal import COMMAND, Terminal
from tests.cli.run import run

SIZES = ((80, 24), (120, 40), (160, 48))
QUESTION = "What is the role of an activation"
SECOND = "Which activation functions are common"
ANSWER = "An activation function makes the network non-linear"
CURVE = "identity(x) = x"

CRASH = """
from studyapp.tui.review import ReviewScreen
def broken(self):
    raise ZeroDivisionError("a fault in the program")
ReviewScreen.action_hint = broken
from studyapp.__main__ import main
main()
"""
CRASHING = (sys.executable, "-c", CRASH)


def grades() -> list[int]:
    """The grades in the log that were not undone."""
    events = [json.loads(line) for line in run("log", "--json").out.splitlines()]
    undone = {event["target"] for event in events if event["kind"] == "undo"}
    return [e["grade"] for e in events if e["kind"] == "review" and e["id"] not in undone]


def reveal(terminal: Terminal, answer: str) -> None:
    """Show the answer, and take as long as a person would: a key pressed at once is a held one."""
    terminal.settle()
    terminal.press(" ")
    terminal.wait_for(answer)
    terminal.settle()


def given_back(terminal: Terminal) -> bool:
    """Whether the terminal echoes what is typed again, line by line, on its main screen."""
    flags = termios.tcgetattr(terminal.process.child_fd)[3]
    return bool(flags & termios.ECHO) and bool(flags & termios.ICANON) and terminal.restored


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_a_newcomer_studies_undoes_and_leaves(home: Path, columns: int, rows: int) -> None:
    with Terminal(home=home, columns=columns, rows=rows) as terminal:
        terminal.wait_for("Activation functions")
        terminal.wait_for("Space")
        terminal.press(" ")
        terminal.wait_for(QUESTION)
        assert ANSWER not in terminal.text
        reveal(terminal, ANSWER)
        terminal.wait_for("Again")
        terminal.wait_for("tomorrow")
        terminal.wait_for(CURVE)
        terminal.press("3")
        terminal.wait_for(SECOND)
        assert grades() == [4]
        terminal.press("u")
        terminal.wait_for(QUESTION)
        assert grades() == []
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
        assert given_back(terminal)


def test_the_curve_stands_beside_the_card_where_there_is_room(home: Path) -> None:
    with Terminal("review", home=home, columns=120, rows=40) as terminal:
        terminal.wait_for(CURVE)
        assert _row(terminal, CURVE) <= _row(terminal, QUESTION) + 2
        terminal.resize(80, 24)
        terminal.wait_for("Esc")
        terminal.wait(
            lambda: _row(terminal, CURVE) > _row(terminal, QUESTION) + 2, "the curve to go below"
        )


def _row(terminal: Terminal, text: str) -> int:
    return next((row for row, line in enumerate(terminal.lines) if text in line), 1000)


def test_resizing_in_the_middle_keeps_the_place(home: Path) -> None:
    with Terminal("review", home=home, columns=120, rows=40) as terminal:
        terminal.wait_for(QUESTION)
        reveal(terminal, ANSWER)
        for columns, rows in ((80, 24), (20, 8), (200, 60), (41, 13), (160, 48)):
            terminal.resize(columns, rows)
            terminal.settle(0.2)
            assert terminal.process.isalive()
        terminal.wait_for(ANSWER)
        terminal.wait_for("Again")
        terminal.press("4")
        terminal.wait_for(SECOND)
        assert grades() == [5]


def test_a_held_space_reveals_once_and_never_grades(home: Path) -> None:
    with Terminal("review", home=home) as terminal:
        terminal.wait_for(QUESTION)
        terminal.settle()
        for _ in range(60):
            terminal.press(" ")
            terminal.read(0.03)
        terminal.wait_for(ANSWER[:30])
        assert grades() == []


def test_space_is_good_once_the_answer_was_seen(home: Path) -> None:
    with Terminal("review", home=home) as terminal:
        terminal.wait_for(QUESTION)
        reveal(terminal, ANSWER)
        terminal.press(" ")
        terminal.wait_for(SECOND)
        assert grades() == [4]


def test_undo_works_on_the_summary_and_after_a_restart(home: Path) -> None:
    with Terminal("review", "--limit", "1", home=home) as terminal:
        terminal.wait_for(QUESTION)
        reveal(terminal, ANSWER)
        terminal.press("3")
        terminal.wait_gone(QUESTION)
        terminal.press("u")
        terminal.wait_for(QUESTION)
        reveal(terminal, ANSWER)
        terminal.press("4")
        terminal.wait_gone(QUESTION)
        terminal.press("q")
        assert terminal.end() == 0
    assert grades() == [5]
    with Terminal(home=home) as terminal:
        terminal.wait_for("Activation functions")
        terminal.press("u")
        terminal.wait(lambda: grades() == [], "the grade to be taken back")


def test_the_summary_offers_the_missed_cards_again(home: Path) -> None:
    with Terminal("review", "--limit", "2", home=home) as terminal:
        for question, key in ((QUESTION, "1"), (SECOND, "3"), (QUESTION, "3")):
            terminal.wait_for(question)
            terminal.settle()
            terminal.press(" ")
            terminal.wait_for("Again")
            terminal.press(key)
            terminal.settle()
        terminal.wait_for("m ")
        terminal.press("m")
        terminal.wait_for(QUESTION)

    assert grades() == [1, 4, 4]


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["SIGTERM", "SIGHUP"]
)
def test_a_signal_gives_the_terminal_back_and_keeps_every_grade(
    home: Path, number: int, status: int
) -> None:
    with Terminal("review", home=home) as terminal:
        terminal.wait_for(QUESTION)
        reveal(terminal, ANSWER)
        terminal.press("3")
        terminal.wait_for(SECOND)
        assert terminal.end(number) == status
        assert given_back(terminal)
    assert not (home / "progress.db-wal").exists()
    assert grades() == [4]


def test_ctrl_c_gives_the_terminal_back(home: Path) -> None:
    with Terminal("review", home=home) as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("\x03")
        assert terminal.end() == 130
        assert given_back(terminal)


def test_a_fault_in_the_program_gives_the_terminal_back_and_is_told(home: Path) -> None:
    with Terminal("review", home=home, command=CRASHING) as terminal:
        terminal.wait_for(QUESTION)
        reveal(terminal, ANSWER)
        terminal.press("3")
        terminal.wait_for(SECOND)
        terminal.press("h")
        assert terminal.end() != 0
        assert given_back(terminal)
        assert b"a fault in the program" in terminal.raw
    assert grades() == [4]
    assert COMMAND[0] == CRASHING[0]


def test_the_same_keys_write_the_same_log_on_both_faces(home: Path, tmp_path: Path) -> None:
    script = ["3", "1", "4", "u", "2", "3", "3"]
    with Terminal("review", "--limit", "4", home=home) as terminal:
        terminal.wait_for(QUESTION)
        for key in script:
            terminal.settle()
            if key != "u":
                terminal.press(" ")
                terminal.wait_for("Again")
                terminal.settle()
            terminal.press(key)
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
    in_app = log_of()
    other = tmp_path / "other"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDYAPP_HOME", str(other))
        from tests.cli.run import process

        typed = "".join("u\n" if key == "u" else f"\n{key}\n" for key in script)
        assert process("review", "--plain", "--limit", "4", typed=typed).status == 0
        assert log_of() == in_app


def log_of() -> list[tuple[object, ...]]:
    """What is in the log, without what differs from run to run."""
    events = [json.loads(line) for line in run("log", "--json").out.splitlines()]
    place = {event["id"]: number for number, event in enumerate(events)}
    return [(e["kind"], e.get("card"), e.get("grade"), place.get(e.get("target"))) for e in events]


def click(terminal: Terminal, text: str, times: int = 1) -> None:
    """Click on the beginning of a text on the screen."""
    row = next(y for y, line in enumerate(terminal.lines) if text in line)
    column = terminal.lines[row].index(text)
    place = f"0;{column + 1};{row + 1}"
    for _ in range(times):
        terminal.press(f"\x1b[<{place}M", f"\x1b[<{place}m")


def test_the_mouse_starts_reveals_grades_and_undoes(home: Path) -> None:
    with Terminal(home=home) as terminal:
        terminal.wait_for("Space or Enter starts")
        terminal.settle()
        click(terminal, "Space or Enter starts")
        terminal.wait_for(QUESTION)
        terminal.settle()
        click(terminal, "Space shows the answer", times=2)
        terminal.wait_for(ANSWER)
        terminal.settle()
        assert "0 done" in terminal.text
        click(terminal, "3 Good")
        terminal.wait_for(SECOND)
        terminal.settle()
        click(terminal, "u undo")
        terminal.wait_for(QUESTION)
        terminal.press("q")
        assert terminal.end() == 0

    assert grades() == []
