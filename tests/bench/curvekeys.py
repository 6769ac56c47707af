"""From a key press to the new picture of a curve that is looked at: cursor, zoom, bend.

Beside the card and on the whole screen, in two sizes, against a bare `Static` in the same size.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench import setting
from tests.bench.table import Row
from tests.bench.terminal import Stopwatch

PRESSES = 16
PAUSE = 0.12
"""Seconds between two keys: a frame is long out by then."""

HELD = 0.0
"""Seconds until the next process has its turn: with the quiet after three frames, 33 ms a key."""

SIZES = ((120, 40), (200, 60))
KEYS = {
    "cursor": (b"\x1b[C", PAUSE),
    "bend": (b"]", PAUSE),
    "zoom": (b"+", PAUSE),
    "held cursor": (b"\x1b[D", HELD),
    "held bend": (b"[", HELD),
    "held zoom": (b"-", HELD),
    "cursor with tangent": (b"\x1b[D", PAUSE),
}
"""A key, and seconds until the next press: no press brings back what was shown before it."""

DECK = """
id: bent
title: Bent
cards:
  - id: one
    question: What does the slope of ELU do?
    answer: It decays to 0.
    curve: {function: elu, x: [-4, 4]}
"""


def run(folder: Path) -> list[Row]:
    """A bare app and two reviews in each size, key by key in turn."""
    roots = folder / "decks"
    roots.mkdir(parents=True)
    (roots / "bent.yaml").write_text(DECK, encoding="utf-8")
    env = setting.environment(folder / "home", roots)
    return [row for size in SIZES for row in _in_size(env, *size)]


def _in_size(env: dict[str, str], columns: int, rows: int) -> list[Row]:
    bare = Stopwatch(setting.BARE, env, columns, rows)
    bare.until(b"ready 0")
    beside, whole = (Stopwatch([*setting.APP, "review"], env, columns, rows) for _ in range(2))
    for process in (beside, whole):
        process.until(b"elu(x)")
        process.rest(1.0)
    whole.press(b"c")
    for process in (beside, whole):
        process.rest(1.0)
        process.press(b"\x1b[C")
        process.rest(0.5)
    table: list[Row] = []
    for what, (key, pause) in KEYS.items():
        if "tangent" in what:
            for process in (beside, whole):
                process.press(b"t")
                process.rest(0.5)
        floor: list[float] = []
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(PRESSES):
            floor.append(_press(bare, b"x", pause))
            for process, times in zip((beside, whole), taken, strict=True):
                times.append(_press(process, key, pause))
        for place, times in zip(("beside a card", "whole screen"), taken, strict=True):
            name = f"{what}, {place}, {columns} x {rows}"
            table.append(Row(name, "bare Textual app", times, floor, 1.5))
    for process in (bare, beside, whole):
        process.stop()
    return table


def _press(process: Stopwatch, key: bytes, pause: float) -> float:
    taken = process.press(key)
    process.rest(pause)
    return taken
