"""Anki's side, run by the interpreter that has Anki; it imports nothing of studyapp.

`theirs.py build MATERIAL COLLECTION TODAY`, `first COLLECTION`, `serve COLLECTION`. Every pragma
is Anki's own; `serve` tells which they are.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from anki.collection import Collection

GRADES = {1: 0, 3: 1, 4: 2, 5: 3}
"""Ours to theirs: Again, Hard, Good, Easy."""

DECK = "All"
YEARS_MS = 12 * 365 * 86_400_000
CARDS_PER_DECK = 1_000
MOST_PER_DAY = 9_999
"""The highest limit that a preset takes; `extend_limits` lifts it for the day."""


def build(material: str, path: str, today: int) -> None:
    """A collection with the notes, cards and reviews of the material, in a hundred subdecks."""
    with closing_of(Collection(path)) as col:
        parent = col.decks.id(DECK)
        with closing(sqlite3.connect(material)) as source:
            count = source.execute("SELECT count(*) FROM card").fetchone()[0]
        decks = [
            col.decks.id(f"{DECK}::Deck {number:03}")
            for number in range(-(-count // CARDS_PER_DECK))
        ]
        col.decks.select(parent)
        limits = col.decks.config_dict_for_deck_id(parent)
        limits["rev"]["perDay"] = MOST_PER_DAY
        col.decks.update_config(limits)
        notetype = col.models.by_name("Basic")["id"]
    _shift_creation(path)
    with closing_of(Collection(path)) as col:
        shift = col.sched.today - today
    _fill(material, path, decks, notetype, shift)
    with closing_of(Collection(path)) as col:
        col.sched.extend_limits(0, MOST_PER_DAY)
        col.optimize()


def first(path: str) -> None:
    """Open, say the first due card's question, and wait to be ended."""
    col = Collection(path)
    queued = col.sched.get_queued_cards(fetch_limit=1)
    say(question=col.get_card(queued.cards[0].card.id).question())
    sys.stdin.read()
    col.close()


def serve(path: str) -> None:
    """Do what each line asks for, and say how long it took."""
    col = Collection(path)
    sitting = Sitting(col)
    for line in sys.stdin:
        order = json.loads(line)
        say(**getattr(sitting, order.pop("do"))(**order))
    col.close()


class closing_of:  # noqa: N801 - like contextlib.closing
    """Closes a collection at the end."""

    def __init__(self, col: Any) -> None:
        self.col = col

    def __enter__(self) -> Any:
        return self.col

    def __exit__(self, *_: object) -> None:
        self.col.close()


class Sitting:
    """The reviewer's calls: take the next card with its states, answer it."""

    def __init__(self, col: Any) -> None:
        from anki.cards import Card

        self.col = col
        self.card = Card
        self.next()

    def next(self) -> None:
        """The card at the head of the queue."""
        self.queued = self.col.sched.get_queued_cards(fetch_limit=1)

    def answer(self, grade: int) -> dict[str, object]:
        """Answer, and take the next card."""
        head = self.queued.cards[0]
        began = time.perf_counter()
        card = self.card(self.col, backend_card=head.card)
        card.start_timer()
        sched = self.col.sched
        answer = sched.build_answer(card=card, states=head.states, rating=GRADES[grade])
        sched.answer_card(answer)
        self.next()
        return {"ms": (time.perf_counter() - began) * 1000}

    def undo(self) -> dict[str, object]:
        """Take the newest answer back, and take its card again."""
        began = time.perf_counter()
        self.col.undo()
        self.next()
        return {"ms": (time.perf_counter() - began) * 1000}

    def about(self) -> dict[str, object]:
        """How many cards wait, how it keeps them, and how much memory that took, in MiB."""
        names = ("journal_mode", "synchronous", "locking_mode", "wal_autocheckpoint", "cache_size")
        return {
            "due": self.queued.review_count,
            "pragmas": {name: self.col.db.scalar(f"PRAGMA {name}") for name in names},
            "mb": peak(),
        }


def say(**values: object) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def peak() -> float:
    """The most memory of this process, in MiB; `ru_maxrss` would know its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


def _shift_creation(path: str) -> None:
    """Make the collection older than its reviews."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE col SET crt = crt - ?", (YEARS_MS // 1000,))


def _fill(material: str, path: str, decks: list[int], notetype: int, shift: int) -> None:
    now = int(time.time())
    with closing(sqlite3.connect(material)) as source, closing(sqlite3.connect(path)) as db, db:
        cards = source.execute("SELECT * FROM card").fetchall()
        first = now * 1000 - YEARS_MS
        db.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, '', ?, ?, ?, 0, '')",
            (
                (
                    first + number,
                    f"bench{number}",
                    notetype,
                    now,
                    f"{question}\x1f{answer}",
                    question,
                    int(hashlib.sha1(question.encode()).hexdigest()[:8], 16),  # noqa: S324 - Anki's
                )
                for number, question, answer, *_ in cards
            ),
        )
        db.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 2, 2, ?, ?, ?, 10, ?, 0, 0, 0, 0, '{}')",
            (
                (
                    first + number,
                    first + number,
                    decks[number // CARDS_PER_DECK],
                    now,
                    due + shift,
                    interval,
                    ease * 10,
                    lapses,
                )
                for number, _, _, due, interval, ease, lapses in cards
            ),
        )
        reviews = source.execute("SELECT * FROM review ORDER BY at")
        db.executemany(
            "INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, 1)", _revlog(reviews, first)
        )


def _revlog(reviews: Any, first: int) -> Any:
    last = 0
    for at, number, grade, before, interval, ease, ms in reviews:
        last = max(at, last + 1)
        yield last, first + number, GRADES[grade] + 1, interval, before, ease * 10, ms


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", material, collection, today]:
            build(material, collection, int(today))
        case ["first", collection]:
            first(collection)
        case ["serve", collection]:
            serve(collection)
