"""What the index keeps of the log: the state of each card, caught up by the log's numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.progress import backups
from studyapp.progress.errors import telling

if TYPE_CHECKING:
    import sqlite3

    from studyapp.progress.fold import CardState
    from studyapp.progress.store import Progress

_STEP = """
UPDATE card SET due = ?, interval = ?, repetitions = ?, owed_day = ?, last_day = ?, last_seq = ?,
    first_day = ?, moved = ?, lapses = ?, suspended = ?, buried_day = ?
WHERE key = ?
"""
_FORGET = """
UPDATE card SET due = NULL, interval = NULL, repetitions = NULL, owed_day = NULL, last_day = NULL,
    last_seq = NULL, first_day = NULL, moved = NULL, lapses = NULL, suspended = 0, buried_day = NULL
"""
_COUNT = "(SELECT count(*) FROM card WHERE card.deck = deck.deck AND "
_RECOUNT = f"""
UPDATE deck SET
    fresh = {_COUNT} due IS NULL AND NOT suspended),
    learning = {_COUNT} due IS NOT NULL AND repetitions < 2 AND NOT suspended),
    suspended = {_COUNT} card.suspended)
WHERE deck = ?
"""
_NEVER = (None,) * 9


def place_in_log(progress: Progress) -> str:
    """How far the log has come; the same text in the index says that it has followed.

    It names the event that came last: an older copy of the log, put in its place, has another.
    """
    seq, event = progress.newest()
    return f"{seq} {event.hex()} {progress.epoch()}"


def lost(progress: Progress, known: str | None) -> int:
    """How many events the log has lost since the index followed it, as when its `-wal` was lost.

    None, if a backup shows it too: `upkeep.state_of` tells of that, at each start.
    """
    seq, _, epoch = (known or "0  ").split(" ")
    fewer = int(seq) - progress.newest()[0] if epoch == progress.epoch() else 0
    if fewer <= 0:
        return 0
    with telling(progress.path):
        return 0 if backups.lost_since(progress.db, progress.path) else fewer


def follow(db: sqlite3.Connection, progress: Progress, known: str | None) -> None:
    """Bring the states of all cards up to the log. The caller commits, and remembers the place.

    Args:
        known: the place in the log that the index has come to; None for its beginning.

    """
    seq, event, epoch = (known or "0  ").split(" ")
    after = int(seq)
    if epoch != progress.epoch() or progress.id_at(after).hex() != event:
        after = 0
        db.execute(_FORGET)
    rows = progress.changed_since(after)
    db.executemany(_STEP, ((*projected(row.state), row.key) for row in rows))


def projected(state: CardState | None) -> tuple[int | None, ...]:
    """The columns of `card` from `due` on; None is a card that the log does not know."""
    if state is None:
        return (*_NEVER, 0, None)
    registers = (int(state.suspended), state.buried_day)
    studied = state.studied
    if studied is None:
        return (*_NEVER, *registers)
    return (
        studied.due,
        studied.interval,
        studied.repetitions,
        studied.owed_day,
        studied.last_day,
        state.last_seq,
        studied.first_day,
        studied.moved,
        studied.lapses,
        *registers,
    )


def recount(db: sqlite3.Connection, deck: int) -> None:
    """Count a deck's cards, once they are all there; afterwards a trigger keeps the counts."""
    db.execute(_RECOUNT, (deck,))
