"""The one place that asks what time it is.

Light on purpose: the quickest command imports it.
"""

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta

_LAST_YEAR = 9898
"""The calendar ends with the year 9999, and a card may come back 36 500 days later."""

Clock = Callable[[], datetime]
"""Gives the learner's local time, with its zone."""


def from_environment() -> Clock:
    """The machine's clock, or one that started at the instant `STUDYAPP_NOW` names.

    Raises:
        ValueError: `STUDYAPP_NOW` is no ISO instant.

    """
    text = os.environ.get("STUDYAPP_NOW")
    if not text:
        return _local_time
    start = _instant(text)
    if start is None or start.year > _LAST_YEAR:
        raise ValueError(f"STUDYAPP_NOW is {text!r}; write an instant such as 2026-11-23T09:00:00")
    began = time.monotonic()

    def running_on() -> datetime:
        return (start + timedelta(seconds=time.monotonic() - began)).astimezone()

    return running_on


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def wall_ns() -> int:
    """Nanoseconds of the machine's own clock, to compare with the times of files."""
    return time.time_ns()


def _local_time() -> datetime:
    return datetime.now().astimezone()
