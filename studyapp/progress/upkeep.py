"""What a log needs now and then: what to tell of it at the start, a backup, a look through it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from studyapp.progress import backups, connection, placing, trust
from studyapp.progress.backups import AT_ONCE, Pace
from studyapp.progress.errors import Damaged, ProgressError, telling
from studyapp.schedule.days import to_date

if TYPE_CHECKING:
    import pathlib

    from studyapp.progress.store import Progress


def state_of(progress: Progress, day: int) -> tuple[str, ...]:
    """What the learner should know of a log that was just opened, one line each.

    Args:
        day: the study day.
    """
    told = []
    if not progress.recorded:
        told.append("nothing is recorded: all of this is forgotten at the end")
    if progress.meta("restored") == to_date(day).isoformat():
        told.append("the log was restored today; `studyapp doctor` tells how it is")
    with telling(progress.path):
        if (aside := placing.set_aside(progress.path)).exists():
            told.append(
                f"{aside} was to take the log's place, and is no whole log;"
                " delete it once `studyapp doctor` says that all is well"
            )
        if backup := backups.lost_since(progress.db, progress.path):
            told.append(
                f"the log lacks events that the backup of {backup.name} has;"
                " `studyapp doctor --restore` joins the two"
            )
    return tuple(told)


def look_after(log: pathlib.Path, day: int, pace: Pace = AT_ONCE) -> ProgressError | None:
    """Make the day's backup, or at least look the log through; what is wrong, if something is.

    Args:
        log: the path of a log, which may be open.
        day: the study day.
        pace: how, so that it disturbs nobody.
    """
    try:
        if backups.keep_up(log, day, pace) is None:
            _look_through(log, pace)
    except backups.Stopped:
        return None
    except Damaged as error:
        return error
    except ProgressError as error:
        return ProgressError(f"no backup was made: {error}")
    return None


def _look_through(log: pathlib.Path, pace: Pace) -> None:
    """Look at what was too large to be looked through when it was opened."""
    with telling(log), closing(connection.open_readable(log)) as db:
        if log.exists() and log.stat().st_size > trust.LOOKED_THROUGH:
            if pace.stop is not None:
                db.set_progress_handler(pace.stop.is_set, 100_000)
            try:
                trust.look_through(db, log)
            except (ProgressError, sqlite3.Error):
                backups.go_on(pace.stop)
                raise
