"""The cards of a sitting that still come, in constant time a card however many wait."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from studyapp.library.queue import BETWEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from studyapp.library.queue import Entry


class Waiting:
    """The queue, and beside it the owed cards, the one that waits longest first.

    An owed card waits for `BETWEEN` answers to others, unless nothing else is left.

    Args:
        queue: in their order.
        owed: each with how many answers were given since its own.
        whole: where `queue` is only its beginning, gives all of it.
        total: how many that are.

    """

    def __init__(
        self,
        queue: Iterable[Entry] = (),
        owed: Iterable[tuple[Entry, int]] = (),
        *,
        whole: Callable[[], Iterable[Entry]] | None = None,
        total: int = 0,
    ) -> None:
        self._queue = OrderedDict((entry.key, entry) for entry in queue)
        self._whole = whole
        self._coming = total - len(self._queue) if whole else 0
        self._first: str | None = None
        # Kept as the count of answers at which each began to wait: then an answer is one step.
        self._owed = OrderedDict((entry.key, (entry, -since)) for entry, since in owed)
        self._answers = 0

    def __len__(self) -> int:
        return len(self._queue) + self._coming + len(self._owed)

    def __iter__(self) -> Iterator[Entry]:
        self._lay_out()
        yield from self._queue.values()
        yield from (entry for entry, _ in self._owed.values())

    def answered(self, owed: Entry | None) -> None:
        """An answer was given; its card waits to come again if it is `owed`."""
        self._answers += 1
        if owed is not None:
            self._owed[owed.key] = (owed, self._answers)

    def taken_back(self) -> None:
        """An answer was taken back: nothing has waited for it."""
        self._answers -= 1

    def next(self) -> Entry | None:
        """Take an owed card whose turn has come, else the queue's next, else the oldest owed."""
        if not self._queue:
            self._lay_out()
        if self._is_owed_next(self._answers):
            return self._owed.popitem(last=False)[1][0]
        if not self._queue:
            return None
        key, entry = self._queue.popitem(last=False)
        if self._whole is not None:
            self._first = key
        return entry

    def after_recall(self) -> Entry | None:
        """What `next` gives if the card on the table is recalled."""
        self._lay_out()
        if self._is_owed_next(self._answers + 1):
            return next(iter(self._owed.values()))[0]
        return next(iter(self._queue.values()), None)

    def put_back(self, entry: Entry, *, owed: bool) -> None:
        """Return a card to the head of where it came from."""
        self._lay_out()
        if owed:
            self._owed[entry.key] = (entry, self._answers - BETWEEN - 1)
            self._owed.move_to_end(entry.key, last=False)
        else:
            self._queue[entry.key] = entry
            self._queue.move_to_end(entry.key, last=False)

    def discard(self, key: str) -> None:
        """Leave a card out, if it is there."""
        self._lay_out()
        self._queue.pop(key, None)
        self._owed.pop(key, None)

    def _lay_out(self) -> None:
        """Have the whole queue, behind its beginning; but not again what was taken of that."""
        if self._whole is None:
            return
        for entry in self._whole():
            if entry.key != self._first:
                self._queue[entry.key] = entry
        self._whole, self._coming = None, 0

    def _is_owed_next(self, answers: int) -> bool:
        if not self._owed:
            return False
        _, since = next(iter(self._owed.values()))
        return not self._queue or answers - since >= BETWEEN
