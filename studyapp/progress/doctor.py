"""Prove a log: the file whole, its events in order, its stored states equal to the fold."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress import refold, states
from studyapp.progress.errors import telling
from studyapp.progress.events import KINDS, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_WITHOUT_TARGET = f"SELECT seq FROM log WHERE kind = 'undo' AND target IS NULL AND {_KNOWN_FORM}"
_WITHOUT_NAMES = f"""
SELECT seq FROM log
WHERE {_KNOWN_FORM} AND kind = 'rename'
  AND (card IS NULL OR data IS NULL OR instr(data, '"to":') = 0)
"""


class Summary(NamedTuple):
    """What a log holds. Days are None where there is no event."""

    events: int
    kinds: tuple[tuple[str, int], ...]
    unknown: tuple[str, ...]
    cards: int
    devices: int
    device: str
    first_day: int | None
    last_day: int | None


def examine(progress: Progress) -> list[str]:
    """What is wrong with a log, one line each; nothing, if all is well."""
    with telling(progress.path):
        problems = _of_the_file(progress.db)
        if not problems:  # a damaged file would only repeat itself
            problems += _of_the_events(progress)
            problems += _of_the_states(progress.db)
    return problems


def summarise(progress: Progress) -> Summary:
    """What a log holds, in figures."""
    db = progress.db
    with telling(progress.path):
        kinds = db.execute("SELECT kind, count(*) FROM log GROUP BY kind ORDER BY kind").fetchall()
        cards = db.execute("SELECT count(*) FROM state WHERE key = name").fetchone()[0]
        devices = db.execute("SELECT count(DISTINCT device) FROM log").fetchone()[0]
        days = db.execute("SELECT min(day), max(day) FROM log").fetchone()
    return Summary(
        sum(count for _, count in kinds),
        tuple(kinds),
        tuple(kind for kind, _ in kinds if kind not in KINDS),
        cards,
        devices,
        progress.device(),
        *days,
    )


def _of_the_file(db: sqlite3.Connection) -> list[str]:
    try:
        lines = db.execute(f"PRAGMA integrity_check({_MOST_TOLD})").fetchall()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        lines = [(str(error),)]  # so damaged that it cannot even be looked through
    return [f"the file is damaged: {line}" for (line,) in lines if line != "ok"]


def _of_the_events(progress: Progress) -> Iterator[str]:
    checks = (
        ("is older than the one before it on this device", _OUT_OF_ORDER, (progress.device(),)),
        ("takes back nothing", _WITHOUT_TARGET, ()),
        ("renames without two names", _WITHOUT_NAMES, ()),
    )
    for what, query, values in checks:
        rows = [f"event {seq} {what}" for (seq,) in progress.db.execute(query, values)]
        yield from _first(rows)


def _of_the_states(db: sqlite3.Connection) -> Iterator[str]:
    folded = refold.fold_all(db)
    newest = db.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    wrong = []
    for key, changed, state in states.every(db):
        if folded.pop(key, None) != state:
            wrong.append(f"the stored state of {key} is not what its events say")
        elif not 0 < changed <= newest:
            wrong.append(f"the stored state of {key} changed at {changed}, which no event has")
    wrong += [f"{key} stands in the log and has no stored state" for key in folded]
    yield from _first(wrong)


def _first(problems: list[str]) -> Iterator[str]:
    yield from problems[:_MOST_TOLD]
    if len(problems) > _MOST_TOLD:
        yield f"… and {len(problems) - _MOST_TOLD} more like it"
