"""Kills, two sittings at once, and a disk that fails; the counts are told on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.app import kills, together
from tests.bench.table import Row
from tests.cli.run import process
from tests.progress import refusals
from tests.progress.faulty import FAILURES, failing_disk

KILLS = 150
"""Of each face."""

GRADES = 1000
"""Of each of two sittings."""


def run(folder: Path) -> list[Row]:
    """Do it all; the time of the next start after a kill is what the table tells."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        _fail_writes(folder / "refusals", monkeypatch)
    with pytest.MonkeyPatch.context() as monkeypatch:
        counts = together.study(folder / "together", monkeypatch, GRADES)
        _tell(f"two sittings at once, {GRADES} grades each", counts)
    with pytest.MonkeyPatch.context() as monkeypatch:
        return [_kill(folder / "kills", monkeypatch)]


def _fail_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = refusals.Bench(folder, monkeypatch)
    with failing_disk() as disk:
        for mode in refusals.MODES:
            counts: Counter[str] = Counter()
            for failure in FAILURES:
                refusals.every_write(bench, disk, mode, failure, counts)
            refusals.all_from(bench, disk, mode, counts)
            _tell(f"each write of a grade ({mode}), failing in {len(FAILURES)} ways", counts)


def _kill(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Row:
    bench = kills.Bench(folder, monkeypatch)
    ended = []
    for face in (kills.plain, kills.app):
        counts: Counter[str] = Counter()
        for seed in range(KILLS):
            bench.once(face, seed, counts)
            began = time.perf_counter()
            process(*kills.REVIEW, "--plain", typed="q\n")
            ended.append((time.perf_counter() - began) * 1000)
        _tell(f"{KILLS} kills of {face.__name__}", counts)
    return Row("a start after a kill", "a start after a good end", bench.starts, ended, 1.5)


def _tell(what: str, counts: Counter[str]) -> None:
    told = "\n".join(f"  {count:6} {name}" for name, count in counts.items())
    sys.stderr.write(f"{what}, and nothing broke a promise:\n{told}\n")
