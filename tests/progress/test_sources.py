"""Files that come from anybody: each bad one is refused in a sentence, and runs nothing."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.progress.events import Event
from studyapp.progress.sources import Refused, events_of
from studyapp.progress.store import Progress
from tests.progress.logs import moment, quick

COPIED = ", ".join(Event._fields)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    with quick(tmp_path / "there.db") as progress:
        for key in ("d/a", "d/b"):
            progress.grade(key, 4, moment(), text=("q", "a"))
    return tmp_path / "there.db"


def harmed(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            db.execute(statement)
    return path


def test_a_log_tells_its_events(log: Path) -> None:
    with Progress.open(log) as progress:
        assert sorted(events_of(log)) == list(progress.events())


def test_a_log_that_is_open_elsewhere_tells_its_newest_events(log: Path) -> None:
    with quick(log) as progress:
        event = progress.grade("d/new", 4, moment()).event

        assert event in list(events_of(log))


def test_a_log_with_a_wal_in_a_folder_that_is_only_read_is_read_from_a_copy(log: Path) -> None:
    folder = log.parent / "stick"
    with quick(log) as progress:
        event = progress.grade("d/new", 4, moment()).event
        folder.mkdir()
        for name in (log.name, f"{log.name}-wal"):
            shutil.copy(log.with_name(name), folder)
    folder.chmod(0o500)

    try:
        assert event in list(events_of(folder / log.name))
    finally:
        folder.chmod(0o700)


LOOSE = f"CREATE TABLE log (seq INTEGER PRIMARY KEY, {COPIED})"
DROP = "DROP TABLE log"
ONE = f"INSERT INTO log ({COPIED}) VALUES (randomblob(16), 1, '{'a' * 16}', 0, 0, 0"


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (["PRAGMA application_id = 7"], "is not a log of studyapp;"),
        (["UPDATE meta SET value = '2' WHERE name = 'schema'"], "was made by a newer studyapp;"),
        (["UPDATE meta SET value = '99999999999' WHERE name = 'schema'"], "was made by a newer"),
        (["UPDATE meta SET value = 'x' WHERE name = 'schema'"], "does not say what its schema is"),
        (["DELETE FROM meta"], "does not say what its schema is"),
        (["DROP TABLE meta"], "has no plain table"),
        ([DROP], "has no plain table"),
        (["ALTER TABLE log RENAME TO real", "CREATE VIEW log AS SELECT * FROM real"],
         "has no plain table"),
        (["ALTER TABLE meta RENAME TO real", "CREATE VIEW META AS SELECT * FROM real"],
         "has no plain table"),
        ([DROP, "CREATE VIRTUAL TABLE log USING fts5(id)"], "has no plain table"),
        ([DROP, LOOSE.replace("data)", "data AS (printf(id)) STORED)")],
         "a column of it is computed"),
        (["ALTER TABLE log ADD COLUMN extra TEXT"], "has other columns"),
        (["ALTER TABLE log DROP COLUMN ms"], "has other columns"),
        ([DROP, LOOSE, f"{ONE}, 'flag', x'FF', 1, 1, NULL, NULL)"], "event 1 has no `card`"),
        ([DROP, LOOSE, f"{ONE}, 'flag', CAST(x'FF' AS TEXT), 1, 1, NULL, NULL)"], "UTF-8"),
        ([DROP, LOOSE, f"{ONE}, 'review', 'd/a', 9, 1, NULL, NULL)"], "event 1 is a review"),
        ([DROP, LOOSE, f"{ONE}, 'flag', 'd/a', 1.5, 1, NULL, NULL)"], "event 1 has no `grade`"),
        ([DROP, LOOSE, f"{ONE}, 'flag', zeroblob(90000000), 1, 1, NULL, NULL)"], "too big"),
        (["UPDATE sqlite_master SET sql = 'CREATE TABLE log (' WHERE name = 'log'"], "damaged"),
        (["UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'log'"], "damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_hostile_is_refused(log: Path, harm: list[str], why: str) -> None:
    harmed(log, *harm)

    with pytest.raises(Refused) as refused:
        list(events_of(log))

    assert why in str(refused.value)
    assert str(refused.value).startswith(str(log))
    assert str(refused.value).endswith("; nothing has changed")
    assert "\n" not in str(refused.value)


def test_triggers_and_indexes_of_a_file_do_nothing(log: Path) -> None:
    with Progress.open(log) as progress:
        events = list(progress.events())
    harmed(
        log,
        "CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM log; END",
        "CREATE INDEX i ON log (abs(grade)) WHERE abs(grade) > 3",
    )

    assert sorted(events_of(log)) == events


def garbage(path: Path) -> None:
    path.write_bytes(os.urandom(10_000))


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def wiped(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(8192))


def looped(path: Path) -> None:
    """A page of the table that names itself again and again as its children."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        many = (Event(bytes([n, m] * 8), 1, "a" * 16, 0, 0, 0, "flag", "d/" + "x" * 400)
                for n in range(20) for m in range(250))  # fmt: skip
        marks = ", ".join("?" * len(Event._fields))
        db.executemany(f"INSERT INTO log ({COPIED}) VALUES ({marks})", many)
        db.execute("PRAGMA journal_mode = DELETE")
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'log'").fetchone()[0]
    data = bytearray(path.read_bytes())
    start = (root - 1) * 4096
    assert data[start] == 5, "the root is an inner page"
    count = int.from_bytes(data[start + 3 : start + 5], "big")
    for cell in range(count):
        place = start + int.from_bytes(data[start + 12 + 2 * cell :][:2], "big")
        data[place : place + 4] = root.to_bytes(4, "big")
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [garbage, half, wiped, looped])
def test_a_file_that_is_damaged_is_refused(log: Path, harm: Callable[[Path], None]) -> None:
    harm(log)

    with pytest.raises(Refused, match="nothing has changed"):
        list(events_of(log))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hello\n", "is no log of studyapp: line 1 is not JSON"),
        ("\n\n{}\n", "is no log of studyapp: line 3 has no `id`"),
        ("id: deck\ntitle: A deck\n", "is no log of studyapp: line 1 is not JSON"),
    ],
)
def test_text_that_is_no_log_is_refused_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(text)

    with pytest.raises(Refused, match=why):
        list(events_of(path))


def test_a_line_without_an_end_is_not_read_to_its_end() -> None:
    with pytest.raises(Refused, match="line 1 is too long"):
        list(events_of(Path("/dev/zero")))


def test_a_path_without_a_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Refused, match="cannot be read"):
            list(events_of(path))
