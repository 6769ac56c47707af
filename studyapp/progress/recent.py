"""What this process knows of cards' states, as long as nothing is written but its own grades.

A card's state was read before its grade, so the grade need not read it again; and a state without
its newest event is the state before that event, so taking a grade back needs no fold.
"""

from __future__ import annotations

from collections import OrderedDict
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.progress.fold import CardState
    from studyapp.progress.states import Stored

_MOST = 100
"""More are read and folded anew."""

Step = tuple["Sequence[Stored]", "CardState"]
"""A card's stored rows before a grade, and its state after it."""


class Recent:
    """States that were read for a card to come, and the steps of the newest grades.

    Attributes:
        version: the `data_version` that was seen last: what others write changes it.

    """

    def __init__(self) -> None:
        self.version = -1
        self._steps: OrderedDict[bytes, Step] = OrderedDict()
        self._read: dict[str, list[Stored]] = {}

    def saw(self, version: int) -> None:
        """Nothing holds any more of what was known under another version."""
        if version != self.version:
            self.forget()
            self.version = version

    def read(self, key: str, rows: list[Stored]) -> None:
        """Remember the stored rows of the card that has this key."""
        if len(self._read) > _MOST:
            self._read.clear()
        self._read[key] = rows

    def known(self, key: str) -> list[Stored] | None:
        """The rows of a card that is graded now; None if they are not known."""
        return self._read.pop(key, None)

    def graded(self, event_id: bytes, before: Sequence[Stored], after: CardState) -> None:
        """Remember a grade that is in the log now."""
        if len(before) > 1:  # what was read under another of the card's names holds no more
            self._read.clear()
        self._steps[event_id] = before, after
        if len(self._steps) > _MOST:
            self._steps.popitem(last=False)

    def take(self, event_id: bytes) -> Step | None:
        """What a grade that is taken back stepped from.

        None if that is not known, or the card was graded again since.
        """
        self._read.clear()
        step = self._steps.get(event_id)
        if step is None:
            return None
        later = takewhile(event_id.__ne__, reversed(self._steps))
        is_newest = all(self._steps[other][1].name != step[1].name for other in later)
        del self._steps[event_id]
        return step if is_newest else None

    def forget(self) -> None:
        """Something else is written."""
        self._steps.clear()
        self._read.clear()
