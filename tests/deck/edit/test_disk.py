from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studyapp.deck.edit import disk
from studyapp.deck.edit.refused import Refused
from tests.anybody import as_anybody
from tests.build import age


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "d.yaml"
    path.write_bytes(b"\xef\xbb\xbfid: d\r\n")
    path.chmod(0o640)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_deck_is_replaced_with_its_mark_line_ends_and_mode(deck: Path) -> None:
    source = disk.read(str(deck))

    disk.replace(source, source.text.replace("d\r", "e\r"))

    assert deck.read_bytes() == b"\xef\xbb\xbfid: e\r\n"
    assert deck.stat().st_mode & 0o777 == 0o640
    assert names(deck.parent) == ["d.yaml"]


def test_a_link_stays_and_its_target_is_written(deck: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.yaml"
    link.parent.mkdir()
    link.symlink_to(deck)

    disk.replace(disk.read(str(link)), "new\n")

    assert link.is_symlink()
    assert deck.read_text() == "new\n"
    assert names(link.parent) == ["link.yaml"]


def test_of_a_file_changed_meanwhile_both_versions_stay(deck: Path) -> None:
    source = disk.read(str(deck))
    deck.write_text("theirs\n")

    for number in ("", "-2"):
        with pytest.raises(Refused, match="was changed by another program meanwhile") as refused:
            disk.replace(source, f"ours{number}\n")
        assert str(refused.value).endswith(f"your version lies in {deck}.yours{number}")
        assert Path(f"{deck}.yours{number}").read_text() == f"ours{number}\n"

    assert deck.read_text() == "theirs\n"
    assert names(deck.parent) == ["d.yaml", "d.yaml.yours", "d.yaml.yours-2"]


def test_a_file_deleted_meanwhile_is_not_lost(deck: Path) -> None:
    source = disk.read(str(deck))
    deck.unlink()

    with pytest.raises(Refused, match="changed by another program"):
        disk.replace(source, "ours\n")

    assert names(deck.parent) == ["d.yaml.yours"]


def test_a_folder_that_cannot_be_written_is_told_in_one_line(open_folder: Path) -> None:
    deck = open_folder / "d.yaml"
    deck.write_text("id: d\n")
    source = disk.read(str(deck))
    open_folder.chmod(0o555)

    with (
        as_anybody(),
        pytest.raises(Refused, match=r"d\.yaml: Permission denied; nothing was changed"),
    ):
        disk.replace(source, "ours\n")

    assert deck.read_bytes() == source.data


def test_a_disk_without_room_changes_nothing(deck: Path) -> None:
    script = (
        "import resource, signal, sys\n"
        "from studyapp.deck.edit import disk\n"
        "source = disk.read(sys.argv[1])\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "disk.replace(source, 'x' * 1000)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script, str(deck)], capture_output=True, text=True, check=False
    )

    assert "d.yaml: File too large; nothing was changed" in done.stderr
    assert deck.read_bytes() == b"\xef\xbb\xbfid: d\r\n"
    assert names(deck.parent) == ["d.yaml"]


def test_a_process_killed_at_any_moment_leaves_one_whole_version(deck: Path) -> None:
    script = (
        "import sys\n"
        "from studyapp.deck.edit import disk\n"
        "source = disk.read(sys.argv[1])\n"
        "print(flush=True)\n"
        "disk.replace(source, source.text.replace('OLD', 'NEW'))\n"
    )
    chance = random.Random(6)
    old = "OLD" + "x" * 200_000
    for _ in range(12):
        deck.write_text(old)
        command = [sys.executable, "-c", script, str(deck)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(chance.random() * 0.004)
            running.kill()
        assert deck.read_text() in {old, old.replace("OLD", "NEW")}


def test_what_a_killed_process_left_goes_with_the_next_change(deck: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    left = deck.parent / f".d.yaml.{killed.pid}.draft"
    left.write_text("half")

    disk.replace(disk.read(str(deck)), "new\n")
    assert left.exists()
    age(left, 61)
    disk.replace(disk.read(str(deck)), "newer\n")

    assert names(deck.parent) == ["d.yaml"]


def test_a_new_file_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "decks" / "d.yaml"

    disk.create(str(path), "one\n")

    with pytest.raises(Refused, match="is there already; nothing was written"):
        disk.create(str(path), "two\n")
    assert path.read_text() == "one\n"
    assert names(path.parent) == ["d.yaml"]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    with pytest.raises(Refused, match="it is no file"):
        disk.read(str(tmp_path / "pipe.yaml"))
    with pytest.raises(Refused, match="No such file"):
        disk.read(str(tmp_path / "none.yaml"))
