"""The commands about what happened: `log`, `undo`, and `sm2`."""

from __future__ import annotations

import io
import shutil
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from studyapp.cli.failure import Failure
from studyapp.cli.finding import find_logged_card
from studyapp.cli.opening import open_desk, open_to_read
from studyapp.cli.output import back_up
from studyapp.text.cells import cells, clusters

_MOST_GRADES = 1000
_LONGEST = 1000
"""Cells of a line that no terminal shows."""

_LEAST = 20
"""Cells of a remark that are shown in any case."""

if TYPE_CHECKING:
    from studyapp.desk import Desk
    from studyapp.progress.events import Event


@click.command(epilog="\b\nExample:\n  studyapp sm2 5 5 5 5 5 --json")
@click.argument("grades", metavar="GRADE...", nargs=-1, required=True, type=click.IntRange(0, 5))
@click.option("--json", "as_json", is_flag=True, help="One object a grade.")
def sm2(grades: tuple[int, ...], as_json: bool) -> None:
    """Tell what SM-2 does with a series of grades, 0 to 5.

    The ease is in hundredths.
    """
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
    from studyapp.schedule.days import from_date

    if as_json and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # whatever the locale: nothing may be lost
    with open_to_read(folders) as desk:
        key = None if card is None else find_logged_card(desk, card)
        first = None if since is None else from_date(since.date())
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _LONGEST
        for event in desk.progress.events(key, first):
            line = to_json(event) if as_json else _in_words(event, width)
            sys.stdout.write(line + "\n")


@click.command(epilog="\b\nExamples:\n  studyapp undo\n  studyapp undo 019aafb2-9c3e")
@click.argument("event", metavar="[ID]", required=False)
@click.pass_obj
def undo(folders: tuple[str, ...], event: str | None) -> None:
    """Take back the newest thing done on this device today.

    With ID, take back the event whose id begins so; `studyapp log` tells the ids.
    """
    with open_desk(folders) as desk:
        target = None if event is None else _event_id(desk, event)
        undone = desk.progress.undo(desk.moment(), target)
        if undone is None and event is not None:
            raise Failure("that event is taken back already, or takes one back itself", 1)
        if undone is None:
            raise Failure("there is nothing to undo today; `studyapp log` tells older events", 1)
        click.echo(f"took back: {_in_words(undone)}")
        back_up(desk)


def _in_words(event: Event, width: int = _LONGEST) -> str:
    """An event as one line: when, what, of which card, with which grade or flag, and its id.

    A remark's text comes last, of which some is shown even where the line is wider then.
    """
    from studyapp.progress.events import field
    from studyapp.progress.ids import to_text
    from studyapp.safetext import clean_line

    local = datetime.fromtimestamp(event.at / 1000, UTC) + timedelta(minutes=event.offset)
    about = event.card or (to_text(event.target) if event.target else "")
    mark = "" if event.grade is None else f"  grade {event.grade}"
    if event.kind == "flag" and isinstance(number := field(event.data, "flag"), int):
        mark = f"  flag {number}"
    line = f"{local:%Y-%m-%d %H:%M}  {event.kind:7} {about}{mark}  {to_text(event.id)}"
    line = clean_line(line, _LONGEST)
    if event.kind == "remark" and isinstance(text := field(event.data, "text"), str):
        line += "  " + _cut(clean_line(text, _LONGEST), max(_LEAST, width - cells(line) - 2))
    return line


def _cut(text: str, room: int) -> str:
    """As much of a line of text as so many cells hold."""
    if cells(text) <= room:
        return text
    kept = ""
    for cluster in clusters(text):
        if cells(kept + cluster) >= room:
            break
        kept += cluster
    return kept + "…"


def _event_id(desk: Desk, prefix: str) -> bytes:
    """The id of the only event whose id begins so."""
    found = desk.progress.find_event(prefix)
    if len(found) == 1:
        return found[0].id
    if found:
        raise Failure(f"`{prefix}` fits several events; write more of the id")
    raise Failure(f"there is no event `{prefix}`; `studyapp log` tells the ids")
