"""The buttons and what each would do; before the answer, how to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.tui.ink import Ink, Sheet, Target
from studyapp.tui.lines import Part, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.sitting import Choice

_WIDE = 28
"""Columns that a button takes at least where all stand in one row, each effect under its name."""

_ROOM_FOR_EFFECT = 20

_LOOKS = ("bad", "bad", "bad", "warn", "good", "good")
"""By the grade."""

_SHORTER = ((", and again today", " +today"), ("practice, ", ""))
"""How an effect is said where its button is narrow."""


def asking(ink: Ink, width: int, hint: bool, last: str, *, answer: bool = False) -> Sheet:
    """What stands there while the answer is hidden, `last` being the outcome of the card before.

    `hint` and `answer` say whether the card has a hint, and can be answered by typing.
    """
    first: list[Part] = [("Space", "key"), (" shows the answer", "plain")]
    targets = [Target(0, 0, 24, "confirm")]
    more = [("a", " checks yours", "answer")] * answer + [("h", " gives a hint", "hint")] * hint
    for key, told, action in more:
        at = 2 + measure(first)
        first += [(f"   {key}", "key"), (told, "plain")]
        targets.append(Target(0, at, 2 + measure(first), action))
    rows = (ink.row(first, width, margin=2), ink.row([(last, "muted")], width, margin=2))
    return Sheet(width, rows, targets=tuple(targets))


def buttons(ink: Ink, width: int, choices: Sequence[Choice], pressed: str = "") -> Sheet:
    """The buttons, two rows; `pressed` is the key of the one that looks pressed.

    One without an effect to tell has only its name.
    """
    if width >= _WIDE * len(choices):
        return _abreast(ink, width, choices, pressed)
    return _stacked(ink, width, choices, pressed)


def _abreast(ink: Ink, width: int, choices: Sequence[Choice], pressed: str) -> Sheet:
    breadth = (width - 2) // len(choices)
    names: list[Part] = []
    effects: list[Part] = []
    targets = []
    for place, choice in enumerate(choices):
        names += _filled(_name(choice, pressed), breadth)
        effects += _filled([("  " + _effect(choice, breadth - 3), "muted")], breadth)
        left = 2 + place * breadth
        targets += [Target(row, left, left + breadth - 1, _action(choice)) for row in (0, 1)]
    rows = (ink.row(names, width, margin=2), ink.row(effects, width, margin=2))
    return Sheet(width, rows, targets=tuple(targets))


def _stacked(ink: Ink, width: int, choices: Sequence[Choice], pressed: str) -> Sheet:
    margin = 2 if width >= 40 else 0
    across = (len(choices) + 1) // 2
    breadth = (width - margin) // across
    rows = []
    targets = []
    for row, those in enumerate((choices[:across], choices[across:])):
        parts: list[Part] = []
        for place, choice in enumerate(those):
            name = _name(choice, pressed)
            told = _effect(choice, breadth - measure(name) - 3)
            effect = [(f"  {told}", "muted")] if breadth >= _ROOM_FOR_EFFECT else []
            parts += _filled([*name, *effect], breadth)
            left = margin + place * breadth
            targets.append(Target(row, left, left + breadth - 1, _action(choice)))
        rows.append(ink.row(parts, width, margin))
    return Sheet(width, tuple(rows), targets=tuple(targets))


def _name(choice: Choice, pressed: str) -> list[Part]:
    if choice.key == pressed:
        return [(f"{choice.key} {choice.label}", "picked")]
    return [(choice.key, "key"), (f" {choice.label}", _LOOKS[choice.grade])]


def _effect(choice: Choice, room: int) -> str:
    """What a button does, in fewer words where room is short."""
    effect = choice.effect
    for long, short in _SHORTER if len(effect) > room else ():
        effect = effect.replace(long, short)
    return effect


def _filled(parts: list[Part], width: int) -> list[Part]:
    """The parts cut or filled to `width` cells; the text here is ASCII."""
    kept: list[Part] = []
    room = width - 1
    for text, role in parts:
        shown = text if len(text) <= room else text[: max(0, room - 1)] + "…" * (room > 0)
        kept.append((shown, role))
        room -= len(shown)
    return [*kept, (" " * (room + 1), "plain")]


def _action(choice: Choice) -> str:
    return f"grade('{choice.key}')"
