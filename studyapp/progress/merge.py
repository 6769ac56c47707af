"""Bring the events of other logs into this one: the union, in steps that may end at any moment.

All that comes is read, judged and set aside first; only then is the log written. Each step is one
transaction after which the states equal the fold, so a merge that was cut off is simply repeated.
See docs/log.md.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress import refold
from studyapp.progress.errors import ProgressError, telling
from studyapp.progress.events import Event
from studyapp.progress.ids import to_text
from studyapp.progress.reviews import Reviews
from studyapp.progress.sources import Refused, events_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from studyapp.progress.store import Progress

STEP = 20_000
"""Events of one transaction: a grade given meanwhile waits for one (`tests.bench merge`)."""

STEP_BYTES = 32 * 1024 * 1024
"""Bytes of data of one transaction, so that memory does not grow with what comes."""

_CACHE = "PRAGMA main.cache_size = -65536"
"""64 MB: with SQLite's usual 2, pages are written and read again (twice the time)."""

_FIELDS = ", ".join(Event._fields)
_DIFFERS = " OR ".join(
    f"{{0}}.{field} IS NOT {{1}}.{field}" for field in Event._fields if field != "id"
)
_TABLES = f"""
CREATE TEMP TABLE staged (id BLOB PRIMARY KEY, {_FIELDS.partition(", ")[2]}, clash) WITHOUT ROWID;
CREATE TEMP TABLE changed (name TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_DROP = """
DROP TABLE IF EXISTS temp.staged;
DROP TABLE IF EXISTS temp.arriving;
DROP TABLE IF EXISTS temp.changed;
"""
_STAGE = f"""
INSERT INTO staged ({_FIELDS}) VALUES ({", ".join("?" * len(Event._fields))})
ON CONFLICT (id) DO UPDATE SET clash = 1 WHERE {_DIFFERS.format("staged", "excluded")}
"""
_CLASH_AMONG_THEM = "SELECT id FROM staged WHERE clash LIMIT 1"
_CLASH_WITH_OURS = f"""
SELECT log.id FROM staged CROSS JOIN log ON log.id = staged.id
WHERE {_DIFFERS.format("staged", "log")} LIMIT 1
"""
_ARRIVING = f"""
CREATE TEMP TABLE arriving AS SELECT {_FIELDS} FROM staged
WHERE NOT EXISTS (SELECT 1 FROM log WHERE log.id = staged.id)
ORDER BY kind NOT IN ('undo', 'rename'), card, id
"""
"""What says something of other events first, then card by card: a card is folded about once."""

_ALL_FROM = 30
"""From one in so many on it is quicker to read all reviews than those of the cards in question."""
_AMONG = """
SELECT (SELECT count(*) FROM log),
  (SELECT min(id) FROM arriving) < (SELECT max(id) FROM log)
"""

_SIZES = "SELECT rowid, length(data) FROM arriving WHERE rowid > ? ORDER BY rowid LIMIT ?"
_BRING = f"""
INSERT INTO log ({_FIELDS}) SELECT {_FIELDS} FROM arriving
WHERE arriving.rowid BETWEEN ? AND ?
  AND NOT EXISTS (SELECT 1 FROM log WHERE log.id = arriving.id)
