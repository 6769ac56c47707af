"""Keep the stored states equal to the fold: step them, or fold anew what a step cannot reach."""

from __future__ import annotations

import gc
import json
from contextlib import contextmanager
from itertools import groupby
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
    undone,
)
from studyapp.progress.reviews import Reviews
from studyapp.progress.states import Stored

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from studyapp.progress.reviews import Card

FACTS = frozenset({"undo", "rename"})
"""The kinds that say something of other events or of names, not of one card's history."""

_MANY_CARDS = 100
"""Cards from which on all undos there are take less time than those of each card."""


def _select(condition: str) -> str:
    return " ".join(("SELECT seq, id, day, kind, card, grade, target, data FROM log", condition))


_ALL = """
SELECT seq, id, day, kind, card, grade, NULL, CASE WHEN kind <> 'review' THEN data END
FROM log ORDER BY id
"""
"""Without what the fold does not read of a review: a fifth of the time."""
_SEQS = "SELECT card, group_concat(seq) FROM log WHERE card IS NOT NULL GROUP BY card"
"""From the index on cards alone."""
_OTHERS = """
SELECT seq, id, day, kind, card, NULL, NULL, data FROM log NOT INDEXED WHERE kind <> 'review'
"""
_SEQS_OF = "SELECT card, group_concat(seq) FROM log WHERE card IN ({}) GROUP BY card"
_OF_SEQS = """
SELECT seq, id, day, kind, card, NULL, NULL, data FROM log
WHERE seq IN (SELECT value FROM json_each(?)) AND kind <> 'review' ORDER BY id
"""
_OTHERS_BY_ID = _OTHERS.replace("NOT INDEXED", "") + "ORDER BY id"
_FACTS = " UNION ALL ".join(
    (_select("WHERE target IS NOT NULL"), _select("WHERE kind = 'rename' AND target IS NULL"))
)
_UNDOS = _select("WHERE target IS NOT NULL AND +kind = 'undo'")
_OF_ID = _select("WHERE id = ?")
_AFTER = _select("WHERE seq > ?")
_OF_CARDS = """
SELECT seq, id, day, kind, card, grade, NULL, CASE WHEN kind <> 'review' THEN data END
FROM log WHERE seq IN (SELECT seq FROM log WHERE card IN ({}))
"""
"""By their numbers, which lie in order: the rows of many cards take a third of the time."""
_VOID_AFTER = """
SELECT DISTINCT log.card FROM log CROSS JOIN log AS u ON u.target = log.id
WHERE log.seq >= ? AND u.kind = 'undo'
"""
"""The cards of rows that an undo waited for."""
_UNDOS_OF_CARD = _select("WHERE kind = 'undo' AND target IN (SELECT id FROM log WHERE card = ?)")

_MANY_ROWS = 2_000
"""Rows of the log after which it is quicker to look at all states than at what each is about."""


def follow(db: sqlite3.Connection, written: Sequence[Row]) -> None:
    """Bring the states up to date with rows that have just been added, all about one card."""
    kind, card = written[0][3:5]
    if kind in FACTS:
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
    if newest - seq > _MANY_ROWS:
        return states.changed_since(db, seq)
    keys = {key for row in db.execute(_AFTER, (seq,)).fetchall() for key in _touched(db, row)}
    found = {row.key: row for key in keys for row in states.of_component(db, key)}
    return sorted(
        (row for row in found.values() if row.changed > seq),
        key=lambda row: (row.changed, row.key),
    )


def absorb(db: sqlite3.Connection, written: Sequence[Row], reviews: Reviews | None = None) -> None:
    """Bring the states up to date with rows that have just come from elsewhere, about any cards.

    A card whose history only grows at its end is stepped; the others are folded anew.

    Args:
        written: the last rows of the log; those of one card together, in the order of ids.
        reviews: of the log, if they are at hand, as for many cards they should be.
    """
    first, seq = written[0][0], written[-1][0]
    again = {key for row in written if row[3] in FACTS for key in _touched(db, row)}
    again.update(card for (card,) in db.execute(_VOID_AFTER, (first,)) if card)
    stored = list(states.of_cards_after(db, first))
    before = {row.key: row.state for row in stored}
    lives: dict[str, Life] = {}
    for card, rows in groupby(written, key=itemgetter(4)):
        if card is not None and card not in again:
            state = before.get(card, CardState(card))
            if not _stepped(lives, state, rows):
                again.add(card)
    after = {name: life.state() for name, life in lives.items()}
    names = {name: name for name in after} | {row.key: row.state.name for row in stored}
    states.step_all(
        db,
        (
            (before.get(key), Stored(key, seq, after[name]))
            for key, name in names.items()
            if name in after and after[name] != before.get(key)
        ),
    )
    refold(db, again, seq, reviews)


def refold(
    db: sqlite3.Connection, keys: Iterable[str], seq: int, reviews: Reviews | None = None
) -> None:
    """Fold the cards of these keys anew; the rows that differ get `seq` as their `changed`.

    The stored components of the keys are closed: whatever a card's history can hold stands under
    one of its names, and every edge between them too.
    """
    keys = set(keys)
    before = {row.key: row.state for row in states.of_cards(db, keys)}
    names = keys | before.keys()
    if reviews is not None and reviews.follow(db):
        facts = db.execute(_FACTS).fetchall()
        void = undone(facts)
        folded = _at_once(db, reviews, names - _renamed(facts), void)
    else:
        void, folded = undone(_undos(db, names)), {}
    rows = _rows_of(db, names - folded.keys())
    folded |= replay(void, components(rows, void), rows)
    states.step_all(
        db,
        (
            (before.get(key), Stored(key, seq, state))
            for key, state in folded.items()
            if key in names and before.get(key) != state
        ),
    )


