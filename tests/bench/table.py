"""Figures of the benchmarks and the table they are printed in."""

from __future__ import annotations

import sys
from statistics import median
from typing import NamedTuple


class Row(NamedTuple):
    """One comparison: what was measured, against what, in milliseconds, and what it should be."""

    what: str
    against: str
    ours: list[float]
    floor: list[float]
    bound: float

    @property
    def ratio(self) -> float:
        """Median against median; both were taken in turn."""
        return median(self.ours) / median(self.floor)


def print_table(rows: list[Row]) -> None:
    """The rows as a Markdown table."""
    lines = [
        "| what | ours, ms: median (most) | against, ms: median (most) | ratio | should be |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {row.what} | {_figures(row.ours)} | {row.against}: {_figures(row.floor)}"
        f" | {row.ratio:.2f} | ≤ {row.bound:g} |"
        for row in rows
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _figures(values: list[float]) -> str:
    return f"{median(values):.1f} ({max(values):.1f})"
