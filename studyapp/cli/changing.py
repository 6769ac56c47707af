"""The commands that change one card where it is written: `set`, `remove`, `move`, `edit`."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from typing import TYPE_CHECKING

import click

from studyapp import editing, wording
from studyapp.cli import deckfile
from studyapp.cli.deckfile import refusals, shown
from studyapp.cli.failure import Failure
from studyapp.cli.output import note
from studyapp.deck.edit import disk
from studyapp.deck.edit.changes import add_cards, raw_card, remove_card, set_field
from studyapp.deck.edit.editor import chosen_editor, editor_command
from studyapp.deck.edit.proof import prove
from studyapp.deck.edit.refused import Refused
from studyapp.deck.load import load, not_a_deck
from studyapp.library import places
from studyapp.safetext import clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.deck.load import Loaded
    from studyapp.deck.model import Card

_CARD = click.argument("card", metavar="CARD")


@click.command(
    name="set",
    context_settings={"ignore_unknown_options": True},  # a value may begin with a `-`
    epilog="""\b
Examples:
  studyapp set my-deck/relu answer 'max(0, x)'
  studyapp set my-deck/relu tags '[deep-learning, basics]'
  studyapp set my-deck/relu hint ''                            takes it away
""",
)
@_CARD
@click.argument("field")
@click.argument("value")
@click.pass_obj
def set_(folders: tuple[str, ...], card: str, field: str, value: str) -> None:
    """Write one field of a card anew.

    All else in its file stays as it is. CARD is a card's key, or a part of it that no other key
    has. VALUE is a text; that of a list, a
    curve and the like is written as in the deck. An empty one takes the field away.
    """
    words = value.encode(errors="replace").decode()
    with refusals():
        deck, found, number = deckfile.open_card(folders, card)
        layout = deck.layout
        text = set_field(layout, number, field, words).of(layout.text)
        if text == layout.text:
            click.echo(f"{clean_line(found.key)} says so already")
            return
        now = deck.change(text, touched=deck.siblings(found), gained=None)
    click.echo(f"changed {clean_line(found.key)} ({shown(deck.source.path)}:{found.line})")
    _tell_new_key(found, now)


@click.command(epilog="\b\nExample:\n  studyapp remove my-deck/relu")
@_CARD
@click.pass_obj
def remove(folders: tuple[str, ...], card: str) -> None:
    """Take a card out of its file, with its comments.

    CARD is a card's key, or a part of it that no other key has. The log keeps what you have
    learnt of it, in case it comes back.
    """
    with refusals():
        deck, found, number = deckfile.open_card(folders, card)
        layout = deck.layout
        text = remove_card(layout, number).of(layout.text)
        deck.change(text, touched=deck.siblings(found))
    click.echo(f"removed {clean_line(found.key)} from {shown(deck.source.path)}")


@click.command(epilog="\b\nExample:\n  studyapp move my-deck/relu activations")
@_CARD
@click.argument("deck", metavar="DECK")
@click.pass_obj
def move(folders: tuple[str, ...], card: str, deck: str) -> None:
    """Move a card to the end of another deck, as it is written.

    CARD is a card's key, or a part of it that no other key has. DECK is a deck's id, the beginning
    of one, or the path of its file.
    """
    with refusals():
        source, found, number = deckfile.open_card(folders, card)
        target = deckfile.open_deck(folders, deck)
        if os.path.realpath(target.source.path) == os.path.realpath(source.source.path):
            raise Failure(f"{found.key} is in {target.deck.id} already", 1)
        layout = source.layout
        raw, rest = raw_card(layout, number), remove_card(layout, number).of(layout.text)
        siblings = source.siblings(found)
        prove(source.loaded, rest.encode(), source.source.path, touched=siblings)
        there = target.layout
        # First there, then away from here: a process killed in between leaves it in both decks.
        now = target.change(add_cards(there, [raw]).of(there.text), gained=len(siblings))
        try:
            source.change(rest, touched=siblings)
        except Refused as refused:
            name = clean_line(target.deck.id)
            raise Refused(f"{refused} (the card is in {name} now, and here too)") from refused
    click.echo(f"moved {clean_line(found.key)} to {shown(target.source.path)}")
    _tell_new_key(found, now)
    if now and now[0].curve != found.curve:
        note("it had its curve from its deck, and has that of the other one now")


@click.command(
    epilog="""\b
