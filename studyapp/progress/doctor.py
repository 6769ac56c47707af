"""Prove a log: the file whole, its events in order, its stored states equal to the fold.

SQLite looks through the file in a thread, since it does so without the interpreter: a million
events are proved in the time that their fold takes (`python -m tests.bench doctor`).
"""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress import backups, connection, placing, refold, states
from studyapp.progress.errors import Damaged, ProgressError, telling
from studyapp.progress.events import VERSION, Event

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterator

    from studyapp.progress.store import Progress

_MOST_TOLD = 10
"""Of many problems of one sort the first ones are told, and how many more there are."""

_KNOWN_FORM = f"version <= {VERSION}"
_OUT_OF_ORDER = """
SELECT seq FROM (
  SELECT seq, id, lag(id) OVER (ORDER BY seq) AS before FROM log
  WHERE device = ?
    AND seq > coalesce((SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'merged'), 0)
) WHERE id <= before
"""
"""Of what this device wrote since the last merge, which may bring back older events of its own."""
_NEIGHBOURS = """
SELECT EXISTS (SELECT 1 FROM log AS one JOIN log AS two ON two.seq = one.seq + 1
  WHERE two.id <= one.id)
"""
"""Whether any event is older than the one before it: a third of the time of the query above."""
_DEVICE = "SELECT value FROM meta WHERE name = 'device'"
_UNREADABLE = "SELECT seq FROM log WHERE data IS NOT NULL AND NOT json_valid(data)"
_SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
_FIELDS = Event._fields
_ONE = f"SELECT {', '.join(_FIELDS)} FROM {{}}.log WHERE id = ?"
_NOT_ALIKE = f"""
SELECT two.seq, two.id FROM copy.log AS two LEFT JOIN main.log AS one ON one.seq = two.seq
WHERE ({", ".join(f"one.{field}" for field in _FIELDS)})
  IS NOT ({", ".join(f"two.{field}" for field in _FIELDS)})
"""
_WITHOUT_TARGET = f"SELECT seq FROM log WHERE kind = 'undo' AND target IS NULL AND {_KNOWN_FORM}"
_WITHOUT_NAMES = f"""
SELECT seq FROM log
WHERE {_KNOWN_FORM} AND kind = 'rename'
  AND (card IS NULL OR data IS NULL OR instr(data, '"to":') = 0)
"""


class Summary(NamedTuple):
    """How much a log holds."""

    events: int
    cards: int


STEPS = 3
"""How often `examine` calls its `step`."""


def examine(progress: Progress, step: Callable[[], object] = lambda: None) -> list[str]:
    """What is wrong with a log, one line each; nothing, if all is well.

    Args:
        step: called after each part of the work, `STEPS` times.
    """
    with telling(progress.path), ThreadPoolExecutor(1) as pool:
        looking = pool.submit(_of_the_rows, progress.path)
        failed: sqlite3.Error | None = None
        problems = list(_of_the_schema(progress))
        try:
            problems += _of_the_states(progress, step)
        except sqlite3.Error as error:
            failed = error
        damages, events = looking.result()
        step()
        if damages:  # what else is wrong would only repeat it
            return damages
        if failed is not None:
            raise failed
    return problems + events


def notes(progress: Progress) -> list[str]:
    """What is not wrong, but should be known, one line each."""
    with telling(progress.path):
        return list(_of_the_modes(progress.path))


def summarise(progress: Progress) -> Summary:
    """How much a log holds, from its indexes alone."""
    db = progress.db
    with telling(progress.path):
        events = db.execute("SELECT count(*) FROM log").fetchone()[0]
        cards = db.execute("SELECT count(*) FROM state WHERE key = name").fetchone()[0]
    return Summary(events, cards)


