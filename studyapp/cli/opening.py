"""What every command needs: the desk opened, and a deck found by what was typed."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import TYPE_CHECKING
from unicodedata import normalize

from studyapp.cli.failure import Failure
from studyapp.clock import from_environment
from studyapp.desk import Desk
from studyapp.library import places
from studyapp.library.scan import is_deck_name
from studyapp.progress.errors import Damaged, ProgressError
from studyapp.schedule.days import ROLLOVER, to_date
from studyapp.schedule.moment import read
from studyapp.settings.reading import SettingsError, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.library.library import DeckRow


def open_desk(folders: Sequence[str], named: Sequence[str] = (), *, recorded: bool = True) -> Desk:
    """Everything open for studying. A named deck file outside the roots is read too.

    Args:
        folders: those of `--decks`.
        named: decks that were named.
        recorded: without it nothing is kept, and no folder needs to be written.

    Raises:
        Failure: nothing can be kept here, so nothing should be studied.

    """
    try:
        return _open(folders, named, writable=True, recorded=recorded)
    except Damaged as error:
        raise Failure(f"nothing can be kept: {error}") from error
    except ProgressError as error:
        raise Failure(
            f"nothing can be kept: {error}; or study without recording:"
            " `studyapp review --no-record`"
        ) from error


def need_folder(folder: str) -> None:
    """Say so if what `--decks` names is not there."""
    if not os.path.exists(folder):
        raise Failure(f"--decks {folder}: there is no such folder")


def open_to_read(folders: Sequence[str]) -> Desk:
    """Everything open for a command that only tells; it needs no folder that can be written."""
    return _open(folders, (), writable=False)


def _open(
    folders: Sequence[str], named: Sequence[str], *, writable: bool, recorded: bool = True
) -> Desk:
    for folder in folders:
        need_folder(folder)
    # A named file comes first: its deck is meant, whatever else has the same id.
    files = tuple((os.path.abspath(name), False) for name in named if _is_deck_file(name))
    try:
        clock = from_environment()
    except ValueError as error:
        raise Failure(str(error)) from error
    return Desk(
        (*files, *places.roots(tuple(folders))), clock, writable=writable, recorded=recorded
    )


def today() -> str:
    """The study day as ISO date, also where neither log nor settings can be read."""
    try:
        rollover = load(places.settings_file()).rollover
    except SettingsError:
        rollover = ROLLOVER
    try:
        return to_date(read(from_environment()(), rollover).day).isoformat()
    except ValueError as error:
        raise Failure(str(error)) from error


def _is_deck_file(name: str) -> bool:
    return os.path.isfile(name) and is_deck_name(os.path.basename(name))


def deck_ids(desk: Desk, named: Sequence[str]) -> tuple[str, ...] | None:
    """The ids of the named decks; None if none is named.

    Raises:
        Failure: a name fits no deck, or several.

    """
    if not named:
        return None
    rows = desk.library.decks(desk.moment().day)
    return tuple(find_deck(rows, name).id for name in named)


def find_tag(desk: Desk, name: str) -> str:
    """The tag of this name, whatever its case.

    Raises:
        Failure: no card has it.

    """
    tags = desk.library.tags()
    folded = {tag.casefold(): tag for tag in tags}
    if name in tags:
        return name
    if name.casefold() in folded:
        return folded[name.casefold()]
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.4)
    some = ", ".join(tags[:8]) or "there are none"
    hint = f"did you mean `{folded[near[0]]}`?" if near else f"tags: {some}"
    raise Failure(f"no card has the tag `{name}`; {hint}")


def find_deck(rows: Sequence[DeckRow], name: str) -> DeckRow:
    """The deck of this id, else the only one whose id begins so, else the one of this path."""
    if not name:
        raise Failure("a deck's name is empty; `studyapp decks` lists them")
    name = normalize("NFC", name)
    for row in rows:
        if row.id == name:
            return row
    beginning = [row for row in rows if row.id.startswith(name)]
    if len(beginning) == 1:
        return beginning[0]
    if beginning:
        fitting = ", ".join(row.id for row in beginning)
        raise Failure(f"`{name}` fits {len(beginning)} decks: {fitting}; write more of the id")
    path = os.path.abspath(name)
    for row in rows:
        if os.path.abspath(row.path) == path:
            return row
    if os.path.exists(path):
        raise Failure(f"{name} is no deck that can be read; `studyapp check {name}` tells why")
    folded = {row.id.casefold(): row.id for row in rows}
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.4)
    hint = f"did you mean `{folded[near[0]]}`?" if near else "`studyapp decks` lists them"
    raise Failure(f"there is no deck `{name}`; {hint}")
