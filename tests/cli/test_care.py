from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.progress.store import Progress
from tests.build import write_deck
from tests.cli.run import process, run
from tests.progress.logs import moment


@pytest.fixture(autouse=True)
def _a_fixed_day(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-24T09:00:00")
    write_deck(tmp_path / "decks", "alpha", cards=5)
    monkeypatch.setenv("STUDYAPP_DECKS", str(tmp_path / "decks"))


@pytest.fixture
def log(home: Path) -> Path:
    """A log with two reviews, and its backup of yesterday."""
    typed = "\n3\n\n3\n"
    process(
        "review", "--plain", "--limit", "2",
        typed=typed, env={"STUDYAPP_NOW": "2026-11-23T09:00:00"},
    )  # fmt: skip
    return home / "progress.db"


def study(*options: str) -> str:
    return process("review", "--plain", "--limit", "1", *options, typed="\n3\n").out


def harm(log: Path) -> None:
    with log.open("r+b") as file:
        file.seek(20)
        file.write(b"x" * 3000)


def test_a_sitting_leaves_a_backup_of_its_day(log: Path) -> None:
    study()

    assert sorted(path.name for path in (log.parent / "backups").iterdir()) == [
        "progress-2026-11-23.db", "progress-2026-11-24.db",
    ]  # fmt: skip


def test_backup_says_where_it_went_and_what_it_holds(log: Path, tmp_path: Path) -> None:
    made = log.parent / "backups" / "progress-2026-11-24.db"
    elsewhere = tmp_path / "copy.db"

    assert run("backup").out == f"{made}: 4 events\n"
    assert run("backup", str(elsewhere)).out == f"{elsewhere}: 4 events\n"
    assert run("backup", str(elsewhere)).out == f"{elsewhere}: 4 events\n"


@pytest.mark.usefixtures("log")
def test_backup_overwrites_nothing_but_logs(tmp_path: Path, log: Path) -> None:
    novel = tmp_path / "novel.txt"
    novel.write_text("It was a dark night.")

    told = run("backup", str(novel))

    assert (told.status, told.err) == (
        1, f"studyapp: {novel} is there already, and is no log; name another file\n",
    )  # fmt: skip
    assert novel.read_text() == "It was a dark night."
    assert "is the log itself" in run("backup", str(log)).err


def test_backup_without_a_log_says_so() -> None:
    assert run("backup").err == "studyapp: there is no log yet: nothing was studied here\n"


def test_doctor_lists_the_backups_of_a_sound_log(log: Path) -> None:
    told = run("doctor", "--restore")

    assert told.out.splitlines()[1].split() == [
        "2026-11-23", "4", "events",
        str((log.parent / "backups" / "progress-2026-11-23.db").stat().st_size), "bytes",
    ]  # fmt: skip
    assert json.loads(run("doctor", "--restore", "--json").out)[0]["events"] == 4


@pytest.mark.parametrize(
    "arguments", [["due"], ["decks"], ["doctor"], ["log"], ["undo"], ["review", "--plain"]]
)
def test_every_command_tells_of_a_damaged_log_in_one_line(log: Path, arguments: list[str]) -> None:
    harm(log)
    before = log.read_bytes()

    told = process(*arguments)

    assert "`studyapp doctor --restore` keeps it and saves what can be read" in told.err
    assert told.err.count("\n") == 1
    assert told.status in {1, 2}
    assert log.read_bytes() == before


def test_doctor_restores_a_damaged_log_and_says_what_came_of_it(log: Path) -> None:
    study()
    harm(log)

    told = run("doctor", "--restore")

    assert told.out.splitlines() == [
        "restored: 6 events, 6 of them read from the old log",
        "from the backups of 2026-11-24: 0 that the old log had not",
        f"the old log is kept: {log}.damaged-2026-11-24-1",
        "nothing is missing up to the last event that could be read",
    ]
    assert told.status == 0
    checked = run("doctor")
    assert "note: the log was restored today" in checked.out
    assert "all is well" in checked.out


def test_a_log_that_is_gone_is_noticed_and_comes_back(log: Path) -> None:
    log.unlink()

    for _ in range(2):
        assert "the log lacks events that the backup of 2026-11-23 has" in process(
            "review", "--plain", "--limit", "1", typed="\n3\n"
        ).err  # fmt: skip
    assert run("doctor", "--restore").out.splitlines()[:2] == [
        "restored: 8 events, 4 of them read from the old log",
        "from the backups of 2026-11-24, 2026-11-23: 4 that the old log had not",
    ]
    assert "lacks" not in run("doctor").out


def test_grades_that_are_lost_since_the_index_saw_them_are_noticed(log: Path) -> None:
    earlier = log.read_bytes()
    study()
    shutil.rmtree(log.parent / "backups")
    log.write_bytes(earlier)

    told = process("review", "--plain", typed="q\n")

    assert "2 events of the log are lost; `studyapp doctor --restore` looks" in told.err
    assert run("due").out == "2 due, 3 new\n"


def test_grades_that_are_lost_and_stand_in_a_backup_are_told_once(log: Path) -> None:
    earlier = log.read_bytes()
    study()
    log.write_bytes(earlier)

    told = process("review", "--plain", typed="q\n").err

    assert told == (
        "studyapp: the log lacks events that the backup of 2026-11-24 has;"
        " `studyapp doctor --restore` joins the two\n"
    )


def test_a_day_without_a_backup_is_told(log: Path) -> None:
    told = run("doctor", "--restore", "2020-01-01")

    assert told.err == "studyapp: there is no backup of 2020-01-01; there are: 2026-11-23\n"
    assert told.status == 1


def test_a_restoration_as_json(log: Path) -> None:
    told = json.loads(run("doctor", "--restore", "2026-11-23", "--json").out)

    assert told["events"] == 4
    assert told["backups"] == ["2026-11-23"]
    assert told["kept"] == f"{log}.replaced-2026-11-24-1"


@pytest.mark.usefixtures("log")
def test_progress_of_cards_that_no_deck_has_is_a_note(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", "alpha", cards=1)

    told = run("doctor")

    assert "note: 1 card with progress in no deck now; it is kept: alpha/q1\n" in told.out
    assert told.status == 0
    assert json.loads(run("doctor", "--json").out)["problems"] == []


def test_what_is_wrong_is_an_exit_status(log: Path) -> None:
    with sqlite3.connect(log) as other:
        other.execute("UPDATE state SET due = due + 1 WHERE key = 'alpha/q0'")
        other.execute("DROP TRIGGER log_keeps_what_it_has")
    other.close()

    told = run("doctor", "--json")

    assert told.status == 1
    assert json.loads(told.out)["problems"] == [
        "the trigger `log_keeps_what_it_has` is not there as it should be",
        "the stored state of alpha/q0 is not what its events say",
    ]


def test_a_log_that_others_can_read_and_events_of_the_future_are_notes(log: Path) -> None:
    process(
        "review", "--plain", "--limit", "1", typed="\n3\n", env={"STUDYAPP_NOW": "2031-01-01T09:00"}
    )
    log.chmod(0o644)

    told = run("doctor")

    assert "note: 1 event dated over a day ahead of the clock; if the clock is right" in told.out
    assert f"note: {log} is open to others on this machine; `chmod go= {log}` closes it" in told.out
    assert told.status == 0


def test_studying_without_recording_is_asked_for_by_name(log: Path) -> None:
    before = log.read_bytes()

    told = process("review", "--plain", "--limit", "1", "--no-record", typed="\n3\n")

    assert told.err == "studyapp: nothing is recorded: all of this is forgotten at the end\n"
    assert "recorded" not in told.out
    assert "1 review of 1 card" in told.out
    assert log.read_bytes() == before
    assert run("due").out == "2 due, 3 new\n"


def test_a_home_that_cannot_be_written_lets_one_study_without_recording(home: Path) -> None:
    home.write_text("a file where the home should be")

    refused = process("review", "--plain")
    told = process("review", "--plain", "--no-record", "--limit", "1", typed="\n3\n")

    assert "or study without recording: `studyapp review --no-record`" in refused.err
    assert "1 review of 1 card" in told.out
    assert told.status == 0


def test_a_backup_of_a_lost_log_is_not_written_over(log: Path) -> None:
    run("backup")
    log.unlink()
    study()

    run("backup")

    names = {path.name for path in (log.parent / "backups").iterdir()}
    assert "progress-before-loss-1.db" in names
    assert run("doctor", "--restore").status == 0
    assert len(run("log").out.splitlines()) == 6


def test_a_copy_is_put_over_no_log_that_has_more_or_is_open(log: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    run("backup", str(other))
    other.with_name("other.db-wal").write_bytes(b"grades")
    assert "is in use, or was not closed" in run("backup", str(other)).err

    other.with_name("other.db-wal").unlink()
    log.unlink()
    study()
    assert "has events that this log lacks" in run("backup", str(other)).err


def test_grades_that_are_only_in_a_wal_come_back(log: Path) -> None:
    wal = log.with_name("progress.db-wal")
    with Progress.open(log) as progress:
        progress.grade("alpha/only-here", 4, moment())
        held = wal.read_bytes()
    log.unlink()
    shutil.rmtree(log.parent / "backups")
    wal.write_bytes(held)

    assert run("doctor", "--restore").status == 0
    assert "alpha/only-here" in run("log").out
    assert log.with_name("progress.db-wal.orphan").exists()


def test_a_backup_of_a_day_to_come_stops_no_other(log: Path) -> None:
    folder = log.parent / "backups"
    (folder / "progress-2026-11-23.db").rename(folder / "progress-2031-01-01.db")

    study()

    assert sorted(path.name for path in folder.iterdir()) == [
        "progress-2026-11-24.db", "progress-2031-01-01.db",
    ]  # fmt: skip


@pytest.fixture
def linked(log: Path, tmp_path: Path) -> Path:
    """The same log, moved elsewhere; a link is in its place, and this is what it leads to."""
    real = tmp_path / "elsewhere" / "mine.db"
    real.parent.mkdir()
    log.rename(real)
    log.symlink_to(real)
    shutil.rmtree(log.parent / "backups")
    return real


def test_a_link_in_the_place_of_a_log_stays_one_when_it_is_restored(
    log: Path, linked: Path
) -> None:
    study()
    harm(linked)

    told = run("doctor", "--restore")

    assert f"the old log is kept: {linked}.damaged-2026-11-24-1" in told.out
    assert log.readlink() == linked
    assert (linked.parent / "backups").exists()
    assert [path.name for path in log.parent.glob("progress*")] == ["progress.db"]
    assert "all is well" in run("doctor").out


def test_a_backup_is_copied_to_what_a_link_leads_to(log: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "copy.db")

    told = run("backup", str(tmp_path / "link.db"))

    assert told.out == f"{tmp_path / 'copy.db'}: 4 events\n"
    assert (tmp_path / "link.db").is_symlink()
    (tmp_path / "link.db").unlink()
    (tmp_path / "link.db").symlink_to(log)
    assert "is the log itself" in run("backup", str(tmp_path / "link.db")).err


def test_grades_of_a_log_that_is_gone_are_told_and_come_into_the_new_one(log: Path) -> None:
    wal = log.with_name("progress.db-wal")
    with Progress.open(log) as progress:
        progress.grade("alpha/only-here", 4, moment())
        held = wal.read_bytes()
    log.unlink()
    shutil.rmtree(log.parent / "backups")
    wal.write_bytes(held)
    study()
    shutil.rmtree(log.parent / "backups")

    note = "note: progress.db-wal.orphan holds events of a log that is gone; `studyapp doctor"
    assert note in run("doctor").out
    assert "from what was left of a log that is gone: 5\n" in run("doctor", "--restore").out
    assert "alpha/only-here" in run("log").out
    assert note not in run("doctor").out
    assert "the log is sound" in run("doctor", "--restore").out


HOLDING = """
import pathlib, sys
from studyapp.progress.store import Progress
with Progress.open(pathlib.Path(sys.argv[1])):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.mark.usefixtures("log")
def test_an_empty_wal_that_was_left_stops_no_copy_and_one_in_use_does(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    run("backup", str(other))
    for ending in ("-wal", "-shm"):
        Path(f"{other}{ending}").touch()

    assert run("backup", str(other)).out == f"{other}: 4 events\n"

    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(other)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as user:
        assert user.stdout is not None
        user.stdout.readline()
        assert not Path(f"{other}-wal").stat().st_size
        refused = run("backup", str(other))
        user.communicate(timeout=30)
    assert "other.db is in use by another studyapp; close that one" in refused.err


@pytest.mark.usefixtures("log")
def test_a_copy_into_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    told = run("backup", str(tmp_path / "nodir" / "x.db"))

    assert told.err == (
        f"studyapp: there is no folder {tmp_path / 'nodir'}; make it, or name another file\n"
    )
    assert told.status == 1
