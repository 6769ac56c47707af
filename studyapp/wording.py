"""How days and effects are told to a learner, the same on every face of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.schedule.days import to_date
from studyapp.text.cells import cells, clipped

if TYPE_CHECKING:
    from studyapp.schedule.rules import Studied

_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
PRACTICE = "practice"
"""The first word of an effect that leaves a card's schedule as it is."""

_LONG = 1000
"""Cells in which a question is laid out before it is cut."""
_QUOTED = 48
"""Cells of a question that is quoted: enough to know it by."""


def when(days: int) -> str:
    """How far away a day is: `today`, `tomorrow`, `in 6 days`, `in 3 months`, `in 2.5 years`."""
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days < 60:
        return f"in {days} days"
    if days < 730:
        return f"in {round(days / 30.44)} months"
    return f"in {days / 365.25:.1f} years"


def date(day: int, today: int) -> str:
    """A study day as a date, with its year where that is not this year's."""
    value = to_date(day)
    text = f"{value.day} {_MONTHS[value.month - 1]}"
    return text if value.year == to_date(today).year else f"{text} {value.year}"


def end(day: int | None, today: int) -> str:
    """By when something is done: `today`, `tomorrow`, `by Friday`, `by 12 Dec`.

    None is a day that cannot be told.
    """
    if day is None:
        return "not within a year"
    if day <= today + 1:
        return when(day - today)
    if day < today + 7:
        return f"by {_DAYS[to_date(day).weekday()]}"
    return f"by {date(day, today)}"


def backlog(due: int, taken: int, clear: int | None, today: int) -> str:
    """What is due beside a limit: `60 of 180 due, clear by Friday`; all of it: `60 due`."""
    if due == taken:
        return f"{due} due"
    return f"{taken} of {due} due, clear {end(clear, today)}"


def left_over(due: int, clear: int | None, today: int) -> str:
    """What a limit leaves for later: `144 due cards left for later, clear by Friday`."""
    return f"{count(due, 'due card')} left for later, clear {end(clear, today)}"


def effect(before: Studied | None, after: Studied, today: int, *, dated: bool = False) -> str:
    """What a grade does to a card, in the few words that stand on its button.

    One that moves nothing begins with `PRACTICE`. `dated` adds the date on which the card comes
    back.
    """
    owed = after.owed_day is not None and after.owed_day >= today
    back = when(after.due - today)
    if dated:
        back += f", {date(after.due, today)}"
    if before is not None and before.due == after.due and before.moved == after.moved:
        return f"{PRACTICE}, again today" if owed else f"{PRACTICE}, back {back}"
    return f"{back}, and again today" if owed else back


def count(number: int, noun: str) -> str:
    """`1 card`, `2 cards`, `3 leeches`."""
    plural = f"{noun}es" if noun.endswith("ch") else f"{noun}s"
    return f"{number} {noun}" if number == 1 else f"{number} {plural}"


def first_line(markdown: str) -> str:
    """The first line of a question as it reads."""
    from studyapp.text.layout import is_words, lay_out
    from studyapp.text.page import to_text

    if len(markdown) <= _LONG and markdown.isascii() and is_words(markdown):
        return markdown
    return (to_text(lay_out(markdown, _LONG)) or [""])[0]


def quoted(question: str) -> str:
    """A question in quotation marks: its first line, shortened, on one line with other words."""
    line = first_line(question)
    if cells(line) <= _QUOTED:
        return f"“{line}”"
    return f"“{clipped(line, _QUOTED).rstrip()}…”"
