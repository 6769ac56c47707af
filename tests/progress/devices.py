"""Devices that live apart: logs of every kind of event, by clocks that jump and disagree."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Sequence

from studyapp.progress import ids
from studyapp.progress.events import Event, canonical
from studyapp.progress.fold import Row
from studyapp.progress.store import Progress
from tests.progress.logs import DAY, DAY_MS

KINDS = (
    *["review"] * 12, "undo", "undo", "rename", "meet", "suspend", "resume", "bury", "flag",
    "reset", "remark", "drill", "plan", "levitate",
)  # fmt: skip
_MARKS = ", ".join("?" * len(Event._fields))
_INSERT = f"INSERT INTO log ({', '.join(Event._fields)}) VALUES ({_MARKS})"


class Device:
    """One device with its own name, clock and chance; it may take back what others did."""

    def __init__(self, number: int, seed: int, keys: int = 40) -> None:
        self.name = f"{number:016x}"
        self._chance = random.Random(f"{seed} {number}")
        self._wall = DAY * DAY_MS + self._chance.choice((0, -3000, 4000)) * DAY_MS
        self._own = 0
        self._keys = [f"deck-{place % 5}/card-{place}" for place in range(keys)]

    def live(self, count: int, others: Sequence[Event] = ()) -> list[Event]:
        """So many events, in the order in which they happened here."""
        made: list[Event] = []
        for _ in range(count):
            made.append(self._event(others if others and self._chance.random() < 0.3 else made))
        return made

    def _event(self, known: Sequence[Event]) -> Event:
        chance = self._chance
        self._wall += chance.choice((0, 1, 5_000, 60_000, DAY_MS // 3, -7_200_000))
        if chance.random() < 0.005:
            self._wall += chance.choice((-400, -2, 2, 400)) * DAY_MS
        self._own = ids.next_time(self._wall, self._own, 0)
        kind = chance.choice(KINDS)
        day = self._wall // DAY_MS
        event = Event(
            ids.make(self._own, chance.randbytes(10)), 1, self.name, self._wall,
            chance.choice((-570, 0, 345)), day, kind, card=chance.choice(self._keys),
        )  # fmt: skip
        return event._replace(**self._rest(kind, known))  # type: ignore[arg-type]  # by kind

    def _rest(self, kind: str, known: Sequence[Event]) -> dict[str, object]:
        chance = self._chance
        if kind == "review":
            return {"grade": chance.randrange(6), "ms": chance.randrange(60_000)}
        if kind == "undo":
            target = chance.choice(known).id if known else chance.randbytes(16)
            return {"card": None, "target": target}
        if kind == "rename":
            return {"data": canonical({"to": chance.choice(self._keys)})}
        if kind == "meet":
            return {
                "data": canonical({"question": chance.choice("pq"), "answer": "什么\x1b\u202e"})
            }
        if kind == "flag":
            return {"data": canonical({"flag": chance.randrange(6)})}
        if kind == "levitate":
            return {"version": 7, "grade": 99, "data": canonical({"x": [1.5, {"y": None}]})}
        return {"card": None} if kind in {"drill", "plan"} else {}


def put_all(progress: Progress, events: Iterable[Event]) -> None:
    """Put events into a log at once; its states are folded by whoever opens it next."""
    db: sqlite3.Connection = progress.db
    db.execute("BEGIN")
    db.executemany(_INSERT, events)
    db.execute("UPDATE meta SET value = '0' WHERE name = 'fold_version'")
    db.execute("COMMIT")


def rows_of(events: Iterable[Event]) -> list[Row]:
    """Events as the fold reads them, with numbers in the order given."""
    return [
        (seq, e.id, e.day, e.kind, e.card, e.grade, e.target, e.data)
        for seq, e in enumerate(events, 1)
    ]
