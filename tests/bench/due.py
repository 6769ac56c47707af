"""`studyapp due` against an interpreter that does nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench import setting
from tests.bench.table import Row

ROUNDS = 25


def run(folder: Path) -> list[Row]:
    """Three processes in turn."""
    small, large = setting.shipped(folder), setting.large(folder)
    nothing, ours, many = [], [], []
    for _ in range(ROUNDS):
        nothing.append(_run([sys.executable, "-c", "pass"], small))
        ours.append(_run([*setting.APP, "due"], small))
        many.append(_run([*setting.APP, "due"], large))
    return [
        Row("`studyapp due`", "`python -c pass`", ours, nothing, 3),
        Row("`due` with 10 000 cards", "shipped decks", many, ours, 1.2),
    ]


def _run(command: Sequence[str], env: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000