ORDER BY arriving.rowid
"""
_BROUGHT = """
SELECT seq, id, day, kind, card, grade, target, CASE WHEN kind <> 'review' THEN data END
FROM log WHERE seq > ? ORDER BY seq
"""
_NOTE_CHANGED = "INSERT OR IGNORE INTO changed SELECT name FROM state WHERE changed = ?"
_NOTE_MERGED = "INSERT OR REPLACE INTO meta VALUES ('merged', ?)"


class Outcome(NamedTuple):
    """What a merge came to: events that are new, events that were here, cards that changed."""

    new: int
    known: int
    cards: int


def merge(
    progress: Progress,
    paths: Sequence[Path],
    *,
    before: Callable[[], object] = lambda: None,
    step: Callable[[int, int], object] = lambda _done, _total: None,
) -> Outcome:
    """Bring the events of files into the log: each a `progress.db`, or lines of `log --json`.

    Args:
        before: called once before the first write, and not at all if nothing is new.
        step: told after each transaction how many of how many events are in. Between two of them
            other processes write, if `step` leaves them the time.

    Raises:
        ProgressError: a file is refused, and nothing has changed; or the log cannot be written,
            and what is in stays: the same merge brings the rest.

    """
    if progress.read_only:
        raise ProgressError(f"{progress.path} was opened only to be read: nothing can be kept")
    with telling(progress.path), _staging(progress.db) as db:
        for path in paths:
            _stage(db, path)
        staged, arriving = _sort_out(db, progress.path)
        if arriving:
            before()
        new = sum(_steps(progress, arriving, step))
        cards = db.execute("SELECT count(*) FROM changed").fetchone()[0]
    return Outcome(new, staged - new, cards)


@contextmanager
def _staging(db: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Temporary tables, which SQLite keeps in a file that goes with the process."""
    cache = db.execute("PRAGMA main.cache_size").fetchone()[0]
    db.execute(_CACHE)
    db.executescript(_DROP + _TABLES)
    try:
        yield db
    finally:
        db.executescript(_DROP)
        db.execute(f"PRAGMA main.cache_size = {cache}")


def _stage(db: sqlite3.Connection, path: Path) -> None:
    """Set aside what a file tells. Only the temporary tables are written, so nobody waits."""
    db.execute("BEGIN")
    try:
        db.executemany(_STAGE, events_of(path))
        clash = db.execute(_CLASH_AMONG_THEM).fetchone()
    finally:
        db.execute("COMMIT")
    if clash is not None:
        raise Refused(path, f"tells two contents of the event {to_text(clash[0])}")


def _sort_out(db: sqlite3.Connection, path: Path) -> tuple[int, int]:
    """How many events there are, and how many of them are not here, which now lie in order."""
    clash = db.execute(_CLASH_WITH_OURS).fetchone()
    if clash is not None:
        raise Refused(path, f"has another content of the event {to_text(clash[0])}")
    staged = db.execute("SELECT count(*) FROM staged").fetchone()[0]
    db.execute(_ARRIVING)
    return staged, db.execute("SELECT count(*) FROM arriving").fetchone()[0]


def _steps(progress: Progress, total: int, step: Callable[[int, int], object]) -> Iterator[int]:
    """One transaction after another; how many events each has brought."""
    done = 0
    reviews = _reviews(progress.db, total)
    while done < total:
        last = _end_of_step(progress.db, done)
        with refold.without_collector(), progress.transaction():
            new = _bring(progress.db, done + 1, last, reviews)
        yield new
        done = last
        step(done, total)


def _reviews(db: sqlite3.Connection, arriving: int) -> Reviews | None:
    """All reviews, read before anyone waits, if much comes that lies among what is there."""
    events, among = db.execute(_AMONG).fetchone()
    if not among or arriving * _ALL_FROM < events:
        return None
    reviews = Reviews()
    with refold.one_moment(db):
        return reviews if reviews.follow(db) else None


def _end_of_step(db: sqlite3.Connection, done: int) -> int:
    held = 0
    last = done
    for place, size in db.execute(_SIZES, (done, STEP)):
        held += size or 0
        last = place
        if held > STEP_BYTES:
            break
    return last


def _bring(db: sqlite3.Connection, first: int, last: int, reviews: Reviews | None) -> int:
    seq = db.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    db.execute(_BRING, (first, last))
    written = db.execute(_BROUGHT, (seq,)).fetchall()
    if written:
        refold.absorb(db, written, reviews)
        newest = written[-1][0]
        db.execute(_NOTE_CHANGED, (newest,))
        db.execute(_NOTE_MERGED, (str(newest),))
    return len(written)
