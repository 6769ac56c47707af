"""A deck full of escape sequences, markup and piles of marks goes through every screen."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.app.terminal import Terminal
from tests.cli.run import process

ATTACKS = {
    "OSC 52": "\x1b]52;c;ZXZpbA==\x07",
    "OSC ended by ST": "\x1b]0;evil\x1b\\",
    "CSI": "\x1b[5;7m",
    "C1 CSI": "\x9b5;7m",
    "BEL": "\x07",
    "right-to-left override": "\u202e",
    "isolate": "\u2066",
    "zero width": "\u200b",
    "DEL": "\x7f",
    "line separator": "\u2028",
}
MARKUP = "[red]a[/red] [@click=app.quit]b[/] [/oops] x[0]"
ENTITY = "&#x202e;&#27;&#155;"
EVIL = f"EVIL{''.join(ATTACKS.values())}END {MARKUP} {ENTITY}"
FORBIDDEN = re.compile(
    rb"\x1b\]52|\x1b\]0;evil|\x1b\[5;7m|\xc2[\x80-\x9f]|\x07|\x7f"
    rb"|\xe2\x80[\x8b\xae\xa8]|\xe2\x81\xa6"
)
POINTER_SHAPE = re.compile(rb"\x1b\]22;[a-z-]*\x07")
"""What Textual itself says to the terminal about the mouse pointer."""


def hostile_deck(folder: Path) -> None:
    evil = json.dumps(EVIL)
    everywhere = json.dumps(f"{EVIL}\n\n`{EVIL}`\n\n- {EVIL}\n\n> {EVIL}")
    folder.mkdir()
    (folder / "evil.yaml").write_text(
        f"""\
id: evil
title: {json.dumps(MARKUP + EVIL)}
language: en
description: {evil}
tags: [{evil}]
cards:
  - id: one
    question: {evil}
    answer: {everywhere}
    points: [{evil}, {evil}]
    hint: {evil}
    tags: [{evil}]
    source: {evil}
    curve: {{function: relu, derivative: true}}
  - id: marks
    question: {json.dumps("MARKS a" + chr(0x301) * 10_000)}
    answer: {json.dumps("a" + chr(0x301) * 10_000 + " end of the marks")}
  - id: long
    question: LONG?
    answer: {"x" * 1_000_000}
  - id: latex
    question: {json.dumps(f"MATH $x^{{{EVIL}}}$ ```{EVIL}```")}
    answer: {json.dumps(f"```python{chr(10)}{EVIL}{chr(10)}```")}
""",
        encoding="utf-8",
    )
    (folder / "broken \x1b[5;7m\u202e[red].yaml").write_text(
        f"title: x\ncards:\n  - {evil}: 1\n    question: {evil}\n    answer: b\n"
        f"    points: {evil}\n",
        encoding="utf-8",
    )


@pytest.fixture
def decks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    hostile_deck(tmp_path / "decks")
    monkeypatch.setenv("STUDYAPP_DECKS", str(tmp_path / "decks"))
    return tmp_path / "decks"


def test_no_screen_lets_a_payload_through(home: Path, decks: Path) -> None:
    """In three sizes at once, since each of them mostly waits for its terminal."""
    sizes = [(80, 24), (160, 48), (20, 8)]
    with ThreadPoolExecutor(len(sizes)) as threads:
        for done in [
            threads.submit(go_through, home / str(columns), decks, columns, rows)
            for columns, rows in sizes
        ]:
            done.result()


def go_through(home: Path, decks: Path, columns: int, rows: int) -> None:
    """Open every screen on the deck, and look at all that is sent to the terminal."""
    home.mkdir(parents=True)
    with Terminal(
        home=home, columns=columns, rows=rows, env={"STUDYAPP_DECKS": str(decks)}
    ) as terminal:
        seen = []

        def look(*keys: str) -> str:
            for key in keys:
                terminal.press(key)
                terminal.settle()
            assert terminal.process.isalive(), terminal.text
            seen.append(terminal.text)
            return terminal.text

        terminal.wait_for("studyapp")
        terminal.settle()
        home_screen = look()
        look("!")
        look("\x1b", "l", "\x1b[C", "\x1b")
        look("?", "\x1b")
        look("\x10", "\x1b")
        look(" ")
        look("h")
        answer = look(" ")
        look("c", "c", "d")
        for _ in range(5):
            look("1", " ")
        for _ in range(8):
            look("3", " ")
        look("u")
        terminal.press("q")
        assert terminal.end() == 0
        raw = POINTER_SHAPE.sub(b"", bytes(terminal.raw))

    assert FORBIDDEN.search(raw) is None
    if columns >= 80:
        assert "[red]a[/red]" in home_screen
        assert "[@click=app.quit]b[/]" in answer
        assert "x[0]" in answer


@pytest.mark.usefixtures("decks")
@pytest.mark.parametrize(
    "arguments",
    [
        ["decks"], ["decks", "--json"], ["due", "--json"], ["check"], ["check", "--json"],
        ["doctor"], ["log"], ["log", "--json"], ["review", "--plain"], ["review", EVIL], [EVIL],
        ["plot", EVIL], ["undo", EVIL],
    ],
    ids=lambda arguments: " ".join(arguments)[:14],
)  # fmt: skip
def test_no_command_lets_a_payload_through(arguments: list[str]) -> None:
    process("review", "--plain", typed="\n1\n\n3\n")
    told = process(*arguments, typed="h\n\n1\n\n3\n\n3\n\n4\n")

    assert "Traceback" not in told.err
    assert FORBIDDEN.search((told.out + told.err).encode()) is None
    if "--json" in arguments:
        for line in told.out.splitlines():
            json.loads(line)
