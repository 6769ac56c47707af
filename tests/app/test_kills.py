"""Whoever is killed in a sitting has kept what it acknowledged."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.app import kills

TIMES = int(os.environ.get("STUDYAPP_TEST_KILLS", "12"))
"""300 of them: `python -m tests.bench faults`. A third of them in the app, which is slower."""


@pytest.mark.parametrize(
    ("face", "times"), [(kills.plain, TIMES * 2 // 3), (kills.app, TIMES // 3)]
)
def test_a_killed_sitting_has_kept_what_it_acknowledged(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    face: Callable[[kills.Bench, random.Random], list[kills.Given]],
    times: int,
) -> None:
    bench = kills.Bench(tmp_path, monkeypatch)
    counts: Counter[str] = Counter()

    for seed in range(times):
        bench.once(face, seed, counts)

    print(f"{times} kills of {face.__name__}: {dict(counts)}")
    assert counts["acknowledged"] > 0
