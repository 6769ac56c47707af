"""What the command line says beside its answer."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from studyapp.desk import Desk

_MOST_PATHS = 2
"""Files with faults that are named one by one; of more, their folders."""


def note(message: str, listed: Sequence[str] = ()) -> None:
    """Say one line on standard error, and below it what is listed."""
    from studyapp.safetext import clean_line

    sys.stderr.write(f"studyapp: {clean_line(message, 2000)}\n")
    for line in listed:
        sys.stderr.write(f"  {clean_line(line)}\n")


def tell_state(desk: Desk) -> None:
    """Say what a learner should know of the decks before their cards: faults, a lost index."""
    from studyapp import wording

    for notice in desk.notices:
        note(notice)
    faults = [fault for fault in desk.library.faults() if fault.severity == "fault"]
    if faults:
        paths = dict.fromkeys(fault.path for fault in faults)
        named = paths if len(paths) <= _MOST_PATHS else [root for root, _ in desk.library.roots]
        command = shlex.join(["studyapp", "check", *named])
        note(f"{wording.count(len(faults), 'fault')} in the decks; `{command}` tells what to do")


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
def meter(label: str) -> Iterator[Callable[[int, int], None]]:
    """Gives what to call with how much of how much is done; a person at a terminal sees it."""
    import click

    with ExitStack() as stack:
        bar: Any = None

        def tell(done: int, total: int) -> None:
            nonlocal bar
            if not sys.stderr.isatty() or (bar is None and done >= total):
                return
            if bar is None:
                shown = click.progressbar(length=total, label=label, file=sys.stderr)
                bar = stack.enter_context(shown)
            bar.update(done - bar.pos)

        yield tell


@contextmanager
def bar(doing: str, length: int) -> Iterator[Callable[[], object]]:
    """A bar on standard error, where that is a terminal; what is given moves it on by one."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    import click

    with click.progressbar(length=length, label=doing, file=sys.stderr) as shown:
        yield lambda: shown.update(1)
