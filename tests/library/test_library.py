from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from studyapp import acts
from studyapp.library import places
from studyapp.library.library import DeckRow
from studyapp.library.wish import Wish
from studyapp.schedule.days import from_date
from studyapp.sitting import Sitting
from tests.build import MORNING, SetClock, age, deck_text, desk_on, grade_all, write_deck

TODAY = from_date(MORNING.date())


def decks_of(*roots: Path | tuple[Path, bool]) -> list[DeckRow]:
    with desk_on(*roots) as desk:
        return desk.library.decks(TODAY)


def index_file(root: Path) -> Path:
    return Path(places.index_file(places.cache_folder(), ((str(root), False),)))


def test_the_counts_of_a_deck_follow_the_grades(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=4)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, via="plain"), [1, 4])
        desk.library.refresh()
        counts = desk.library.total(TODAY)
        assert (counts.total, counts.new, counts.new_today) == (4, 2, 2)
        assert (counts.learning, counts.again, counts.due, counts.suspended) == (2, 1, 0, 0)
        tomorrow = desk.library.total(TODAY + 1)
        assert (tomorrow.due, tomorrow.again) == (2, 0)


def test_a_buried_new_card_does_not_come_today(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=4)

    with desk_on(tmp_path / "decks") as desk:
        acts.bury(desk, "deck/q1")
        acts.bury(desk, "deck/q2")
        acts.suspend(desk, "deck/q2")
        counts, tomorrow = desk.library.total(TODAY), desk.library.total(TODAY + 1)

    assert (counts.new, counts.new_today, counts.suspended) == (3, 2, 1)
    assert (tomorrow.new, tomorrow.new_today) == (3, 3)


def test_a_changed_deck_is_read_and_its_progress_stays(tmp_path: Path) -> None:
    path = write_deck(tmp_path / "decks", cards=2)

    with desk_on(tmp_path / "decks") as desk:
        grade_all(Sitting(desk, via="plain"), [4])
    age(write_deck(tmp_path / "decks", cards=5), 30)
    with desk_on(tmp_path / "decks") as desk:
        counts = desk.library.total(TODAY)
        assert (counts.total, counts.new, counts.learning) == (5, 4, 1)
    path.unlink()
    assert decks_of(tmp_path / "decks") == []


def test_a_file_that_changed_under_the_same_stamp_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "decks" / "deck.yaml"
    path.parent.mkdir()
    path.write_text(deck_text(title="Aaaa"))
    stamp = path.stat()

    assert decks_of(tmp_path / "decks")[0].title == "Aaaa"
    path.write_text(deck_text(title="Bbbb"))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert decks_of(tmp_path / "decks")[0].title == "Bbbb"


def test_a_start_reads_no_deck_that_has_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_deck(tmp_path / "decks", "one")
    write_deck(tmp_path / "decks", "two")
    monkeypatch.setattr("studyapp.clock.wall_ns", lambda: 2**62)  # all files are old
    decks_of(tmp_path / "decks")
    opened: list[str] = []
    read = Path.read_bytes

    def watched(path: Path) -> bytes:
        opened.append(path.name)
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", watched)

    age(write_deck(tmp_path / "decks", "two", cards=9), 30)
    assert [row.counts.total for row in decks_of(tmp_path / "decks")] == [3, 9]
    assert opened == ["two.yaml"]


