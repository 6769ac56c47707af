"""What the command line says beside its answer."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studyapp.desk import Desk


def note(message: str) -> None:
    """Say one line on standard error."""
    from studyapp.safetext import clean_line

    sys.stderr.write(f"studyapp: {clean_line(message, 2000)}\n")


def tell_state(desk: Desk) -> None:
    """Say what a learner should know of the decks before their cards: faults, a lost index."""
    from studyapp import wording

    for notice in desk.notices:
        note(notice)
    faults = sum(fault.severity == "fault" for fault in desk.library.faults())
    if faults:
        note(f"{wording.count(faults, 'fault')} in the decks; `studyapp check` tells what to do")


def back_up(desk: Desk) -> None:
    """Make the day's backup, if there is none, and say so only if that fails."""
    from studyapp.progress.upkeep import look_after

    progress = desk.progress
    if progress.recorded and (failure := look_after(progress.path, desk.moment().day)):
        note(str(failure))


def mute() -> None:
    """Write no more to standard output: Python would flush it once more when it ends, and fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def bar(doing: str, length: int) -> Iterator[Callable[[], object]]:
    """A bar on standard error, where that is a terminal; what is given moves it on by one."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    import click

    with click.progressbar(length=length, label=doing, file=sys.stderr) as shown:
        yield lambda: shown.update(1)
