"""Make a new log of what can be read of the old one and of a backup, and put it in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress import backups, connection, placing, refold, salvage, trust
from studyapp.progress.errors import Damaged, ProgressError, telling
from studyapp.progress.events import Event
from studyapp.progress.intake import is_fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from studyapp.progress.backups import Backup

_SCRATCH = ".restoring-"
_COLUMNS = ", ".join(Event._fields)
_FOUND = f"""
CREATE TEMP TABLE found (
  in_file INTEGER, in_backup INTEGER, differs INTEGER NOT NULL DEFAULT 0, {_COLUMNS},
  PRIMARY KEY (id)
)
"""
_SAME = " AND ".join(f"found.{field} IS excluded.{field}" for field in Event._fields)
_ADD = f"""
INSERT INTO found (in_file, in_backup, {_COLUMNS})
VALUES (?, ?, {", ".join("?" * len(Event._fields))})
ON CONFLICT (id) DO UPDATE SET
  in_file = coalesce(in_file, excluded.in_file), differs = max(differs, NOT ({_SAME}))
"""
"""What came first stays: the backup, which was looked through when it was made."""
_ADD_LEFT = f"""
INSERT OR IGNORE INTO found ({_COLUMNS}) VALUES ({", ".join("?" * len(Event._fields))})
"""
_COUNTS = """
SELECT count(*), count(in_file), coalesce(sum(in_file IS NULL AND in_backup IS NOT NULL), 0),
  coalesce(sum(in_file IS NULL AND in_backup IS NULL), 0), coalesce(sum(differs), 0)
