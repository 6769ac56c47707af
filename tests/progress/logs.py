"""What tests of the log are made of: moments, and logs that need not wait for the disk."""

from __future__ import annotations

from pathlib import Path

from studyapp.progress.events import Event
from studyapp.progress.store import Progress
from studyapp.schedule.moment import Moment

DAY = 20_780
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


def moment(day: int = DAY, ms: int = 0) -> Moment:
    """Noon of a study day in UTC, and `ms` later."""
    return Moment(day * DAY_MS + 12 * HOUR_MS + ms, 0, day)


def quick(path: Path) -> Progress:
    """A log that does not wait until the disk has it."""
    progress = Progress.open(path)
    progress.db.execute("PRAGMA synchronous = OFF")
    return progress


def put_unfolded(progress: Progress, event: Event) -> None:
    """Put an event into the log as a merge would, and leave the states as they are."""
    marks = ", ".join("?" * len(event))
    fields = ", ".join(Event._fields)
    progress.db.execute(f"INSERT INTO log ({fields}) VALUES ({marks})", event)
