"""The settings as values, and the one table of their names, kinds and meanings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Buttons = Literal["two", "four", "six"]
Order = Literal["interleaved", "deck"]

Value = int | bool | str | None
"""Of a setting: True and False are `on` and `off`, None is `unlimited` or `not set`."""

MOST_CARDS = 9999


class DeckChoice(NamedTuple):
    """What was chosen for one deck; None is nothing.

    Attributes:
        on: whether it is studied when no deck is named.
        new_per_day, reviews_per_day: its own limits; those over all decks hold as well.

    """

    on: bool | None = None
    new_per_day: int | None = None
    reviews_per_day: int | None = None


class Settings(NamedTuple):
    """What a learner has chosen.

    Attributes:
        new_per_day: new cards a study day, over all decks; 0 to 9999.
        rollover: the hour at which a study day begins; 0 to 23.
        reviews_per_day: due cards a study day, over all decks; 0 to 9999, None is unlimited.
        buttons: how many there are to grade with.
        intervals: whether the buttons say when the card would come back.
        order: whether the due cards of different topics take turns.
        decks: what was chosen for single decks, by their ids.

    """

    new_per_day: int = 20
    rollover: int = 4
    reviews_per_day: int | None = None
    buttons: Buttons = "four"
    intervals: bool = True
    order: Order = "interleaved"
    decks: Mapping[str, DeckChoice] = {}

    @property
    def switched(self) -> dict[str, bool]:
        """The decks that were turned on (True) or off (False) by hand."""
        return {deck: c.on for deck, c in self.decks.items() if c.on is not None}

    @property
    def limits(self) -> dict[str, tuple[int | None, int | None]]:
        """The decks with limits of their own: new cards and reviews a day."""
        return {deck: c[1:] for deck, c in self.decks.items() if c[1:] != (None, None)}

    def to_json(self) -> str:
        """A form to remember beside the stat of the file, so that it need not be read again."""
        return json.dumps(self)

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """The settings that `to_json` wrote."""
        *fields, decks = json.loads(text)
        return cls._make((*fields, {deck: DeckChoice(*chosen) for deck, chosen in decks.items()}))


class Setting(NamedTuple):
    """A line that may stand in the file.

    Attributes:
        what: what it is for.
        wanted: which values it takes, after "write".
        read: the value of a text.

    """

    name: str
    what: str
    wanted: str
    read: Callable[[str], Value]


class NotWantedError(ValueError):
    """A text is no value of a setting."""


def _whole(least: int, most: int) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        if text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most:
            return int(text)
        raise NotWantedError

    return read


def _limit(text: str) -> Value:
    return None if text.lower() == "unlimited" else _whole(0, MOST_CARDS)(text)


def _switch(text: str) -> Value:
    return _word("on", "off", "true", "false")(text) in {"on", "true"}


def _word(*words: str) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        if text.lower() in words:
            return text.lower()
        raise NotWantedError

    return read


_CARDS = f"a whole number from 0 to {MOST_CARDS}"

SETTINGS = (
    Setting("new_per_day", "new cards a study day, over all decks", _CARDS, _whole(0, MOST_CARDS)),
    Setting(
        "reviews_per_day",
        "due cards a study day, over all decks",
        f"{_CARDS}, or unlimited",
        _limit,
    ),
    Setting(
        "rollover",
        "the hour at which a study day begins",
        "a whole number from 0 to 23",
        _whole(0, 23),
    ),
    Setting(
        "buttons",
        "two (Again, Good), four, or all six grades of SM-2",
        "two, four or six",
        _word("two", "four", "six"),
    ),
    Setting(
        "intervals", "whether the buttons say when a card would come back", "on or off", _switch
    ),
    Setting(
        "order",
        "whether topics take turns (interleaved), or not (deck)",
        "interleaved or deck",
        _word("interleaved", "deck"),
    ),
)
"""The settings over all decks, in the order in which they are told."""

DECK_SETTINGS = (
    Setting("on", "whether the deck is studied when none is named", "on or off", _switch),
    Setting("new_per_day", "new cards of the deck a study day", f"{_CARDS}, or unlimited", _limit),
    Setting(
        "reviews_per_day", "due cards of the deck a study day", f"{_CARDS}, or unlimited", _limit
    ),
)
"""What may stand under a deck's id under `decks:`; each is a field of `DeckChoice`."""


def shown(value: Value) -> str:
    """A value as it is written in the file."""
    if value is None:
        return "unlimited"
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)
