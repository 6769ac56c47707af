"""The commands about what happened: `log`, `undo`, `doctor`, and `sm2`."""

from __future__ import annotations

import io
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from studyapp import wording
from studyapp.cli.failure import Failure
from studyapp.cli.opening import open_desk, open_to_read
from studyapp.safetext import clean

_MOST_GRADES = 1000

if TYPE_CHECKING:
    from studyapp.desk import Desk
    from studyapp.progress.events import Event


@click.command(epilog="\b\nExample:\n  studyapp sm2 5 5 5 5 5 --json")
@click.argument("grades", metavar="GRADE...", nargs=-1, required=True, type=click.IntRange(0, 5))
@click.option("--json", "as_json", is_flag=True, help="One object a grade.")
def sm2(grades: tuple[int, ...], as_json: bool) -> None:
    """Tell what SM-2 does with a series of grades, 0 to 5; the ease is in hundredths."""
    from studyapp.schedule.sm2 import FRESH, step

    if len(grades) > _MOST_GRADES:
        raise Failure(f"{len(grades)} grades are too many; write at most {_MOST_GRADES}")
    memory = FRESH
    rows = []
    for grade in grades:
        memory = step(memory, grade)
        rows.append({"grade": grade, **memory._asdict()})
    if as_json:
        from studyapp.safetext import to_json

        click.echo(to_json(rows))
        return
    click.echo("grade  repetitions  interval  ease")
    for row in rows:
        click.echo(
            f"{row['grade']:5}  {row['repetitions']:11}  {row['interval']:8}  {row['ease']:4}"
        )


@click.command(
    epilog="\b\nExamples:\n  studyapp log --since 2026-11-01"
    "\n  studyapp log activation-functions-en/relu\n  studyapp log --json > log.jsonl"
)
@click.argument("card", metavar="[CARD]", required=False)
@click.option(
    "--since",
    metavar="DAY",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Only what has this study day or a later one, such as 2026-11-23.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One event a line, whole, as `merge` reads it."
)
@click.pass_obj
def log(folders: tuple[str, ...], card: str | None, since: datetime | None, as_json: bool) -> None:
    """Tell what happened, the oldest first: of all cards, or of one.

    CARD is a card's key, or a part of it that no other key has.
    """
    from studyapp.progress.events import to_json
    from studyapp.safetext import clean_line
    from studyapp.schedule.days import from_date

    if as_json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # whatever the locale: nothing may be lost
    with open_to_read(folders) as desk:
        key = None if card is None else _key(desk, card)
        first = None if since is None else from_date(since.date())
        for event in desk.progress.events(key, first):
            line = to_json(event) if as_json else clean_line(_in_words(event), 1000)
            sys.stdout.write(line + "\n")


@click.command(epilog="\b\nExamples:\n  studyapp undo\n  studyapp undo 019aafb2-9c3e")
@click.argument("event", metavar="[ID]", required=False)
@click.pass_obj
def undo(folders: tuple[str, ...], event: str | None) -> None:
    """Take back the newest grade of this device today, or the event whose id begins with ID.

    `studyapp log` tells the ids.
    """
    with open_desk(folders) as desk:
        target = None if event is None else _event_id(desk, event)
        undone = desk.progress.undo(desk.moment(), target)
        if undone is None and event is not None:
            raise Failure("that event is taken back already, or takes one back itself", 1)
        if undone is None:
            raise Failure("there is nothing to undo today; `studyapp log` tells older events", 1)
        click.echo(f"took back: {_in_words(undone)}")


@click.command(epilog="\b\nExamples:\n  studyapp doctor\n  studyapp doctor --undo-future")
@click.option(
    "--undo-future",
    is_flag=True,
    help="Take back the grades dated over a day ahead of the clock, which was wrong then.",
)
@click.pass_obj
def doctor(folders: tuple[str, ...], undo_future: bool) -> None:
    """Prove that the log is sound, and tell where everything lies.

    The exit status is 1 if something is wrong.
    """
    if undo_future:
        _undo_future(folders)
    from studyapp.library import places
    from studyapp.progress.doctor import examine, summarise

    with open_to_read(folders) as desk:
        rows = desk.library.decks(desk.moment().day)
        _tell_place("log", places.progress_file())
        _tell_place("settings", places.settings_file())
        _tell_place("index", desk.library.index_path)
        for root, shipped in desk.library.roots:
            _tell_place("decks", root, " (shipped)" if shipped else _missing(root))
        cards = sum(row.counts.total for row in rows)
        held = summarise(desk.progress)
        click.echo(
            f"{wording.count(len(rows), 'deck')} with {wording.count(cards, 'card')};"
            f" {wording.count(held.events, 'event')} about {wording.count(held.cards, 'card')}"
        )
        for notice in desk.notices:
            click.echo(f"note: {clean(notice)}")
        problems = examine(desk.progress)
        for problem in problems:
            click.echo(f"wrong: {clean(problem)}")
        if problems:
            raise click.exceptions.Exit(1)
        click.echo("all is well: the stored states equal the fold of the log")


def _tell_place(what: str, path: str, remark: str = "") -> None:
    click.echo(f"{what:9} {clean(path)}{remark}")


def _missing(root: str) -> str:
    return "" if os.path.exists(root) else " (not there: make this folder)"


def _undo_future(folders: tuple[str, ...]) -> None:
    with open_desk(folders) as desk:
        undone = desk.progress.undo_ahead(desk.moment())
    click.echo(f"took back {wording.count(undone, 'event')} dated over a day ahead of the clock")


def _in_words(event: Event) -> str:
    """An event as one line: when, what, of which card, with which grade, and its id."""
    from studyapp.progress.ids import to_text

    local = datetime.fromtimestamp(event.at / 1000, UTC) + timedelta(minutes=event.offset)
    about = event.card or (to_text(event.target) if event.target else "")
    grade = "" if event.grade is None else f"  grade {event.grade}"
    return f"{local:%Y-%m-%d %H:%M}  {event.kind:7} {about}{grade}  {to_text(event.id)}"


def _key(desk: Desk, part: str) -> str:
    """The only key in the log that has this part."""
    part = part.encode(errors="replace").decode()  # no key has what the system could not decode
    found = desk.progress.keys_with(part)
    if part in found:
        return part
    if len(found) == 1:
        return found[0]
    if found:
        some = ", ".join(found[:5])
        raise Failure(f"`{part}` fits {len(found)} cards: {some}; write more of the key")
    raise Failure(f"the log knows no card `{part}`; `studyapp log` tells those it knows")


def _event_id(desk: Desk, prefix: str) -> bytes:
    """The id of the only event whose id begins so."""
    found = desk.progress.find_event(prefix)
    if len(found) == 1:
        return found[0].id
    if found:
        raise Failure(f"`{prefix}` fits several events; write more of the id")
    raise Failure(f"there is no event `{prefix}`; `studyapp log` tells the ids")
