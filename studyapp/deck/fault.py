"""A fault of a deck file: where it is, what is wrong, and what to do."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["fault", "warning"]


class Fault(NamedTuple):
    """Sorts by place. `line` and `column` count from 1; `card` is a key, if one is known."""

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    advice: str
    card: str | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}; {self.advice}"
