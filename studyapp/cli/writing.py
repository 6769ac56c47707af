"""The commands that write decks: `new`, `add`, `ids`, `fmt`, `copy`."""

from __future__ import annotations

import os
import shlex
import sys

import click

from studyapp import editing, wording
from studyapp.cli import deckfile
from studyapp.cli.deckfile import refusals, shown
from studyapp.cli.failure import Failure
from studyapp.cli.opening import find_deck, open_to_read
from studyapp.cli.output import note
from studyapp.deck import keys
from studyapp.deck.edit import disk
from studyapp.deck.edit.changes import Draft, add_cards, draft_card
from studyapp.deck.edit.incoming import cards_from
from studyapp.deck.edit.naming import with_ids
from studyapp.deck.edit.proof import prove, sound
from studyapp.deck.edit.refused import Refused
from studyapp.deck.edit.template import template
from studyapp.deck.edit.tidy import tidy
from studyapp.deck.load import MAX_BYTES, load
from studyapp.library import choice, places, scan
from studyapp.safetext import clean_line

_DECK = click.argument("deck", metavar="DECK")


@click.command(
    epilog="""\b
Examples:
  studyapp new optimizers
  studyapp new optimizers --title 'Optimizers, from SGD to AdamW' --language en
"""
)
@_DECK
@click.option("--title", default="", help="What it is called; the name if not given.")
@click.option("--language", default="", help="Its language, such as en or zh.")
@click.pass_obj
def new(folders: tuple[str, ...], deck: str, title: str, language: str) -> None:
    """Start a deck of your own, from a template.

    DECK is its name, which becomes its id and that of its file. The template explains itself.
    """
    name = deck.encode(errors="replace").decode().removesuffix(".yaml").removesuffix(".yml")
    if not name.strip() or "/" in name:
        raise Failure("a new deck needs a name, not a path; `studyapp --decks DIR new NAME`")
    deck_id = keys.default_deck_id(name)
    path = os.path.join(editing.own_folder(places.roots(folders)), f"{deck_id}.yaml")
    with open_to_read(folders) as desk:
        for row in desk.library.decks(desk.moment().day):
            if row.id == deck_id:
                raise Failure(f"there is a deck {deck_id} already: {row.path}", 1)
    with refusals():
        text = template(deck_id, title or name, language or _language())
        prove(sound(template(deck_id).encode(), path), text.encode(), path)
        disk.create(path, text)
    click.echo(f"made {shown(path)}; `studyapp edit {shlex.quote(shown(path))}` opens it")


def _language() -> str:
    language = choice.locale_language()
    return language if len(language) == 2 else choice.DEFAULT_LANGUAGE


@click.command(
    epilog="""\b
Examples:
  studyapp add my-deck --question 'What is ReLU?' --answer 'max(0, x)'
  printf 'What is ReLU?\\tmax(0, x)\\n' | studyapp add my-deck
  studyapp add my-deck < more-cards.yaml
"""
)
@_DECK
@click.option("--question", help="Of one card; needs --answer.")
@click.option("--answer", help="Of that card; Markdown, LaTeX between $ signs.")
@click.option("--id", "card_id", default="", help="The card's id.")
@click.option("--point", "points", multiple=True, help="What an interviewer listens for; repeat.")
@click.option("--hint", default="", help="Shown when asked for.")
@click.option("--curve", default="", help="A function, or a curve as in a deck.")
@click.option("--tag", "tags", multiple=True, help="May be given several times.")
@click.pass_obj
def add(
    folders: tuple[str, ...],
    deck: str,
    question: str | None,
    answer: str | None,
    card_id: str,
    points: tuple[str, ...],
    hint: str,
    curve: str,
    tags: tuple[str, ...],
) -> None:
    """Add cards to the end of a deck.

    DECK is a deck's id, the beginning of one, or the path of its file. Standard input holds lines
    `question<TAB>answer`, or cards in YAML. Either all of them are added, or none.
    """
    rest = (card_id, points, hint, curve, tags)
    with refusals():
        if question is not None and answer is not None:
            if not question.strip() or not answer.strip():
                raise Failure("a card needs a question and an answer; one of them is blank")
            cards = [draft_card(Draft(question, answer, card_id, points, hint, curve, tags))]
        elif question is not None or answer is not None or any(rest):
            raise click.UsageError("a card needs both --question and --answer")
        else:
            cards = cards_from(_standard_input(deck))
        opened = deckfile.open_deck(folders, deck)
        layout = opened.layout
        text = add_cards(layout, cards).of(layout.text)
        added = opened.change(text, gained=None)
    for card in added:
        click.echo(f"added {clean_line(card.key)} ({shown(opened.source.path)}:{card.line})")


