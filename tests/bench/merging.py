"""Merging 100 000 events into 1 000 000, against the bare inserts; and three devices in full."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from studyapp.progress import ids
from studyapp.progress.events import Event
from studyapp.progress.merge import merge
from studyapp.progress.store import Progress
from tests.bench.table import Row
from tests.progress.devices import put_all

HERE, COMING, CARDS = 1_000_000, 100_000, 100_000
ROUNDS = 3
FULL = "10000"
_START = 1_700_000_000_000
_MINUTE = 60_000
_INSERT = f"""
INSERT INTO log ({", ".join(Event._fields)}) SELECT {", ".join(Event._fields)} FROM other.log
ORDER BY id
"""


def run(folder: Path) -> list[Row]:
    """What comes is later than all that is here, as from a phone; or lies all between it."""
    folder.mkdir(parents=True)
    _three_devices()
    here = _written(folder / "here.db", _reviews("a", HERE, _START, _MINUTE))
    later = _written(folder / "later.db", _reviews("b", COMING, _START + HERE * _MINUTE, _MINUTE))
    among = _written(
        folder / "among.db", _reviews("c", COMING, _START + 1, _MINUTE * HERE // COMING)
    )
    rows = []
    for what, coming in (("later", later), ("among those here", among)):
        ours, floor = [], []
        for _ in range(ROUNDS):
            floor.append(_timed(_insert, here, coming))
            ours.append(_timed(_merge, here, coming))
        name = f"merge {COMING} into {HERE}, {what} (≤ 3000 ms)"
        rows.append(Row(name, "bare inserts", ours, floor, 6))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stderr.write(f"peak memory {peak} MB, building the logs included\n")
    return rows


def _three_devices() -> None:
    env = os.environ | {"STUDYAPP_MERGED_EVENTS": FULL}
    test = "tests/progress/test_merge.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-s", test, "-k", "every_order or killed"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stderr.write(done.stdout if done.returncode else _counts(done.stdout))


def _counts(output: str) -> str:
    return "".join(
        f"{line.lstrip('.')}\n"
        for line in output.splitlines()
        if "orders" in line or "killed" in line
    )


def _reviews(device: str, count: int, start: int, pace: int) -> Iterator[Event]:
    chance = random.Random(device)
    for number in range(count):
        at = start + number * pace
        card = f"deck-{chance.randrange(100):03}/card-{chance.randrange(CARDS // 100)}"
        yield Event(
            ids.make(at, chance.randbytes(10)), 1, device * 16, at, 60, at // 86_400_000, "review",
            card, chance.randrange(6), 3000, None, '{"via":"app"}',
        )  # fmt: skip


def _written(path: Path, events: Iterator[Event]) -> Path:
    with Progress.open(path) as progress:
        progress.db.execute("PRAGMA cache_size = -200000")
        put_all(progress, events)
    Progress.open(path).close()  # folds it
    return path


def _timed(work: Callable[[Progress, Path], None], here: Path, coming: Path) -> float:
    copy = here.with_name("copy.db")
    shutil.copyfile(here, copy)
    os.sync()  # what the copy left to write is not the merge's
    with Progress.open(copy) as progress:
        began = time.perf_counter()
        work(progress, coming)
        taken = time.perf_counter() - began
    copy.unlink()
    return taken * 1000


def _merge(progress: Progress, coming: Path) -> None:
    merge(progress, [coming])


def _insert(progress: Progress, coming: Path) -> None:
    """The floor: SQLite copies the rows, unread and unfolded, in one transaction."""
    progress.db.execute("PRAGMA cache_size = -65536")
    progress.db.execute("ATTACH ? AS other", (str(coming),))
    progress.db.execute(_INSERT)
