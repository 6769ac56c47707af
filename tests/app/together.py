"""Two plain sittings at once on one home, each with grades of its own, and what they must hold.

`python -m tests.bench faults` lets each give 1 000 grades; the tests fewer.
"""

from __future__ import annotations

import os
import random
import subprocess
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from studyapp.progress.store import Progress
from tests.app.kills import GRADES, NOW, Given, read
from tests.app.terminal import COMMAND, PATIENCE
from tests.build import write_deck
from tests.cli.run import run

KEYS = "13", "24"
"""What each of the two presses: from a grade in the log one sees whose it is."""


def study(folder: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> Counter[str]:
    """Let two sittings give `count` grades each, and judge them."""
    write_deck(folder / "decks", cards=2 * count)
    monkeypatch.setenv("STUDYAPP_HOME", str(folder / "home"))
    monkeypatch.setenv("STUDYAPP_DECKS", str(folder / "decks"))
    monkeypatch.setenv("STUDYAPP_NOW", NOW)
    outputs = [folder / f"{keys}.txt" for keys in KEYS]
    sittings = [_sitting(output, 2 * count) for output in outputs]
    for output in outputs:
        _wait_for_a_question(output)
    for number, (sitting, keys) in enumerate(zip(sittings, KEYS, strict=True)):
        chance = random.Random(number)
        assert sitting.stdin is not None
        sitting.stdin.write("".join(f"\n{chance.choice(keys)}\n" for _ in range(count)))
        sitting.stdin.flush()
    told = [sitting.communicate(timeout=600) for sitting in sittings]

    assert [error for _, error in told] == ["", ""]
    assert [sitting.returncode for sitting in sittings] == [0, 0]
    with Progress.open(folder / "home" / "progress.db") as progress:
        events = [(e.card or "", e.grade or 0) for e in progress.events() if e.kind == "review"]
    assert len(events) == 2 * count
    for output, keys in zip(outputs, KEYS, strict=True):
        own = {GRADES[key] for key in keys}
        acknowledged = read(output.read_text(encoding="utf-8").splitlines())
        assert acknowledged == [event for event in events if event[1] in own]
        _see_that_it_saw(events, own)
    assert "all is well" in run("doctor").out
    authors = [grade in {GRADES[key] for key in KEYS[0]} for _, grade in events]
    turns = sum(one != two for one, two in pairwise(authors))
    return Counter({"events": len(events), "changes from one to the other": turns})


def _sitting(output: Path, new: int) -> subprocess.Popen[str]:
    with output.open("w") as file:
        return subprocess.Popen(
            [*COMMAND, "review", "--plain", "--new", str(new)],
            stdin=subprocess.PIPE, stdout=file, stderr=subprocess.PIPE, text=True,
            env=dict(os.environ) | {"COLUMNS": "80"},
        )  # fmt: skip


def _wait_for_a_question(output: Path) -> None:
    end = time.monotonic() + PATIENCE
    while "Question" not in output.read_text(encoding="utf-8"):
        assert time.monotonic() < end, "no question came"
        time.sleep(0.01)


def _see_that_it_saw(events: list[Given], own: set[int]) -> None:
    """Whatever was in the log at one's grade counts for one's next card, whoever wrote it."""
    last: dict[str, int] = {}
    pending: list[Given] = []
    first = True
    for card, grade in events:
        pending.append((card, grade))
        if grade in own:
            assert first or last.get(card, 0) < 4, f"{card} was asked, though it was recalled"
            last.update(pending)
            pending, first = [], False
