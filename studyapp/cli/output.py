"""What the command line says beside its answer."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def mute() -> None:
    """Write no more to standard output: Python would flush it once more when it ends, and fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
