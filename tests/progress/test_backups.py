import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from studyapp.progress import backups, trust
from studyapp.progress.errors import Damaged, ProgressError
from studyapp.progress.store import Progress
from studyapp.schedule.days import to_date
from tests.progress.logs import DAY, moment, quick


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with three reviews."""
    path = tmp_path / "home" / "progress.db"
    add(path, 3)
    return path


def add(path: Path, reviews: int = 1, day: int = DAY) -> None:
    with quick(path) as progress:
        for number in range(reviews):
            progress.grade(f"d/{number}", 4, moment(day), text=("q", "a"))


def days(log: Path) -> list[int]:
    return [
        (to_date(DAY) - to_date(DAY).fromisoformat(backup.name)).days
        for backup in backups.listed(log)
    ]


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"x" * 4096)


def test_a_backup_is_a_whole_log_for_its_owner_alone(log: Path) -> None:
    made = backups.keep_up(log, DAY)

    assert made is not None
    assert made.path == log.parent / "backups" / f"progress-{to_date(DAY)}.db"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    with Progress.open(log) as one, Progress.open(made.path, read_only=True) as two:
        assert list(one.events()) == list(two.events())


def test_the_newest_grades_are_in_it_while_the_log_is_open(log: Path) -> None:
    with Progress.open(log) as progress:
        progress.grade("d/new", 4, moment())
        assert backups.take(log, "2026-11-23").path.exists()
        events = progress.newest()[0]

    assert backups.held(backups.listed(log)[0].path).events == events


def test_a_backup_is_made_once_a_day_and_only_when_the_log_has_grown(log: Path) -> None:
    assert backups.keep_up(log, DAY) is not None
    add(log)
    assert backups.keep_up(log, DAY) is None
    assert backups.keep_up(log, DAY + 1) is not None
    assert backups.keep_up(log, DAY + 2) is None


def test_seven_days_and_four_weeks_are_kept(log: Path) -> None:
    for day in range(DAY - 70, DAY + 1):
        add(log, day=day)
        backups.keep_up(log, day)

    kept = days(log)
    assert kept[:7] == [0, 1, 2, 3, 4, 5, 6]
    weeks = [(to_date(DAY) - timedelta(days=ago)).isocalendar()[1] for ago in kept[7:]]
    assert len(set(weeks)) == len(weeks) == 4
    assert max(kept) < 42


def test_no_older_backup_goes_for_a_bad_one(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(DAY - 7, DAY):
        add(log, day=day)
        backups.keep_up(log, day)
    before = days(log)
    add(log, 100)
    damage(log)

    with pytest.raises(Damaged, match="doctor --restore"):
        backups.keep_up(log, DAY)

    assert days(log) == before
    assert [path.name for path in backups.folder_of(log).glob(".*")] == []


def test_the_copy_of_a_damaged_log_tells_of_it(log: Path) -> None:
    with closing(sqlite3.connect(log)) as other:
        root = other.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'log_card'"
        ).fetchone()[0]
    with log.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\x0a" + bytes(4095))

    with pytest.raises(Damaged, match=r"progress.db is damaged \(its copy is\)"):
        backups.take(log, "2026-11-23")


def test_a_copy_made_in_small_pieces_holds_one_moment_of_a_log_that_grows(log: Path) -> None:
    add(log, 300)
    stop = threading.Event()
    with Progress.open(log) as progress:
        events = progress.newest()[0]
        made: list[backups.Backup] = []
        thread = threading.Thread(
            target=lambda: made.append(
                backups.take(log, "2026-11-23", backups.Pace(1, 0.002, stop))
            )
        )
        thread.start()
        for number in range(20):
            progress.grade(f"d/{number}", 4, moment(DAY + 1))
        thread.join()

    assert events <= backups.held(made[0].path).events <= events + 20


def test_a_copy_can_be_given_up(log: Path) -> None:
    stop = threading.Event()
    stop.set()

    with pytest.raises(backups.Stopped):
        backups.take(log, "2026-11-23", backups.Pace(1, 0.0, stop))

    assert backups.listed(log) == []


def test_a_folder_that_cannot_be_made_is_told(log: Path) -> None:
    backups.folder_of(log).write_text("a file")

    with pytest.raises(ProgressError, match="cannot be read or written"):
        backups.keep_up(log, DAY)


def test_a_log_without_its_newest_events_is_noticed(log: Path) -> None:
    earlier = log.read_bytes()
    add(log)
    backups.take(log, "2026-11-23")

    with Progress.open(log) as progress:
        assert backups.lost_since(progress.db, log) is None
    log.write_bytes(earlier)
    with Progress.open(log) as progress:
        found = backups.lost_since(progress.db, log)

    assert found is not None
    assert found.name == "2026-11-23"


def test_the_backups_of_a_log_that_was_lost_stay_until_it_is_joined(log: Path) -> None:
    backups.take(log, "2026-01-01")
    log.unlink()
    for day in range(DAY - 70, DAY + 1):
        add(log, day=day)
        backups.keep_up(log, day)

    assert "2026-01-01" in [backup.name for backup in backups.listed(log)]
    with Progress.open(log) as progress:
        found = backups.lost_since(progress.db, log)
    assert found is not None
    assert found.name == "2026-01-01"


def test_a_backup_of_a_newer_release_does_not_count_as_good(log: Path) -> None:
    made = backups.take(log, "2026-11-23")
    with closing(sqlite3.connect(made.path)) as db:
        db.execute(f"UPDATE meta SET value = '{trust.SCHEMA + 1}' WHERE name = 'schema'")
        db.commit()

    with pytest.raises(ProgressError, match="newer studyapp"):
        backups.held(made.path)


def test_drafts_of_processes_that_were_killed_are_swept_after_a_day(log: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    folder = backups.folder_of(log)
    folder.mkdir()
    gone = [
        f".progress.db.{ended.pid}",
        f".progress.db.{ended.pid}-wal",
        ".progress.db.99999999999",
    ]
    kept = [f".progress.db.{os.getpid()}", ".progress.db.mine", "progress.db.1", ".other.db.999999"]
    for name in gone + kept:
        age(log.parent / name, hours=25)
    for name in gone:
        age(folder / name.replace("progress", "progress-2026-11-23"), hours=25)
    age(log.parent / ".progress.db.888888888", hours=23)

    backups.take(log, "2026-11-24")

    assert [name for name in gone if (log.parent / name).exists()] == []
    assert all((log.parent / name).exists() for name in [*kept, ".progress.db.888888888"])
    assert [path.name for path in folder.iterdir()] == ["progress-2026-11-24.db"]


def age(path: Path, hours: int) -> None:
    path.touch()
    then = time.time() - hours * 60 * 60
    os.utime(path, (then, then))
