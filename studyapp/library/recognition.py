"""After files have changed: which cards are missing, which are new, and which are one."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from studyapp.library import identity
from studyapp.library.identity import Pair, Pairs
from studyapp.library.likeness import Text
from studyapp.progress import names

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from studyapp.library import scan
    from studyapp.progress.names import Edge
    from studyapp.progress.reading import Reading

_FAULTY = "EXISTS (SELECT 1 FROM fault WHERE fault.path = {}.path AND severity = 'fault')"
_ARRIVED = f"""
SELECT deck.deck, deck.id, arrived.path, old FROM arrived JOIN deck ON deck.path = arrived.path
WHERE open AND NOT {_FAULTY.format("arrived")}
"""
_GONE = f"SELECT key, path, json, asked, {_FAULTY.format('gone')} FROM gone ORDER BY rowid"
_FEWEST, _NEARLY_ALL = 3, 0.8
"""How many cards with progress, and what part of those of a deck, show that it is another one."""

_PRESENT = """
SELECT value FROM json_each(?)
WHERE EXISTS (SELECT 1 FROM card JOIN deck USING (deck) WHERE card.key = value AND open)
"""
_TEXTS = "SELECT key, json FROM card JOIN body USING (card) WHERE deck = ?"
_KEYS = "SELECT key FROM card WHERE deck = ?"
_ENDING = """
SELECT key, json FROM card JOIN body USING (card) JOIN deck USING (deck)
WHERE open AND substr(key, instr(key, '/') + 1) IN (SELECT value FROM json_each(?))
"""


class _Arrived(NamedTuple):
    """A deck that was read without a fault, with the keys that it had before."""

    number: int
    id: str
    path: str
    old: frozenset[str]


class _Missing(NamedTuple):
    """A card with history that is in no file: its text under its last key, and all its keys.

    `vanished`: it was seen to go from a file, and that file was read, or its folder was.
    """

    text: Text
    keys: frozenset[str]
    vanished: bool
    asked: bool


class Recognition:
    """One look at an index whose files have changed."""

    def __init__(self, db: sqlite3.Connection, log: Reading, roots: scan.Roots) -> None:
        self._db = db
        self._log = log
        self._roots = roots
        self._texts: dict[int, list[Text]] = {}

    def pairs(self) -> Pairs:
        """The sure pairs and the suggestions of what has arrived."""
        if not self._log.newest()[0]:
            return Pairs([], [])
        arrived = [
            _Arrived(number, deck, path, frozenset(json.loads(old)))
            for number, deck, path, old in self._db.execute(_ARRIVED).fetchall()
        ]
        missing = self._missing(arrived)
        if not missing:
            return Pairs([], [])
        new = self._new(arrived)
        sure: list[Pair] = []
        asked: list[Pair] = []
        for deck in arrived:
            some = [card for card in missing if _deck_of(card.text.key) == deck.id]
            if some and new[deck.number]:
                here = identity.in_deck(
                    [card.text for card in some], new[deck.number], self._others(deck, new)
                )
                sure += here.sure
                asked += here.asked
        sure += self._whole_decks(missing, new, arrived, sure)
        sure += self._moved(missing, new, sure)
        asked += self._astray(missing, new, [*sure, *asked])
        return self._allowed(missing, Pairs(sure, asked))

    def settle(self) -> None:
        """Remember that what has arrived was compared; faulty files wait until they are mended."""
        self._db.execute(f"DELETE FROM arrived WHERE NOT {_FAULTY.format('arrived')}")
        self._db.execute(
            f"UPDATE gone SET asked = 1 WHERE NOT asked AND NOT {_FAULTY.format('gone')}"
        )

    def _missing(self, arrived: list[_Arrived]) -> list[_Missing]:
        """The cards with history whose place was read, and which are not there."""
        gone, waiting = self._gone()
        cards = [keys for keys in self._absent(arrived, gone) if not keys & waiting]
        every = {key for keys in cards for key in keys}
        met, used = names.texts(self._log, every), names.used(self._log, every)
        latest = {key: at for at, key in enumerate(met)}
        went = {key: at for at, key in enumerate(gone)}
        decks = {deck.id for deck in arrived}
        for deck in arrived if cards else ():
            decks |= names.kin(self._log, deck.id)  # that their cards went on here is known
        found = []
        for keys in cards:
            seen, said = keys & went.keys(), keys & latest.keys()
            if seen:
                text, asked = gone[max(seen, key=went.__getitem__)]
                found.append(_Missing(text, keys, True, asked))
            elif said:
                place = max(keys, key=lambda key: used.get(key, b""))
                text = Text(place, *met[max(said, key=latest.__getitem__)], as_read=False)
                found.append(_Missing(text, keys, _deck_of(place) in decks, False))
        return found

    def _gone(self) -> tuple[dict[str, tuple[Text, bool]], set[str]]:
        """What went from files that are read, in that order; and what may come back to others."""
        gone: dict[str, tuple[Text, bool]] = {}
        waiting: set[str] = set()
        for key, path, text, asked, faulty in self._db.execute(_GONE).fetchall():
            if faulty or not self._is_read(path):
                waiting.add(key)
            else:
                gone[key] = Text(key, *_said(text)), bool(asked)
        return gone, waiting

    def _absent(self, arrived: list[_Arrived], gone: Iterable[str]) -> list[frozenset[str]]:
        """The names of each card in the log that may be missing, none of which a deck has."""
        known: dict[str, str] = {}
        for deck in arrived:
            known |= names.of_deck(self._log, deck.id)
        namesakes = names.ending(self._log, self._arrived_ends(arrived, known))
        asked_for = known.keys() | namesakes.keys() | set(gone)
        joined = names.joined(self._log, asked_for - self._present(asked_for))
        there = {joined[key] for key in self._present(joined)}
        cards: defaultdict[str, set[str]] = defaultdict(set)
        for key, name in joined.items():
            if name not in there:
                cards[name].add(key)
        return [frozenset(keys) for keys in cards.values()]

    def _arrived_ends(self, arrived: list[_Arrived], known: Mapping[str, str]) -> set[str]:
        """How the keys of cards end that have arrived, and that the log does not know."""
        return {
            key.partition("/")[2]
            for deck in arrived
            for (key,) in self._db.execute(_KEYS, (deck.number,))
            if key not in known and key not in deck.old
        }

    def _new(self, arrived: list[_Arrived]) -> dict[int, list[Text]]:
        """The cards without history of each deck that has arrived, which it did not have before."""
        found = {}
        for deck in arrived:
            known = names.of_deck(self._log, deck.id)
            keys = {key for (key,) in self._db.execute(_KEYS, (deck.number,))}
            fresh = keys - known.keys() - deck.old
            found[deck.number] = (
                [text for text in self._read(deck.number) if text.key in fresh] if fresh else []
            )
        return found

    def _others(self, deck: _Arrived, new: Mapping[int, list[Text]]) -> list[Text]:
        keys = {text.key for text in new[deck.number]}
        return [text for text in self._read(deck.number) if text.key not in keys]

    def _read(self, number: int) -> list[Text]:
        found = self._texts.get(number)
        if found is None:
            rows = self._db.execute(_TEXTS, (number,)).fetchall()
            found = self._texts[number] = [Text(key, *_said(text)) for key, text in rows]
        return found

    def _whole_decks(
        self,
        missing: list[_Missing],
        new: Mapping[int, list[Text]],
        arrived: list[_Arrived],
        paired: list[Pair],
    ) -> list[Pair]:
        """A deck of which the index knows nothing, as nearly all of one that it never read."""
        taken = {pair.new for pair in paired}
        decks: defaultdict[str, list[Text]] = defaultdict(list)
        for card in missing:
            if not card.vanished:
                decks[_deck_of(card.text.key)].append(card.text)
        found: list[Pair] = []
        for deck_id, texts in decks.items():
            cards = len(set(names.of_deck(self._log, deck_id).values()))
            for deck in arrived:
                if deck.old or len(texts) < _FEWEST:
                    continue
                free = [text for text in new[deck.number] if text.key not in taken]
                pairs = identity.moved(texts, free)
                if len(pairs) >= max(_FEWEST, _NEARLY_ALL * cards):
                    found += pairs
        told = Counter(key for pair in found for key in pair)
        return [pair for pair in found if told[pair.old] == told[pair.new] == 1]

    def _moved(
        self,
        missing: list[_Missing],
        new: Mapping[int, list[Text]],
        paired: list[Pair],
    ) -> list[Pair]:
        """What came from another deck as it was, also if it was put there before it was taken."""
        taken = {key for pair in paired for key in pair}
        cards = [card for card in missing if card.vanished and card.text.key not in taken]
        places = {text.key: text for texts in new.values() for text in texts}
        ends = [card.text.key.partition("/")[2] for card in cards if not card.asked]
        if ends:
            rows = self._db.execute(_ENDING, (json.dumps(ends),)).fetchall()
            elsewhere = {key: Text(key, *_said(text)) for key, text in rows}
            known = names.joined(self._log, elsewhere)
            places |= {key: text for key, text in elsewhere.items() if key not in known}
        ready = [text for key, text in places.items() if key not in taken]
        return identity.moved([card.text for card in cards], ready)

    def _astray(
        self, missing: list[_Missing], new: Mapping[int, list[Text]], paired: list[Pair]
    ) -> list[Pair]:
        """What is to be asked of cards in other decks: an equal question, or much in common."""
        taken = {key for pair in paired for key in pair}
        cards = [card.text for card in missing if card.text.key not in taken]
        places = [text for texts in new.values() for text in texts if text.key not in taken]
        return identity.across(cards, places)

    def _allowed(self, missing: list[_Missing], found: Pairs) -> Pairs:
        """Without what was refused; what was taken apart before is asked, and not done again."""
        apart = names.parted(self._log) if found.sure or found.asked else {}
        if not apart:
            return found
        keys_of = {card.text.key: card.keys for card in missing}

        def verdict(pair: Pair) -> bool | None:
            told = [
                apart[both]
                for key in keys_of[pair.old]
                if (both := frozenset((key, pair.new))) in apart
            ]
            return any(told) if told else None

        sure = [pair for pair in found.sure if verdict(pair) is None]
        doubted = [pair for pair in found.sure if verdict(pair) is False]
        asked = [pair for pair in found.asked if not verdict(pair)]
        return Pairs(sure, [*doubted, *asked])

    def _present(self, keys: Iterable[str]) -> set[str]:
        return present(self._db, keys)

    def _is_read(self, path: str) -> bool:
        """Whether a file is read now, or is gone from a folder that could be listed.

        A root that holds no deck at all any more is taken for one that is not mounted.
        """
        if self._db.execute("SELECT 1 FROM file WHERE path = ?", (path,)).fetchone():
            return True
        for number, (root, _) in enumerate(self._roots):
            if path == root or path.startswith(root.rstrip(os.sep) + os.sep):
                query = "SELECT 1 FROM file WHERE root = ?"
                return self._db.execute(query, (number,)).fetchone() is not None
        return False


def present(db: sqlite3.Connection, keys: Iterable[str]) -> set[str]:
    """Those of these keys that an open deck has."""
    return {row[0] for row in db.execute(_PRESENT, (json.dumps(list(keys)),))}


def both_present(db: sqlite3.Connection, log: Reading) -> list[Edge]:
    """The renames to be undone, the newest first, for no two cards in decks to be one card."""
    edges = names.edges(log)
    there = present(db, {key for edge in edges for key in (edge.one, edge.other)})
    undone: list[Edge] = []
    while len(there) > 1 and (wrong := _newest_between(edges, there)) is not None:
        edges.remove(wrong)
        undone.append(wrong)
    return undone


def _newest_between(edges: list[Edge], there: set[str]) -> Edge | None:
    """The newest edge on a way from one present name to another; None if all are apart."""
    beside: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        beside[edge.one].append(edge)
        beside[edge.other].append(edge)
    seen: set[str] = set()
    for start in sorted(there):
        if start in seen:
            continue
        came: dict[str, tuple[str, Edge] | None] = {start: None}
        queue = [start]
        for key in queue:
            for edge in beside[key]:
                other = edge.other if key == edge.one else edge.one
                if other in came:
                    continue
                came[other] = key, edge
                if other in there:
                    return _newest_of(came, other)
                queue.append(other)
        seen |= came.keys()
    return None


def _newest_of(came: Mapping[str, tuple[str, Edge] | None], end: str) -> Edge:
    way: list[Edge] = []
    step = came[end]
    while step is not None:
        way.append(step[1])
        step = came[step[0]]
    return max(way, key=lambda edge: edge.id)


def _deck_of(key: str) -> str:
    return key.partition("/")[0]


def _said(text: str) -> tuple[str, str]:
    """Question and answer of a card as `deck.store` writes it."""
    fields = json.loads(text)
    return fields[1], fields[2]
