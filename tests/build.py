"""What tests are made of: decks, a home of one's own, a clock that stands where it is put."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studyapp.desk import Desk
from studyapp.sitting import Sitting

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class SetClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def deck_text(name: str = "deck", cards: int = 3, **head: str) -> str:
    """A deck with cards q0, q1, … that ask `Question 0 of deck?`."""
    lines = [f"id: {name}", f"title: {head.pop('title', name.title())}"]
    lines += [f"{key}: {value}" for key, value in head.items()]
    lines.append("cards:")
    for number in range(cards):
        lines += [
            f"  - id: q{number}",
            f"    question: Question {number} of {name}?",
            f"    answer: Answer {number} of {name}.",
        ]
    return "\n".join(lines) + "\n"


def write_deck(folder: Path, name: str = "deck", cards: int = 3, **head: str) -> Path:
    """The same as a file, written long enough ago that its time stamp is trusted."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(deck_text(name, cards, **head), encoding="utf-8")
    return age(path)


def age(path: Path, seconds: int = 60) -> Path:
    """Give a file an older time stamp."""
    stamp = path.stat().st_mtime - seconds
    os.utime(path, (stamp, stamp))
    return path


@contextmanager
def desk_on(
    *roots: Path | tuple[Path, bool],
    clock: SetClock | None = None,
    writable: bool = True,
    recorded: bool = True,
) -> Iterator[Desk]:
    """A desk on folders of decks, in the home that `STUDYAPP_HOME` names."""
    pairs = tuple(
        (str(root[0]), root[1]) if isinstance(root, tuple) else (str(root), False) for root in roots
    )
    with Desk(pairs, clock or SetClock(), writable=writable, recorded=recorded) as desk:
        yield desk


def grade_all(sitting: Sitting, grades: Sequence[int]) -> list[str]:
    """Reveal and grade card after card; the keys in the order in which they came."""
    keys = []
    for grade in grades:
        assert sitting.turn is not None
        keys.append(sitting.turn.card.key)
        sitting.reveal()
        sitting.grade(grade)
    return keys
