"""`studyapp review --plain` without click, whose import would be a quarter of the wait for a card.

What takes more than a glance at the command line, or meets any trouble, is left to the command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp import clock
from studyapp.library import places

if TYPE_CHECKING:
    from studyapp.desk import Desk


class _Options(NamedTuple):
    curve: bool
    new: int | None
    limit: int | None


_NUMBERS = {"--new": range(10_000), "--limit": range(1, 10_000)}


def review(arguments: list[str]) -> int | None:
    """Run a plain sitting and give its exit status; None if the command is to do it."""
    options = _options(arguments)
    if options is None:
        return None
    from studyapp.desk import Desk
    from studyapp.progress.errors import ProgressError
    from studyapp.settings.reading import SettingsError

    try:
        desk = Desk(places.roots(), clock.from_environment())
    except (ProgressError, SettingsError, OSError, ValueError):
        return None
    try:
        with desk:
            if desk.notices or desk.library.faults():
                from studyapp.cli.output import tell_state

                tell_state(desk)
            return _sit(desk, options)
    except (ProgressError, SettingsError, OSError) as error:
        from studyapp.cli import tell

        return tell(error)


def _options(arguments: list[str]) -> _Options | None:
    """What the command would read; None if there is anything else among it."""
    words = iter(arguments)
    numbers: dict[str, int] = {}
    for word in words:
        if word in _NUMBERS:
            number = next(words, "")
            if not (
                len(number) <= 4
                and number.isascii()
                and number.isdigit()
                and int(number) in _NUMBERS[word]
            ):
                return None
            numbers[word] = int(number)
        elif word not in {"--plain", "--no-curve"}:
            return None
    if "--plain" not in arguments:
        return None
    return _Options("--no-curve" not in arguments, numbers.get("--new"), numbers.get("--limit"))


def _sit(desk: Desk, options: _Options) -> int:
    from studyapp.library.wish import Wish
    from studyapp.plain import sit
    from studyapp.progress.upkeep import look_after
    from studyapp.sitting import Sitting

    sitting = Sitting(desk, Wish(new=options.new, limit=options.limit), via="plain")
    status = sit(desk, sitting, curve=options.curve)
    if failure := look_after(desk.progress.path, desk.moment().day):
        from studyapp.cli.output import note

        note(str(failure))
    return status
