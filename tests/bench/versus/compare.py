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
FEW_ANSWERS = 500
UNDOS = 300
REBUILDS = 3


class Starts(NamedTuple):
    """Processes from their start, in turn; `few` is ours with few cards."""

    due: list[float]
    few_due: list[float]
    ours: list[Start]
    few: list[Start]
    theirs: list[Start]


class Side(NamedTuple):
    """Milliseconds of each answer with the card that follows, and of each undo.

    `about` is what the process tells of itself at the end.
    """

    answers: list[float]
    undos: list[float]
    about: dict[str, object]


class Sitting(NamedTuple):
    """Both sides and the disk, in turn; `few` is ours with few cards, beside the last answers."""

    ours: Side
    theirs: Side
    few: Side
    disk: list[float]


class Rebuild(NamedTuple):
    """Folding the whole log anew."""

    seconds: list[float]
    mb: float
    events: int


class Figures(NamedTuple):
    """Everything that was measured."""

    starts: Starts
    sitting: Sitting
    rebuild: Rebuild


def measure(folder: Path) -> Figures:
    """Build both sides in a folder and measure them."""
    many = Sides(folder / "many", CARDS, DUE)
    few = Sides(folder / "few", FEW, FEW)
    _tell("starts")
    starts = _starts(many, few)
    _tell("answers and undos")
    sitting = _sitting(many, few, folder)
    _tell("folding the log anew")
    return Figures(starts, sitting, _rebuild(many))


def _starts(many: Sides, few: Sides) -> Starts:
    found = Starts([], [], [], [], [])
    for turn in range(STARTS + 1):
        due, few_due = many.due(), few.due()
        ours, small, theirs = many.our_first(), few.our_first(), many.their_first()
        if turn:  # the first one fills the caches of the system
            found.due.append(due)
            found.few_due.append(few_due)
            found.ours.append(ours)
            found.few.append(small)
            found.theirs.append(theirs)
    return found


def _sitting(many: Sides, few: Sides, folder: Path) -> Sitting:
    found = Sitting(Side([], [], {}), Side([], [], {}), Side([], [], {}), [])
    with Disk(folder) as disk, many.ours() as ours, many.theirs() as theirs, few.ours() as small:
        pairs = ((found.ours, ours), (found.theirs, theirs), (found.few, small))
        for at, grade in enumerate(material.answers(ANSWERS)):
            # The few cards do not last as long, so they join in at the end.
            for side, worker in pairs[: 3 if at >= ANSWERS - FEW_ANSWERS else 2]:
                side.answers.append(worker.ms("answer", grade=grade))
            found.disk.append(disk.write())
        for _ in range(UNDOS):
            for side, worker in pairs:
                side.undos.append(worker.ms("undo"))
                for _ in range(2):  # the card that came back, and one to be taken back next
                    worker.ask("answer", grade=4)
        for side, worker in pairs:
            side.about.update(worker.ask("about"))
    return found


def _rebuild(sides: Sides) -> Rebuild:
    answers = []
    for _ in range(REBUILDS):
        with sides.rebuild() as worker:
            answers.append(worker.ask("all"))
    seconds = [float(answer["seconds"]) for answer in answers]
    most = max(float(answer["mb"]) for answer in answers)
    return Rebuild(seconds, most, int(answers[0]["events"]))


def _tell(what: str) -> None:
    sys.stderr.write(f"  {what} …\n")
