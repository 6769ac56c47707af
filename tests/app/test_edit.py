"""A card edited in an editor of one's own, from within the app."""

from __future__ import annotations

from pathlib import Path

from tests.app.terminal import Terminal
from tests.build import write_deck

ESCAPE = "\x1b"


def editor(home: Path, does: str) -> str:
    """A program that takes `+LINE FILE`, and does something to the file."""
    path = home.parent / "vi"
    path.write_text(f'#!/bin/sh\necho "$1" > {home.parent}/asked\n{does}\n', encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def opened(home: Path, program: str, *arguments: str) -> Terminal:
    decks = write_deck(home.parent / "decks").parent
    env = {"STUDYAPP_DECKS": str(decks), "EDITOR": program, "VISUAL": ""}
    return Terminal(*arguments, home=home, columns=100, rows=30, env=env)


def test_a_card_is_edited_at_its_line_and_shown_as_it_was_saved(home: Path) -> None:
    with opened(home, editor(home, 'sed -i s/Question.1/Query.1/ "$2"'), "review") as terminal:
        terminal.wait_for("Question 0 of deck?")
        terminal.press(" ")
        terminal.wait_for("Answer 0 of deck.")
        terminal.press("4")
        terminal.wait_for("Question 1 of deck?")
        terminal.press("e")
        terminal.wait_for("Query")
        assert (home.parent / "asked").read_text(encoding="utf-8") == "+7\n"
        terminal.press(" ")
        terminal.wait_for("Answer 1 of deck.")


def test_an_editor_that_breaks_the_deck_or_fails_is_told_of(home: Path) -> None:
    with opened(home, editor(home, 'echo "  - question: [" >> "$2"; exit 3'), "review") as terminal:
        terminal.wait_for("Question 0 of deck?")
        terminal.press("e")
        terminal.wait_for("ended with status 3")
        terminal.wait_for("deck broken")
        assert "Question 0 of deck?" in terminal.text


def test_without_an_editor_it_says_where_the_card_is(home: Path) -> None:
    with opened(home, "", "review") as terminal:
        terminal.wait_for("Question 0 of deck?")
        terminal.press("e")
        terminal.wait_for("set $VISUAL or $EDITOR")


def test_an_editor_that_is_not_there_is_told_of(home: Path) -> None:
    with opened(home, "/no/such/editor", "review") as terminal:
        terminal.wait_for("Question 0 of deck?")
        terminal.press("e")
        terminal.wait_for("cannot be run")
        terminal.press(" ")
        terminal.wait_for("Answer 0 of deck.")
