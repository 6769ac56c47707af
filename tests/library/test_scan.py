from __future__ import annotations

import os
from pathlib import Path

from studyapp.library.scan import DEEPEST, scan
from tests.anybody import as_anybody


def names(root: Path) -> list[str]:
    return [str(Path(file[0]).relative_to(root)) for file in scan(str(root))[0]]


def touch(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("cards: []")


def test_only_regular_yaml_files_that_are_not_hidden_are_decks(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "sub/c.yaml", "notes.txt", ".hidden.yaml", ".git/d.yaml"):
        touch(tmp_path / name)
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()

    assert names(tmp_path) == ["a.yml", "b.yaml", "sub/c.yaml"]


def test_a_symlinked_folder_is_passed_over_and_a_symlinked_file_is_not(tmp_path: Path) -> None:
    touch(tmp_path / "real" / "a.yaml")
    root = tmp_path / "root"
    root.mkdir()
    (root / "loop").symlink_to(tmp_path)
    (root / "linked.yaml").symlink_to(tmp_path / "real" / "a.yaml")

    assert names(root) == ["linked.yaml"]


def test_folders_are_looked_into_down_to_a_depth(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*"d" * DEEPEST)
    touch(deep / "seen.yaml")
    touch(deep / "d" / "unseen.yaml")

    assert [Path(name).name for name in names(tmp_path)] == ["seen.yaml"]


def test_a_root_may_be_a_file_and_may_be_missing(tmp_path: Path) -> None:
    touch(tmp_path / "a.yaml")

    assert names(tmp_path / "a.yaml") == ["."]
    assert scan(str(tmp_path / "nowhere")) == ([], [])


def test_what_cannot_be_looked_at_is_told(tmp_path: Path) -> None:
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "nowhere")

    assert scan(str(tmp_path))[1] == [
        (str(tmp_path / "dangling.yaml"), "No such file or directory")
    ]


def test_a_folder_without_permission_is_told(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o000)

    with as_anybody():
        assert scan(str(open_folder))[1] == [(str(closed), "Permission denied")]