def _standard_input(deck: str) -> str:
    if sys.stdin.isatty():
        raise Failure(
            f"write the card: `studyapp add {clean_line(deck)} --question … --answer …`, or give"
            " `question<TAB>answer` lines or YAML on standard input"
        )
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Failure(f"standard input is over {MAX_BYTES // 1024 // 1024} MB; add it in parts", 1)
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Failure("standard input is not UTF-8; nothing was added", 1) from None


@click.command(epilog="\b\nExample:\n  studyapp ids my-deck")
@_DECK
@click.pass_obj
def ids(folders: tuple[str, ...], deck: str) -> None:
    """Write an id into each card that has none.

    Then its question may change. DECK is a deck's id, the beginning of one, or the path of its
    file. Each old key is told with the new one; `studyapp rename OLD NEW` takes the progress along.
    """
    with refusals():
        opened = deckfile.open_deck(folders, deck)
        names = {card.note.partition("/")[2] for card in opened.deck.cards}
        unnamed = {
            card.line: card
            for card in opened.deck.cards
            if keys.looks_derived(card.note.partition("/")[2])
        }
        if not unnamed:
            click.echo(f"every card of {clean_line(opened.deck.id)} has an id")
            return
        questions = {line: card.question for line, card in unnamed.items()}
        text, given = with_ids(opened.source.text, questions, names)
        touched = [card.key for card in opened.deck.cards if card.line in unnamed]
        opened.change(text, touched=touched, gained=len(touched))
    for (_, card), name in zip(sorted(unnamed.items()), given, strict=True):
        click.echo(f"{card.note} {keys.join(opened.deck.id, name)}")
    count = wording.count(len(given), "id")
    note(f"{count} written; `studyapp rename OLD NEW` takes the progress of each along")


@click.command(
    epilog="""\b
Examples:
  studyapp fmt
  studyapp fmt my-deck.yaml
  studyapp fmt --check decks
"""
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; status 1 if it would.")
@click.pass_obj
def fmt(folders: tuple[str, ...], paths: tuple[str, ...], only_check: bool) -> None:
    """Put decks in house style.

    The list of cards is indented by two, and a blank line stands between cards. Comments, quotes
    and the order of keys stay. PATH is a file or a folder; without one, all decks of your own.
    """
    own = [root for root, shipped in places.roots(folders) if not shipped]
    changed = refused = 0
    for path in paths or own:
        if paths and not os.path.exists(path):
            raise Failure(f"{path}: there is no such file or folder")
        files, unread = scan.scan(path)
        for name, why in unread:
            note(f"{name}: {why}")
        refused += len(unread)
        for name, *_ in files:
            try:
                changed += _format(folders, name, only_check, named=name == path)
            except Refused as error:
                note(str(error), error.listed)
                refused += 1
    click.echo(f"{wording.count(changed, 'deck')} {'to change' if only_check else 'changed'}")
    if refused or (only_check and changed):
        raise click.exceptions.Exit(1)


def _format(folders: tuple[str, ...], path: str, only_check: bool, *, named: bool) -> bool:
    """Whether a file was not in house style; it is then, unless it is only looked at."""
    if not named and not load(disk.read(path).data, path).is_deck:
        return False  # other people's YAML in a folder of decks
    opened = editing.open_deck(path, places.roots(folders))
    layout = opened.layout
    text = tidy(layout.text)
    if text == layout.text:
        return False
    if not only_check:
        opened.change(text)
    click.echo(shown(path))
    return True


@click.command(epilog="\b\nExample:\n  studyapp copy activation-functions-en")
@_DECK
@click.pass_obj
def copy(folders: tuple[str, ...], deck: str) -> None:
    """Copy a deck that came with the app, to change it.

    DECK is a deck's id, the beginning of one, or the path of its file. The copy lies in
    your own folder, and is studied in its place with the progress you have made.
    """
    with open_to_read(folders) as desk:
        row = find_deck(desk.library.decks(desk.moment().day), deck)
    if not row.shipped:
        raise Failure(f"{row.id} is your own already: {row.path}", 1)
    with refusals():
        path = editing.copy_deck(row.path, places.roots(folders))
    click.echo(f"copied {clean_line(row.id)} to {shown(path)}; yours is studied from now on")
