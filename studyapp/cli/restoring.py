"""What `doctor --restore` does and says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from studyapp import wording
from studyapp.cli.opening import today
from studyapp.cli.output import bar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.progress.backups import Backup
    from studyapp.progress.restore import Restored

_MOST_NAMED = 10


def restore(wanted: str, *, as_json: bool) -> None:
    """Restore the log where it needs it, or with the backup of a day; else list the backups."""
    from studyapp.library import places
    from studyapp.progress import restore as restoring

    log = Path(places.progress_file())
    if not wanted and not _needs_restoring(log):
        _list_backups(log, as_json=as_json)
        return
    with bar("reading", max(1, log.stat().st_size // 4096) if log.exists() else 1) as step:
        made = restoring.restore(log, wanted or None, today(), step=step)
    if as_json:
        from studyapp.safetext import to_json

        click.echo(to_json(_as_json(made)))
        return
    for line in _in_words(made):
        click.echo(line)


def _as_json(made: Restored) -> dict[str, object]:
    return made._asdict() | {
        "kept": None if made.kept is None else str(made.kept),
        "backups": [backup.name for backup in made.backups],
        "passed_over": [backup.name for backup in made.passed_over],
    }


def _needs_restoring(log: Path) -> bool:
    """Whether a log is damaged, or gone, or has not what its backups or what is left of it have."""
    from studyapp.progress import backups, placing, restore
    from studyapp.progress.store import Progress

    if not log.exists():
        sides = [placing.beside(log, "-wal"), *placing.orphans(log)]
        return bool(backups.listed(log)) or any(wal.exists() for wal in sides)
    if restore.is_damaged(log):
        return True
    with Progress.open(log, read_only=True) as progress:
        lost = backups.lost_since(progress.db, log) is not None
        return lost or restore.lacks_what_is_left(progress.db, log)


def _list_backups(log: Path, *, as_json: bool) -> None:
    """The backups, each with what it holds."""
    from studyapp.progress import backups

    found = backups.listed(log)
    if as_json:
        from studyapp.safetext import to_json

        click.echo(to_json([_facts(backup) for backup in found]))
        return
    click.echo("the log is sound and has all that the newest backup has; nothing was changed")
    for backup in found:
        facts = _facts(backup)
        events = "damaged" if facts["events"] is None else f"{facts['events']} events"
        click.echo(f"{backup.name:10}  {events:>14}  {facts['bytes']:>12} bytes")
    if found:
        click.echo("`studyapp doctor --restore DAY` joins one of these with the log")
    else:
        click.echo("there are no backups yet; `studyapp backup` makes one")


def _facts(backup: Backup) -> dict[str, object]:
    """What is told of a backup; `events` is None if it is damaged."""
    from studyapp.progress import backups
    from studyapp.progress.errors import ProgressError

    try:
        events: int | None = backups.held(backup.path).events
    except ProgressError:
        events = None
    size = backup.path.stat().st_size
    return {"day": backup.name, "events": events, "bytes": size, "path": str(backup.path)}


def _in_words(made: Restored) -> Iterator[str]:
    yield (
        f"restored: {wording.count(made.events, 'event')},"
        f" {made.of_file} of them read from the old log"
    )
    if made.backups:
        names = ", ".join(backup.name for backup in made.backups)
        yield f"from the backups of {names}: {made.of_backup} that the old log had not"
    if made.of_orphans:
        yield f"from what was left of a log that is gone: {made.of_orphans}"
    for passed in made.passed_over:
        yield f"the backup of {passed.name} is damaged and was passed over"
    if made.kept:
        yield f"the old log is kept: {made.kept}"
    if made.missing:
        lost = sum(last - first + 1 for first, last in made.missing)
        spans = [f"{first}–{last}" if first < last else str(first) for first, last in made.missing]
        more = ", …" if len(spans) > _MOST_NAMED else ""
        yield (
            f"missing: {wording.count(lost, 'event')} of the old log, in the order in which they"
            f" came: {', '.join(spans[:_MOST_NAMED])}{more}"
        )
    elif made.damaged:
        yield "nothing is missing up to the last event that could be read"
    if made.unsound:
        yield f"no events any more: {wording.count(made.unsound, 'row')} of the old log"
    if made.differing:
        yield f"told otherwise by the backup, and so kept: {wording.count(made.differing, 'event')}"
