"""From the start of the process to the first screen with content, in a pseudo-terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench import setting
from tests.bench.table import Row
from tests.bench.terminal import Stopwatch

ROUNDS = 11


def run(folder: Path) -> list[Row]:
    """Three apps started in turn."""
    small, large = setting.shipped(folder), setting.large(folder)
    bare, ours, many = [], [], []
    for _ in range(ROUNDS):
        bare.append(_start(setting.BARE, small, b"ready 0"))
        ours.append(_start(setting.APP, small, b"Activation functions"))
        many.append(_start(setting.APP, large, b"Deck 0"))
    return [
        Row("start to first screen", "bare Textual app", ours, bare, 1.3),
        Row("start with 10 000 cards, 200 due", "shipped decks", many, ours, 1.2),
    ]


def _start(command: Sequence[str], env: Mapping[str, str], text: bytes) -> float:
    process = Stopwatch(command, env)
    taken = process.until(text)
    process.rest(0.1)
    process.stop()
    return taken
