"""What the log knows of names: which are one card's, which are not to be, what they said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.errors import telling
from studyapp.progress.events import field, renamed_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from studyapp.progress.reading import Reading

RECOGNISED = "refresh"
"""`data.via` of the renames, and of their undos, that no person asked for."""

_UNDONE = "SELECT 1 FROM log AS u WHERE u.target = log.id AND u.kind = 'undo'"
_EDGES = f"""
SELECT id, card, data FROM log WHERE kind = 'rename' AND NOT EXISTS ({_UNDONE}) ORDER BY id
"""
_PARTED = """
SELECT log.card, log.data, u.data FROM log JOIN log AS u ON u.target = log.id
WHERE log.kind = 'rename' AND u.kind = 'undo'
"""
_OF_DECK = "SELECT key, name FROM state WHERE key >= ? AND key < ?"
_ENDING = """
SELECT key, name FROM state
WHERE substr(key, instr(key, '/') + 1) IN (SELECT value FROM json_each(?))
"""
_KIN = """
SELECT DISTINCT substr(other.key, 1, instr(other.key, '/') - 1)
FROM state JOIN state AS other ON other.name = state.name
WHERE state.key >= ? AND state.key < ? AND other.key <> state.key
"""
_USED = """
SELECT card, max(id) FROM log WHERE card IN (SELECT value FROM json_each(?)) GROUP BY card
"""
_OF_KEYS = """
SELECT other.key, other.name FROM state JOIN state AS other ON other.name = state.name
WHERE state.key IN (SELECT value FROM json_each(?))
"""
_MET = """
SELECT card, data FROM log
WHERE card IN (SELECT value FROM json_each(?)) AND kind = 'meet' ORDER BY id
"""


class Edge(NamedTuple):
    """A rename that stands: its id, and the two keys that it joins."""

    id: bytes
    one: str
    other: str


def of_deck(log: Reading, deck_id: str) -> dict[str, str]:
    """The keys of a deck in the log, each with the name of its card."""
    with telling(log.path):
        return dict(log.db.execute(_OF_DECK, (f"{deck_id}/", f"{deck_id}0")).fetchall())


def everywhere(log: Reading) -> dict[str, str]:
    """All keys in the log, each with the name of its card."""
    with telling(log.path):
        return dict(log.db.execute("SELECT key, name FROM state").fetchall())


def kin(log: Reading, deck_id: str) -> set[str]:
    """The decks under whose ids cards of this deck are known too."""
    with telling(log.path):
        rows = log.db.execute(_KIN, (f"{deck_id}/", f"{deck_id}0")).fetchall()
    return {row[0] for row in rows}


def ending(log: Reading, ends: Iterable[str]) -> dict[str, str]:
    """The keys of whatever deck whose part after the deck is one of these. Looks at all keys."""
    listed = json.dumps(list(ends))
    if listed == "[]":
        return {}
    with telling(log.path):
        return dict(log.db.execute(_ENDING, (listed,)).fetchall())


def joined(log: Reading, keys: Iterable[str]) -> dict[str, str]:
    """All names of the cards that have these keys, each with the name of its card."""
    with telling(log.path):
        return dict(log.db.execute(_OF_KEYS, (json.dumps(list(keys)),)).fetchall())


def texts(log: Reading, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Question and answer that were met last under these keys; the one met last comes last."""
    found: dict[str, tuple[str, str]] = {}
    with telling(log.path):
        rows = log.db.execute(_MET, (json.dumps(list(keys)),)).fetchall()
    for key, data in rows:
        question, answer = field(data, "question"), field(data, "answer")
        if isinstance(question, str) and isinstance(answer, str):
            found.pop(key, None)
            found[key] = question, answer
    return found


def used(log: Reading, keys: Iterable[str]) -> dict[str, bytes]:
    """The id of the newest event of each of these keys, also of the rename that brought it."""
    wanted = set(keys)
    with telling(log.path):
        found = dict(log.db.execute(_USED, (json.dumps(list(wanted)),)).fetchall())
    for edge in edges(log) if wanted else ():
        if edge.other in wanted:
            # Later than what the old name did last, which may be this very event.
            found[edge.other] = max(found.get(edge.other, b""), edge.id + b"\x01")
    return found


def edges(log: Reading) -> list[Edge]:
    """The renames that stand, the oldest first."""
    with telling(log.path):
        rows = log.db.execute(_EDGES).fetchall()
    return [
        Edge(event_id, card, other)
        for event_id, card, data in rows
        if card is not None and (other := renamed_to(data)) is not None
    ]


def parted(log: Reading) -> dict[frozenset[str], bool]:
    """The keys that were joined and are not to be; True if a person said so."""
    found: dict[frozenset[str], bool] = {}
    with telling(log.path):
        rows = log.db.execute(_PARTED).fetchall()
    for card, data, why in rows:
        other = renamed_to(data)
        if card is not None and other is not None:
            pair = frozenset((card, other))
            found[pair] = found.get(pair, False) or field(why, "via") != RECOGNISED
    return found
