"""What this process's newest grades stepped from, so that one is taken back without a fold.

A state without its newest event is the state before that event, as long as nothing else came into
the log in between: of this process only grades and what takes them back, of others nothing.
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
"""Of more, the oldest are folded anew."""

Step = tuple["Sequence[Stored]", "CardState"]
"""A card's stored rows before a grade, and its state after it."""


class Recent:
    """The steps of the newest grades.

    Attributes:
        version: the `data_version` that was seen last: what others write changes it.

    """

    def __init__(self) -> None:
        self.version = -1
        self._steps: OrderedDict[bytes, Step] = OrderedDict()

    def saw(self, version: int) -> None:
        """Nothing holds any more of what was known under another version."""
        if version != self.version:
            self._steps.clear()
            self.version = version

    def graded(self, event_id: bytes, before: Sequence[Stored], after: CardState) -> None:
        """Remember a grade that is in the log now."""
        self._steps[event_id] = before, after
        if len(self._steps) > _MOST:
            self._steps.popitem(last=False)

    def take(self, event_id: bytes) -> Step | None:
        """What a grade that is taken back stepped from.

        None if that is not known, or the card was graded again since.
        """
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
