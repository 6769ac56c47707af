"""Kill a sitting at a random moment, and see that what it acknowledged is kept.

`python -m tests.bench faults` does it 300 times; the tests do it less often.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from studyapp.desk import Desk
from studyapp.library.wish import Wish
from studyapp.progress.store import Progress
from tests.app.terminal import COMMAND, Terminal
from tests.build import SetClock, write_deck
from tests.cli.run import process, run

LABELS = {"Again": 1, "Hard": 3, "Good": 4, "Easy": 5}
GRADES = dict(zip("1234", LABELS.values(), strict=True))
CARDS = 120
REVIEW = ("review", "--new", str(CARDS))
NOW = "2026-11-23T09:00:00"
HOMES = 4
"""Kills until there is an empty home again."""

_ASKED = re.compile(r"Question (\d+) of deck\?")
_TAKEN = re.compile(rf"({'|'.join(LABELS)}) · ")
_SEEN = "u takes it back"

Given = tuple[str, int]
"""A card and its grade."""


class Bench:
    """A deck and a home, which is empty at first, and again after every `HOMES` kills."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.decks = folder / "home", folder / "decks"
        write_deck(self.decks, cards=CARDS)
        monkeypatch.setenv("STUDYAPP_HOME", str(self.home))
        monkeypatch.setenv("STUDYAPP_DECKS", str(self.decks))
        monkeypatch.setenv("STUDYAPP_NOW", NOW)
        self.starts: list[float] = []
        self._kept: list[Given] = []
        self._kills = 0

    def once(
        self, face: Callable[[Bench, random.Random], list[Given]], seed: int, counts: Counter[str]
    ) -> None:
        """One sitting, its end, and a look at what is left."""
        if self._kills % HOMES == 0:
            shutil.rmtree(self.home, ignore_errors=True)
            self._kept = []
        self._kills += 1
        acknowledged = face(self, random.Random(seed))

        began = time.perf_counter()
        told = process(*REVIEW, "--plain", typed="q\n")
        self.starts.append((time.perf_counter() - began) * 1000)
        assert (told.err, told.status) == ("", 0), seed
        doctor = run("doctor")
        assert "all is well" in doctor.out, (seed, doctor)
        given = self._given()
        expected = self._kept + acknowledged
        assert given[: len(expected)] == expected, f"an acknowledged grade is lost: {seed}"
        assert len(given) - len(expected) <= 1, f"more than one grade too many: {seed}"
        owed = {card for card, grade in dict(given).items() if grade < 4}
        assert self._owed() == owed, seed
        assert ("Question" in told.out) == (bool(owed) or len(dict(given)) < CARDS), seed
        counts["acknowledged"] += len(acknowledged)
        counts["kept before it was acknowledged"] += len(given) - len(expected)
        counts["kills before the first grade"] += not given
        self._kept = given

    def _given(self) -> list[Given]:
        with Progress.open(self.home / "progress.db", read_only=True) as progress:
            return [(e.card or "", e.grade or 0) for e in progress.events() if e.kind == "review"]

    def _owed(self) -> set[str]:
        with Desk(((str(self.decks), False),), SetClock()) as desk:
            return {entry.key for entry, _ in desk.library.owed(desk.moment().day, Wish())}


def plain(bench: Bench, chance: random.Random) -> list[Given]:
    """A plain sitting that answers as fast as it can; what it acknowledged before it was killed."""
    typed = "".join(f"\n{chance.choice('1234')}\n" for _ in range(500))
    with subprocess.Popen(
        [*COMMAND, *REVIEW, "--plain"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as sitting:  # fmt: skip
        assert sitting.stdin is not None
        assert sitting.stdout is not None
        assert sitting.stderr is not None
        sitting.stdin.write(typed)
        sitting.stdin.flush()
        lines = []
        if chance.random() < 0.3:
            time.sleep(chance.uniform(0, 0.2))  # while it starts
        else:
            lines += [sitting.stdout.readline() for _ in range(chance.randrange(600))]
            time.sleep(chance.uniform(0, 0.004))
        sitting.kill()
        lines += sitting.stdout.readlines()
        assert sitting.stderr.read() == ""
    return read([line for line in lines if line.endswith("\n")])


def read(lines: list[str]) -> list[Given]:
    """What a plain sitting asked and acknowledged, from what it wrote."""
    given, card = [], ""
    for line in lines:
        if asked := _ASKED.match(line):
            card = f"deck/q{asked[1]}"
        elif taken := _TAKEN.match(line):
            given.append((card, LABELS[taken[1]]))
    return given


def app(bench: Bench, chance: random.Random) -> list[Given]:
    """The app, with somebody at its keys; what was acknowledged on the screen."""
    env = {name: os.environ[name] for name in ("STUDYAPP_DECKS", "STUDYAPP_NOW")}
    with Terminal(*REVIEW, home=bench.home, env=env) as terminal:
        killing = threading.Timer(chance.uniform(0, 4), terminal.process.kill, (signal.SIGKILL,))
        killing.start()
        given: list[Given] = []
        pressed: Given | None = None
        waiting, patient = "", 0.0
        while terminal.process.isalive():
            terminal.read(0.05)
            if pressed is not None and _SEEN in terminal.text:
                given.append(pressed)
                pressed = None
            asked = _ASKED.search(terminal.text)
            if asked is None or pressed is not None:
                continue
            card = asked[1]
            if f"Answer {card} of deck." in terminal.text:
                key = chance.choice("1234")
                pressed = f"deck/q{card}", GRADES[key]
                terminal.press(key)
            elif waiting != card or time.monotonic() > patient:
                waiting, patient = card, time.monotonic() + 0.3
                terminal.press(" ")
        killing.join()
        while terminal.read(0.02):
            pass
        if pressed is not None and _SEEN in terminal.text:
            given.append(pressed)
        assert terminal.process.signalstatus == signal.SIGKILL
    return given
