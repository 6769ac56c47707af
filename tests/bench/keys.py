"""From a key press to the new content of the review screen, with the curve in view.

A grade is on the disk before the next card is shown, so the disk's own write and fsync of that
size, after the same rest, is measured beside it: on some disks it is most of the time.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.bench import setting
from tests.bench.table import Row
from tests.bench.terminal import Stopwatch
from tests.bench.versus.disk import Disk

CARDS = 20
THINKING = 0.8
"""Seconds between two keys: quicker than a person, slow enough to prepare what comes next."""


def run(folder: Path) -> list[Row]:
    """A bare app and two reviews, key by key in turn."""
    small, large = setting.shipped(folder), setting.large(folder)
    bare = Stopwatch(setting.BARE, small)
    bare.until(b"ready 0")
    ours, many = _review(small, b"Activation functions"), _review(large, b"Deck 0")
    floor: list[float] = []
    synced: list[float] = []
    disk = Disk(folder)
    reveals: tuple[list[float], list[float]] = ([], [])
    grades: tuple[list[float], list[float]] = ([], [])
    for _ in range(CARDS - 1):
        for keys, taken in ((b" ", reveals), (b"3", grades)):
            floor.append(_press(bare, b"x"))
            taken[0].append(_press(ours, keys))
            taken[1].append(_press(many, keys))
        synced.append(disk.write())
    for process in (bare, ours, many):
        process.stop()
    return [
        Row("reveal the answer", "bare Textual app", reveals[0], floor, 2),
        Row("grade, and the next card", "bare Textual app", grades[0], floor, 2),
        Row("grade", "bare app + the disk's own fsync", grades[0], _with(floor, synced), 2),
        Row("reveal, 10 000 cards", "shipped decks", reveals[1], reveals[0], 1.2),
        Row("grade, 10 000 cards", "shipped decks", grades[1], grades[0], 1.2),
    ]


def _with(floor: list[float], synced: list[float]) -> list[float]:
    """The floor, and on top of it the disk's median."""
    return [value + median(synced) for value in floor]


def _review(env: dict[str, str], text: bytes) -> Stopwatch:
    process = Stopwatch([*setting.APP, "review"], env)
    process.until(text)
    process.rest(3.0)
    return process


def _press(process: Stopwatch, key: bytes) -> float:
    taken = process.press(key)
    process.rest(THINKING)
    return taken
