"""Let one write of a grade fail after the other, and see that each is a refusal and no more.

`python -m tests.bench faults` does it in every way; the tests do it in some.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from studyapp.desk import Desk
from studyapp.progress import placing
from studyapp.progress.doctor import examine
from studyapp.progress.store import Progress
from studyapp.sitting import Refused, Sitting
from tests.build import SetClock, grade_all, write_deck
from tests.progress.faulty import FAILURES, Disk, Failure

WAL, CHECKPOINT, JOURNAL = (
    ("PRAGMA journal_mode = WAL",),
    ("PRAGMA wal_autocheckpoint = 1",),
    ("PRAGMA journal_mode = DELETE",),
)
MODES = {"wal": WAL, "wal, moved into the file": CHECKPOINT, "journal": JOURNAL}
"""How the log is written: as ever; at the grade that moves its `-wal`; as on network folders."""

_EARLIER = 3
_SENTENCES = ("is full; make room, and try again", "whether the disk or your quota is full")


class Bench:
    """A deck, and a home with a log of some grades, which is there anew for each failure."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._decks, self._home, self._source = folder / "decks", folder / "home", folder / "source"
        self.crashed = folder / "crashed" / "progress.db"
        write_deck(self._decks, cards=8)
        monkeypatch.setenv("STUDYAPP_HOME", str(self._home))
        with self.desk() as desk:
            grade_all(Sitting(desk, via="plain"), (4,) * _EARLIER)
        self._home.rename(self._source)

    @property
    def log(self) -> Path:
        """The log of the home."""
        return self._home / "progress.db"

    def desk(self) -> Desk:
        """A desk on the deck and the home."""
        return Desk(((str(self._decks), False),), SetClock())

    def renew(self) -> None:
        """The home as it was at first."""
        shutil.rmtree(self._home, ignore_errors=True)
        shutil.copytree(self._source, self._home)

    def crash(self) -> Path:
        """A copy of the log as it would be found if everything was killed now."""
        shutil.rmtree(self.crashed.parent, ignore_errors=True)
        self.crashed.parent.mkdir()
        for ending in ("", "-wal", "-journal"):
            if placing.beside(self.log, ending).exists():
                shutil.copy(placing.beside(self.log, ending), placing.beside(self.crashed, ending))
        return self.crashed


def every_write(
    bench: Bench, disk: Disk, mode: str, failure: Failure, counts: Counter[str]
) -> None:
    """Let each write of a grade fail, alone, until a grade needs no more of them."""
    number = 0
    while _once(bench, disk, mode, failure, lambda call: call == number, counts):  # noqa: B023 - called at once
        number += 1
    assert number > 10, "a grade is more writes than that"


def all_from(bench: Bench, disk: Disk, mode: str, counts: Counter[str]) -> None:
    """Let every write of a grade fail from the first, from the second, … on."""
    number = 0
    while _once(
        bench, disk, mode, FAILURES[0], lambda call: call >= number, counts, undone=False  # noqa: B023 - called at once
    ):  # fmt: skip
        number += 1


def _once(
    bench: Bench,
    disk: Disk,
    mode: str,
    failure: Failure,
    which: Callable[[int], bool],
    counts: Counter[str],
    *,
    undone: bool = True,
) -> bool:
    """Grade while the disk fails; whether there was a write that could fail.

    Args:
        undone: whether the disk still takes what undoes the grade.
    """
    bench.renew()
    with bench.desk() as desk:
        for statement in MODES[mode]:
            desk.progress.db.execute(statement)
        sitting = Sitting(desk, via="plain")
        assert sitting.turn is not None
        key = sitting.turn.card.key
        sitting.reveal()
        disk.fail(failure, which)
        refused = _refusal(sitting)
        failed, call = disk.failed, disk.calls[-1]
        disk.watch()
        if refused is None:
            assert (keys(desk.progress), _after_a_crash(bench)) == ([key], [key])
            counts["kept all the same" if failed else "writes in all"] += 1
            return failed
        assert refused.startswith((str(bench.log), f"the disk of {bench.log}"))
        assert refused.endswith(_SENTENCES)
        assert sitting.turn.card.key == key
        assert sitting.revealed
        assert keys(desk.progress) == []
        with Progress.open(bench.log, read_only=True) as other:
            assert keys(other) == []
        assert _after_a_crash(bench) in ([[]] if undone else [[], [key]]), call
        sitting.grade(4)
        assert keys(desk.progress) == _after_a_crash(bench) == [key]
    with Progress.open(bench.log) as progress:
        assert examine(progress) == []
        assert keys(progress) == [key]
    counts["refused, and then kept once"] += 1
    return failed


def _refusal(sitting: Sitting) -> str | None:
    try:
        sitting.grade(4)
    except Refused as refused:
        return str(refused)
    return None


def keys(progress: Progress) -> list[str]:
    """The cards of the reviews that came after the earlier ones."""
    reviews = [event.card or "" for event in progress.events() if event.kind == "review"]
    return reviews[_EARLIER:]


def _after_a_crash(bench: Bench) -> list[str]:
    with Progress.open(bench.crash()) as progress:
        assert examine(progress) == []
        return keys(progress)
