import shutil
import sqlite3
from pathlib import Path

import pytest

from studyapp.progress import placing, upkeep
from studyapp.progress.errors import ProgressError
from studyapp.progress.store import Progress
from tests.progress.logs import DAY, moment, quick


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of one review."""
    return study(tmp_path / "progress.db", "d/old")


def study(path: Path, key: str) -> Path:
    with quick(path) as progress:
        progress.grade(key, 4, moment(), text=("Why?", "Because."))
    return path


def following(log: Path) -> Path:
    """A whole log on its way to the place of another one, as a process that was killed left it."""
    made = log.with_name("draft")
    shutil.copy(log, made)
    study(made, "d/new")
    return made.rename(placing.beside(log, "-next"))


def cards(path: Path) -> list[str | None]:
    with Progress.open(path) as progress:
        return [event.card for event in progress.events() if event.kind == "review"]


def test_a_log_without_a_second_name_gets_one_before_another_takes_its_place(log: Path) -> None:
    following(log)

    assert cards(log) == ["d/old", "d/new"]
    assert cards(log.with_name("progress.db.replaced-1")) == ["d/old"]
    assert not placing.beside(log, "-next").exists()


def test_a_log_that_is_kept_already_is_not_kept_twice(log: Path) -> None:
    following(log)
    placing.keep_old(log, "progress.db.damaged-2026-11-24")

    assert cards(log) == ["d/old", "d/new"]
    assert [path.name for path in log.parent.glob("progress.db.*")] == [
        "progress.db.damaged-2026-11-24-1"
    ]


def write_a_novel(path: Path) -> None:
    path.write_bytes(b"a novel " * 9000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4096])


def spoil_a_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"x" * 4096)


def be_of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA application_id = 1")
    db.close()


def be_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    "harm", [write_a_novel, empty, cut, spoil_a_page, be_of_another_program, be_a_folder]
)
def test_what_is_no_whole_log_is_put_aside_and_told(log: Path, harm: object) -> None:
    waiting = following(log)
    assert callable(harm)
    harm(waiting)

    assert cards(log) == ["d/old"]
    assert placing.set_aside(log).exists()
    assert not waiting.exists()
    with Progress.open(log, read_only=True) as progress:
        (told,) = upkeep.state_of(progress, DAY)
    assert told == (
        f"{log}-next.damaged was to take the log's place, and is no whole log;"
        " delete it once `studyapp doctor` says that all is well"
    )


def test_what_stands_there_without_a_log_is_put_aside_as_well(log: Path) -> None:
    log.unlink()
    write_a_novel(placing.beside(log, "-next"))

    assert cards(log) == []
    assert placing.set_aside(log).exists()


def test_a_log_of_a_newer_release_waits(log: Path) -> None:
    with sqlite3.connect(following(log)) as db:
        db.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    db.close()

    with pytest.raises(ProgressError, match=r"progress\.db-next was made by a newer studyapp"):
        Progress.open(log)

    assert placing.beside(log, "-next").exists()
