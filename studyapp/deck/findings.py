"""Faults of one file, collected while it is read: all of them, sorted, up to a cap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from studyapp.deck.catalogue import make

if TYPE_CHECKING:
    from studyapp.deck.fault import Fault

MOST_FAULTS = 1_000


class Place(Protocol):
    """Anything that knows where it was written."""

    @property
    def line(self) -> int:
        """From 1."""

    @property
    def column(self) -> int:
        """From 1."""


class Findings:
    """The faults found so far in the file at `path`; those after the first `most` are counted only.

    Wording a fault costs time (a guess of what was meant above all), so a file of nothing but
    faults is read as fast as a good one once the cap is reached.
    """

    def __init__(self, path: str, most: int = MOST_FAULTS) -> None:
        self._path = path
        self._most = most
        self._faults: list[Fault] = []
        self._more: list[tuple[int, int]] = []

    @property
    def count(self) -> int:
        """How many were found."""
        return len(self._faults) + len(self._more)

    def add(self, code: str, place: Place, card: str | None = None, **words: Any) -> None:
        """Notes a fault of the catalogue at `place`, of the card with this key if one is known."""
        if len(self._faults) >= self._most:
            self._more.append((place.line, place.column))
        else:
            made = make(code, self._path, place.line, place.column, card, **words)
            self._faults.append(made)

    def forget(self, count: int) -> None:
        """Goes back to the first `count` faults: what was found is going to be read again."""
        kept = len(self._faults)
        del self._faults[count:]
        del self._more[max(0, count - kept) :]

    def told(self) -> tuple[Fault, ...]:
        """The faults by place, each once; a last one says how many more there are."""
        faults = sorted(dict.fromkeys(self._faults), key=_place)
        if self._more:
            line, column = max(min(self._more), _place(faults[-1])[:2])
            faults.append(make("more", self._path, line, column, count=len(self._more)))
        return tuple(faults)


def _place(fault: Fault) -> tuple[int, int, str, str, str]:
    return fault.line, fault.column, fault.severity, fault.code, fault.message
