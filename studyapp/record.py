"""What there is to know of a card: where it stands, and all that happened to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp import wording
from studyapp.acts import is_buried, state_of
from studyapp.buttons import word
from studyapp.progress.events import field, renamed_to
from studyapp.progress.history import Step, steps
from studyapp.safetext import clean_line
from studyapp.schedule.rules import phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.desk import Desk
    from studyapp.progress.events import Event
    from studyapp.progress.fold import CardState
    from studyapp.schedule.rules import Studied

_LONGEST_PATH = 5000
_DONE = {
    "review": "review",
    "suspend": "suspended",
    "resume": "resumed",
    "bury": "buried",
    "reset": "reset",
    "rename": "renamed",
}


class Row(NamedTuple):
    """A line of a card's history; what there is none of is empty."""

    date: str
    what: str
    grade: str
    interval: str
    note: str


HEADS = Row("date", "what", "grade", "interval after", "")


class Record(NamedTuple):
    """A card's record, in words.

    Attributes:
        facts: name and text of each, the key first.
        history: the newest first.
        intervals: (study day, days of the interval from then on) of each review that stands, in
            this life of the card.
        today: the study day.
    """

    question: str
    facts: tuple[tuple[str, str], ...]
    history: tuple[Row, ...]
    intervals: tuple[tuple[int, int], ...]
    today: int


def record(desk: Desk, key: str) -> Record:
    """The record of a card, whether or not a deck has it now.

    Raises:
        ProgressError: the log cannot be read.

    """
    today = desk.moment().day
    card = desk.library.card(key)
    path = desk.library.path(key)
    place = f"{path}:{card.line}" if card is not None and path is not None else "in no deck now"
    found = steps(desk.progress.events(key))
    return Record(
        key if card is None else wording.first_line(card.question),
        (
            ("key", clean_line(key)),
            ("file", clean_line(place, _LONGEST_PATH)),
            *_standing(state_of(desk, key), today),
        ),
        tuple(_row(step, today, desk.settings.buttons) for step in reversed(found)),
        _intervals(found),
        today,
    )


def _standing(state: CardState, today: int) -> list[tuple[str, str]]:
    facts = [("state", phase(state.studied))]
    if state.studied is not None:
        facts += _schedule(state.studied, today)
    facts.append(("flag", str(state.flag) if state.flag else "none"))
    suspended = "yes" if state.suspended else "no"
    if is_buried(state, today):
        suspended += "; buried today"
    facts.append(("suspended", suspended))
    return facts


def _schedule(studied: Studied, today: int) -> list[tuple[str, str]]:
    late = today - studied.due
    back = wording.when(-late) if late <= 0 else f"{wording.count(late, 'day')} ago"
    return [
        ("due", f"{back}, {wording.date(studied.due, today)}"),
        ("interval", wording.count(studied.interval, "day")),
        ("ease", f"{studied.ease / 100:.2f}"),
        ("repetitions", f"{studied.repetitions} in a row"),
        ("lapses", f"{studied.lapses} in {wording.count(studied.reviews, 'review')}"),
    ]


def _row(step: Step, today: int, buttons: str) -> Row:
    event, undone, state = step
    date = wording.date(event.day, today)
    grade = interval = ""
    if event.kind == "review":
        grade = f"{event.grade} {word(event.grade or 0, buttons)}"
        if not undone and state.studied is not None:
            interval = wording.count(state.studied.interval, "day")
    notes = ("taken back" if undone else "", _note(event))
    return Row(date, _what(event), grade, interval, " · ".join(note for note in notes if note))


def _what(event: Event) -> str:
    if event.kind == "flag":
        number = field(event.data, "flag")
        return clean_line(f"flag {number}") if number else "no flag"
    if event.kind == "remark":
        return "remark" if field(event.data, "text") else "no remark"
    return _DONE[event.kind]


def _note(event: Event) -> str:
    """What the event says itself: the words of a remark, the other name of a card."""
    said = renamed_to(event.data) if event.kind == "rename" else field(event.data, "text")
    return clean_line(said) if isinstance(said, str) and event.kind != "review" else ""


def _intervals(found: Sequence[Step]) -> tuple[tuple[int, int], ...]:
    kept: list[tuple[int, int]] = []
    for event, undone, state in found:
        if undone:
            continue
        if event.kind == "reset":
            kept = []
        elif event.kind == "review" and state.studied is not None:
            kept.append((max(event.day, state.studied.moved), state.studied.interval))
    return tuple(kept)
