"""The commands about one card: `suspend`, `resume`, `bury`, `reset`, `flag`, `remark`.

Each is one event; what holds already is said, and writes none.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from studyapp import acts
from studyapp.cli.finding import find_card
from studyapp.cli.opening import open_desk
from studyapp.progress.fold import HIGHEST_FLAG
from studyapp.safetext import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from studyapp.desk import Desk
    from studyapp.progress.events import Event

_CARD = click.argument("card", metavar="CARD")


@click.command(epilog="\b\nExample:\n  studyapp suspend activation-functions-en/relu")
@_CARD
@click.pass_obj
def suspend(folders: tuple[str, ...], card: str) -> None:
    """Ask a card no more, until it is resumed.

    CARD is a card's key, or a part of it that no other key has.
    """
    _do(
        folders,
        card,
        acts.suspend,
        "suspended {key}; `studyapp resume {word}` brings it back",
        "{key} is suspended already; `studyapp resume {word}` brings it back",
    )


@click.command(epilog="\b\nExample:\n  studyapp resume activation-functions-en/relu")
@_CARD
@click.pass_obj
def resume(folders: tuple[str, ...], card: str) -> None:
    """Ask a suspended card again.

    CARD is a card's key, or a part of it that no other key has.
    """
    _do(folders, card, acts.resume, "resumed {key}: it is asked again", "{key} is not suspended")


@click.command(epilog="\b\nExample:\n  studyapp bury activation-functions-en/relu")
@_CARD
@click.pass_obj
def bury(folders: tuple[str, ...], card: str) -> None:
    """Ask a card no more today; tomorrow it is as before.

    CARD is a card's key, or a part of it that no other key has.
    """
    _do(
        folders,
        card,
        acts.bury,
        "buried {key} for today; `studyapp undo` brings it back",
        "{key} is buried already, until tomorrow",
    )


@click.command(epilog="\b\nExample:\n  studyapp reset activation-functions-en/relu")
@_CARD
@click.pass_obj
def reset(folders: tuple[str, ...], card: str) -> None:
    """Make a card new again: its earlier reviews no longer count.

    CARD is a card's key, or a part of it that no other key has. `studyapp undo` takes it back.
    """
    _do(
        folders,
        card,
        acts.reset,
        "reset {key}: it is new again; `studyapp undo` takes that back",
        "{key} is new already",
    )


@click.command(
    epilog="\b\nExamples:\n  studyapp flag activation-functions-en/relu 2\n  studyapp flag relu 0"
)
@_CARD
@click.argument("number", metavar="N", type=click.IntRange(0, HIGHEST_FLAG))
@click.pass_obj
def flag(folders: tuple[str, ...], card: str, number: int) -> None:
    """Mark a card with flag N, 1 to 4; 0 takes its flag away.

    CARD is a card's key, or a part of it that no other key has.
    """
    has = f"has flag {number}" if number else "has no flag"
    _do(
        folders,
        card,
        lambda desk, key: acts.flag(desk, key, number),
        f"{{key}} {has} now",
        f"{{key}} {has} already",
    )


@click.command(
    epilog="""\b
Examples:
  studyapp remark activation-functions-en/relu 'Its slope at 0 is a convention.'
  studyapp remark activation-functions-en/relu ''
"""
)
@_CARD
@click.argument("text", metavar="TEXT")
@click.pass_obj
def remark(folders: tuple[str, ...], card: str, text: str) -> None:
    """Write your own words on a card, shown with its answer.

    CARD is a card's key, or a part of it that no other key has. TEXT may be Markdown; an empty one
    removes the remark.
    """
    words = text.encode(errors="replace").decode()
    has = "has this remark" if words.strip() else "has no remark"
    _do(
        folders,
        card,
        lambda desk, key: acts.remark(desk, key, words),
        f"{{key}} {has} now",
        f"{{key}} {has} already",
    )


def _do(
    folders: Sequence[str],
    card: str,
    act: Callable[[Desk, str], Event | None],
    done: str,
    held: str,
) -> None:
    """Do something to the card that was meant, and say `done`, or `held` if it was so already."""
    with open_desk(folders) as desk:
        key = find_card(desk, card)
        said = held if act(desk, key) is None else done
        shown = clean_line(key)
        click.echo(said.format(key=shown, word=shlex.quote(shown)))
