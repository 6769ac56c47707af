"""A grade whose writes fail is refused, nothing of it stays, and it can be given again."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.progress.doctor import examine
from studyapp.progress.errors import ProgressError
from studyapp.progress.store import Progress
from studyapp.sitting import Refused, Sitting
from tests.build import grade_all
from tests.progress import refusals
from tests.progress.faulty import FAILURES, Disk, Failure, failing_disk
from tests.progress.logs import DAY, moment

ALL = "STUDYAPP_TEST_FAULTS" in os.environ
"""Every mode with every failure, as `python -m tests.bench faults` has it."""

SOME = [("wal", failure) for failure in FAILURES] + [
    ("wal, moved into the file", FAILURES[0]), ("journal", FAILURES[3])
]  # fmt: skip
EACH = [(mode, failure) for mode in refusals.MODES for failure in FAILURES]


@pytest.fixture
def disk() -> Iterator[Disk]:
    with failing_disk() as disk:
        yield disk


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> refusals.Bench:
    return refusals.Bench(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("mode", "failure"), EACH if ALL else SOME, ids=lambda part: getattr(part, "what", part)
)
def test_whichever_write_of_a_grade_fails_it_can_be_given_again(
    bench: refusals.Bench, disk: Disk, mode: str, failure: Failure
) -> None:
    counts: Counter[str] = Counter()

    refusals.every_write(bench, disk, mode, failure, counts)

    print(f"{failure.what} ({mode}): {dict(counts)}")
    assert counts["refused, and then kept once"] > 10


@pytest.mark.parametrize("mode", refusals.MODES)
def test_a_disk_that_takes_nothing_more_refuses_until_it_is_back(
    bench: refusals.Bench, disk: Disk, mode: str
) -> None:
    counts: Counter[str] = Counter()

    refusals.all_from(bench, disk, mode, counts)

    print(f"everything from a write on ({mode}): {dict(counts)}")
    assert counts["refused, and then kept once"] > 10


def test_a_grade_that_never_reached_the_disk_does_not_come_back(tmp_path: Path, disk: Disk) -> None:
    path = tmp_path / "progress.db"
    with Progress.open(path) as progress:
        progress.grade("d/a", 4, moment())
        _fail_syncs(disk)
        with pytest.raises(ProgressError, match="whether the disk or your quota is full"):
            progress.grade("d/b", 4, moment())
        (tmp_path / "killed").mkdir()
        for ending in ("", "-wal"):
            found = path.with_name(path.name + ending).read_bytes()
            (tmp_path / "killed" / f"progress.db{ending}").write_bytes(found)

    with Progress.open(tmp_path / "killed" / "progress.db") as killed:
        assert [event.card for event in killed.events()] == ["d/a"]


def test_what_several_refusals_leave_is_not_taken_for_damage(tmp_path: Path, disk: Disk) -> None:
    path = tmp_path / "progress.db"
    with Progress.open(path) as progress:
        for number in range(4):
            progress.grade(f"d/{number}", 4, moment(ms=number), text=("q" * 3000, "a"))
        _fail_syncs(disk)
        for _ in range(3):
            with pytest.raises(ProgressError):
                progress.grade("d/long", 4, moment(), text=("q" * 30_000, "a"))
            with pytest.raises(ProgressError):
                progress.grade("d/new", 4, moment(), text=("q", "a"))
            with pytest.raises(ProgressError):
                progress.append("bury", moment(), card="d/0")
            with Progress.open(path, read_only=True) as other:
                assert other.newest()[0] == 8
        disk.watch()
        progress.append("bury", moment(), card="d/0")
        with Progress.open(path) as other:
            assert examine(other) == []


def test_an_undo_that_cannot_be_written_is_refused_and_can_be_asked_again(
    bench: refusals.Bench, disk: Disk
) -> None:
    bench.renew()
    with bench.desk() as desk:
        sitting = Sitting(desk, via="plain")
        grade_all(sitting, [4])
        _fail_syncs(disk)
        with pytest.raises(Refused, match="whether the disk or your quota is full"):
            sitting.undo()
        disk.watch()

        assert len(refusals.keys(desk.progress)) == 1
        assert sitting.undo() is not None
        assert desk.progress.undo(desk.moment()) is not None, "of the earlier ones"


def test_a_first_start_that_fails_at_any_write_is_told_and_the_next_one_is_normal(
    tmp_path: Path, disk: Disk
) -> None:
    number, told = 0, 0
    while number < 200:
        path = tmp_path / str(number) / "progress.db"
        disk.fail(FAILURES[2], lambda call: call == number)  # noqa: B023 - called at once
        refusal = _refusal(path)
        assert not refusal or refusal.endswith(("try again", "is full", "can be written"))
        told += refusal != ""
        failed = disk.failed
        disk.watch()
        with Progress.open(path) as progress:
            assert progress.grade("d/a", 4, moment(DAY)).event.grade == 4
            assert examine(progress) == []
        if not failed:
            break
        number += 1

    print(f"{number} writes of a first start failed, {told} of them were told")
    assert told > 10


def _refusal(path: Path) -> str:
    try:
        Progress.open(path).close()
    except ProgressError as error:
        return str(error)
    return ""


def _fail_syncs(disk: Disk) -> None:
    disk.fail(FAILURES[0], lambda call: disk.calls[call].startswith("sync"))
