"""The reviews of a whole log, in 24 bytes each: many cards are folded by them at once.

Cards take turns in a log. Row by row each review would look for its card, and wait for the memory
that this one is in. Here SQLite's index tells which rows a card has, and the card steps through its
reviews in one loop. What else there is to a card is folded by `Life`, as anywhere.
(`tests.bench anki`, `tests.bench merge`)
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING

from studyapp.progress.fold import CardState, Life
from studyapp.schedule.rules import Studied, answered

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_NONE, _STRANGE = -1, -2
"""In place of a review: the row is none, or is void; or it is one that is not to be had in this
form. As reviews they would have the grades 7 and 6."""

_ROWS = f"""
SELECT id, CASE WHEN kind <> 'review' THEN {_NONE}
  WHEN grade BETWEEN 0 AND 5 AND day BETWEEN -1000000000 AND 1000000000 THEN day * 8 + grade
  ELSE {_STRANGE} END
FROM log WHERE seq > ? ORDER BY seq
"""
"""The number of a review is that of `rules.packed`."""
_EXTENT = "SELECT (SELECT min(seq) FROM log), (SELECT max(seq) FROM log)"
_VOID = """
SELECT aim.seq FROM log AS u CROSS JOIN log AS aim ON aim.id = u.target
WHERE u.target IS NOT NULL AND +u.kind = 'undo' AND (u.seq > ? OR aim.seq > ?)
"""
_ID_BYTES = 16
_AT_ONCE = 100
"""Rows: more of them would leave the processor's cache before they are used."""


class Card:
    """A card's key, and the numbers of its rows in the order of ids."""

    __slots__ = ("key", "seqs")

    def __init__(self, key: str, seqs: list[int]) -> None:
        self.key = key
        self.seqs = seqs


class Reviews:
    """The reviews of a log. As a log only grows, this can follow it."""

    def __init__(self) -> None:
        self._codes = array("q", [_NONE])  # there is no row 0
        self._ids = bytearray(_ID_BYTES)
        self._newest = b""
        self.in_order = True
        """Whether the order of rows is that of ids."""

    def follow(self, db: sqlite3.Connection) -> bool:
        """Take in the rows that have come since; False if this log cannot be had in this form.

        Such a one lacks numbers, or has an id or a review that no studyapp has written.
        """
        before = len(self._codes) - 1
        rows = db.execute(_ROWS, (before,))
        try:
            while some := rows.fetchmany(_AT_ONCE):
                self._add(*zip(*some, strict=True))
        except TypeError:  # of damage
            return False
        newest = len(self._codes) - 1
        if newest and db.execute(_EXTENT).fetchone() != (1, newest):
            return False
        for (seq,) in db.execute(_VOID, (before, before)):
            self._codes[seq] = _NONE
        return _STRANGE not in self._codes and len(self._ids) == _ID_BYTES * len(self._codes)

    def _add(self, ids: Sequence[bytes], codes: Sequence[int]) -> None:
        self._codes.extend(codes)
        self._ids += b"".join(ids)
        if self.in_order:
            self.in_order = self._newest < ids[0] and sorted(ids) == list(ids)
            self._newest = ids[-1]

    def cards(self, groups: sqlite3.Cursor) -> Iterator[Card]:
        """Cards with their rows, of keys and what `group_concat` makes of the seqs of each."""
        while some := groups.fetchmany(_AT_ONCE):
            # One parser for many cards: a third of the time of `split` and `int`.
            parsed = json.loads("[[" + "],[".join([seqs for _, seqs in some]) + "]]")
            for (key, _), seqs in zip(some, parsed, strict=True):
                if not self.in_order:
                    seqs.sort(key=self.id_of)
                yield Card(key, seqs)

    def others(self, cards: Iterable[Card]) -> list[int]:
        """The numbers of the rows of cards that are no reviews, or are void."""
        code_of = self._codes.__getitem__
        return [seq for card in cards for seq in card.seqs if code_of(seq) == _NONE]

    def id_of(self, seq: int) -> bytes:
        """The id of a row."""
        return bytes(self._ids[_ID_BYTES * seq : _ID_BYTES * (seq + 1)])

    def states(self, cards: Iterable[Card], lives: Mapping[str, Life]) -> Iterator[CardState]:
        """Where cards stand that have one name and were never reset.

        Args:
            lives: what has been taken of the rows that are no reviews.
        """
        code_of = self._codes.__getitem__
        for card in cards:
            life = lives.get(card.key)
            reviews = list(map(code_of, card.seqs))
            if _NONE in reviews:
                reviews = [code for code in reviews if code != _NONE]
            if not reviews:
                yield CardState(card.key) if life is None else life.state()
                continue
            last = card.seqs[-1]
            if code_of(last) == _NONE:
                last = next(seq for seq in reversed(card.seqs) if code_of(seq) != _NONE)
            studied, last_id = Studied._make(answered(None, reviews)), self.id_of(last)
            if life is None:
                yield CardState(card.key, studied, last_seq=last, last_id=last_id)
            else:
                if life.last_id is not None and life.last_id > last_id:
                    last_id = life.last_id
                yield CardState(
                    card.key, studied, life.suspended, life.buried_day, life.flag, life.met,
                    last, last_id,
                )  # fmt: skip
