"""Suspend, bury, flag, remark and information in a real terminal, and their undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.terminal import Terminal
from tests.app.test_review import ANSWER, QUESTION, SECOND, log_of, reveal
from tests.cli.run import process, run

SIZES = ((80, 24), (160, 48))
ESCAPE = "\x1b"
ENTER = "\r"


def kinds() -> list[object]:
    return [kind for kind, *_ in log_of()]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_each_mark_shows_at_once_and_is_taken_back(home: Path, columns: int, rows: int) -> None:
    with Terminal("review", home=home, columns=columns, rows=rows) as terminal:
        terminal.wait_for(QUESTION)
        terminal.settle()
        for key in "sb":
            terminal.press(key)
            terminal.wait_for(SECOND)
            terminal.wait_for("u takes it back")
            terminal.settle()
            terminal.press("u")
            terminal.wait_for("is no longer")
            terminal.wait_for(QUESTION)
            terminal.settle()
        terminal.press("f")
        terminal.wait_for("⚑ 1")
        terminal.settle()
        terminal.press("f")
        terminal.wait_for("⚑ 2")
        terminal.press("u")
        terminal.wait_for("has flag 1 again")
        terminal.wait_for("⚑ 1")
        terminal.press("n")
        terminal.wait_for("Your remark on this card")
        terminal.press(*"suspended sums? q")
        terminal.wait_for("suspended sums? q")
        terminal.press(ENTER)
        terminal.wait_gone("Your remark on this card")
        reveal(terminal, ANSWER[:30])
        for _ in range(8):
            terminal.press("\x1b[6~")
            terminal.settle(0.1)
        terminal.wait_for("▏ suspended sums? q")
        terminal.press("u")
        terminal.wait_for("has no remark again")
        terminal.wait_gone("suspended sums")
        terminal.press("i")
        terminal.wait_for("activation-functions-en/role-of-activations")
        terminal.wait_for("activation-functions-en.yaml:8")
        terminal.settle()
        terminal.press("i")
        terminal.wait_gone("activation-functions-en.yaml:8")
        terminal.wait_for("1 Again")
        terminal.press("q")
        assert terminal.end() == 0
    assert kinds() == [
        "meet", "suspend", "undo", "bury", "undo", "flag", "flag", "undo", "remark", "undo",
    ]  # fmt: skip


def test_marks_are_seen_while_looking_through_a_deck(home: Path) -> None:
    with Terminal(home=home) as terminal:
        terminal.wait_for("Activation functions")
        terminal.settle()
        terminal.press("l")
        terminal.wait_for("1 of 21")
        terminal.settle()
        terminal.press("s")
        terminal.wait_for("suspended  1 of 21")
        terminal.press("f")
        terminal.wait_for("suspended  ⚑ 1  1 of 21")
        terminal.settle()
        terminal.press("s")
        terminal.wait_gone("suspended  ⚑ 1")
        terminal.press("u")
        terminal.wait_for("is suspended again")
        terminal.press(ESCAPE)
        terminal.wait_for("20 cards today")
        terminal.press("q")
        assert terminal.end() == 0
    assert "activation-functions-en/role-of-activations is suspended already" in (
        run("suspend", "en/role-of").out
    )


def test_both_faces_write_the_same_log(home: Path, tmp_path: Path) -> None:
    with Terminal("review", "--limit", "4", home=home) as terminal:
        terminal.wait_for(QUESTION)
        for key in ("f", "s", " ", "3", "b", "u", "u", "n", "f"):
            terminal.settle()
            terminal.press(key)
            if key == "n":
                terminal.wait_for("Your remark on this card")
                terminal.press(*"mind it", ENTER)
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
    in_app = log_of()
    typed = "flag 1\nsuspend\n\n3\nbury\nu\nu\nremark mind it\nflag 1\nq\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDYAPP_HOME", str(tmp_path / "other"))
        assert process("review", "--plain", "--limit", "4", typed=typed).status == 0
        assert log_of() == in_app
    assert [event[0] for event in in_app] == [
        "meet", "flag", "suspend", "meet", "review", "meet", "bury", "undo", "undo", "remark",
        "flag",
    ]  # fmt: skip
