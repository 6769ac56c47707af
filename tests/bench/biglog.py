"""A log of a million events about 100 000 cards, written in one transaction."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from studyapp.progress import ids, refold
from studyapp.progress.events import Event, canonical
from studyapp.progress.store import Progress

EVENTS, CARDS = 1_000_000, 100_000
_FIRST_MS, _BETWEEN_MS, _DAY_MS = 1_600_000_000_000, 100_000, 86_400_000
_INSERT = (
    f"INSERT INTO log ({', '.join(Event._fields)}) VALUES ({', '.join('?' * len(Event._fields))})"
)


def write(path: Path, events: int = EVENTS, cards: int = CARDS) -> None:
    """Each card is met once, and then reviewed in turn, over three years."""
    with Progress.open(path) as progress:
        db = progress.db
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        db.executemany(_INSERT, _events(progress.device(), events, cards))
        refold.refold_all(db, "0" * 16)
        db.execute("COMMIT")


def _events(device: str, events: int, cards: int) -> Iterator[Event]:
    chance = random.Random(1)
    for number in range(events):
        card = number % cards
        at = _FIRST_MS + number * _BETWEEN_MS
        name = ids.make(at, chance.randbytes(ids.RANDOM_BYTES))
        key = f"deck-{card % 50:03}/card-{card // 50}"
        event = Event(name, 1, device, at, 60, at // _DAY_MS, "meet", key)
        if number < cards:
            text = {
                "question": f"Question {card}?",
                "answer": f"Answer {card} of some length. " * 4,
            }
            yield event._replace(data=canonical(text))
        else:
            yield event._replace(
                kind="review",
                grade=chance.choice((1, 3, 4, 4, 4, 5)),
                ms=chance.randrange(60_000),
                data=canonical({"reveal": chance.randrange(30_000), "via": "app"}),
            )