def _of_the_modes(log: pathlib.Path) -> Iterator[str]:
    folder = backups.folder_of(log)
    copies = [backup.path for backup in backups.listed(log)]
    sides = [placing.beside(log, ending) for ending in placing.SIDES]
    for path in (log, *sides, folder, *copies):
        if path.exists() and path.stat().st_mode & 0o077:
            yield f"{path} is open to others on this machine; `chmod go= {path}` closes it"


def _of_the_rows(path: pathlib.Path) -> tuple[list[str], list[str]]:
    """What is wrong with the file, and what with its events."""
    try:
        with telling(path), closing(connection.open_readable(path, checked=False)) as db:
            lines = db.execute(f"PRAGMA integrity_check({_MOST_TOLD})").fetchall()
            damages = [f"the file is damaged: {line}" for (line,) in lines if line != "ok"]
            if damages:
                return damages, []
            return [], [*_of_the_events(db), *_of_the_backup(db, path)]
    except Damaged as error:  # so damaged that it cannot even be looked through
        return [f"the file is damaged: {error.__cause__ or error}"], []


def _of_the_schema(progress: Progress) -> Iterator[str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        connection.build(fresh, epoch="", device="")
        meant = set(fresh.execute(_SCHEMA))
    found = set(progress.db.execute(_SCHEMA))
    for kind, name, _ in sorted(meant - found):
        yield f"the {kind} `{name}` is not there as it should be"
    for kind, name, _ in sorted(found - meant):
        if name not in {row[1] for row in meant}:
            yield f"the {kind} `{name}` does not belong there"


def _of_the_events(db: sqlite3.Connection) -> Iterator[str]:
    if db.execute(_NEIGHBOURS).fetchone()[0]:  # as after a merge: more devices than one
        device = db.execute(_DEVICE).fetchone()[0]
        rows = db.execute(_OUT_OF_ORDER, (device,))
        what = "is older than the one before it on this device"
        yield from _first([f"event {seq} {what}" for (seq,) in rows])
    checks = (
        ("takes back nothing", _WITHOUT_TARGET),
        ("renames without two names", _WITHOUT_NAMES),
        ("has data that is no JSON", _UNREADABLE),
    )
    for what, query in checks:
        yield from _first([f"event {seq} {what}" for (seq,) in db.execute(query)])


def _of_the_backup(db: sqlite3.Connection, log: pathlib.Path) -> Iterator[str]:
    """Whether the newest backup is good, and the log has all its events, and says the same."""
    for backup in backups.listed(log)[:1]:
        try:
            backups.held(backup.path)
        except ProgressError as error:
            yield f"the backup of {backup.name} cannot be used: {error}"
            return
        db.execute("ATTACH ? AS copy", (f"{backup.path.as_uri()}?immutable=1",))
        wrong = []
        for seq, event_id in db.execute(_NOT_ALIKE).fetchall():
            # Not where it was: the log was restored since.
            known = db.execute(_ONE.format("main"), (event_id,)).fetchone()
            if known is None:
                wrong.append(f"event {seq} of the backup of {backup.name} is not in the log")
            elif known != db.execute(_ONE.format("copy"), (event_id,)).fetchone():
                wrong.append(f"event {seq} of the backup of {backup.name} has two contents")
        yield from _first(wrong)


def _of_the_states(progress: Progress, step: Callable[[], object]) -> Iterator[str]:
    db = progress.db
    folded = refold.fold_all(db)
    step()
    newest = db.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    wrong = []
    for key, changed, state in states.every(db):
        if folded.pop(key, None) != state:
            wrong.append(f"the stored state of {key} is not what its events say")
        elif not 0 < changed <= newest:
            wrong.append(f"the stored state of {key} changed at {changed}, which no event has")
    wrong += [f"{key} stands in the log and has no stored state" for key in folded]
    step()
    yield from _first(wrong)


def _first(problems: list[str]) -> Iterator[str]:
    yield from problems[:_MOST_TOLD]
    if len(problems) > _MOST_TOLD:
        yield f"… and {len(problems) - _MOST_TOLD} more like it"
