import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.progress import backups, connection, trust, upgrades
from studyapp.progress.errors import ProgressError
from studyapp.progress.store import Progress
from tests.progress.logs import moment, quick

STEPS = {
    1: ("ALTER TABLE meta ADD COLUMN note TEXT", "UPDATE meta SET note = 'from 1'"),
    2: ("ALTER TABLE meta ADD COLUMN more TEXT",),
}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of schema 1 with a review."""
    path = tmp_path / "progress.db"
    with quick(path) as progress:
        progress.grade("d/a", 4, moment())
    return path


@pytest.fixture
def _schema_3(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A made-up release whose schema is two steps further than that of the log."""
    for module in (trust, connection, upgrades):
        monkeypatch.setattr(module, "SCHEMA", 3)
    real = upgrades.upgrade
    monkeypatch.setattr(upgrades, "upgrade", lambda db: real(db, steps=STEPS, to=3))


@pytest.mark.usefixtures("_schema_3")
def test_an_older_log_is_backed_up_and_taken_step_by_step_to_this_release(log: Path) -> None:
    with Progress.open(log) as progress:
        assert progress.meta("schema") == "3"
        assert progress.db.execute("SELECT DISTINCT note, more FROM meta").fetchall() == [
            ("from 1", None)
        ]
        assert [event.card for event in progress.events()] == ["d/a"]

    (kept,) = backups.listed(log)
    assert kept.name == "before-schema-1"
    with closing(sqlite3.connect(kept.path)) as db:
        assert db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone() == ("1",)


@pytest.mark.usefixtures("_schema_3")
def test_an_older_log_is_read_without_being_changed(log: Path) -> None:
    before = log.read_bytes()

    with Progress.open(log, read_only=True) as progress:
        assert progress.meta("schema") == "3"

    assert log.read_bytes() == before
    assert backups.listed(log) == []


@pytest.mark.usefixtures("_schema_3")
def test_an_older_log_that_cannot_be_backed_up_is_not_changed(log: Path) -> None:
    backups.folder_of(log).write_text("a file")
    before = log.read_bytes()

    with pytest.raises(ProgressError, match="cannot be read or written"):
        Progress.open(log)

    assert log.read_bytes() == before


def test_a_step_that_fails_leaves_the_step_before_it(log: Path) -> None:
    steps = {**STEPS, 2: ("ALTER TABLE meta ADD COLUMN more TEXT", "SELECT nonsense")}
    with closing(sqlite3.connect(log, isolation_level=None)) as db:
        with pytest.raises(sqlite3.OperationalError):
            upgrades.upgrade(db, steps=steps, to=3)

        assert db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone() == ("2",)
        assert "more" not in [row[1] for row in db.execute("PRAGMA table_info(meta)")]


def test_a_log_of_another_fold_is_backed_up_before_it_is_folded_again(log: Path) -> None:
    with closing(sqlite3.connect(log)) as db:
        db.execute("UPDATE meta SET value = '0' WHERE name = 'fold_version'")
        db.commit()

    Progress.open(log).close()

    assert [backup.name for backup in backups.listed(log)] == ["before-fold-1"]
