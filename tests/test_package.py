"""What is shipped: the wheel and the source archive hold all they must, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


def in_package() -> set[str]:
    kept = {".py", ".sql", ".tcss"}
    return {
        str(path.relative_to(ROOT))
        for path in (ROOT / "studyapp").rglob("*")
        if path.suffix in kept
    }


def decks() -> set[str]:
    return {f"studyapp/decks/{path.name}" for path in (ROOT / "decks").glob("*.yaml")}


def test_the_wheel_holds_the_package_and_the_decks_and_nothing_else(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())

    files = {name for name in names if ".dist-info/" not in name}
    assert files == in_package() | decks()
    assert len(decks()) == 2
    meta = {name.partition(".dist-info/")[2] for name in names - files}
    assert meta == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}


def test_the_wheel_starts_the_app(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (name for name in opened.namelist() if name.endswith("entry_points.txt"))
        told = opened.read(name).decode()

    assert told == "[console_scripts]\nstudyapp = studyapp.__main__:main\n"


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="git tells what belongs to the project")
def test_the_source_archive_holds_what_git_holds_but_the_gate(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}

    tracked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(tracked, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert names == {*listed.split("\0")[:-1], "PKG-INFO"} - {".ci/run"}
