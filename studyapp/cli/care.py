"""The commands that take care of the log: `doctor` and `backup`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp import wording
from studyapp.cli.failure import Failure
from studyapp.cli.opening import open_desk, open_to_read, today
from studyapp.cli.output import back_up, bar
from studyapp.cli.renaming import asked
from studyapp.safetext import clean_line

if TYPE_CHECKING:
    from studyapp.desk import Desk

_MOST_NAMED = 10
_LONGEST_PATH = 5000


@click.command(
    epilog="""\b
Examples:
  studyapp doctor
  studyapp doctor --restore
  studyapp doctor --restore 2026-11-23
  studyapp doctor --undo-future
"""
)
@click.option(
    "--restore",
    "wanted",
    is_flag=False,
    flag_value="",
    metavar="[DAY]",
    help="Make a new log of this one and of a backup: the newest, or that of DAY.",
)
@click.option(
    "--undo-future",
    is_flag=True,
    help="Take back the grades dated over a day ahead of the clock, which was wrong then.",
)
@click.option("--json", "as_json", is_flag=True, help="One object, for programs.")
@click.pass_obj
def doctor(folders: tuple[str, ...], wanted: str | None, undo_future: bool, as_json: bool) -> None:
    """Prove that the log is sound, and tell where everything lies.

    The exit status is 1 if something is wrong. With --restore a damaged log is replaced by what
    can be read of it and of the newest backup, and kept beside; if the log is sound, the backups
    are listed, and DAY joins one of them with the log.
    """
    if undo_future:
        _undo_future(folders)
    if wanted is None:
        with open_to_read(folders) as desk:
            _examine(desk, as_json=as_json)
    else:
        from studyapp.cli.restoring import restore

        restore(wanted, as_json=as_json)


@click.command(
    epilog="\b\nExamples:\n  studyapp backup\n  studyapp backup /media/stick/studyapp.db"
)
@click.argument("file", metavar="[FILE]", required=False)
def backup(file: str | None) -> None:
    """Copy the log now, and say where.

    The copy goes to FILE, else into the folder of backups. An older copy of this log is replaced; a
    FILE that is anything else is left alone.
    """
    from studyapp.library import places
    from studyapp.progress import backups

    log = Path(places.progress_file())
    if not log.exists():
        raise Failure("there is no log yet: nothing was studied here", 1)
    if file is None:
        path = backups.take(log, today()).path
        events = backups.held(path).events
    else:
        path = Path(places.at_its_place(os.path.abspath(file)))
        _need_no_other_file(path, log)
        events = backups.copy(log, path).events
    click.echo(f"{path}: {wording.count(events, 'event')}")


def _undo_future(folders: tuple[str, ...]) -> None:
    with open_desk(folders) as desk:
        undone = desk.progress.undo_ahead(desk.moment())
        back_up(desk)
    told = f"took back {wording.count(undone, 'event')} dated over a day ahead of the clock"
    click.echo(told, err=True)


def _examine(desk: Desk, *, as_json: bool) -> None:
    from studyapp.library import places
    from studyapp.progress.doctor import STEPS, examine, notes, summarise
    from studyapp.safetext import to_json

    rows = desk.library.decks(desk.moment().day)
    cards = sum(row.counts.total for row in rows)
    held = summarise(desk.progress)
    with bar("proving", STEPS) as step:
        problems = examine(desk.progress, step)
    told = [
        *desk.notices,
        *notes(desk.progress),
        *_left(desk),
        *_orphans(desk),
        *asked(desk),
    ]
    if as_json:
        click.echo(
            to_json(
                {
                    "log": places.progress_file(),
                    "settings": places.settings_file(),
                    "index": desk.library.index_path,
                    "roots": [root for root, _ in desk.library.roots],
                    "decks": len(rows),
                    "cards": cards,
                    "events": held.events,
                    "notes": told,
                    "problems": problems,
                }
            )
        )
    else:
        _tell_place("log", places.progress_file())
        _tell_place("settings", places.settings_file())
        _tell_place("index", desk.library.index_path)
        for root, shipped in desk.library.roots:
            _tell_place("decks", root, " (shipped)" if shipped else _missing(root))
        click.echo(
            f"{wording.count(len(rows), 'deck')} with {wording.count(cards, 'card')};"
            f" {wording.count(held.events, 'event')} about {wording.count(held.cards, 'card')}"
        )
        for notice in told:
            click.echo(f"note: {clean_line(notice, 2000)}")
        for problem in problems:
            click.echo(f"wrong: {clean_line(problem, 2000)}")
        if not problems:
            click.echo("all is well: the stored states equal the fold of the log")
    if problems:
        raise click.exceptions.Exit(1)


def _tell_place(what: str, path: str, remark: str = "") -> None:
    click.echo(f"{what:9} {clean_line(path, _LONGEST_PATH)}{remark}")


def _missing(root: str) -> str:
    return "" if os.path.exists(root) else " (not there: make this folder)"


def _left(desk: Desk) -> list[str]:
    """What there is to gain of a log that is gone."""
    from studyapp.progress.restore import lacks_what_is_left

    log = desk.progress.path
    if not lacks_what_is_left(desk.progress.db, log):
        return []
    left = f"{log.name}-wal.orphan holds events of a log that is gone"
    return [f"{left}; `studyapp doctor --restore` brings them in"]


def _orphans(desk: Desk) -> list[str]:
    found = desk.library.orphans()
    if not found:
        return []
    more = ", …" if len(found) > _MOST_NAMED else ""
    cards = wording.count(len(found), "card")
    named = ", ".join(found[:_MOST_NAMED]) + more
    return [f"{cards} with progress in no deck now; it is kept: {named}"]


def _need_no_other_file(path: Path, log: Path) -> None:
    """Say so if FILE is something that a copy of the log would destroy."""
    from studyapp.progress import backups, placing
    from studyapp.progress.errors import ProgressError

    if path == log.absolute():
        raise Failure(f"{path} is the log itself; name another file")
    if not path.parent.is_dir():
        raise Failure(f"there is no folder {path.parent}; make it, or name another file", 1)
    sides = [side for end in placing.SIDES if (side := placing.beside(path, end)).exists()]
    if any(side.stat().st_size for side in sides if not side.name.endswith("-shm")):
        raise Failure(f"{path} is in use, or was not closed; name another file", 1)
    if not path.exists():
        return
    if sides:  # empty ones: of whoever has it open, or left over
        with placing.held(path):
            pass
    try:
        backups.held(path)
    except ProgressError as error:
        raise Failure(f"{path} is there already, and is no log; name another file", 1) from error
    if not backups.has_newest_of(log, path):
        raise Failure(
            f"{path} has events that this log lacks; `studyapp merge {path}` brings them in", 1
        )
