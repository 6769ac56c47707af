"""The commands about decks: `decks`, `deck on|off`, `check`, `schema`."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import click

from studyapp import wording
from studyapp.cli.failure import Failure
from studyapp.cli.opening import find_deck, need_folder, open_to_read
from studyapp.cli.output import tell_state

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_PATH = 5000
"""Characters of a path that are told: what an editor jumps to must be whole."""


@click.command(epilog="\b\nExample:\n  studyapp decks --json")
@click.option("--json", "as_json", is_flag=True, help="All counts of all decks.")
@click.pass_obj
def decks(folders: tuple[str, ...], as_json: bool) -> None:
    """List the decks with their counts of today."""
    from studyapp.safetext import to_json
    from studyapp.text.cells import cells

    with open_to_read(folders) as desk:
        day = desk.moment().day
        if as_json:
            click.echo(to_json(desk.library.report(day)))
            return
        tell_state(desk)
        rows = desk.library.decks(day)
        if not rows:
            click.echo("no decks; put a .yaml file into the folder that `studyapp doctor` names")
            return
        width = max(cells(row.id) for row in rows)
        click.echo(f"{'deck':{width}}   on  total  new  learning  again  due  title")
        for row in rows:
            c, name = row.counts, row.id + " " * (width - cells(row.id))
            click.echo(
                f"{name}  {'on' if row.on else 'off':>3}  {c.total:5}  {c.new:3}"
                f"  {c.learning:8}  {c.again:5}  {c.due:3}  {row.title}"
            )


@click.command(epilog="\b\nExample:\n  studyapp deck off activation-functions-en")
@click.argument("switch", type=click.Choice(["on", "off"]))
@click.argument("names", metavar="DECK...", nargs=-1, required=True)
@click.pass_obj
def deck(folders: tuple[str, ...], switch: str, names: tuple[str, ...]) -> None:
    """Study a deck by default, or not; it is kept in the settings.

    DECK is a deck's id, the beginning of one, or the path of its file.
    """
    with open_to_read(folders) as desk:
        rows = desk.library.decks(desk.moment().day)
        for row in [find_deck(rows, name) for name in names]:
            desk.library.turn_on(row.id, switch == "on")
            click.echo(f"{row.id} is {switch}")


@click.command(epilog="\b\nExamples:\n  studyapp check\n  studyapp check my-deck.yaml --json")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="A list of faults, for editors.")
@click.option("--strict", is_flag=True, help="Take every warning for a fault.")
@click.pass_obj
def check(folders: tuple[str, ...], paths: tuple[str, ...], as_json: bool, strict: bool) -> None:
    """Tell all faults of decks, each with its file, line and column.

    PATH is a file or a folder; without one, all decks are checked. The exit status is 1 if there
    is a fault; a warning is none, unless with --strict.
    """
    from studyapp.library.checking import check_paths
    from studyapp.safetext import clean_line, to_json

    for folder in folders:
        need_folder(folder)
    for path in paths:
        _need_deck_or_folder(path)
    checked = check_paths(_roots(folders, paths))
    if strict:
        faults = [fault._replace(severity="fault") for fault in checked.faults]
        checked = checked._replace(faults=faults)
    if as_json:
        click.echo(to_json([fault._asdict() for fault in checked.faults]))
    else:
        for fault in checked.faults:
            warning = "warning: " if fault.severity == "warning" else ""
            click.echo(
                clean_line(fault.path, _LONGEST_PATH)
                + f":{fault.line}:{fault.column}: {warning}"
                + clean_line(f"{fault.message}; {fault.advice}", 1000)
            )
        wrong = sum(fault.severity == "fault" for fault in checked.faults)
        warnings = wording.count(len(checked.faults) - wrong, "warning")
        read = f"{wording.count(checked.decks, 'deck')} with {wording.count(checked.cards, 'card')}"
        click.echo(f"{wording.count(wrong, 'fault')}, {warnings} in {read}")
        for line in [] if paths else _asked(folders):
            click.echo(f"note: {clean_line(line, 2000)}")
    if any(fault.severity == "fault" for fault in checked.faults):
        raise click.exceptions.Exit(1)


@click.command(epilog="\b\nExample:\n  studyapp schema > deck.schema.json")
def schema() -> None:
    """Print the JSON Schema of a deck, for editors."""
    import json

    from studyapp.deck.schema import schema as of_a_deck

    click.echo(json.dumps(of_a_deck(), indent=2, ensure_ascii=False))


def _asked(folders: Sequence[str]) -> list[str]:
    """Which new cards may be missing ones; nothing, where log or settings cannot be read."""
    from studyapp.cli.renaming import asked
    from studyapp.progress.errors import ProgressError
    from studyapp.settings.reading import SettingsError

    try:
        with open_to_read(folders) as desk:
            return asked(desk)
    except (ProgressError, SettingsError, Failure):
        return []


def _need_deck_or_folder(path: str) -> None:
    """Say so if a named path is neither, or out of reach: nothing would be checked."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Failure(f"{path}: {reason}; name a deck file or a folder") from None
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise Failure(f"{path}: neither a file nor a folder; name a deck file or a folder")


def _roots(folders: Sequence[str], paths: Sequence[str]) -> list[str]:
    from studyapp.library import places

    return list(paths) or [root for root, _ in places.roots(tuple(folders))]
