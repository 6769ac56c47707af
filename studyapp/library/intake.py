"""Deck files into the index: what changed since the last time is read, what is gone is left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck.fault import Fault
from studyapp.library import scan
from studyapp.library.projection import projected, recount
from studyapp.progress.fold import CardState

if TYPE_CHECKING:
    import sqlite3

    from studyapp.deck.model import Card, Deck

RACY_NS = 2_000_000_000
"""A file written less than this before it was looked at may change again under the same stamp."""

_KEYS_OF_FILE = "SELECT key FROM card JOIN deck USING (deck) WHERE path = ?"
_REMEMBER = """
INSERT OR REPLACE INTO gone (key, path, json)
SELECT key, path, json FROM card JOIN deck USING (deck) JOIN body USING (card)
WHERE path = ? AND open AND (due IS NOT NULL OR card.suspended OR buried_day IS NOT NULL)
"""
_FORGET_WHAT_IS_BACK = """
DELETE FROM gone
WHERE EXISTS (SELECT 1 FROM card JOIN deck USING (deck) WHERE card.key = gone.key AND open)
"""

States = Callable[[str], Mapping[str, CardState]]
"""What the log says of all keys that begin with a prefix."""


class _Seen(NamedTuple):
    """A deck file as it is now. `root` is the number of its root."""

    file: scan.File
    root: int
    shipped: bool


class Changes(NamedTuple):
    """What a look at the roots found, before anything is written."""

    look_into: list[_Seen]
    gone: list[str]
    unread: list[scan.Unread]

    def __bool__(self) -> bool:
        return bool(self.look_into or self.gone)


def compare(db: sqlite3.Connection, roots: tuple[tuple[str, bool], ...]) -> Changes:
    """The files that are not as the index knows them."""
    known = {
        row[0]: row[1:]
        for row in db.execute("SELECT path, size, mtime_ns, ctime_ns, inode, racy, root FROM file")
    }
    files, unread = scan.scan_all(roots)
    look_into = [
        _Seen(file, number, roots[number][1])
        for number, file in files
        if known.pop(file[0], None) != (*file[1:], 0, number)
    ]
    return Changes(look_into, list(known), unread)


def take_in(
    db: sqlite3.Connection,
    changes: Changes,
    states: States,
    wall_ns: int,
    held: list[Fault] | None = None,
) -> bool:
    """Write the changes into the index; the caller commits. False if no text had changed.

    Args:
        held: where given, a file that has a deck in the index and is broken now stays there as it
            was, and its faults are put here.
    """
    for path in changes.gone:
        _forget(db, path)
    altered = bool(changes.gone)
    for seen in changes.look_into:
        altered |= _look_into(db, seen, states, wall_ns, held)
    if altered:
        db.execute(
            "UPDATE deck SET open = NOT EXISTS (SELECT 1 FROM deck AS other"
            " WHERE other.id = deck.id AND (other.root, other.path) < (deck.root, deck.path))"
        )
        db.execute(_FORGET_WHAT_IS_BACK)
    return altered


def _look_into(
    db: sqlite3.Connection,
    seen: _Seen,
    states: States,
    wall_ns: int,
    held: list[Fault] | None,
) -> bool:
    path, size, mtime_ns, ctime_ns, inode = seen.file
    data, digest, problem = _read(path, size)
    # What could not be read is tried again: that may end without a trace on the file.
    racy = problem is not None or max(mtime_ns, ctime_ns) > wall_ns - RACY_NS
    stamp = (path, seen.root, size, mtime_ns, ctime_ns, inode, racy, digest)
    known = db.execute("SELECT digest, root FROM file WHERE path = ?", (path,)).fetchone()
    if known == (digest, seen.root):
        db.execute("REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", stamp)
        return False
    deck, faults = _loaded(path, data, problem)
    if held is not None and _has_deck(db, path):
        broken = [fault for fault in faults if fault.severity == "fault"]
        held += broken
        if broken:
            return False
    old = [row[0] for row in db.execute(_KEYS_OF_FILE, (path,))]
    db.execute("INSERT OR IGNORE INTO arrived VALUES (?, ?)", (path, json.dumps(old)))
    _forget(db, path)
    db.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", stamp)
    _tell(db, faults)
    if deck is not None:
        _insert(db, deck, seen, states(f"{deck.id}/"))
    return True


def _has_deck(db: sqlite3.Connection, path: str) -> bool:
    return db.execute("SELECT 1 FROM deck WHERE path = ?", (path,)).fetchone() is not None


def _read(path: str, size: int) -> tuple[bytes, str, Fault | None]:
    """The bytes of a file and their digest, or the fault that it cannot be read."""
    from hashlib import sha256

    from studyapp.deck import load

    if size > load.MAX_BYTES:
        return b"", f"too large: {size}", load.too_large(path, size)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return b"", f"unread: {reason}", load.unreadable(path, reason)
    return data, sha256(data).hexdigest(), None


def _loaded(path: str, data: bytes, problem: Fault | None) -> tuple[Deck | None, Sequence[Fault]]:
    """The deck of a file, if there is one in it, and its faults."""
    from studyapp.deck.load import load

    if problem is not None:
        return None, (problem,)
    loaded = load(data, path)
    return loaded.deck, loaded.faults


def _tell(db: sqlite3.Connection, faults: Sequence[Fault]) -> None:
    db.executemany(
        "INSERT INTO fault VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (f.path, f.line, f.column, f.severity, f.code, f.message, f.advice, f.card)
            for f in faults
        ),
    )


def _insert(
    db: sqlite3.Connection, deck: Deck, seen: _Seen, states: Mapping[str, CardState]
) -> None:
    from studyapp.deck.store import card_to_json

    added = db.execute(
        "INSERT INTO deck (id, title, language, path, root, shipped, open, total, fresh, learning,"
        " suspended) VALUES (?, ?, ?, ?, ?, ?, 1, ?, 0, 0, 0)",
        (deck.id, deck.title, deck.language, deck.path, seen.root, seen.shipped, len(deck.cards)),
    )
    number = added.lastrowid or 0
    first = db.execute("SELECT coalesce(max(card), 0) + 1 FROM card").fetchone()[0]
    db.executemany(
        f"INSERT INTO card VALUES ({', '.join('?' * 16)})",
        (
            (first + place, number, place, card.key, _topic(card), *projected(states.get(card.key)))
            for place, card in enumerate(deck.cards)
        ),
    )
    db.executemany(
        "INSERT OR IGNORE INTO tag VALUES (?, ?)",
        (
            (tag, first + place)
            for place, card in enumerate(deck.cards)
            for tag in (*card.tags, *deck.tags)
        ),
    )
    db.executemany(
        "INSERT INTO body VALUES (?, ?)",
        ((first + place, card_to_json(card)) for place, card in enumerate(deck.cards)),
    )
    recount(db, number)


def _topic(card: Card) -> str:
    """What the card is about, for cards of one topic not to stand side by side."""
    return card.tags[0] if card.tags else card.key.partition("/")[0]


def _forget(db: sqlite3.Connection, path: str) -> None:
    """Take a file and all that came from it out of the index; what was studied is remembered."""
    db.execute(_REMEMBER, (path,))
    for (number,) in db.execute("SELECT deck FROM deck WHERE path = ?", (path,)).fetchall():
        db.execute(
            "DELETE FROM body WHERE card IN (SELECT card FROM card WHERE deck = ?)", (number,)
        )
        db.execute(
            "DELETE FROM tag WHERE card IN (SELECT card FROM card WHERE deck = ?)", (number,)
        )
        db.execute("DELETE FROM card WHERE deck = ?", (number,))
        db.execute("DELETE FROM deck WHERE deck = ?", (number,))
    db.execute("DELETE FROM fault WHERE path = ?", (path,))
    db.execute("DELETE FROM file WHERE path = ?", (path,))


def unread_faults(unread: list[scan.Unread]) -> Iterator[Fault]:
    """The faults of folders and files that could not be looked at."""
    if not unread:
        return
    from studyapp.deck.load import unreadable

    for path, reason in unread:
        yield unreadable(path, reason)


def double(path: str, first: str, deck_id: str) -> Fault:
    """The fault of a deck whose id another one, which is read, has as well."""
    return Fault(
        path,
        1,
        1,
        "fault",
        "duplicate-deck",
        f"the deck id `{deck_id}` is also that of {first}, which is the one that is read",
        "give one of them another `id:`",
    )
