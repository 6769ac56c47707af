"""The command about what was chosen: `settings`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from studyapp.cli.failure import Failure
from studyapp.cli.output import note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.settings.reading import Chosen
    from studyapp.settings.values import Value


class _Row(NamedTuple):
    """A setting: its value, the line of the file that says so (None: the default), and what for."""

    name: str
    value: Value
    line: int | None
    what: str


@click.command(epilog="\b\nExamples:\n  studyapp settings\n  studyapp settings --json")
@click.option("--json", "as_json", is_flag=True, help="A list of the settings.")
def settings(as_json: bool) -> None:
    """Tell all settings, each with its value and where it comes from.

    The exit status is 1 if the file says something that is no setting.
    """
    from studyapp.library import places
    from studyapp.safetext import clean_line, to_json
    from studyapp.settings.reading import SettingsError, read
    from studyapp.settings.values import shown

    path = places.settings_file()
    try:
        rows = list(_rows(read(path)))
    except SettingsError as error:
        if not error.faults:
            raise
        for fault in error.faults[:-1]:
            note(str(fault))
        raise Failure(str(error.faults[-1]), 1) from error
    if as_json:
        click.echo(to_json([_as_json(row, path) for row in rows]))
        return
    click.echo(f"file: {clean_line(path, 1000)}")
    names, values = (max(map(len, column)) for column in zip(*map(_told, rows), strict=True))
    for row in rows:
        where = "default" if row.line is None else f"line {row.line}"
        name = clean_line(row.name)
        click.echo(f"{name:{names}}  {shown(row.value):{values}}  {where:8}  {row.what}")


def _as_json(row: _Row, path: str) -> dict[str, object]:
    source = "default" if row.line is None else path
    return {"name": row.name, "value": row.value, "source": source, "line": row.line}


def _told(row: _Row) -> tuple[str, str]:
    from studyapp.safetext import clean_line
    from studyapp.settings.values import shown

    return clean_line(row.name), shown(row.value)


def _rows(chosen: Chosen) -> Iterator[_Row]:
    """The settings over all decks, then those of the decks that have some."""
    from studyapp.settings.values import DECK_SETTINGS, SETTINGS

    for setting in SETTINGS:
        value = getattr(chosen.settings, setting.name)
        yield _Row(setting.name, value, chosen.lines.get(setting.name), setting.what)
    for deck, choice in chosen.settings.decks.items():
        for setting in DECK_SETTINGS:
            name = f"decks.{deck}.{setting.name}"
            if name in chosen.lines:
                value = getattr(choice, setting.name)
                yield _Row(name, value, chosen.lines[name], setting.what)