FROM found
"""
_NUMBERED_ALIKE = "SELECT count(*) = 0 FROM found WHERE in_file <> in_backup"
_KEEP = f"INSERT INTO log ({_COLUMNS}) SELECT {_COLUMNS} FROM found ORDER BY id"
_EVENTS = f"SELECT seq, {_COLUMNS} FROM log"
_EVENT = "SELECT 1 FROM log WHERE id = ?"


class Restored(NamedTuple):
    """What a restoration came to.

    Attributes:
        kept: where the old log lies now; None if there was none.
        backups: those that were used.
        passed_over: those that could not be read.
        damaged: whether the old log was.
        events: how many the new log has.
        of_file: how many of them could be read of the old log.
        of_backup: how many came from backups alone.
        of_orphans: how many were only in what was left of logs that are gone.
        unsound: how many rows of the old log were no events any more.
        differing: how many events the two told differently; the backup was believed.
        missing: numbers of events of the old log, from and to, that were in neither.
    """

    kept: Path | None
    backups: tuple[Backup, ...]
    passed_over: tuple[Backup, ...]
    damaged: bool
    events: int
    of_file: int
    of_backup: int
    of_orphans: int
    unsound: int
    differing: int
    missing: tuple[tuple[int, int], ...]


_Counts = tuple[int, int, int, int, int, int, tuple[tuple[int, int], ...]]
"""The fields of `Restored` from `events` on."""


class _Old(NamedTuple):
    """A copy of the old log: its path, and whether it can be read as a log."""

    path: Path
    whole: bool


class _Sources(NamedTuple):
    """Of what a new log is made: the old one, backups, and the `-wal` files of logs that are gone.

    Where two tell one event differently, the backup is believed before the old log, and that one
    before what is left of another.
    """

    old: _Old | None
    backups: tuple[Backup, ...]
    orphans: Sequence[Path]


def is_damaged(log: Path) -> bool:
    """Whether a log, looked through as a whole, is not as it was written.

    Raises:
        ProgressError: it cannot be read, or a newer release made it.
    """
    try:
        with telling(log), closing(connection.open_readable(log)) as db:
            trust.look_through(db, log)
            return any(event is None for _, event in _rows_of(db))
    except Damaged:
        return True


def lacks_what_is_left(db: sqlite3.Connection, log: Path) -> bool:
    """Whether an open log lacks events that stand in what is left of logs that are gone."""
    with telling(log):
        left = _events_left(placing.orphans(log), lambda: None)
        return any(db.execute(_EVENT, (event.id,)).fetchone() is None for event in left)


def restore(
    log: Path,
    name: str | None,
    today: str,
    *,
    random: Callable[[int], bytes] = os.urandom,
    step: Callable[[], object] = lambda: None,
) -> Restored:
    """Put the union of a log, a backup and what is left of others in the log's place.

    The old log is kept beside it.

    Whoever is killed meanwhile leaves the old one or the new one whole.

    Args:
        log: the log, which no process has open, this one neither.
        name: of the backup (its day); None for the newest that is good.
        today: the study day as ISO date, which names the old log and stands in the new one.
        random: gives that many random bytes.
        step: called now and then while the log is read.

    Raises:
        ProgressError: it is in use, there is nothing to restore, or it could not be written; the
            old log is there as it was.
    """
    chosen, passed_over = _choose(log, name)
    if not log.exists():
        kept, counts = _restore_the_gone(log, chosen, today, random, step)
        return Restored(kept, chosen, passed_over, kept is not None, *counts)
    with (
        telling(log),
        placing.held(log) as handle,
        _emptied(log.parent),
        tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=log.parent) as scratch,
        placing.draft_of(log) as draft,
    ):
        old, orphans = _copy(log, handle, Path(scratch)), placing.orphans(log)
        if not (old.whole or chosen or _is_log(old.path) or any(_events_left(orphans, step))):
            raise ProgressError(f"{log} is no log, and there is no backup; move it away")
        counts = _build(draft, _Sources(old, chosen, orphans), today, random, step)
        word = "replaced" if old.whole else "damaged"
        kept = placing.keep_old(log, f"{log.name}.{word}-{today}")
        placing.replace(log, draft)
    return Restored(kept, chosen, passed_over, not old.whole, *counts)


def _restore_the_gone(
    log: Path,
    chosen: tuple[Backup, ...],
    today: str,
    random: Callable[[int], bytes],
    step: Callable[[], object],
) -> tuple[Path | None, _Counts]:
    """A log where none is, of backups and of a `-wal` that may be left; that `-wal`, and counts."""
    with telling(log):
        placing.put_orphans_aside(log)
    wals = placing.orphans(log)
    if not chosen and not wals:
        raise ProgressError(f"there is neither a log nor a backup in {log.parent}")
    with (
        placing.draft_of(log) as draft,
        telling(log),
        tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=log.parent) as scratch,
    ):
        old = _remains(wals[0], Path(scratch)) if wals else None
        counts = _build(draft, _Sources(old, chosen, wals[1:]), today, random, step)
        placing.replace(log, draft)
    return wals[0] if wals else None, counts


def _choose(log: Path, name: str | None) -> tuple[tuple[Backup, ...], tuple[Backup, ...]]:
    """The backup of that name, else the newest good one; and those that were passed over.

    With the newest come those whose newest event it has not: of a log that was lost.
    """
    found = backups.listed(log)
    if name is not None:
        for backup in found:
            if backup.name == name:
                backups.held(backup.path)
                return (backup,), ()
        names = ", ".join(backup.name for backup in found) or "none"
        raise ProgressError(f"there is no backup of {name}; there are: {names}")
    good: list[Backup] = []
    passed_over = []
    for backup in found:
        try:
            if not good or not _has(good[0], backups.newest_in(backup)):
                backups.held(backup.path)
                good.append(backup)
        except ProgressError:
            passed_over.append(backup)
    return tuple(good), tuple(passed_over)


def _has(backup: Backup, event_id: bytes) -> bool:
    with telling(backup.path), closing(connection.open_readable(backup.path)) as db:
        found = db.execute("SELECT 1 FROM log WHERE id = ?", (event_id,)).fetchone()
    return found is not None


@contextmanager
def _emptied(folder: Path) -> Iterator[None]:
    """Without what a restoration that was killed has left."""
    for left in folder.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    yield


def _copy(log: Path, handle: int, scratch: Path) -> _Old:
    """A copy to work with, so that nothing that SQLite does reaches the old log."""
    copy = scratch / log.name
    with copy.open("wb") as file:
        place = 0
        while piece := os.pread(handle, 1 << 20, place):
            file.write(piece)
            place += len(piece)
    wal = placing.beside(log, "-wal")
    if wal.exists():
        placing.beside(copy, "-wal").write_bytes(wal.read_bytes())
    try:
        return _Old(copy, whole=_is_whole(copy))
    except Damaged:
        return _Old(copy, whole=False)
    except ProgressError as error:
        raise ProgressError(str(error).replace(str(copy), str(log))) from error


def _remains(wal: Path, scratch: Path) -> _Old:
    """A log of which only the `-wal` is left, beside a page of nothing, which SQLite refuses."""
    copy = scratch / "remains.db"
    copy.write_bytes(bytes(salvage.PAGE))
    shutil.copy(wal, placing.beside(copy, "-wal"))
    return _Old(copy, whole=False)


def _is_whole(copy: Path) -> bool:
    trust.check_size(copy)
    if trust.has_foreign_wal(copy):
        placing.beside(copy, "-wal").unlink()
        return False
    with telling(copy), closing(_reading(copy)) as db:
        trust.check(db, copy)
        trust.look_through(db, copy)
        return all(event is not None for _, event in _rows_of(db))


def _build(
    draft: Path,
    sources: _Sources,
    today: str,
    random: Callable[[int], bytes],
    step: Callable[[], object],
) -> _Counts:
    """Fill the draft; the counts of `Restored`, from `events` on."""
    old = sources.old
    unsound: set[int] = set()
    meta: dict[str, str] = {}
    with closing(sqlite3.connect(draft, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = OFF")  # the draft is waited for as a whole
        db.execute(_FOUND)
        for backup in reversed(sources.backups):  # so that what the newest says of itself counts
            with closing(connection.open_readable(backup.path)) as source:
                meta |= _meta(source)
                rows = source.execute(_EVENTS)
                db.executemany(_ADD, ((None, seq, *values) for seq, *values in rows))
        if old is not None:
            meta |= _meta_of(old.path)
            db.executemany(_ADD, _of_file(old, unsound, step))
        db.executemany(_ADD_LEFT, _events_left(sources.orphans, step))
        counts = db.execute(_COUNTS).fetchone()
        missing = _missing(db, old, unsound)
        _fill(db, meta, today, random)
    found = backups.held(draft)
    if found.events != counts[0]:
        raise ProgressError(f"{draft} was not written as it should be; try again")
    *held, differing = counts
    return (*held, len(unsound), differing, missing)


def _fill(
    db: sqlite3.Connection, meta: dict[str, str], today: str, random: Callable[[int], bytes]
) -> None:
    device = meta.get("device") or random(8).hex()
    connection.build(db, random(8).hex(), device)
    db.execute("BEGIN")
    db.execute(_KEEP)
    db.execute("INSERT INTO meta VALUES ('restored', ?)", (today,))
    refold.refold_all(db, random(8).hex())
    db.execute("COMMIT")


def _of_file(
    old: _Old, unsound: set[int], step: Callable[[], object]
) -> Iterator[tuple[object, ...]]:
    """The rows of the old log for the table of what was found."""
    if old.whole:
        with closing(_reading(old.path)) as db:
            yield from ((seq, None, *event) for seq, event in _rows_of(db) if event)
        return
    wal = placing.beside(old.path, "-wal")
    rows = salvage.read_events(
        old.path.read_bytes(), wal.read_bytes() if wal.exists() else b"", step
    )
    for seq, event in rows:
        if event is None:
            unsound.add(seq)
        else:
            yield (seq, None, *event)


def _events_left(wals: Iterable[Path], step: Callable[[], object]) -> Iterator[Event]:
    """The events that `-wal` files hold whose logs are gone."""
    for wal in wals:
        rows = salvage.read_events(b"", wal.read_bytes(), step)
        yield from (event for _, event in rows if event is not None)


def _rows_of(db: sqlite3.Connection) -> Iterable[tuple[int, Event | None]]:
    for seq, *values in db.execute(_EVENTS):
        event = Event._make(values)
        yield seq, event if is_fit(event) else None


def _missing(
    db: sqlite3.Connection, old: _Old | None, unsound: set[int]
) -> tuple[tuple[int, int], ...]:
    """The numbers that the old log's events have left out, which it never does by itself."""
    if old is None or old.whole:
        return ()
    alike = db.execute(_NUMBERED_ALIKE).fetchone()[0]
    number = "coalesce(in_file, in_backup)" if alike else "in_file"
    known = {row[0] for row in db.execute(f"SELECT {number} FROM found") if row[0]}
    gaps = []
    before = 0
    last = max(unsound - known, default=0) + 1
    for seq in sorted({*known, last}):
        if seq > before + 1:
            gaps.append((before + 1, seq - 1))
        before = max(before, seq)
    return tuple(gaps)


def _meta_of(copy: Path) -> dict[str, str]:
    """What the old log says of itself, as far as it can be read and can be so."""
    try:
        with closing(_reading(copy)) as db:
            return _meta(db)
    except (sqlite3.Error, UnicodeDecodeError):
        return {}


def _meta(db: sqlite3.Connection) -> dict[str, str]:
    device = dict(db.execute("SELECT name, value FROM meta")).get("device")
    if isinstance(device, str) and len(device) == 16 and not set(device) - set("0123456789abcdef"):
        return {"device": device}
    return {}


def _reading(copy: Path) -> sqlite3.Connection:
    db = sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True, isolation_level=None)
    db.execute("PRAGMA trusted_schema = OFF")
    return db


def _is_log(copy: Path) -> bool:
    """Whether anything of it is an event."""
    wal = placing.beside(copy, "-wal")
    rows = salvage.read_events(
        copy.read_bytes(), wal.read_bytes() if wal.exists() else b"", lambda: None
    )
    return any(event is not None for _, event in rows)
