"""Copies of the log: one a study day when it has grown, each checked before an older one goes.

They lie in `backups/` beside the log as `progress-DAY.db`; seven days are kept, and of what is
older the newest of each of four weeks. `progress-before-….db` is what an upgrade began with; those
are kept.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress import placing, trust
from studyapp.progress.errors import Damaged, ProgressError, damaged, telling
from studyapp.schedule.days import to_date

if TYPE_CHECKING:
    import pathlib
    from threading import Event as Flag

DAILY = 7
WEEKLY = 4

_NAME = re.compile(r"progress-(\d{4}-\d\d-\d\d|before-[a-z]+-\d+)\.db")
_HELD = "SELECT count(*), coalesce(max(seq), 0), coalesce(max(id), x'') FROM log"
_NEWEST = "SELECT max(id) FROM log"
_EVENT = "SELECT 1 FROM log WHERE id = ?"
_STALE_SECONDS = 24 * 60 * 60


class Backup(NamedTuple):
    """A copy of the log; `name` is its day (ISO), or what it was made before."""

    name: str
    path: pathlib.Path

    @property
    def is_daily(self) -> bool:
        """Whether it is one of those that are made a day and pruned."""
        return self.name[0].isdigit()


class Held(NamedTuple):
    """What a log or a copy of one holds: how many events, the last `seq`, the greatest id."""

    events: int
    seq: int
    newest: bytes


class Pace(NamedTuple):
    """How a copy is made: `pages` at a time, `pause` seconds between, until `stop` is set."""

    pages: int = -1
    pause: float = 0.0
    stop: Flag | None = None


AT_ONCE = Pace()


class Stopped(Exception):
    """A copy was given up because the app ends."""


def folder_of(log: pathlib.Path) -> pathlib.Path:
    """Where the backups of a log lie."""
    return log.absolute().parent / "backups"


def listed(log: pathlib.Path) -> list[Backup]:
    """The backups of a log: those of days, the newest first, and then the others."""
    with telling(folder_of(log)):
        try:
            names = [path.name for path in folder_of(log).iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return []
    found = [match for name in names if (match := _NAME.fullmatch(name))]
    made = [Backup(match[1], folder_of(log) / match[0]) for match in found]
    return sorted(made, key=lambda backup: (backup.is_daily, backup.name), reverse=True)


def keep_up(log: pathlib.Path, day: int, pace: Pace = AT_ONCE) -> Backup | None:
    """Make the backup of a study day, if there is none of it and the log is not as the newest.

    Raises:
        ProgressError: it cannot be made; the older ones are all there.
        Damaged: the log is damaged, since its copy is.
        Stopped: as `pace` wanted.
    """
    daily = _until(log, to_date(day).isoformat())
    if daily and daily[0].name == to_date(day).isoformat():
        return None
    if daily and _holds_as_much(daily[0], log):
        return None
    return take(log, to_date(day).isoformat(), pace)


def take(log: pathlib.Path, name: str, pace: Pace = AT_ONCE) -> Backup:
    """Make a backup now, in the place of one of the same name; then let go of what is too old.

    One of that name that has events which the log lacks gets another name, and is kept.

    Raises:
        ProgressError, Stopped: as `keep_up`.
    """
    folder = folder_of(log)
    backup = Backup(name, folder / f"progress-{name}.db")
    with telling(folder):
        placing.make_folders(folder)
        if backup.path.exists() and not has_newest_of(log, backup.path):
            backup.path.rename(_free_name(folder))
    copy(log, backup.path, pace)
    with telling(folder):
        _prune(log, backup)
    return backup


def copy(log: pathlib.Path, target: pathlib.Path, pace: Pace = AT_ONCE) -> Held:
    """Copy a log to a file, by way of a draft that is checked and then renamed; what it holds.

    Raises:
        ProgressError, Stopped: as `keep_up`.
    """
    with telling(target), placing.draft_of(target) as draft:
        with telling(log):
            counted = _copy(log, draft, pace)
        try:
            found = held(draft, pace.stop)
        except Damaged as error:
            raise damaged(log, "its copy is") from error
        if found != counted:
            raise ProgressError(f"the copy {target} does not hold what the log does; try again")
        placing.sync(draft)
        draft.rename(target)
        placing.sync(target.parent)
    return found


def held(path: pathlib.Path, stop: Flag | None = None) -> Held:
    """Look a copy through; what it holds.

    Raises:
        Damaged: it is not as it was written, or no log.
        ProgressError: it cannot be read, or a newer release made it.
    """
    try:
        with telling(path), closing(_open(path, "immutable=1")) as db:
            if stop is not None:
                db.set_progress_handler(stop.is_set, 100_000)
            trust.check_size(path)
            trust.check(db, path)
            trust.look_through(db, path)
            return Held(*db.execute(_HELD).fetchone())
    except ProgressError:
        go_on(stop)
        raise


def lost_since(db: sqlite3.Connection, log: pathlib.Path) -> Backup | None:
    """The newest backup whose newest event is not in an open log any more."""
    for backup in listed(log):
        newest = newest_in(backup)
        if newest and db.execute(_EVENT, (newest,)).fetchone() is None:
            return backup
    return None


def has_newest_of(log: pathlib.Path, other: pathlib.Path) -> bool:
    """Whether a log has the newest event of another file; True if that has none to lose."""
    newest = newest_in(Backup("", other))
    if not newest:
        return True
    with telling(log), closing(_open(log.absolute(), "mode=ro")) as db:
        return db.execute(_EVENT, (newest,)).fetchone() is not None


def newest_in(backup: Backup) -> bytes:
    """The greatest id in a backup; empty if it has no event, or cannot be read."""
    try:
        with closing(_open(backup.path, "immutable=1")) as copied:
            newest = copied.execute(_NEWEST).fetchone()[0]
            return newest if isinstance(newest, bytes) else b""
    except sqlite3.Error:
        return b""  # the doctor tells of it


def _holds_as_much(backup: Backup, log: pathlib.Path) -> bool:
    """Whether the log has not grown since a backup; False if one cannot tell."""
    try:
        with (
            closing(_open(log.absolute(), "mode=ro")) as db,
            closing(_open(backup.path, "immutable=1")) as copied,
        ):
            return bool(db.execute(_HELD).fetchone() == copied.execute(_HELD).fetchone())
    except sqlite3.Error:
        return False


def _copy(log: pathlib.Path, draft: pathlib.Path, pace: Pace) -> Held:
    def breathe(_status: int, _left: int, _all: int) -> None:
        if pace.stop is not None and pace.stop.wait(pace.pause):
            raise Stopped

    with (
        closing(_open(log.absolute(), "mode=ro")) as source,
        closing(sqlite3.connect(draft, isolation_level=None)) as target,
    ):
        target.execute("PRAGMA synchronous = OFF")  # the draft is waited for as a whole
        if source.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            # One view of the log all along: else each grade would make the copy begin anew. In
            # the other modes this would keep grades waiting.
            source.execute("BEGIN")
        counted = Held(*source.execute(_HELD).fetchone())
        source.backup(target, pages=pace.pages, progress=breathe)
        target.execute("PRAGMA journal_mode = DELETE")  # one file, complete without a -wal
    return counted


def _open(path: pathlib.Path, how: str) -> sqlite3.Connection:
    db = sqlite3.connect(f"{path.as_uri()}?{how}", uri=True, isolation_level=None)
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def go_on(stop: Flag | None) -> None:
    """Give up, if that is wanted.

    Raises:
        Stopped: it is.
    """
    if stop is not None and stop.is_set():
        raise Stopped from None


def _until(log: pathlib.Path, name: str) -> list[Backup]:
    """The backups of days up to one, the newest first.

    What a clock that was ahead has made is neither in the way of the others nor pruned.
    """
    return [backup for backup in listed(log) if backup.is_daily and backup.name <= name]


def _free_name(folder: pathlib.Path) -> pathlib.Path:
    """Where a backup of a log that was lost is kept."""
    numbers = range(1, 10_000)
    paths = (folder / f"progress-before-loss-{number}.db" for number in numbers)
    return next(path for path in paths if not path.exists())


def _prune(log: pathlib.Path, made: Backup) -> None:
    daily = _until(log, made.name) if made.is_daily else []
    kept = {*daily[:DAILY], *_newest_of_weeks(daily[DAILY:]), made}
    with closing(_open(made.path, "immutable=1")) as copied:
        for backup in daily:
            if backup in kept:
                continue
            # A log that was lost, and began anew, does not drive out what is left of the old one.
            newest = newest_in(backup)
            if not newest or copied.execute(_EVENT, (newest,)).fetchone():
                backup.path.unlink(missing_ok=True)
    stale = made.path.stat().st_mtime - _STALE_SECONDS
    placing.sweep_drafts(made.path.parent, "progress-", stale)
    placing.sweep_drafts(log.absolute().parent, f"{log.name}.", stale)


def _newest_of_weeks(older: list[Backup]) -> list[Backup]:
    """The newest backup of each of the last weeks that have one."""
    weeks: dict[tuple[int, int], Backup] = {}
    for backup in older:
        weeks.setdefault(date.fromisoformat(backup.name).isocalendar()[:2], backup)
    return list(weeks.values())[:WEEKLY]
