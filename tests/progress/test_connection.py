import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.progress.doctor import examine
from studyapp.progress.errors import ProgressError
from studyapp.progress.store import Progress
from tests.anybody import as_anybody
from tests.progress.logs import moment


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed log with 50 reviews."""
    made = tmp_path / "progress.db"
    with Progress.open(made) as progress:
        progress.db.execute("PRAGMA synchronous = OFF")
        for number in range(50):
            progress.grade(f"d/{number}", 4, moment(), text=("question " * 20, "answer " * 20))
    return made


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_log_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "one" / "two" / "progress.db"

    with Progress.open(path) as progress:
        progress.grade("d/a", 4, moment())
        assert {mode(file) for file in path.parent.iterdir()} == {0o600}
        assert len(list(path.parent.iterdir())) == 3

    assert mode(path.parent) == mode(path.parent.parent) == 0o700


def test_the_log_waits_for_the_disk(path: Path) -> None:
    with Progress.open(path) as progress:
        settings = {
            name: progress.db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "recursive_triggers", "busy_timeout")
        }

    assert settings == {
        "journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "busy_timeout": 5000,
    }  # fmt: skip


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a log of studyapp; move it away"),
        (b"once upon a time " * 1000, "is damaged or not a log of studyapp; `studyapp doctor"),
        (b"SQLite format 3\x00", "is not a log of studyapp; move it away"),
    ],
    ids=["empty", "garbage", "a beginning"],
)
def test_a_file_that_is_no_log_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, message: str, read_only: bool
) -> None:
    path = tmp_path / "progress.db"
    path.write_bytes(content)

    with pytest.raises(ProgressError, match=message):
        Progress.open(path, read_only=read_only)

    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE meta (name, value)")
    other.close()

    with pytest.raises(ProgressError, match=r"is not a log of studyapp; move it away"):
        Progress.open(path)


@pytest.mark.parametrize("size", [0, 1, 100, 4096, 20_000])
def test_a_truncated_log_is_refused_and_left_alone(path: Path, size: int) -> None:
    os.truncate(path, size)
    before = path.read_bytes()

    with pytest.raises(ProgressError, match=r"(is damaged or|is) not a log of studyapp"):
        Progress.open(path)

    assert path.read_bytes() == before


def test_a_log_without_its_tables_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("DROP TABLE meta")
    other.close()

    with pytest.raises(
        ProgressError,
        match=r"is damaged \(no such table: meta\); `studyapp doctor --restore` keeps it",
    ):
        Progress.open(path)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_schema_is_refused_unharmed(path: Path, read_only: bool) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE meta SET value = '2' WHERE name = 'schema'")
    other.close()
    before = path.read_bytes()

    with pytest.raises(ProgressError, match="was made by a newer studyapp; update this one"):
        Progress.open(path, read_only=read_only)

    assert path.read_bytes() == before


def test_every_refusal_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    path.write_bytes(b"x" * 9000)

    with pytest.raises(ProgressError) as refused:
        Progress.open(path)

    assert len(str(refused.value).splitlines()) == 1
    assert str(path) in str(refused.value)


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ProgressError, match=r"cannot be read or written \((File exists|Not a dir)"):
        Progress.open(tmp_path / "file" / "progress.db")


def test_a_log_that_is_not_there_reads_as_empty_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "progress.db"

    with Progress.open(path, read_only=True) as progress:
        assert list(progress.events()) == []
        assert (progress.newest()[0], progress.epoch(), progress.new_today(1)) == (0, "", 0)
        with pytest.raises(ProgressError, match="was opened only to be read"):
            progress.grade("d/a", 4, moment())

    assert not path.parent.exists()


def test_a_log_opened_to_be_read_cannot_be_written(path: Path) -> None:
    with Progress.open(path, read_only=True) as progress:
        assert progress.newest()[0] == 100
        with pytest.raises(ProgressError, match="nothing can be kept"):
            progress.undo(moment())
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            progress.db.execute("DELETE FROM state")


def test_a_log_in_a_read_only_folder_can_be_read(path: Path, open_folder: Path) -> None:
    copy = open_folder / "progress.db"
    shutil.copy(path, copy)
    copy.chmod(0o444)
    open_folder.chmod(0o555)

    with as_anybody():
        with Progress.open(copy, read_only=True) as progress:
            assert progress.newest()[0] == 100
        with pytest.raises(ProgressError, match="cannot be read or written"):
            Progress.open(copy)

    assert files(open_folder) == ["progress.db"]


def test_grades_that_are_only_in_the_wal_are_not_passed_over(path: Path, open_folder: Path) -> None:
    copy = open_folder / "progress.db"
    with Progress.open(path) as progress:
        progress.grade("d/a", 4, moment())
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
            Path(f"{copy}{suffix}").chmod(0o444)
    open_folder.chmod(0o555)

    with as_anybody(), pytest.raises(ProgressError) as refused:
        Progress.open(copy, read_only=True)

    assert str(refused.value) == (
        f"{copy} holds reviews that are still in progress.db-wal;"
        " open it once where its folder can be written"
    )


def test_a_folder_that_cannot_be_written_gets_no_log(open_folder: Path) -> None:
    open_folder.chmod(0o555)

    with (
        as_anybody(),
        pytest.raises(
            ProgressError,
            match=r"cannot be read or written \(Permission denied\); check its folder",
        ),
    ):
        Progress.open(open_folder / "home" / "progress.db")

    assert files(open_folder) == []


def test_a_log_is_linked_into_its_place_or_else_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(f"no hard links here: {self}, {target}")

    monkeypatch.setattr(Path, "hardlink_to", refuse)

    with Progress.open(tmp_path / "progress.db") as progress:
        assert progress.newest()[0] == 0
    assert files(tmp_path) == ["progress.db"]


@pytest.mark.parametrize("name", ["schema", "fold_version", "log_epoch", "device"])
def test_a_log_that_lost_what_it_knows_of_itself_is_damaged(path: Path, name: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM meta WHERE name = ?", (name,))
    db.close()

    with pytest.raises(ProgressError, match="is damaged"):
        Progress.open(path)


def test_text_that_was_written_over_is_damage_and_no_traceback(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b"d/49", b"d/\xff9"))

    with pytest.raises(ProgressError, match="is damaged"):
        Progress.open(path)


@pytest.fixture
def half_written(path: Path) -> Path:
    """A log as on a network folder, where a process was killed in the midst of a long write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA cache_size = 5")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE state SET met = randomblob(900)")
        copy = path.with_name("copy.db")
        for ending in ("", "-journal"):
            shutil.copyfile(f"{path}{ending}", f"{copy}{ending}")
        db.execute("ROLLBACK")
    return copy


def test_what_was_left_half_written_without_wal_is_taken_back(half_written: Path) -> None:
    with Progress.open(half_written) as progress:
        assert examine(progress) == []
        assert len(list(progress.events())) == 100


def test_what_was_left_half_written_is_not_read(half_written: Path) -> None:
    with pytest.raises(ProgressError, match=r"still in copy\.db-journal; open it once"):
        Progress.open(half_written, read_only=True)
