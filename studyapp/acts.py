"""What a learner does to a card beside grading it, and taking back what was done last.

Each is one event, on disk when it returns. What holds already writes none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp import wording
from studyapp.buttons import word
from studyapp.progress.fold import HIGHEST_FLAG, CardState

if TYPE_CHECKING:
    from studyapp.deck.model import Card
    from studyapp.desk import Desk
    from studyapp.progress.events import Event
    from studyapp.schedule.moment import Moment

NO_STATE = CardState("")
"""Where a card stands of which the log knows nothing."""


def state_of(desk: Desk, key: str) -> CardState:
    """Where a card stands.

    Raises:
        ProgressError: the log cannot be read. So do all functions here, if it cannot be written.

    """
    return desk.progress.state(key) or NO_STATE


def suspend(desk: Desk, key: str) -> Event | None:
    """The card is not asked any more. None: it is suspended already."""
    return None if state_of(desk, key).suspended else _append(desk, key, "suspend")


def resume(desk: Desk, key: str) -> Event | None:
    """A suspended card is asked again. None: it is not suspended."""
    return _append(desk, key, "resume") if state_of(desk, key).suspended else None


def bury(desk: Desk, key: str) -> Event | None:
    """The card is not asked today. None: it is buried already."""
    moment = desk.moment()
    if is_buried(state_of(desk, key), moment.day):
        return None
    return _append(desk, key, "bury", moment=moment)


def reset(desk: Desk, key: str) -> Event | None:
    """The card is new again. None: it is new already."""
    return None if state_of(desk, key).studied is None else _append(desk, key, "reset")


def flag(desk: Desk, key: str, number: int) -> Event | None:
    """The card has a flag, 1 to 4, or with 0 none. None: it is so already."""
    if not 0 <= number <= HIGHEST_FLAG:
        raise ValueError(f"a flag is 0 to {HIGHEST_FLAG}, not {number}")
    if state_of(desk, key).flag == number:
        return None
    return _append(desk, key, "flag", data={"flag": number})


def flag_next(desk: Desk, key: str) -> Event | None:
    """The card has the flag after the one that it has."""
    return flag(desk, key, next_flag(state_of(desk, key).flag))


def next_flag(number: int) -> int:
    """The flag that follows: 1 to 4, then none."""
    return (number + 1) % (HIGHEST_FLAG + 1)


def remark(desk: Desk, key: str, text: str) -> Event | None:
    """The card has a remark, or with an empty one none. None: it is so already."""
    text = text.strip()
    if desk.progress.remark(key) == text:
        return None
    return _append(desk, key, "remark", data={"text": text})


def is_buried(state: CardState, day: int) -> bool:
    """Whether a card is not asked on a study day; after a journey west, on a later one too."""
    return state.buried_day is not None and state.buried_day >= day


def undo(desk: Desk) -> Event | None:
    """Take back the newest thing a person did to a card on this device today; None without one."""
    return desk.progress.undo(desk.moment())


def told(desk: Desk, event: Event, card: Card | None = None) -> str:
    """What taking an event back has come to, in a line.

    Args:
        card: that of the event, for who has it already.

    """
    key = event.card or ""
    card = card or desk.library.card(key)
    name = key if card is None else wording.quoted(card.question)
    if event.kind == "review":
        return f"took back {word(event.grade or 0, desk.settings.buttons)} on {name}"
    if event.kind == "suspend":
        return f"{name} is no longer suspended"
    if event.kind == "resume":
        return f"{name} is suspended again"
    if event.kind == "bury":
        return f"{name} is no longer buried"
    if event.kind == "flag":
        number = state_of(desk, key).flag
        return f"{name} has {f'flag {number}' if number else 'no flag'} again"
    if event.kind == "remark":
        return f"{name} has {'its earlier' if desk.progress.remark(key) else 'no'} remark again"
    return f"took back the {event.kind} of {name}"


def _append(
    desk: Desk,
    key: str,
    kind: str,
    *,
    data: dict[str, object] | None = None,
    moment: Moment | None = None,
) -> Event:
    card = desk.library.card(key)
    text = None if card is None else (card.question, card.answer)
    return desk.progress.append(kind, moment or desk.moment(), card=key, text=text, data=data)
