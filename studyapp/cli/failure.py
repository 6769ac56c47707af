"""Errors of the command line: one line, and an exit status."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Failure(Exception):
    """A command cannot do its work. `status` 1: refused or faults found; 2: wrong usage.

    `listed` are lines below the message: what to choose from.
    """

    def __init__(self, message: str, status: int = 2, listed: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.listed = listed


def told() -> tuple[type[Exception], ...]:
    """The errors of the parts below whose message is already one line for the learner."""
    from studyapp.progress.errors import ProgressError
    from studyapp.settings.reading import SettingsError

    return ProgressError, SettingsError