Examples:
  studyapp edit my-deck/relu
  EDITOR='code --wait' studyapp edit relu
"""
)
@_CARD
@click.pass_obj
def edit(folders: tuple[str, ...], card: str) -> None:
    """Open a card in your editor, and check its deck.

    The editor is $VISUAL, else $EDITOR. CARD is a card's key, or a part of it that no other key
    has; the path of a deck's file opens that file. A deck that came with the app is first copied
    into your folder.
    """
    path, line = _place(folders, card)
    roots = places.roots(folders)
    with refusals():
        command = editor_command(_editor(path, line), path, line)
        if editing.is_shipped(path, roots):
            path = editing.copy_deck(path, roots)
            click.echo(f"copied the deck, which came with the app, to {shown(path)}")
            command = editor_command(_editor(path, line), path, line)
        before = disk.read(path).data
    _run(command)
    _tell_faults(path, before)


def _place(folders: Sequence[str], card: str) -> tuple[str, int]:
    """The file and line of a card; of a file that was named, its first fault."""
    if deckfile.is_deck_file(card):
        loaded = _read(card)
        return os.path.abspath(card), loaded.faults[0].line if loaded.faults else 1
    key, path = deckfile.card_place(folders, card)
    deck = _read(path).deck
    found = None if deck is None else editing.card_of(deck, key)
    return path, found.line if found else 1


def _read(path: str) -> Loaded:
    with refusals():
        return load(disk.read(path).data, path)


def _editor(path: str, line: int) -> str:
    editor = chosen_editor(os.environ)
    if not editor:
        raise Failure(f"set $VISUAL or $EDITOR to an editor; the card is at {path}:{line}")
    return editor


def _run(command: list[str]) -> None:
    # Ctrl+C in an editor is the editor's: were it ours too, we would end while it runs.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        done = subprocess.run(command, check=False)  # noqa: S603 - the learner's own editor
    except OSError as error:
        name = shlex.quote(command[0])
        raise Failure(f"{name}: {error.strerror}; set $VISUAL or $EDITOR to an editor", 1) from None
    finally:
        signal.signal(signal.SIGINT, before)
    if done.returncode:
        note(f"the editor ended with status {done.returncode}")


def _tell_faults(path: str, before: bytes) -> None:
    """Say what is wrong with a deck after it was edited."""
    with refusals():
        data = disk.read(path).data
    loaded = load(data, path)
    faults = loaded.faults if loaded.is_deck else (not_a_deck(path),)
    for fault in faults:
        warning = "warning: " if fault.severity == "warning" else ""
        place = f"{shown(path)}:{fault.line}:{fault.column}"
        click.echo(f"{place}: {warning}" + clean_line(f"{fault.message}; {fault.advice}", 1000))
    wrong = sum(fault.severity == "fault" for fault in faults)
    if wrong:
        note(f"{wording.count(wrong, 'fault')} in the deck; the other cards are studied meanwhile")
        raise click.exceptions.Exit(1)
    same = "nothing has changed" if data == before else "the deck has no fault"
    click.echo(f"{shown(path)}: {same}")


def _tell_new_key(before: Card, now: Sequence[Card]) -> None:
    """Say that a card has another name, and how its progress comes along."""
    if not now or any(card.key == before.key for card in now):
        return
    old, new = shlex.quote(clean_line(before.note)), shlex.quote(clean_line(now[0].note))
    click.echo(f"its key is {new} now; `studyapp rename {old} {new}` takes its progress along")
