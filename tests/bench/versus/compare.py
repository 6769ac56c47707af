"""All figures of both sides, taken in turn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from tests.bench.versus import material
from tests.bench.versus.disk import Disk
from tests.bench.versus.processes import Start
from tests.bench.versus.sides import Sides

CARDS, DUE = 100_000, 12_000
FEW = 1_000
STARTS = 15
ANSWERS = 10_000
UNDOS = 300
REBUILDS = 3


class Starts(NamedTuple):
    """Processes from their start, ours and theirs in turn."""

    due: list[float]
    ours: list[Start]
    theirs: list[Start]


class Answers(NamedTuple):
    """Milliseconds of each answer with the card that follows, of each undo, and of the disk."""

    ours: list[float]
    theirs: list[float]
    disk: list[float]
    our_undos: list[float]
    their_undos: list[float]
    our_mb: float
    their_mb: float
    our_pragmas: dict[str, object]
    their_pragmas: dict[str, object]


class Rebuild(NamedTuple):
    """Folding the whole log anew."""

    seconds: list[float]
    mb: float
    events: int


class Figures(NamedTuple):
    """Everything that was measured: with all cards, and with few."""

    starts: Starts
    few_starts: Starts
    answers: Answers
    few_answers: Answers
    rebuild: Rebuild


def measure(folder: Path) -> Figures:
    """Build both sides in a folder and measure them."""
    many = Sides(folder / "many", CARDS, DUE)
    few = Sides(folder / "few", FEW, FEW)
    _tell("starts")
    starts, few_starts = _starts(many, STARTS), _starts(few, STARTS)
    _tell("rebuild")
    rebuild = _rebuild(many)
    _tell("answers")
    answers = _answers(many, folder, ANSWERS, UNDOS)
    few_answers = _answers(few, folder, FEW - 100, UNDOS)
    return Figures(starts, few_starts, answers, few_answers, rebuild)


def _starts(sides: Sides, rounds: int) -> Starts:
    found = Starts([], [], [])
    for turn in range(rounds + 1):
        due, ours, theirs = sides.due(), sides.our_first(), sides.their_first()
        if turn:  # the first one fills the caches of the system
            found.due.append(due)
            found.ours.append(ours)
            found.theirs.append(theirs)
    return found


def _rebuild(sides: Sides) -> Rebuild:
    answers = []
    for _ in range(REBUILDS):
        with sides.rebuild() as worker:
            answers.append(worker.ask("all"))
    seconds = [float(answer["seconds"]) for answer in answers]
    most = max(float(answer["mb"]) for answer in answers)
    return Rebuild(seconds, most, int(answers[0]["events"]))


def _answers(sides: Sides, folder: Path, count: int, undos: int) -> Answers:
    with Disk(folder) as disk, sides.ours() as ours, sides.theirs() as theirs:
        lists: tuple[list[float], ...] = ([], [], [], [], [])
        for grade in material.answers(count):
            lists[0].append(ours.ms("answer", grade=grade))
            lists[1].append(theirs.ms("answer", grade=grade))
            lists[2].append(disk.write())
        for _ in range(undos):
            lists[3].append(ours.ms("undo"))
            lists[4].append(theirs.ms("undo"))
            for _ in range(2):  # the card that came back, and another one to be taken back next
                ours.ask("answer", grade=4)
                theirs.ask("answer", grade=4)
        about = ours.ask("about"), theirs.ask("about")
    return Answers(*lists, about[0]["mb"], about[1]["mb"], about[0]["pragmas"], about[1]["pragmas"])


def _tell(what: str) -> None:
    sys.stderr.write(f"  {what} …\n")
