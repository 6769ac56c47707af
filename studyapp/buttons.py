"""The buttons that grade: which there are for a setting, their keys, grades and words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

GOOD = 4
"""The grade that Space gives once the answer is shown; each set of buttons has it."""


class Button(NamedTuple):
    """A button: its key, the SM-2 grade it gives, its word, and what it means."""

    key: str
    grade: int
    label: str
    meaning: str


_AGAIN = Button("1", 1, "Again", "not remembered")
_GOOD = Button("2", GOOD, "Good", "remembered")

BUTTONS: Mapping[str, tuple[Button, ...]] = MappingProxyType(
    {
        "two": (_AGAIN, _GOOD),
        "four": (
            _AGAIN,
            Button("2", 3, "Hard", "remembered with trouble"),
            Button("3", GOOD, "Good", "remembered after a moment"),
            Button("4", 5, "Easy", "remembered at once"),
        ),
        "six": (
            Button("0", 0, "Blank", "nothing came"),
            Button("1", 1, "Wrong", "wrong, and the answer rings a bell"),
            Button("2", 2, "Close", "wrong, and the answer seems easy"),
            Button("3", 3, "Hard", "remembered with trouble"),
            Button("4", GOOD, "Good", "remembered after a moment"),
            Button("5", 5, "Easy", "remembered at once"),
        ),
    }
)
"""By the setting `buttons`. With six, the keys are the grades of SM-2 (Wozniak 1990) themselves."""


def span(buttons: tuple[Button, ...]) -> str:
    """The keys of the buttons, as a prompt names them: `1-4`."""
    return f"{buttons[0].key}-{buttons[-1].key}"


def word(grade: int, setting: str) -> str:
    """The word for a grade under a setting; without a button there, that of the six."""
    named = {button.grade: button.label for name in ("six", setting) for button in BUTTONS[name]}
    return named[grade]