def _at_once(
    db: sqlite3.Connection, reviews: Reviews, keys: Iterable[str], void: set[bytes]
) -> dict[str, CardState]:
    """The states of those of these cards, which have one name each, that were never reset."""
    cards: list[Card] = []
    for some in states.in_parts(sorted(keys)):
        cards += reviews.cards(db.execute(_SEQS_OF.format(states.marks(some)), some))
    others = json.dumps(reviews.others(cards))
    lives, apart = _taken(db.execute(_OF_SEQS, (others,)), void)
    return {
        state.name: state
        for state in reviews.states((card for card in cards if card.key not in apart), lives)
    }


def refold_all(db: sqlite3.Connection, epoch: str) -> None:
    """Fold the whole log anew, with this release's fold.

    Args:
        epoch: a new one, since whoever follows `changed` must begin again.
    """
    seq = db.execute("SELECT coalesce(max(seq), 0) FROM log").fetchone()[0]
    with without_collector():
        states.put_all(db, (Stored(key, seq, state) for key, state in fold_all(db).items()))
    db.executemany(
        "UPDATE meta SET value = ? WHERE name = ?",
        [(str(FOLD_VERSION), "fold_version"), (epoch, "log_epoch")],
    )


def fold_all(db: sqlite3.Connection) -> dict[str, CardState]:
    """What the whole log folds to."""
    with without_collector(), one_moment(db):
        reviews = Reviews()
        if not reviews.follow(db):
            return fold(db.execute(_FACTS), db.execute(_ALL))
        facts = db.execute(_FACTS).fetchall()
        void = undone(facts)
        lives, apart = _taken(db.execute(_OTHERS if reviews.in_order else _OTHERS_BY_ID), void)
        apart |= _renamed(facts)
        cards = (card for card in reviews.cards(db.execute(_SEQS)) if card.key not in apart)
        folded = {state.name: state for state in reviews.states(cards, lives)}
        return folded | replay(void, components(facts, void), _rows_of(db, apart))


def _renamed(facts: Iterable[Row]) -> set[str]:
    """Every key that stands in a rename, void or not."""
    return {
        key
        for _, _, _, kind, card, _, _, data in facts
        if kind == "rename"
        for key in (card, renamed_to(data))
        if key is not None
    }


def _taken(others: Iterable[Row], void: set[bytes]) -> tuple[dict[str, Life], set[str]]:
    """What is no review, taken in; and the cards that were reset."""
    lives: dict[str, Life] = {}
    apart: set[str] = set()
    for row in others:
        _, event_id, _, kind, card, _, _, _ = row
        if card is None:
            continue
        if kind == "reset":
            apart.add(card)
        if event_id not in void:
            life = lives.get(card)
            if life is None:
                life = lives[card] = Life(CardState(card))
            life.take(row)
    return lives, apart


@contextmanager
def without_collector() -> Iterator[None]:
    """Nothing of a fold is garbage before its end, and looking for some takes a fifth of it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def one_moment(db: sqlite3.Connection) -> Iterator[None]:
    """What is read inside is the log of one moment."""
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        db.execute("COMMIT")


def _rows_of(db: sqlite3.Connection, keys: Iterable[str]) -> list[Row]:
    """The rows of these keys in the order of ids."""
    rows: list[Row] = []
    for some in states.in_parts(sorted(keys)):
        rows += db.execute(_OF_CARDS.format(states.marks(some)), some)
    rows.sort(key=itemgetter(1))
    return rows


def _undos(db: sqlite3.Connection, names: set[str]) -> list[Row]:
    """The undos of events of these cards; of many cards, all there are: that is quicker."""
    if len(names) > _MANY_CARDS:
        return db.execute(_UNDOS).fetchall()
    return [row for name in names for row in db.execute(_UNDOS_OF_CARD, (name,))]


def _stepped(lives: dict[str, Life], state: CardState, rows: Iterable[Row]) -> bool:
    """Take rows in; False if something in the card's history is later than the first of them."""
    rows = iter(rows)
    first = next(rows)
    life = lives.get(state.name) or Life(state)
    if life.last_id is not None and first[1] < life.last_id:
        return False
    lives[state.name] = life
    for row in (first, *rows):
        life.take(row)
    return True


def keys_in(kind: str, card: str | None, data: str | None) -> list[str]:
    """The keys that an event names."""
    return [key for key in (card, renamed_to(data) if kind == "rename" else None) if key]


def _touched(db: sqlite3.Connection, row: Row) -> list[str]:
    """The keys that an undo or a rename is about; an undo of an undo is about none."""
    kind, card, target, data = row[3], row[4], row[6], row[7]
    found = keys_in(kind, card, data)
    for aim in db.execute(_OF_ID, (target,)).fetchall() if kind == "undo" else ():
        if aim[3] != "undo":
            found += keys_in(aim[3], aim[4], aim[7])
    return found
