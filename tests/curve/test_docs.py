"""The page on curves tells what the catalogue does."""

import re
from pathlib import Path

import pytest

from studyapp.curve.names import CATALOGUE, SLICES, Entry
from tests.cli.run import run

PAGE = (Path(__file__).parents[2] / "docs" / "curves.md").read_text(encoding="utf-8")

COMMANDS = re.findall(r"^studyapp (functions.*?|plot.*?)(?:  .*)?$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("entry", [*CATALOGUE, *SLICES], ids=lambda entry: entry.name)
def test_every_function_stands_in_the_table_with_its_formula_and_parameters(entry: Entry) -> None:
    row = re.findall(rf"^\| `{entry.name}` \| .*", PAGE, re.MULTILINE)[0]

    assert entry.formula.replace("|", "\\|") in row
    for own in entry.params:
        assert f"`{own.name}` {own.symbol} = {own.default:.4g}" in row


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_of_the_page_run(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    told = run(*command.split())

    assert (told.err, told.status) == ("", 0)


def test_the_page_shows_commands() -> None:
    assert len(COMMANDS) == 6
