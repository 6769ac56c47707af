"""The order of a day's cards: due ones by how late they are, in turns of topics, new ones between.

Pure: the same cards on the same day are in the same order, wherever they come from.
"""

from __future__ import annotations

import zlib
from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

BETWEEN = 5
"""How many other answers an owed card waits for, unless nothing else is left."""


class Entry(NamedTuple):
    """A card as the queue knows it: its number in the index, its key, and when it is due.

    `due` and `interval` are days; both are 0 for a card never reviewed. `deck` is the number of
    its deck, `topic` its first tag, else its deck.
    """

    card: int
    key: str
    due: int = 0
    interval: int = 0
    deck: int = 0
    topic: str = ""


def by_lateness(entries: Sequence[Entry], day: int) -> list[Entry]:
    """The due cards, the most overdue in relation to its interval first.

    Ties are in an order that looks random and is the same all day.
    """
    salt = f" {day}".encode()
    keyed = [
        ((due - day) / (interval or 1), zlib.crc32(salt, zlib.crc32(key.encode())), key, number)
        for number, (_, key, due, interval, _, _) in enumerate(entries)
    ]
    return [entries[number] for *_, number in sorted(keyed)]


def one_of_a_note(entries: Iterable[Entry], seen: Collection[str] = ()) -> list[Entry]:
    """The first card of each note, without the notes in `seen`."""
    notes = set(seen)
    found = []
    for entry in entries:
        note = note_of(entry.key)
        if note not in notes:
            notes.add(note)
            found.append(entry)
    return found


def capped(entries: Sequence[Entry], most: int | None, most_of: Mapping[int, int]) -> list[Entry]:
    """The first `most` of the entries, and of a deck no more than its number has in `most_of`."""
    if not most_of:
        return list(entries[:most])
    room = dict(most_of)
    found: list[Entry] = []
    for entry in entries:
        if len(found) == most:
            break
        left = room.get(entry.deck, 1)
        if left > 0:
            found.append(entry)
            if entry.deck in room:
                room[entry.deck] = left - 1
    return found


def arrange(due: Sequence[Entry], new: Sequence[Entry], *, apart: bool) -> list[Entry]:
    """The queue: due cards in their order, new ones in theirs, spread evenly among them.

    `apart` lets topics take turns (see `interleaved`).
    """
    return _spread(interleaved(due) if apart else due, new, apart=apart)


def interleaved(entries: Sequence[Entry]) -> list[Entry]:
    """The entries so that no two neighbours are of one topic, wherever some order does that.

    Each place goes to the first entry whose topic is not that of the place before. The one
    exception: a topic with more than half of what is left comes now, or it would end up beside
    itself. So an entry falls back only behind others of its own topic, or for that.
    """
    counts = Counter(entry.topic for entry in entries)
    having = Counter(counts.values())
    most = max(having, default=0)
    found: list[Entry] = []
    coming = iter(entries)
    held: deque[Entry] = deque()  # passed over, all of the topic that came last then
    last: str | None = None
    while 2 * most <= len(entries) - len(found) > 0:
        if held and held[0].topic != last:
            entry = held.popleft()
        else:
            entry = next(coming)
            while entry.topic == last:
                held.append(entry)
                entry = next(coming)
        found.append(entry)
        last = entry.topic
        count = counts[last]
        counts[last] = count - 1
        having[count] -= 1
        having[count - 1] += 1
        if count == most and not having[count]:
            most -= 1
    large = max(counts, key=counts.__getitem__, default="")
    return found + _in_turn([*held, *coming], large, last)


def note_of(key: str) -> str:
    """What the siblings of a card share: the key before ``#``."""
    return key.partition("#")[0]


def _in_turn(entries: list[Entry], large: str, last: str | None) -> list[Entry]:
    """The entries of a topic that has more than half of them, in turn with the others."""
    own = deque(entry for entry in entries if entry.topic == large)
    others = deque(entry for entry in entries if entry.topic != large)
    found = [others.popleft()] if others and last == large else []
    while own and others:
        found += (own.popleft(), others.popleft())
    return [*found, *own, *others]


def _spread(due: Sequence[Entry], new: Sequence[Entry], *, apart: bool) -> list[Entry]:
    """The new cards at even distances among the due ones.

    Where `apart`, one moves on, though never up to the next one's place, if there it does not
    stand beside its own topic.
    """
    found: list[Entry] = []
    taken = 0
    for place, entry in enumerate(new, 1):
        upto, following = (n * len(due) // (len(new) + 1) for n in (place, place + 1))
        found += due[taken:upto]
        gap = _gap(found, due, range(upto, following), entry.topic) if apart else upto
        found += due[upto:gap]
        taken = gap
        found.append(entry)
    return found + list(due[taken:])


def _gap(before: Sequence[Entry], due: Sequence[Entry], gaps: range, topic: str) -> int:
    """The first gap between due cards with another topic on both sides, else the first one.

    `before` is what stands before the first gap.
    """
    left = before[-1].topic if before else None
    for gap in gaps:
        right = due[gap].topic
        if topic not in (left, right):
            return gap
        left = right
    return gaps.start
