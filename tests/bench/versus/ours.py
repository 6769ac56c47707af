"""Our side, as a process: `python -m tests.bench.versus.ours build|serve|rebuild …`.

The home and the decks are those of the environment, as for the app itself.
"""

from __future__ import annotations

import json
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from studyapp import clock
from studyapp.desk import Desk
from studyapp.library import places
from studyapp.library.wish import Wish
from studyapp.progress import ids, refold
from studyapp.progress.events import VERSION, Event, canonical
from studyapp.progress.store import Progress
from studyapp.progress.writing import transaction
from studyapp.sitting import Sitting
from tests.bench import decks
from tests.bench.versus import material
from tests.bench.versus.processes import most_memory

_INSERT = (
    f"INSERT INTO log ({', '.join(Event._fields)}) VALUES ({', '.join('?' * len(Event._fields))})"
)


def build(source: str) -> None:
    """Decks, their index and a log, from the material."""
    folder = Path(places.roots()[0][0])
    with closing(sqlite3.connect(source)) as db:
        cards = db.execute("SELECT count(*) FROM card").fetchone()[0]
        decks.write(folder, cards // material.CARDS_PER_DECK, cards)
        with _desk() as desk:
            _write_log(db, desk)
    time.sleep(2.2)  # files written a moment ago are read again, as they may still change
    with _desk():
        pass


def serve() -> None:
    """Do what each line asks for, and say how long it took."""
    with _desk() as desk:
        sitting = _Sitting(desk)
        for line in sys.stdin:
            order = json.loads(line)
            _say(**getattr(sitting, order.pop("do"))(**order))


def rebuild() -> None:
    """Fold the whole log anew, and say how long that took and the most memory, in MiB."""
    sys.stdin.readline()
    with Progress.open(Path(places.progress_file())) as progress:
        began = time.perf_counter()
        with transaction(progress.db):
            refold.refold_all(progress.db, progress.epoch())
        seconds = time.perf_counter() - began
        _say(seconds=seconds, events=progress.newest()[0], mb=most_memory("self"))


class _Sitting:
    """The sitting that `review --plain` has, without its lines."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.sitting = Sitting(desk, Wish(new=0), via="plain")

    def answer(self, grade: int) -> dict[str, object]:
        """Grade the card on the table, which puts the next one there.

        As in both faces of the app, it was read ahead while the learner thought about this one.
        """
        self.sitting.upcoming()
        self.sitting.reveal()
        began = time.perf_counter()
        self.sitting.grade(grade)
        return {"ms": (time.perf_counter() - began) * 1000}

    def undo(self) -> dict[str, object]:
        """Take the newest grade back, which puts its card on the table."""
        began = time.perf_counter()
        self.sitting.undo()
        return {"ms": (time.perf_counter() - began) * 1000}

    def about(self) -> dict[str, object]:
        """How many cards wait, how the log is kept, and the most memory so far, in MiB."""
        db = self.desk.progress.db
        names = ("journal_mode", "synchronous", "locking_mode", "wal_autocheckpoint", "cache_size")
        return {
            "due": self.sitting.left,
            "pragmas": {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in names},
            "mb": most_memory("self"),
        }


def _desk() -> Desk:
    return Desk(places.roots(), clock.from_environment())


def _write_log(source: sqlite3.Connection, desk: Desk) -> None:
    progress = desk.progress
    with transaction(progress.db):
        progress.db.executemany(_INSERT, _events(source, desk))
        refold.refold_all(progress.db, progress.epoch())


def _events(source: sqlite3.Connection, desk: Desk) -> Iterator[Event]:
    """The reviews, each card's first one after a `meet` with its text."""
    dice = random.Random(6)
    device = desk.progress.device()
    met: set[int] = set()
    last = 0
    data = canonical({"reveal": 2_500, "via": "plain"})
    for at, number, grade, _, _, _, ms in source.execute("SELECT * FROM review ORDER BY at"):
        key, day = material.key(number), material.day_of(at)
        if number not in met:
            met.add(number)
            card = desk.library.card(key)
            assert card is not None
            text = canonical({"question": card.question, "answer": card.answer})
            last = max(at, last + 1)
            name = ids.make(last, dice.randbytes(ids.RANDOM_BYTES))
            yield Event(name, VERSION, device, at, 0, day, "meet", key, data=text)
        last = max(at, last + 1)
        name = ids.make(last, dice.randbytes(ids.RANDOM_BYTES))
        yield Event(name, VERSION, device, at, 0, day, "review", key, grade, ms, data=data)


def _say(**values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", source]:
            build(source)
        case ["serve"]:
            serve()
        case ["rebuild"]:
            rebuild()
