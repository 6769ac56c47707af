import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.progress import backups, placing, restore
from studyapp.progress.doctor import examine
from studyapp.progress.errors import ProgressError
from studyapp.progress.store import Progress
from tests.progress.logs import moment, quick

TODAY = "2026-11-24"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with a backup, and a review after it."""
    path = tmp_path / "home" / "progress.db"
    study(path, "d/a", "d/b")
    backups.take(path, "2026-11-23")
    study(path, "d/late")
    return path


def study(path: Path, *keys: str) -> None:
    with quick(path) as progress:
        for key in keys:
            progress.grade(key, 4, moment(), text=("Why?", "Because."))


def cards(path: Path) -> list[str | None]:
    with Progress.open(path) as progress:
        assert examine(progress) == []
        return [event.card for event in progress.events() if event.kind == "review"]


def spoil_the_header(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"x" * 1000)


def test_a_damaged_log_is_restored_with_what_came_after_the_backup(log: Path) -> None:
    with Progress.open(log) as progress:
        device, epoch = progress.device(), progress.epoch()
    spoil_the_header(log)
    harmed = log.read_bytes()
    assert restore.is_damaged(log)

    made = restore.restore(log, None, TODAY)

    assert (made.damaged, made.events, made.of_file, made.of_backup) == (True, 6, 6, 0)
    assert (made.unsound, made.differing, made.missing, made.passed_over) == (0, 0, (), ())
    assert made.kept == log.with_name("progress.db.damaged-2026-11-24-1")
    assert made.kept.read_bytes() == harmed
    assert cards(log) == ["d/a", "d/b", "d/late"]
    with Progress.open(log) as progress:
        assert progress.device() == device
        assert progress.epoch() != epoch
        assert progress.meta("restored") == TODAY


def test_what_neither_has_is_told(log: Path) -> None:
    study(log, *(f"e/{number}" for number in range(200)))
    with sqlite3.connect(log) as other:
        leaf = other.execute("PRAGMA page_count").fetchone()[0]
    other.close()
    content = bytearray(log.read_bytes())
    while content[(leaf - 1) * 4096] != 0x0D:
        leaf -= 1
    content[(leaf - 1) * 4096 : leaf * 4096] = bytes(4096)
    log.write_bytes(content)

    made = restore.restore(log, None, TODAY)

    lost = sum(last - first + 1 for first, last in made.missing)
    assert made.events + lost == 406 or made.missing == ()
    assert made.events >= 300


def test_the_backup_of_a_day_and_todays_log_are_joined(log: Path) -> None:
    made = restore.restore(log, "2026-11-23", TODAY)

    assert (made.damaged, made.events, made.of_backup) == (False, 6, 0)
    assert made.kept == log.with_name("progress.db.replaced-2026-11-24-1")
    assert cards(log) == ["d/a", "d/b", "d/late"]


def test_a_log_that_is_gone_comes_back_from_its_backup(log: Path) -> None:
    log.unlink()

    made = restore.restore(log, None, TODAY)

    assert (made.kept, made.events, made.of_backup) == (None, 4, 4)
    assert cards(log) == ["d/a", "d/b"]


def test_a_backup_that_is_damaged_itself_is_passed_over(log: Path) -> None:
    newer = backups.take(log, "2026-11-24")
    spoil_the_header(newer.path)
    log.write_bytes(b"garbage" * 10_000)

    made = restore.restore(log, None, TODAY)

    assert [backup.name for backup in made.passed_over] == ["2026-11-24"]
    with Progress.open(log, read_only=True) as progress:
        assert examine(progress)[0].startswith("the backup of 2026-11-24 cannot be used: ")
    newer.path.unlink()
    assert cards(log) == ["d/a", "d/b"]


def test_a_backup_that_is_not_there_is_told_with_those_that_are(log: Path) -> None:
    with pytest.raises(ProgressError, match=r"no backup of 2020-01-01; there are: 2026-11-23"):
        restore.restore(log, "2020-01-01", TODAY)


def test_a_file_without_events_and_without_a_backup_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    path.write_bytes(b"a novel " * 9000)

    with pytest.raises(ProgressError, match="is no log, and there is no backup"):
        restore.restore(path, None, TODAY)

    assert [file.name for file in tmp_path.iterdir()] == ["progress.db"]


def test_a_log_of_a_newer_release_is_not_restored(log: Path) -> None:
    with sqlite3.connect(log) as other:
        other.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    other.close()

    with pytest.raises(ProgressError, match=r"home/progress.db was made by a newer studyapp"):
        restore.restore(log, "2026-11-23", TODAY)


STUDYING = """
import pathlib, sys
from studyapp.progress.store import Progress
with Progress.open(pathlib.Path(sys.argv[1])) as progress:
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_a_log_that_is_in_use_is_not_replaced(log: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STUDYING, str(log)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"

    with pytest.raises(ProgressError, match="is in use by another studyapp; close that one"):
        restore.restore(log, "2026-11-23", TODAY)
    process.communicate("\n", timeout=30)

    assert restore.restore(log, "2026-11-23", TODAY).events == 6


KILLED = """
import os, pathlib, sys
from studyapp.progress import placing, restore
log, stop = pathlib.Path(sys.argv[1]), int(sys.argv[2])
calls = 0
def dying(real):
    def call(*arguments, **named):
        global calls
        if calls == stop:
            os._exit(9)
        calls += 1
        return real(*arguments, **named)
    return call
for name in ("rename", "unlink", "hardlink_to"):
    setattr(pathlib.Path, name, dying(getattr(pathlib.Path, name)))
restore.restore(log, None, "2026-11-24")
"""


def test_whoever_is_killed_while_it_restores_leaves_a_whole_log(log: Path, tmp_path: Path) -> None:
    with Progress.open(log) as progress:
        progress.grade("d/in-the-wal", 4, moment())
        shutil.copy(log, tmp_path / "main")
        shutil.copy(f"{log}-wal", tmp_path / "wal")
    killed = 0
    for stop in range(100):
        shutil.copy(tmp_path / "main", log)
        shutil.copy(tmp_path / "wal", f"{log}-wal")
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(log), str(stop)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            check=False,
        )

        assert cards(log) == ["d/a", "d/b", "d/late", "d/in-the-wal"], stop
        if done.returncode == 0:
            break
        killed += 1
    assert killed >= 8


