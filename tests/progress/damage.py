"""Harm a log in one of the ways in which files are harmed, and see what becomes of it.

`python -m tests.bench damage` does it 200 times; the tests do it less often.
"""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from studyapp.progress import backups, placing, restore
from studyapp.progress.doctor import examine
from studyapp.progress.errors import Damaged
from studyapp.progress.events import Event
from studyapp.progress.store import Progress
from tests.progress.logs import DAY, moment

TODAY = "2026-11-24"
BACKED_UP, LATER = 250, 60


class Bench:
    """A log, a backup of its beginning, its newest events still in the `-wal`; and another log.

    Attributes:
        events: what was acknowledged.
        copied: those of them that are in the backup.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._source = _home(folder / "source")
        self._foreign = _home(folder / "foreign")
        with _study(self._foreign, 0, 90):
            self._foreign_wal = placing.beside(self._foreign, "-wal").read_bytes()
        self.events, self.copied = _with_backup(self._source, self._foreign)

    def fresh(self, chance: random.Random) -> Path:
        """The log in a new home, sometimes closed, sometimes as a killed process left it."""
        home = self._folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self._source.parent, home)
        log = home / "progress.db"
        placing.beside(log, "-shm").unlink(missing_ok=True)
        if chance.random() < 0.5:
            Progress.open(log).close()
        return log

    def foreign_wal(self) -> bytes:
        """The `-wal` of another log."""
        return self._foreign_wal


def _home(folder: Path) -> Path:
    folder.mkdir()
    return folder / "progress.db"


def _study(log: Path, first: int, count: int) -> Progress:
    progress = Progress.open(log)
    progress.db.execute("PRAGMA synchronous = OFF")
    for number in range(first, first + count):
        text = (f"Question {number % 80}? " * 5, "An answer. " * (300 if number % 40 == 7 else 9))
        progress.grade(f"deck/card-{number % 80}", 1 + number % 5, moment(ms=number), text=text)
    return progress


def _with_backup(log: Path, other: Path) -> tuple[list[Event], list[Event]]:
    """Study, back up, study on, and take the files as they are while the log is open."""
    _study(log, 0, BACKED_UP).close()
    backups.take(log, "2026-11-23")
    held = []
    for path, count in ((log, LATER), (other, 30)):
        with _study(path, BACKED_UP, count) as progress:
            held.append(list(progress.events()))
            for ending in ("", "-wal"):
                shutil.copy(f"{path}{ending}", f"{path}{ending}.copy")
        for ending in ("", "-wal"):
            Path(f"{path}{ending}.copy").rename(f"{path}{ending}")
    with Progress.open(backups.listed(log)[0].path, read_only=True) as copy:
        return held[0], list(copy.events())


def truncate(log: Path, chance: random.Random, _bench: Bench) -> None:
    os.truncate(log, chance.randrange(log.stat().st_size))


def overwrite_a_block(log: Path, chance: random.Random, _bench: Bench) -> None:
    _write(log, chance, chance.randbytes)


def clear_a_block(log: Path, chance: random.Random, _bench: Bench) -> None:
    _write(log, chance, bytes)


def swap_blocks(log: Path, chance: random.Random, _bench: Bench) -> None:
    content = log.read_bytes()
    start = chance.randrange(0, len(content) - 4096, 512)
    _write(log, chance, lambda size: content[start : start + size])


def fill_with_garbage(log: Path, chance: random.Random, _bench: Bench) -> None:
    log.write_bytes(chance.randbytes(chance.choice((1, 100, 4096, 50_000))))


def lose_the_wal(log: Path, _chance: random.Random, _bench: Bench) -> None:
    placing.beside(log, "-wal").unlink(missing_ok=True)


def get_a_foreign_wal(log: Path, _chance: random.Random, bench: Bench) -> None:
    placing.beside(log, "-wal").write_bytes(bench.foreign_wal())


def harm_the_wal(log: Path, chance: random.Random, _bench: Bench) -> None:
    wal = placing.beside(log, "-wal")
    if wal.exists() and wal.stat().st_size:
        _write(wal, chance, chance.randbytes)


def lose_the_log(log: Path, _chance: random.Random, _bench: Bench) -> None:
    log.unlink()


HARMS: tuple[Callable[[Path, random.Random, Bench], None], ...] = (
    truncate, overwrite_a_block, clear_a_block, swap_blocks, fill_with_garbage, lose_the_wal,
    get_a_foreign_wal, harm_the_wal, lose_the_log,
)  # fmt: skip


def _write(path: Path, chance: random.Random, content: Callable[[int], bytes]) -> None:
    size = path.stat().st_size
    for _ in range(chance.choice((1, 1, 2, 5))):
        block = chance.choice((512, 512, 4096, 4096, 16_384))
        with path.open("r+b") as file:
            file.seek(chance.randrange(max(1, size - block)) // 512 * 512)
            file.write(content(block))
    os.truncate(path, size)


def once(bench: Bench, seed: int, counts: Counter[str]) -> None:
    """Harm a log, open it, restore it if that is called for; assert what must hold."""
    chance = random.Random(seed)
    log = bench.fresh(chance)
    harm = HARMS[seed % len(HARMS)]
    harm(log, chance, bench)
    before = _content(log)
    how = _recognised(log, bench)
    counts[how] += 1
    if how == "not harmed in what it holds":
        return
    if how == "refused when opened":
        assert _content(log) == before, f"{seed}: {harm.__name__} and a look at it changed the file"
    made = restore.restore(log, None, TODAY)
    _judge(log, made, bench, seed)
    counts["events"] += len(bench.events)
    counts["events restored"] += made.events


def _recognised(log: Path, bench: Bench) -> str:
    try:
        with Progress.open(log) as progress:
            problems = examine(progress)
            lost = backups.lost_since(progress.db, log)
            kept = list(progress.events())
    except Damaged as error:
        with pytest.raises(Damaged):
            Progress.open(log, read_only=True)
        return _refused(str(error))
    if lost:
        return "noticed: the newest backup has more"
    if problems:
        return "told by the doctor"
    # A -wal that is lost takes with it what no other file has: no one can tell.
    assert kept == bench.events[: len(kept)]
    assert len(kept) >= len(bench.copied)
    return "not harmed in what it holds" if kept == bench.events else "without its newest grades"


def _refused(message: str) -> str:
    assert "`studyapp doctor --restore`" in message
    assert len(message.splitlines()) == 1
    return "refused when opened"


def _judge(log: Path, made: restore.Restored, bench: Bench, seed: int) -> None:
    with Progress.open(log) as progress:
        assert examine(progress) == [], seed
        restored = list(progress.events())
        assert progress.grade("deck/after", 4, moment(DAY + 2)).event.id > restored[-1].id
    assert set(bench.copied) <= set(restored), seed
    assert set(restored) <= set(bench.events), seed
    assert made.events == len(restored) == made.of_file + made.of_backup + made.of_orphans
    assert made.kept is None or made.kept.exists()


def _content(log: Path) -> list[bytes]:
    """The log and its `-wal`; SQLite makes an empty one where there is none."""
    paths = (log, placing.beside(log, "-wal"))
    return [path.read_bytes() if path.exists() else b"" for path in paths]
