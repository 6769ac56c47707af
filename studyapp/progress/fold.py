"""The fold: what the events of a log make of its cards. Pure: rows in, states out.

Undo and identity are sets, so they are the same whatever order events arrived in; a card's
history is its events in the order of ids. See docs/log.md.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.events import canonical, field, renamed_to
from studyapp.schedule.rules import Fields, Studied, answered, packed
from studyapp.schedule.sm2 import GRADES

if TYPE_CHECKING:
    import hashlib
    from collections.abc import Callable, Iterable, Mapping

FOLD_VERSION = 1
"""Rises when the same events make other states; a log folded by another one is folded again."""

HIGHEST_FLAG = 4

_MOST_WAITING = 1_000_000
"""Reviews after which those that wait are stepped, so that memory does not grow with the log."""

Row = tuple[int, bytes, int, str, str | None, int | None, bytes | None, str | None]
"""What the fold reads of an event: seq, id, day, kind, card, grade, target, data."""


class CardState(NamedTuple):
    """Where a card stands.

    Attributes:
        name: the smallest of the card's keys.
        studied: None for a card without reviews (in this life).
        buried_day: the day on which it is not asked.
        flag: 0 (none) to 4.
        met: `digest` of the text that was met last.
        last_seq: the seq of the last review of this life.
        last_id: the greatest id that had an effect.
    """

    name: str
    studied: Studied | None = None
    suspended: bool = False
    buried_day: int | None = None
    flag: int = 0
    met: bytes | None = None
    last_seq: int | None = None
    last_id: bytes | None = None


def fold(facts: Iterable[Row], history: Iterable[Row]) -> dict[str, CardState]:
    """The state of every key that stands in the log.

    Args:
        facts: the undo and rename rows, in any order; others among them are passed over.
        history: all rows, in the order of ids. Read once, so it may be a cursor.
    """
    facts = list(facts)
    void = undone(facts)
    return replay(void, components(facts, void), history)


def replay(
    void: set[bytes], names: Mapping[str, str], history: Iterable[Row]
) -> dict[str, CardState]:
    """The state of every key in a history.

    Args:
        void: the ids of what was taken back.
        names: of the keys that a rename joined.
        history: rows in the order of ids. Read once, so it may be a cursor.
    """
    lives: dict[str, Life] = {}
    by_key: dict[str, Life] = {}
    rows = iter(history)
    for row in rows:
        _replay(chain((row,), islice(rows, _MOST_WAITING)), void, names, lives, by_key)
        for life in lives.values():
            life.settle()
    states = {name: life.state() for name, life in lives.items()}
    return {key: states[life.name] for key, life in by_key.items()}


def _replay(
    rows: Iterable[Row],
    void: set[bytes],
    names: Mapping[str, str],
    lives: dict[str, Life],
    by_key: dict[str, Life],
) -> None:
    for row in rows:
        seq, event_id, day, kind, key, grade, _, data = row
        if key is None:
            continue
        life = by_key.get(key)
        if life is None:
            life = by_key[key] = _life_of(key, names, lives)
        if event_id in void:
            pass
        elif kind == "review" and grade in GRADES:  # what nearly all of a long log is
            life.waiting.append(day << 3 | grade)
            life.last_seq = seq
            life.last_id = event_id
        else:
            life.take(row)
        if kind == "rename" and (other := renamed_to(data)) is not None:
            by_key[other] = _life_of(other, names, lives)


def undone(facts: Iterable[Row]) -> set[bytes]:
    """The targets of undo events. An undo among them stays as it is: no undo of an undo."""
    return {target for _, _, _, kind, _, _, target, _ in facts if kind == "undo" and target}


def components(facts: Iterable[Row], void: set[bytes]) -> dict[str, str]:
    """The name of each key that a rename joined: the smallest key it is connected with."""
    parent: dict[str, str] = {}
    for _, event_id, _, kind, card, _, _, data in facts:
        other = renamed_to(data) if kind == "rename" and event_id not in void else None
        if card is None or other is None:
            continue
        one, two = sorted((_root(parent, card), _root(parent, other)))
        parent[two] = one
    return {key: _root(parent, key) for key in parent}


def digest(met: str | None) -> bytes:
    """What stands for a card's text in its state: 16 bytes of the data of its `meet`."""
    return _sha256()((met or "").encode()).digest()[:16]


@cache
def _sha256() -> Callable[[bytes], hashlib._Hash]:
    from hashlib import sha256  # OpenSSL: a start does not wait for it

    return sha256


@lru_cache(maxsize=8)
def met(question: str, answer: str) -> tuple[str, bytes]:
    """The data of a `meet` with this text, and its digest.

    Kept, so that a grade finds what was worked out while the learner thought.
    """
    data = canonical({"question": question, "answer": answer}) or ""
    return data, digest(data)


class Life:
    """A card while its events are read: `take` them in the order of ids, then ask for `state`."""

    __slots__ = (
        "buried_day", "flag", "last_id", "last_seq", "met", "name", "studied", "suspended",
        "waiting",
    )  # fmt: skip

    def __init__(self, state: CardState) -> None:
        self.studied: Fields | None
        (
            self.name,
            self.studied,
            self.suspended,
            self.buried_day,
            self.flag,
            self.met,
            self.last_seq,
            self.last_id,
        ) = state
        self.waiting: list[int] = []

    def take(self, row: Row) -> None:
        """One event of this card that is not void."""
        seq, event_id, day, kind, _, grade, _, data = row
        if kind == "review" and grade is not None:
            self.review(seq, event_id, day, grade)
        elif kind == "meet":
            self.met = digest(data)
        elif kind == "suspend":
            self.suspended = True
        elif kind == "resume":
            self.suspended = False
        elif kind == "bury":
            self.buried_day = day
        elif kind == "flag":
            self._mark(field(data, "flag"))
        elif kind == "reset":
            self.studied = None
            self.waiting.clear()
            self.last_seq = None
        else:
            return
        self.last_id = event_id

    def review(self, seq: int, event_id: bytes, day: int, grade: int) -> None:
        """A review of this card that is not void."""
        self.waiting.append(packed(day, grade))
        self.last_seq = seq
        self.last_id = event_id

    def settle(self) -> None:
        """Step the schedule by the reviews that wait for it: together they take less time."""
        if self.waiting:
            self.studied = answered(self.studied, self.waiting)
            self.waiting.clear()

    def state(self) -> CardState:
        """Where the card stands after what was taken."""
        self.settle()
        return CardState(
            self.name,
            None if self.studied is None else Studied(*self.studied),
            self.suspended,
            self.buried_day,
            self.flag,
            self.met,
            self.last_seq,
            self.last_id,
        )

    def _mark(self, flag: object) -> None:
        if type(flag) is int and 0 <= flag <= HIGHEST_FLAG:
            self.flag = flag


def _life_of(key: str, names: Mapping[str, str], lives: dict[str, Life]) -> Life:
    name = names.get(key, key)
    life = lives.get(name)
    if life is None:
        life = lives[name] = Life(CardState(name))
    return life


def _root(parent: dict[str, str], key: str) -> str:
    root = key
    while (above := parent.setdefault(root, root)) != root:
        root = above
    while parent[key] != root:
        parent[key], key = root, parent[key]
    return root
