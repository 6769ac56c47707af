"""Why a deck is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Refused(Exception):
    """A change is not made; the message is one line that says what to do.

    `listed` are lines below it.
    """

    def __init__(self, message: str, listed: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.listed = tuple(listed)
