"""Folding all cards at once gives what folding row by row gives."""

import random
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.progress import fold as folding
from studyapp.progress.events import Event
from studyapp.progress.fold import CardState, Row, fold
from studyapp.progress.refold import fold_all
from studyapp.progress.reviews import Reviews
from tests.progress.devices import Device, put_all
from tests.progress.logs import moment, quick

_ROWS = "SELECT seq, id, day, kind, card, grade, target, data FROM log ORDER BY id"
_INSERT = f"INSERT INTO log (seq, {', '.join(Event._fields)}) VALUES (?, {', '.join('?' * 12)})"


def row_by_row(db: sqlite3.Connection) -> dict[str, CardState]:
    rows: list[Row] = db.execute(_ROWS).fetchall()
    return fold(rows, rows)


def lives(seed: int, count: int, keys: int) -> list[Event]:
    first = Device(1, seed, keys).live(count)
    return [*first, *Device(2, seed, keys).live(count, first)]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 150), st.integers(1, 60), st.randoms())
def test_all_cards_at_once_stand_where_they_do_row_by_row(
    seed: int, count: int, keys: int, chance: random.Random
) -> None:
    events = lives(seed, count, keys)
    chance.shuffle(events)
    with tempfile.TemporaryDirectory() as folder, quick(Path(folder, "p.db")) as progress:
        put_all(progress, events)

        assert fold_all(progress.db) == row_by_row(progress.db)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.integers(1, 40), max_size=5))
def test_reviews_follow_a_log_that_grows(seed: int, parts: list[int]) -> None:
    events = iter(lives(seed, 100, 10))
    with tempfile.TemporaryDirectory() as folder, quick(Path(folder, "p.db")) as progress:
        grown = Reviews()
        for part in parts:
            put_all(progress, [event for event, _ in zip(events, range(part), strict=False)])
            assert grown.follow(progress.db)

            fresh = Reviews()
            assert fresh.follow(progress.db)
            assert (grown.in_order, grown._codes) == (fresh.in_order, fresh._codes)
            assert grown._ids == fresh._ids


def test_a_log_that_lacks_a_number_is_folded_row_by_row(tmp_path: Path) -> None:
    with quick(tmp_path / "p.db") as progress:
        progress.grade("d/a", 4, moment())
        for seq, event in enumerate(lives(3, 40, 5), 7):
            progress.db.execute(_INSERT, (seq, *event))

        assert not Reviews().follow(progress.db)
        assert fold_all(progress.db) == row_by_row(progress.db)


def test_reviews_that_wait_are_stepped_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[Row] = [
        (
            place,
            place.to_bytes(16, "big"),
            place // 3,
            "review",
            f"d/{place % 4}",
            4,
            None,
            None,
        )
        for place in range(1, 100)
    ]
    at_once = fold([], rows)

    monkeypatch.setattr(folding, "_MOST_WAITING", 7)

    assert fold([], rows) == at_once
