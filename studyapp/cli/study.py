"""The commands that study: the app itself, `review` and `due`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from studyapp.cli.failure import Failure
from studyapp.cli.opening import deck_ids, find_tag, open_desk, open_to_read
from studyapp.cli.output import back_up, tell_state

if TYPE_CHECKING:
    from collections.abc import Sequence


def open_app(folders: Sequence[str]) -> NoReturn:
    """Open the app on its home screen, and end with its exit status."""
    need_terminal("studyapp review --plain")
    from studyapp.tui.app import run

    with open_desk(folders) as desk:
        status = run(desk)
    raise click.exceptions.Exit(status)


@click.command(
    epilog="""\b
Examples:
  studyapp review
  studyapp review activation-functions-en --new 5
  studyapp review --tag transformer --ahead 3
  studyapp review --missed --plain
  printf '\\n3\\n' | studyapp review --plain --limit 1
"""
)
@click.argument("decks", metavar="[DECK]...", nargs=-1)
@click.option("--plain", is_flag=True, help="Lines of text on standard input and output.")
@click.option("--limit", type=click.IntRange(1, 9999), metavar="N", help="At most N cards.")
@click.option(
    "--new",
    type=click.IntRange(0, 9999),
    metavar="N",
    help="N new cards, whatever the limits of the day and of the decks.",
)
@click.option(
    "--tag",
    "tags",
    metavar="TAG",
    multiple=True,
    help="Only cards with this tag; may be given several times, for cards with any of them.",
)
@click.option(
    "--ahead", type=click.IntRange(1, 999), metavar="N", help="Cards due in the next N days too."
)
@click.option("--cram", is_flag=True, help="Any cards, due or not.")
@click.option("--missed", is_flag=True, help="The cards missed in the last 7 days, due or not.")
@click.option("--no-record", is_flag=True, help="Forget all grades at the end.")
@click.option("--no-curve", is_flag=True, help="With --plain: no curves drawn in characters.")
@click.pass_obj
def review(
    folders: tuple[str, ...],
    decks: tuple[str, ...],
    plain: bool,
    limit: int | None,
    new: int | None,
    tags: tuple[str, ...],
    ahead: int | None,
    cram: bool,
    missed: bool,
    no_record: bool,
    no_curve: bool,
) -> None:
    """Study what is due, in the decks that are on or in those named.

    DECK is a deck's id, the beginning of one, or the path of its file.

    With --ahead, --cram and --missed, limits of reviews a day do not hold. What is not due is
    practice: it moves only if it is missed. --cram takes all new cards, unless --new says how many.
    """
    if (ahead is not None) + cram + missed > 1:
        raise Failure("--ahead, --cram and --missed each say what to take; give one of them")
    if not plain:
        need_terminal("studyapp review --plain")
    from studyapp.library.wish import Wish
    from studyapp.sitting import Sitting

    with open_desk(folders, decks, recorded=not no_record) as desk:
        wish = Wish(
            decks=deck_ids(desk, decks),
            tags=tuple(find_tag(desk, tag) for tag in tags),
            new=new,
            limit=limit,
            take="any" if cram else "missed" if missed else "due",
            ahead=ahead or 0,
        )
        sitting = Sitting(desk, wish, via="plain" if plain else "app")
        if plain:
            from studyapp.plain import sit

            tell_state(desk)
            status = sit(desk, sitting, curve=not no_curve)
            back_up(desk)
        else:
            from studyapp.tui.app import run

            status = run(desk, sitting)
    raise click.exceptions.Exit(status)


@click.command(epilog="\b\nExample:\n  PS1='$(studyapp due) $ '")
@click.option("--json", "as_json", is_flag=True, help="All counts of all decks.")
@click.pass_obj
def due(folders: tuple[str, ...], as_json: bool) -> None:
    """Tell how many cards are due today."""
    from studyapp.library import counts
    from studyapp.safetext import to_json

    with open_to_read(folders) as desk:
        day = desk.moment().day
        if as_json:
            click.echo(to_json(desk.library.report(day)))
        else:
            click.echo(counts.as_line(desk.library.total(day)))


def need_terminal(instead: str) -> None:
    """Refuse to draw where there is no terminal, and name what works there."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") == "dumb":
        raise Failure(f"this needs a terminal that can draw; use `{instead}` here")
