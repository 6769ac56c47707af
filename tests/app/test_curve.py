"""The living curve in a real terminal: its keys in, what a person would see out."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.app.terminal import Terminal
from tests.build import age

DECK = """
id: curved
title: Curves
cards:
  - id: one
    question: First question?
    answer: First answer.
    curve: {function: [prelu, tanh], x: [-4, 4]}
"""
TITLE = "prelu(x) = x (x > 0), αx (x ≤ 0); α = 0.25"
PLACED = "x = 0.2   f = 0.2   f′ = 1"

RIGHT, SHIFT_RIGHT, CTRL_RIGHT, ESCAPE = "\x1b[C", "\x1b[1;2C", "\x1b[1;5C", "\x1b"
COLOUR = re.compile(rb"\x1b\[[\d;]*\b(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])\b[\d;]*m")


def opened(
    home: Path,
    *arguments: str,
    columns: int = 160,
    rows: int = 48,
    env: Mapping[str, str] | None = None,
) -> Terminal:
    """The app on a deck with one card, in a terminal."""
    decks = home.parent / "decks"
    decks.mkdir(exist_ok=True)
    path = decks / "curved.yaml"
    path.write_text(DECK, encoding="utf-8")
    env = {"STUDYAPP_DECKS": str(age(path).parent), **(env or {})}
    return Terminal(*arguments, home=home, columns=columns, rows=rows, env=env)


def shows(terminal: Terminal, *texts: str) -> None:
    """Wait for every text to be on the screen at once."""
    terminal.wait(lambda: all(text in terminal.text for text in texts), f"{texts} to appear")


@pytest.mark.parametrize(("columns", "rows"), [(160, 48), (80, 24)])
def test_beside_its_card_a_curve_is_read_and_bent(home: Path, columns: int, rows: int) -> None:
    with opened(home, "review", columns=columns, rows=rows) as terminal:
        shows(terminal, "First question?", "prelu", "tanh")
        assert "┊" not in terminal.text
        terminal.press(RIGHT, RIGHT, RIGHT)
        shows(terminal, PLACED, "┊", "●")
        terminal.press("]")
        shows(terminal, "α=0.26", PLACED)
        terminal.press("[", "[")
        shows(terminal, "α=0.22")


def test_the_first_key_to_bend_changes_the_title(home: Path) -> None:
    with opened(home, "review", columns=200, rows=60) as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press("c")
        shows(terminal, TITLE)
        terminal.press("]")
        shows(terminal, "prelu(x) = x (x > 0), αx (x ≤ 0); α = 0.26")


@pytest.mark.parametrize("whole", [False, True])
def test_a_held_key_ends_on_the_latest_state(home: Path, whole: bool) -> None:
    with opened(home, "review") as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press(*"c" * whole)
        terminal.settle()
        terminal.press(*[RIGHT] * 61, *"]" * 7)
        shows(terminal, "x = 6   f = 6   f′ = 1")
        terminal.settle()
        shows(terminal, "x = 6   f = 6   f′ = 1")


def test_the_whole_screen_leaves_no_cell_behind(home: Path) -> None:
    with opened(home, "review") as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press("c")
        shows(terminal, TITLE)
        terminal.press(RIGHT, CTRL_RIGHT, "t", "d", "D", "w", "z")
        shows(terminal, "x = 1 ", "N(0,1)", "|f′| < 0.01", "tanh″")
        terminal.press(ESCAPE)
        shows(terminal, "First question?", "x = 1 ", "tanh″")
        terminal.settle()
        after = terminal.lines

    with opened(home, "review") as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press(RIGHT, CTRL_RIGHT, "t", "d", "D", "w", "z")
        shows(terminal, "x = 1 ", "tanh″")
        terminal.settle()
        assert terminal.lines == after


def test_what_was_laid_over_goes_without_a_trace(home: Path) -> None:
    with opened(home, "review", columns=80, rows=24) as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press("c")
        terminal.press(RIGHT)
        shows(terminal, "x = 0 ")
        terminal.settle()
        before = terminal.lines
        terminal.press("t", "d", "D", "w", "z", "+")
        shows(terminal, "tanh″", "N(0,1)")
        terminal.press("=", "z", "w", "D", "d", "t")
        terminal.wait(lambda: terminal.lines == before, "the curve as it was")


def test_looking_through_a_deck_shift_moves_the_cursor(home: Path) -> None:
    with opened(home) as terminal:
        shows(terminal, "Curves", "Space")
        terminal.press("l")
        shows(terminal, "First question?", "prelu")
        terminal.settle()
        terminal.press(SHIFT_RIGHT, SHIFT_RIGHT, SHIFT_RIGHT)
        shows(terminal, PLACED, "┊", "●")


def test_what_the_cursor_reads_is_copied(home: Path) -> None:
    with opened(home, "review") as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press(RIGHT, RIGHT, RIGHT)
        shows(terminal, PLACED)
        terminal.press("y")
        shows(terminal, "copied: x = 0.2, f = 0.2, f′ = 1")
        assert b64encode("x = 0.2, f = 0.2, f′ = 1".encode()) in terminal.raw


def test_keys_that_come_before_the_curve_are_not_lost(home: Path) -> None:
    with opened(home, "review", columns=80, rows=24) as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press("c", RIGHT, RIGHT, RIGHT, "]")
        shows(terminal, PLACED, "; α = 0.26")


def test_at_24_by_8_the_curve_has_the_screen_and_no_ticks(home: Path) -> None:
    with opened(home, "review", columns=24, rows=8) as terminal:
        terminal.wait_for("First question?")
        terminal.settle()
        terminal.press(RIGHT)
        shows(terminal, "no room for the curve", "here: c shows it alone")
        terminal.press("c", RIGHT)
        shows(terminal, "prelu", "┊", "x = 0   f = 0")
        plot = terminal.lines[1:6]
        assert not re.search(r"\d", "".join(plot)), plot


def test_without_colours_nothing_is_coloured(home: Path) -> None:
    with opened(home, "review", env={"NO_COLOR": "1"}) as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press(RIGHT, "d", "D", "t", "z", "w")
        shows(terminal, "x = 0 ", "prelu″", "N(0,1)")
        assert not COLOUR.search(bytes(terminal.raw))


def test_in_sixteen_colours_curves_differ(home: Path) -> None:
    with opened(home, "review", env={"TERM": "xterm", "COLORTERM": ""}) as terminal:
        shows(terminal, "First question?", "prelu")
        terminal.press("d")
        shows(terminal, "tanh′")
        terminal.settle()
        names = ("⠒⠒⠒⠒ prelu", "⠒⠒⠒  tanh", "⠂⠐ ⠂ prelu′")
        assert len({colour(terminal, name) for name in names}) == len(names)


def colour(terminal: Terminal, text: str) -> str:
    """The colour in which a text on the screen begins."""
    row = next(y for y, line in enumerate(terminal.screen.display) if text in line)
    column = terminal.screen.display[row].index(text)
    return str(terminal.screen.buffer[row][column].fg)
