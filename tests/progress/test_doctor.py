from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.progress import trust
from studyapp.progress.doctor import examine, summarise
from studyapp.progress.events import Event
from studyapp.progress.store import Progress
from tests.progress.logs import DAY, moment, put_unfolded, quick


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    with quick(tmp_path / "progress.db") as opened:
        for key in ("d/a", "d/b", "d/c"):
            opened.grade(key, 4, moment(), text=("q", "a"))
        opened.undo(moment())
        opened.rename("d/a", "d/z", moment(DAY + 1))
        yield opened


def test_a_sound_log_has_no_problems(progress: Progress) -> None:
    assert examine(progress) == []


WRONG = "is not what its events say"


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("UPDATE state SET due = due + 1 WHERE key = 'd/b'", f"the stored state of d/b {WRONG}"),
        ("UPDATE state SET name = 'd/z' WHERE key = 'd/z'", f"the stored state of d/z {WRONG}"),
        ("INSERT INTO state (key, name, changed, suspended, flag) VALUES ('y', 'y', 1, 0, 0)",
         f"the stored state of y {WRONG}"),
        ("DELETE FROM state WHERE key = 'd/c'", "d/c stands in the log and has no stored state"),
        ("UPDATE state SET changed = 900 WHERE key = 'd/b'",
         "the stored state of d/b changed at 900, which no event has"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(progress: Progress, harm: str, problem: str) -> None:
    progress.db.execute(harm)

    assert examine(progress) == [problem]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"kind": "drill"}, "is older than the one before it on this device"),
        ({"kind": "undo", "device": "f" * 16}, "takes back nothing"),
        ({"kind": "rename", "device": "f" * 16, "card": "d/b"}, "renames without two names"),
    ],
)
def test_an_event_that_cannot_be_is_named(
    progress: Progress, fields: dict[str, str], problem: str
) -> None:
    event = Event(bytes(16), 1, progress.device(), 0, 0, 0, "drill")
    put_unfolded(progress, event._replace(**fields))  # type: ignore[arg-type]  # text fields only

    assert examine(progress) == [f"event {progress.newest()[0]} {problem}"]


def test_many_problems_of_one_sort_are_counted(progress: Progress) -> None:
    for number in range(30):
        progress.grade(f"e/{number:02}", 4, moment(DAY + 1))
    progress.db.execute("UPDATE state SET flag = 1 WHERE key LIKE 'e/%'")

    problems = examine(progress)

    assert len(problems) == 11
    assert problems[-1] == "… and 20 more like it"


def test_a_damaged_page_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "progress.db"
    with quick(path) as progress:
        for number in range(300):
            progress.grade(f"d/{number}", 4, moment(), text=("q" * 300, "a"))
        root = progress.db.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'log_card'"
        ).fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(bytes(4096))

    monkeypatch.setattr(trust, "LOOKED_THROUGH", 0)  # else it would not even be opened
    with Progress.open(path) as progress:
        assert examine(progress)[0].startswith("the file is damaged: ")


def test_a_log_is_told_in_figures(progress: Progress) -> None:
    assert summarise(progress) == (8, 3)


def test_an_empty_log_holds_nothing(tmp_path: Path) -> None:
    with quick(tmp_path / "progress.db") as progress:
        assert summarise(progress) == (0, 0)
        assert examine(progress) == []
