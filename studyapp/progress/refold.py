"""Keep the stored states equal to the fold: step them, or fold anew what a step cannot reach."""

from __future__ import annotations

import gc
from operator import itemgetter
from typing import TYPE_CHECKING

from studyapp.progress import states
from studyapp.progress.events import renamed_to
from studyapp.progress.fold import (
    FOLD_VERSION,
    CardState,
    Life,
    Row,
    components,
    fold,
    replay,
)
from studyapp.progress.states import Stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence


def _select(condition: str) -> str:
    return " ".join(("SELECT seq, id, day, kind, card, grade, target, data FROM log", condition))


_ALL = """
SELECT seq, id, day, kind, card, grade, NULL, CASE WHEN kind <> 'review' THEN data END
FROM log ORDER BY id
"""
"""Without what the fold does not read of a review: a fifth of the time."""
_FACTS = _select("WHERE kind IN ('undo', 'rename')")
_OF_CARD = """
SELECT seq, id, day, kind, card, grade, target, CASE WHEN kind <> 'review' THEN data END,
  EXISTS (SELECT 1 FROM log AS u WHERE u.target = log.id AND u.kind = 'undo')
FROM log WHERE card = ?
"""
_OF_ID = _select("WHERE id = ?")
_AFTER = _select("WHERE seq > ?")


_MANY = 2_000
"""Rows of the log after which it is quicker to look at all states than at what each is about."""


def follow(db: sqlite3.Connection, written: Sequence[Row]) -> None:
    """Bring the states up to date with rows that have just been added, all about one card."""
    kind, card = written[0][3:5]
    if kind in {"undo", "rename"}:
        refold(db, _touched(db, written[0]), written[-1][0])
    elif card is not None:
        step(db, card, states.of_component(db, card), written)


def step(
    db: sqlite3.Connection, card: str, known: Sequence[Stored], written: Sequence[Row]
) -> CardState:
    """Step a card by rows of it that have just been added; where it stands then.

    Args:
        known: its stored rows.
    """
    seq = written[-1][0]
    before = known[0].state if known else None
    if before and before.last_id and written[0][1] < before.last_id:
        refold(db, [card], seq)
        return states.of_key(db, card) or before
    life = Life(before or CardState(card))
    for row in written:
        life.take(row)
    after = life.state()
    if after != before:
        for key in [row.key for row in known] or [card]:
            states.step(db, before, Stored(key, seq, after))
    return after


def changed_since(db: sqlite3.Connection, seq: int) -> Iterable[Stored]:
    """The states that changed after a seq, in the order in which they did.

    Whatever changes a state is a row of the log, and has the keys that it is about; an index on
    `changed` would cost each grade a fifth more pages.
    """
    newest = db.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    if newest - seq > _MANY:
        return states.changed_since(db, seq)
    keys = {key for row in db.execute(_AFTER, (seq,)).fetchall() for key in _touched(db, row)}
    found = {row.key: row for key in keys for row in states.of_component(db, key)}
    return sorted(
        (row for row in found.values() if row.changed > seq),
        key=lambda row: (row.changed, row.key),
    )


def refold(db: sqlite3.Connection, keys: Iterable[str], seq: int) -> None:
    """Fold the cards of these keys anew; the rows that differ get `seq` as their `changed`.

    The stored components of the keys are closed: whatever a card's history can hold stands under
    one of its names, and every edge between them too.
    """
    before: dict[str, CardState | None] = {}
    for key in keys:
        if key not in before:
            known = states.of_component(db, key)
            before[key] = None
            before.update({row.key: row.state for row in known})
    found = [row for name in before for row in db.execute(_OF_CARD, (name,))]
    void = {row[1] for row in found if row[8]}
    rows = sorted((row[:8] for row in found), key=itemgetter(1))
    folded = replay(void, components(rows, void), rows)
    for key, state in folded.items():
        if key in before and before[key] != state:
            states.step(db, before[key], Stored(key, seq, state))


def refold_all(db: sqlite3.Connection, epoch: str) -> None:
    """Fold the whole log anew, with this release's fold.

    Args:
        epoch: a new one, since whoever follows `changed` must begin again.
    """
    seq = db.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    folded = fold_all(db)
    db.execute("DELETE FROM state")
    states.put(db, (Stored(key, seq, state) for key, state in folded.items()))
    db.executemany(
        "UPDATE meta SET value = ? WHERE name = ?",
        [(str(FOLD_VERSION), "fold_version"), (epoch, "log_epoch")],
    )


def fold_all(db: sqlite3.Connection) -> dict[str, CardState]:
    """What the whole log folds to.

    Nothing of it is garbage before the end, and looking for some takes a fifth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return fold(db.execute(_FACTS), db.execute(_ALL))
    finally:
        if collecting:
            gc.enable()


def _touched(db: sqlite3.Connection, row: Row) -> list[str]:
    """The keys that an undo or a rename is about."""
    kind, card, target, data = row[3], row[4], row[6], row[7]
    found = [key for key in (card, renamed_to(data) if kind == "rename" else None) if key]
    for undone in db.execute(_OF_ID, (target,)).fetchall() if kind == "undo" else ():
        found += _touched(db, undone)
    return found