def test_a_lost_index_is_built_again(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks")

    with desk_on(tmp_path / "decks") as desk:
        grade_all(Sitting(desk, via="plain"), [4])
        before = desk.library.decks(TODAY + 1)
    index_file(tmp_path / "decks").unlink()
    with desk_on(tmp_path / "decks") as desk:
        assert desk.library.decks(TODAY + 1) == before


@pytest.mark.parametrize("seed", range(12))
def test_a_corrupted_index_costs_nothing_but_time(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    write_deck(tmp_path / "decks", cards=40)
    with desk_on(tmp_path / "decks") as desk:
        grade_all(Sitting(desk, via="plain"), [4, 4])
        before = desk.library.decks(TODAY + 1)
    path = index_file(tmp_path / "decks")
    data = bytearray(path.read_bytes())
    if seed == 0:
        data = bytearray(b"no database at all" * 500)
    else:
        for _ in range(seed):
            at = chance.randrange(0, len(data), 4096)
            data[at : at + 4096] = chance.randbytes(4096)
    path.write_bytes(data)

    with desk_on(tmp_path / "decks") as desk:
        assert desk.library.decks(TODAY + 1) == before
        assert desk.library.card("deck/q39") is not None
        assert Sitting(desk, via="plain").left == 18


@pytest.mark.parametrize("seed", range(20))
def test_flipped_bytes_in_the_index_change_no_count(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    write_deck(tmp_path / "decks", cards=10)
    with desk_on(tmp_path / "decks") as desk:
        grade_all(Sitting(desk, via="plain"), [4, 1])
        before = desk.library.decks(TODAY + 1)
    path = index_file(tmp_path / "decks")
    data = bytearray(path.read_bytes())
    for _ in range(1 + seed * 20):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)

    with desk_on(tmp_path / "decks") as desk:
        assert desk.library.decks(TODAY + 1) == before


def test_a_deck_that_could_not_be_read_for_a_while_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_deck(tmp_path / "decks")
    read = Path.read_bytes
    with monkeypatch.context() as patch:

        def refused(path: Path) -> bytes:
            if path.name == "deck.yaml":
                raise PermissionError(13, "Permission denied")
            return read(path)

        patch.setattr(Path, "read_bytes", refused)
        with desk_on(tmp_path / "decks") as desk:
            (fault,) = desk.library.faults()
            assert "Permission denied" in fault.message
    assert decks_of(tmp_path / "decks")[0].counts.total == 3


def test_a_file_name_that_is_not_utf8_is_told(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks")
    Path(os.fsdecode(os.fsencode(tmp_path / "decks") + b"/caf\xe9.yaml")).write_text(
        deck_text("bad")
    )

    with desk_on(tmp_path / "decks") as desk:
        (fault,) = desk.library.faults()
        assert fault.path.endswith("caf\ufffd.yaml")
        assert "its name is not UTF-8" in fault.message
        assert len(desk.library.decks(TODAY)) == 1


def test_a_file_in_two_roots_is_one_deck(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks" / "sub")

    with desk_on(tmp_path / "decks", tmp_path / "decks" / "sub") as desk:
        assert len(desk.library.decks(TODAY)) == 1
        assert desk.library.faults() == []
        assert not desk.library.refresh()


def test_a_cache_that_cannot_be_written_is_told_and_costs_nothing_but_time(
    tmp_path: Path, home: Path
) -> None:
    write_deck(tmp_path / "decks")
    home.mkdir()
    (home / "cache").write_text("a file where a folder should be")

    with desk_on(tmp_path / "decks") as desk:
        assert desk.library.total(TODAY).new == 3
        assert len(desk.notices) == 1
        assert "starts are slower" in desk.notices[0]


def test_the_learners_deck_comes_before_the_shipped_one_of_the_same_id(tmp_path: Path) -> None:
    write_deck(tmp_path / "own", title="Mine")
    write_deck(tmp_path / "shipped", title="Theirs", language="en")

    rows = decks_of(tmp_path / "own", (tmp_path / "shipped", True))

    assert [row.title for row in rows] == ["Mine"]


def test_two_own_decks_of_one_id_are_a_fault_that_names_both(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks" / "a")
    write_deck(tmp_path / "decks" / "b")

    with desk_on(tmp_path / "decks") as desk:
        (fault,) = desk.library.faults()

    assert fault.path.endswith("b/deck.yaml")
    assert "`deck` is also that of" in fault.message
    assert "a/deck.yaml" in fault.message


@pytest.mark.parametrize(
    ("lang", "on"),
    [("C.UTF-8", ["en"]), ("zh_CN.UTF-8", ["zh"]), ("fr_FR.UTF-8", ["en"]), ("en_GB", ["en"])],
)
def test_the_shipped_decks_of_the_locales_language_are_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, on: list[str]
) -> None:
    for language in ("en", "zh"):
        write_deck(tmp_path / "shipped", language, language=language)
    monkeypatch.setenv("LANG", lang)

    rows = decks_of((tmp_path / "shipped", True))

    assert [row.id for row in rows if row.on] == on
    assert len(rows) == 2


def test_a_deck_that_was_turned_off_stays_off_and_can_be_named(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", "one")
    write_deck(tmp_path / "decks", "two")

    with desk_on(tmp_path / "decks") as desk:
        desk.library.turn_on("one", False)
    with desk_on(tmp_path / "decks") as desk:
        assert [(row.id, row.on) for row in desk.library.decks(TODAY)] == [
            ("two", True),
            ("one", False),
        ]
        assert Sitting(desk, via="plain").left == 3
        assert Sitting(desk, Wish(decks=("one",)), via="plain").left == 3
        assert desk.library.total(TODAY).total == 3


def test_two_processes_may_keep_the_index_at_once(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks")

    with desk_on(tmp_path / "decks") as one, desk_on(tmp_path / "decks") as two:
        write_deck(tmp_path / "decks", cards=7)
        assert one.library.refresh()
        assert not two.library.refresh()
        assert two.library.total(TODAY).total == 7


def test_a_locked_index_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp.library.index._BUSY_SECONDS", 0.1)
    write_deck(tmp_path / "decks")
    decks_of(tmp_path / "decks")
    write_deck(tmp_path / "decks", cards=7)
    locker = sqlite3.connect(index_file(tmp_path / "decks"), isolation_level=None)
    locker.execute("BEGIN EXCLUSIVE")

    with desk_on(tmp_path / "decks") as desk:
        assert desk.library.total(TODAY).total == 7
        assert desk.notices
    locker.close()


def test_unused_index_files_are_pruned(tmp_path: Path, home: Path) -> None:
    for number in range(12):
        write_deck(tmp_path / f"decks{number}")
        decks_of(tmp_path / f"decks{number}")

    assert len(list((home / "cache").glob("index-*.db"))) == 8


def test_a_broken_deck_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", "good")
    (tmp_path / "decks" / "bad.yaml").write_text("title: Bad\nid: bad\ncards:\n  - qestion: x\n")

    with desk_on(tmp_path / "decks") as desk:
        assert [row.id for row in desk.library.decks(TODAY) if row.counts.total] == ["good"]
        assert any("qestion" in fault.message for fault in desk.library.faults())


def test_a_reset_log_is_followed_from_its_beginning(tmp_path: Path, home: Path) -> None:
    write_deck(tmp_path / "decks")
    with desk_on(tmp_path / "decks") as desk:
        grade_all(Sitting(desk, via="plain"), [4, 4])
    for file in home.glob("progress.db*"):
        file.unlink()

    with desk_on(tmp_path / "decks") as desk:
        counts = desk.library.total(TODAY)
        assert (counts.new, counts.learning) == (3, 0)


def test_an_older_log_put_in_its_place_is_followed(tmp_path: Path, home: Path) -> None:
    folder = tmp_path / "decks"
    write_deck(folder, cards=9)
    log, copy = home / "progress.db", tmp_path / "copy.db"
    with desk_on(folder) as desk:
        grade_all(Sitting(desk, Wish(limit=1), via="plain"), [4])
    shutil.copy(log, copy)
    with desk_on(folder) as desk:
        grade_all(Sitting(desk, Wish(limit=5), via="plain"), [4] * 5)
    shutil.copy(copy, log)

    with desk_on(folder) as desk:
        assert desk.library.total(TODAY).new == 8
        grade_all(Sitting(desk, Wish(limit=7), via="plain"), [4] * 7)
        assert desk.library.total(TODAY).new == 1
