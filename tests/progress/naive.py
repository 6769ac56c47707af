"""A second fold, written from docs/log.md alone: lists and loops, no matter how slow."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from studyapp.progress.events import Event
from studyapp.progress.fold import CardState

Told = dict[str, dict[str, Any]]


def naive(events: Sequence[Event]) -> Told:
    """Each key in the log with what its card is."""
    events = sorted(events, key=lambda event: event.id)
    void = [event.target for event in events if event.kind == "undo"]
    standing = [event for event in events if event.kind == "undo" or event.id not in void]
    cards: list[list[str]] = []
    for event in events:
        for key in keys_of(event):
            if not any(key in card for card in cards):
                cards.append([key])
    for event in standing:
        if event.kind == "rename" and len(keys_of(event)) == 2:
            cards = joined(cards, *keys_of(event))
    told: Told = {}
    for card in cards:
        history = [event for event in standing if event.card in card]
        for key in card:
            told[key] = told_of(min(card), history)
    return told


def keys_of(event: Event) -> list[str]:
    """The names that an event puts into the log."""
    if event.card is None:
        return []
    other = data_of(event).get("to") if event.kind == "rename" else None
    return [event.card, other] if isinstance(other, str) else [event.card]


def joined(cards: list[list[str]], one: str, two: str) -> list[list[str]]:
    """The cards after two keys have become names of one."""
    both: list[str] = []
    rest: list[list[str]] = []
    for card in cards:
        if one in card or two in card:
            both += card
        else:
            rest.append(card)
    return [*rest, both]


def told_of(name: str, history: Sequence[Event]) -> dict[str, Any]:
    """What the standing events of a card make of it, the oldest first."""
    card: dict[str, Any] = {
        "name": name, "suspended": False, "buried_day": None, "flag": 0, "met": None,
        "studied": None,
    }  # fmt: skip
    for event in history:
        data = data_of(event)
        if event.kind == "review":
            card["studied"] = reviewed(card["studied"], event)
        if event.kind == "reset":
            card["studied"] = None
        if event.kind == "suspend":
            card["suspended"] = True
        if event.kind == "resume":
            card["suspended"] = False
        if event.kind == "bury":
            card["buried_day"] = event.day
        if event.kind == "flag" and type(data.get("flag")) is int and 0 <= data["flag"] <= 4:
            card["flag"] = data["flag"]
        if event.kind == "meet":
            card["met"] = hashlib.sha256((event.data or "").encode()).digest()[:16]
    return card


def reviewed(studied: dict[str, Any] | None, event: Event) -> dict[str, Any]:
    """The rule of the day."""
    grade = event.grade
    assert grade is not None
    if studied is None:
        card: dict[str, Any] = {
            "repetitions": 0, "interval": 0, "ease": 250, "due": None, "moved": None,
            "first_day": event.day, "last_day": event.day, "reviews": 0, "lapses": 0,
        }  # fmt: skip
    else:
        card = dict(studied)
    day = event.day if card["moved"] is None else max(event.day, card["moved"])
    practice = card["moved"] == day
    early = card["due"] is not None and day < card["due"] and grade >= 3
    if not practice and not early:
        if grade < 3 and card["repetitions"] >= 2:
            card["lapses"] += 1
        stepped(card, grade)
        card["interval"] = min(card["interval"], 36_500)
        card["moved"] = day
        card["due"] = day + card["interval"]
    card["owed_day"] = day if grade < 4 else None
    card["last_day"] = max(card["last_day"], day)
    card["last_grade"] = grade
    card["reviews"] += 1
    return card


def stepped(card: dict[str, Any], grade: int) -> None:
    """SM-2, in integers."""
    if grade < 3:
        card["repetitions"] = 0
        card["interval"] = 1
        return
    card["ease"] = max(130, card["ease"] + {3: -14, 4: 0, 5: 10}[grade])
    card["repetitions"] += 1
    if card["repetitions"] == 1:
        card["interval"] = 1
    elif card["repetitions"] == 2:
        card["interval"] = 6
    else:
        product = card["interval"] * card["ease"]
        card["interval"] = product // 100 + (product % 100 > 0)


def data_of(event: Event) -> dict[str, Any]:
    """The data of an event, empty if there is none."""
    found = json.loads(event.data) if event.data else {}
    return found if isinstance(found, dict) else {}


def told_by(states: dict[str, CardState]) -> Told:
    """The states of the app in the same form; what only one file means is left out."""
    return {
        key: {
            "name": state.name, "suspended": state.suspended, "buried_day": state.buried_day,
            "flag": state.flag, "met": state.met,
            "studied": None if state.studied is None else state.studied._asdict(),
        }
        for key, state in states.items()
    }  # fmt: skip
