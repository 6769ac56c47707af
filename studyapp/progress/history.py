"""A card's history, step by step: each event about it, and where it stood afterwards. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress.events import PERSONAL, Event
from studyapp.progress.fold import CardState, Life

if TYPE_CHECKING:
    from collections.abc import Iterable

TOLD = frozenset({*PERSONAL, "rename"})
"""The kinds that are steps of a card's history; `meet` and `undo` are not."""


class Step(NamedTuple):
    """An event, whether it was taken back, and where the card stood after it."""

    event: Event
    undone: bool
    state: CardState


def steps(events: Iterable[Event]) -> list[Step]:
    """The steps of one card, from its events in the order of ids and the undos of these."""
    events = list(events)
    void = {event.target for event in events if event.kind == "undo"}
    life = Life(CardState(""))
    found = []
    for event in events:
        undone = event.id in void
        if not undone:
            life.take(
                (0, event.id, event.day, event.kind, event.card, event.grade, None, event.data)
            )
        if event.kind in TOLD:
            found.append(Step(event, undone, life.state()))
    return found
