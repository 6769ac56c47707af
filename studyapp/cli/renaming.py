"""The command that says which card is which: `rename`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from studyapp.cli.failure import Failure
from studyapp.cli.finding import find_card, find_logged_card
from studyapp.cli.opening import open_desk
from studyapp.cli.output import back_up
from studyapp.safetext import clean_line

if TYPE_CHECKING:
    from studyapp.desk import Desk

_ID_SHOWN = 23
"""Characters of an event's id: its time, and enough of its chance."""


@click.command(
    epilog="""\b
Examples:
  studyapp rename my-deck/q-3nmc4yfkzb3o4 my-deck/q-cdwhqqs44wrgu
  studyapp rename q-3nmc4yfkzb3o4 softmax-range
  studyapp rename q-3nmc4yfkzb3o4 softmax-range --refuse
"""
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--refuse", is_flag=True, help="Say that they are two cards: it is not asked again.")
@click.pass_obj
def rename(folders: tuple[str, ...], old: str, new: str, refuse: bool) -> None:
    """Give a card the progress that it had under another key.

    OLD is its key in the log, NEW a key in a deck, or a part of it that no other key has. `studyapp
    doctor` tells which cards may be meant.
    """
    with open_desk(folders) as desk:
        first, second = find_logged_card(desk, old), find_card(desk, new)
        shown = clean_line(first), clean_line(second)
        if second in desk.progress.names_of(first):
            click.echo(f"{shown[0]} is {shown[1]} already")
            return
        if refuse:
            desk.library.refuse(first, second, desk.moment())
            click.echo(f"{shown[0]} is not {shown[1]}: this is not asked again")
        else:
            _need_a_missing_one(desk, first, second)
            event = desk.progress.rename(first, second, desk.moment())
            desk.library.catch_up()
            from studyapp.progress.ids import to_text

            undo = f"studyapp undo {to_text(event.id)[:_ID_SHOWN]}"
            click.echo(f"{shown[0]} is {shown[1]} now; `{undo}` takes that back")
        back_up(desk)


def _need_a_missing_one(desk: Desk, old: str, new: str) -> None:
    """Say so if a rename would join two cards of decks, or two that are in none."""
    if desk.library.card(new) is None:
        raise Failure(f"no deck has the card {new}; `studyapp rename OLD NEW` needs one as NEW")
    for name in desk.progress.names_of(old):
        if desk.library.card(name) is not None:
            raise Failure(f"{name} is in a deck, and so is {new}: they stay two cards", 1)


def asked(desk: Desk) -> list[str]:
    """The suggestions, a line each, with the command that confirms."""
    return [
        f"{found.new} may be what was {found.old};"
        f" `{shlex.join(['studyapp', 'rename', found.old, found.new])}` says so,"
        " and with --refuse that it is not"
        for found in desk.library.suggestions()
    ]
