"""The command that brings other logs into this one: `merge`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from studyapp import wording
from studyapp.cli.opening import open_desk, today
from studyapp.cli.output import meter

_PAUSE = 0.1
"""Seconds between two steps: SQLite looks that often whether it may write, so a grade gets in."""


@click.command(
    epilog="\b\nExamples:\n  studyapp merge /media/stick/progress.db"
    "\n  ssh laptop studyapp log --json | studyapp merge -"
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.pass_obj
def merge(folders: tuple[str, ...], files: tuple[str, ...]) -> None:
    """Bring in the log of another device, or a copy of this one.

    FILE is a `progress.db`, or what `studyapp log --json` wrote; `-` reads the latter from standard
    input. What is here already stays as it is, so a merge may be cut off and repeated. A file that
    is no log is refused, and nothing changes.
    """
    from studyapp.progress import backups
    from studyapp.progress.merge import merge as merge_logs

    paths = [Path("/dev/stdin" if name == "-" else name) for name in files]
    with open_desk(folders) as desk, meter("merging") as tell:

        def step(done: int, total: int) -> None:
            tell(done, total)
            if done < total:
                time.sleep(_PAUSE)

        def before() -> None:
            backups.take(desk.progress.path, today())

        outcome = merge_logs(desk.progress, paths, step=step, before=before)
        if outcome.new:
            desk.library.compare_all(desk.moment())
    click.echo(
        f"{wording.count(outcome.new, 'new event')}, {outcome.known} already here;"
        f" {wording.count(outcome.cards, 'card')} changed"
    )
