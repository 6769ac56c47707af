"""The doctor, a backup and an opening of a log of a million events."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from studyapp.progress import backups
from studyapp.progress.doctor import examine
from studyapp.progress.store import Progress
from tests.bench import biglog
from tests.bench.table import Row

ROUNDS = 5


def run(folder: Path) -> list[Row]:
    """Each in turn, against SQLite looking the file through and copying it."""
    log = folder / "progress.db"
    biglog.write(log)
    looked, proved, copied, backed, opened = [], [], [], [], []
    with Progress.open(log, read_only=True) as progress:
        for _ in range(ROUNDS):
            looked.append(_time(lambda: progress.db.execute("PRAGMA integrity_check").fetchall()))
            proved.append(_time(lambda: examine(progress)))
            copied.append(_time(lambda: _copy(progress.db, folder / "copy.db")))
            backed.append(_time(lambda: backups.copy(log, folder / "backup.db")))
            opened.append(_time(lambda: Progress.open(log, read_only=True).close()))
    small = folder / "small" / "progress.db"
    biglog.write(small, 20_000, 2_000)
    checked = [_time(lambda: Progress.open(small, read_only=True).close()) for _ in range(ROUNDS)]
    return [
        Row("doctor, 1 000 000 events", "integrity_check alone", proved, looked, 2),
        Row("a checked backup of them", "a copy by SQLite", backed, copied, 2),
        Row("opening 20 000 events, looked through", "1 000 000, not", checked, opened, 20),
    ]


def _copy(db: sqlite3.Connection, target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as copy:
        db.backup(copy)


def _time(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
