"""The cards, reviews and due days that both sides are built from, in a neutral SQLite file."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from studyapp.schedule import rules
from tests.bench import decks

CARDS_PER_DECK = 1_000
REVIEWS = 10
LONGEST = 400
"""Days. Whoever would wait longer forgets instead, so that ten reviews span some years."""

GRADES = (1, 3, 4, 5)
OFTEN = (10, 15, 60, 15)
"""How often each grade is given, of a hundred."""

_TABLES = """
CREATE TABLE card (number INTEGER PRIMARY KEY, question TEXT, answer TEXT, due INTEGER,
    interval INTEGER, ease INTEGER, lapses INTEGER);
CREATE TABLE review (at INTEGER, number INTEGER, grade INTEGER, before INTEGER, interval INTEGER,
    ease INTEGER, ms INTEGER);
"""
_DAY_MS = 86_400_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Step(NamedTuple):
    """A review and the state it led to."""

    day: int
    grade: int
    before: int
    after: rules.Fields


def write(path: Path, cards: int, due: int, today: int) -> None:
    """Cards with ten reviews each; `due` of them, spread over all decks, are due by `today`.

    In `review`, `at` is UTC milliseconds, before and after are intervals in days; in `card`, `due`
    is a study day.
    """
    dice = random.Random(4)
    histories = [_history(dice, number < due, today) for number in _shuffled(dice, cards)]
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(_TABLES)
        db.executemany(
            "INSERT INTO card VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (number, *text(number), last.after[3], *last.after[1:3], last.after[10])
                for number, (*_, last) in enumerate(histories)
            ),
        )
        rows = sorted(_rows(dice, histories))
        db.executemany("INSERT INTO review VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def text(number: int) -> tuple[str, str]:
    """Question and answer of a card."""
    deck, card = divmod(number, CARDS_PER_DECK)
    return decks.question(deck, card), decks.answer(card)


def key(number: int) -> str:
    """The key of a card, as `decks.write` makes it."""
    deck, card = divmod(number, CARDS_PER_DECK)
    return f"deck-{deck:03}/card-{card}"


def answers(count: int) -> list[int]:
    """The grades that both sides are given."""
    return random.Random(5).choices(GRADES, OFTEN, k=count)


def _shuffled(dice: random.Random, cards: int) -> list[int]:
    return dice.sample(range(cards), cards)


def _history(dice: random.Random, is_due: bool, today: int) -> list[_Step]:
    """Ten reviews before today, after which the card is due by `today`, or later."""
    steps = _reviews(dice)
    *_, last = steps
    interval, due = last.after[1], last.after[3]
    if is_due:
        left = -dice.randrange(1 + interval // 4)
    elif interval > 1:
        left = dice.randrange(1, interval)
    else:  # reviewed before today, it would be due
        return _history(dice, is_due, today)
    return [_moved(step, today + left - due) for step in steps]


def _reviews(dice: random.Random) -> list[_Step]:
    """Ten reviews, each on its due day or a little later."""
    steps: list[_Step] = []
    state: rules.Fields | None = None
    day = 0
    for wanted in dice.choices(GRADES, OFTEN, k=REVIEWS):
        before = state[1] if state else 0
        grade = 1 if before > LONGEST else wanted
        state = rules.answered(state, [rules.packed(day, grade)])
        steps.append(_Step(day, grade, before, state))
        day = state[3] + dice.randrange(1 + state[1] // 10)
    return steps


def _moved(step: _Step, days: int) -> _Step:
    repetitions, interval, ease, due, *rest = step.after
    after = (repetitions, interval, ease, due + days, *rest)
    return step._replace(day=step.day + days, after=after)  # type: ignore[arg-type]


def _rows(dice: random.Random, histories: list[list[_Step]]) -> Iterator[tuple[int, ...]]:
    """The reviews of all cards, at some minute of the waking day."""
    for number, steps in enumerate(histories):
        for step in steps:
            at = step.day * _DAY_MS + dice.randrange(8 * 3_600_000, 20 * 3_600_000)
            after = step.after
            yield at, number, step.grade, step.before, *after[1:3], dice.randrange(2_000, 20_000)


def day_of(at: int) -> int:
    """The study day of a review in the material, which is written in UTC."""
    return (_EPOCH + timedelta(milliseconds=at)).toordinal() - _EPOCH.toordinal()