def test_a_log_that_is_held_cannot_be_opened(log: Path) -> None:
    code = (
        "import pathlib, sys; from studyapp.progress import connection;"
        "connection.WAIT_MS = 10; from studyapp.progress.store import Progress;"
        "Progress.open(pathlib.Path(sys.argv[1]))"
    )
    with placing.held(log) as handle:
        assert fcntl.fcntl(handle, fcntl.F_GETFD) >= 0
        told = subprocess.run(
            [sys.executable, "-c", code, str(log)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=False,
        )

    assert "is in use by another program" in told.stderr


def leave_only_the_wal(log: Path, *keys: str) -> None:
    """Grade, and take the log away while it is open: its `-wal` stays."""
    with Progress.open(log) as progress:
        for key in keys:
            progress.grade(key, 4, moment())
        wal = Path(f"{log}-wal").read_bytes()
    log.unlink()
    Path(f"{log}-wal").write_bytes(wal)


def test_what_is_left_of_logs_that_are_gone_is_joined_with_a_new_one(log: Path) -> None:
    shutil.rmtree(log.parent / "backups")
    leave_only_the_wal(log, "d/left")
    study(log, "e/new")
    leave_only_the_wal(log, "d/left-later")
    study(log, "e/newest")
    with Progress.open(log) as progress:
        assert restore.lacks_what_is_left(progress.db, log)

    made = restore.restore(log, None, TODAY)

    assert (made.events, made.of_file, made.of_backup, made.of_orphans) == (12, 2, 0, 10)
    assert (made.damaged, made.missing, made.differing) == (False, (), 0)
    assert sorted(map(str, cards(log))) == [
        "d/a", "d/b", "d/late", "d/left", "d/left-later", "e/new", "e/newest",
    ]  # fmt: skip
    with Progress.open(log) as progress:
        assert not restore.lacks_what_is_left(progress.db, log)
    assert restore.restore(log, None, TODAY).of_orphans == 0


def test_what_is_left_is_joined_with_backups_alone_as_well(log: Path) -> None:
    for key in ("d/left", "d/left-later"):
        leave_only_the_wal(log, key)
        Progress.open(log).close()
    log.unlink()

    made = restore.restore(log, None, TODAY)

    assert (made.of_file, made.of_backup, made.of_orphans) == (1, 4, 3)
    assert {"d/late", "d/left", "d/left-later"} <= set(cards(log))


def test_garbage_gives_way_to_what_is_left_of_a_log(log: Path) -> None:
    shutil.rmtree(log.parent / "backups")
    leave_only_the_wal(log, "d/left")
    Progress.open(log).close()
    log.write_bytes(b"a novel " * 9000)

    assert restore.restore(log, None, TODAY).of_orphans == 7
    assert cards(log) == ["d/a", "d/b", "d/late", "d/left"]
