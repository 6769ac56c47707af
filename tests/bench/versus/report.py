"""The figures as a Markdown table, in the page that explains them."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench.versus.compare import ANSWERS, CARDS, FEW, FEW_ANSWERS, Figures, Side

PAGE = Path(__file__).parents[3] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"


class Row(NamedTuple):
    """One comparison, and what it must be."""

    work: str
    ours: str
    against: str
    ratio: float
    bound: float


def write(figures: Figures, anki: str) -> str:
    """Put the table into the page between its marks, and return it."""
    table = "\n".join(
        [_circumstances(figures, anki), "", *_table(_rows(figures)), "", *_stalls(figures)]
    )
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}", encoding="utf-8")
    return table


def _circumstances(figures: Figures, anki: str) -> str:
    ours, theirs = figures.sitting.ours.about, figures.sitting.theirs.about
    return (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version} here, anki {anki}; "
        f"{platform.system()} {platform.machine()}. "
        f"Ours is kept with {_kept(ours)}; Anki's with {_kept(theirs)}. "
        f"At the end of {ANSWERS:,} answers they had had at most {ours['mb']:.0f} and "
        f"{theirs['mb']:.0f} MiB of memory."
    )


def _kept(about: dict[str, object]) -> str:
    pragmas = about["pragmas"]
    assert isinstance(pragmas, dict)
    return ", ".join(f"`{name}={value}`" for name, value in pragmas.items())


def _rows(figures: Figures) -> list[Row]:
    starts, sitting, rebuild = figures
    ours = [start.ms for start in starts.ours]
    theirs = [start.ms for start in starts.theirs]
    our_mb = max(start.mb for start in starts.ours)
    their_mb = min(start.mb for start in starts.theirs)
    few = len(sitting.few.answers)
    rows = [
        _row("start to the counts: `studyapp due`", starts.due, theirs, 0.15),
        _row("start to the first question: `review --plain`", ours, theirs, 0.35),
        Row(
            "most memory by then",
            f"{our_mb:.1f} MiB",
            f"{their_mb:.1f} MiB",
            our_mb / their_mb,
            0.25,
        ),
        _row("answer + next card, p50", sitting.ours.answers, sitting.theirs.answers, 0.8),
        _p99("answer + next card, p99", sitting.ours, sitting.theirs, 0.5),
        _row("undo, p50", sitting.ours.undos, sitting.theirs.undos, 1),
    ]
    grown = f"ours, {CARDS:,} cards against {FEW:,}: "
    small = [start.ms for start in starts.few]
    rows += [
        _row(grown + "`studyapp due`", starts.due, starts.few_due, 1.2),
        _row(grown + "first question", ours, small, 1.2),
        _row(grown + "answer", sitting.ours.answers[-few:], sitting.few.answers, 1.2),
        _row(grown + "undo", sitting.ours.undos, sitting.few.undos, 1.2),
    ]
    seconds = median(rebuild.seconds)
    events = f"fold {rebuild.events:,} events anew"
    rows += [
        Row(f"{events}: time", f"{seconds:.2f} s", "3 s", seconds / 3, 1),
        Row(f"{events}: most memory", f"{rebuild.mb:.0f} MiB", "200 MB", rebuild.mb / 190.7, 1),
    ]
    return rows


def _row(work: str, ours: Sequence[float], against: Sequence[float], bound: float) -> Row:
    one, other = median(ours), median(against)
    return Row(work, f"{one:.3g} ms", f"{other:.3g} ms", one / other, bound)


def _p99(work: str, ours: Side, theirs: Side, bound: float) -> Row:
    one, other = _percentile(ours.answers, 99), _percentile(theirs.answers, 99)
    return Row(work, f"{one:.3g} ms", f"{other:.3g} ms", one / other, bound)


def _table(rows: Sequence[Row]) -> list[str]:
    return [
        "| work | studyapp | against | ratio | must be | |",
        "| --- | --- | --- | --- | --- | --- |",
        *(
            f"| {row.work} | {row.ours} | {row.against} | {row.ratio:.2f} | ≤ {row.bound:g} "
            f"| {'holds' if row.ratio <= row.bound else '**missed**'} |"
            for row in rows
        ),
    ]


def _stalls(figures: Figures) -> list[str]:
    """What the worst moments were, beside those of the disk alone, in the same run."""
    sitting = figures.sitting
    named = (
        ("studyapp, answer + next card", sitting.ours.answers),
        ("Anki, answer + next card", sitting.theirs.answers),
        ("the disk alone, write + fsync", sitting.disk),
        ("studyapp, undo", sitting.ours.undos),
        ("Anki, undo", sitting.theirs.undos),
        (f"studyapp, answer, {FEW:,} cards ({FEW_ANSWERS} of them)", sitting.few.answers),
    )
    return [
        "| milliseconds | p50 | p90 | p99 | longest |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {name} | {median(values):.2f} | {_percentile(values, 90):.2f} "
            f"| {_percentile(values, 99):.2f} | {max(values):.1f} |"
            for name, values in named
        ),
    ]


def _percentile(values: Sequence[float], of_hundred: int) -> float:
    return sorted(values)[len(values) * of_hundred // 100]
