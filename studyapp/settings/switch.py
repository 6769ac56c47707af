"""A deck turned on or off in the settings file, with all else in it left as it is."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from codecs import BOM_UTF8
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.settings.reading import DECKS, SettingsError, load, parse, tree
from studyapp.settings.values import DeckChoice, Settings, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studyapp.deck.reader import Mapping, Node, Scalar


def switch_deck(path: str, deck_id: str, on: bool) -> None:
    """Write in the settings that a deck is on or off; all else in the file stays as it is.

    Raises:
        SettingsError: the file cannot be written, or not changed without harm.
    """
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _alone(target.parent):
            before = load(path)
            old = target.read_bytes() if target.exists() else b""
            new = _with_deck(old, path, deck_id, on)
            chosen = before.decks.get(deck_id, DeckChoice())._replace(on=on)
            if not _says(new, path, before._replace(decks={**before.decks, deck_id: chosen})):
                raise SettingsError(
                    f"{path}: not changed, because it is written in a way of its own;"
                    f" write `{deck_id}: {shown(on)}` under `decks:` in it"
                )
            _replace(target, new)
    except OSError as error:
        raise SettingsError(
            f"{path}: {error.strerror}; set STUDYAPP_HOME to a folder that can be written"
        ) from None


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold off other processes that change the settings of this folder."""
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _with_deck(data: bytes, path: str, deck_id: str, on: bool) -> str:
    """The text of the file with one place changed, or one line added: the deck's.

    A byte-order mark stays, and what is added ends as the lines of the file do.
    """
    from studyapp.deck import source
    from studyapp.deck.reader import Mapping, Scalar

    lines = source.lines(data.decode("utf-8-sig"))
    mark = "\ufeff" if data.startswith(BOM_UTF8) else ""
    end = _end_of_lines(lines)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    root, _ = tree(data, path)
    decks = root.entries.get(DECKS) if isinstance(root, Mapping) else None
    if decks is None:
        return "".join([mark, *lines, f"{DECKS}:{end}", f"  {deck_id}: {shown(on)}{end}"])
    head, under = decks
    if not isinstance(under, Mapping):
        _put_nothing(lines, under)
        lines.insert(head.line, f"  {deck_id}: {shown(on)}{end}")
    elif deck_id not in under.entries:
        _insert(lines, under, f"{deck_id}: {shown(on)}", end)
    else:
        key, value = under.entries[deck_id]
        if isinstance(value, Mapping) and "on" in value.entries:
            key, value = value.entries["on"]
        if isinstance(value, Mapping):
            _insert(lines, value, f"on: {shown(on)}", end)
        elif isinstance(value, Scalar):
            _put(lines, key, value, shown(on))
    return "".join([mark, *lines])


def _end_of_lines(lines: list[str]) -> str:
    """What ends the first line of a file, and so a new one."""
    first = lines[0] if lines else ""
    return first[len(first.rstrip("\r\n")) :] or "\n"


def _put_nothing(lines: list[str], under: Node) -> None:
    """Take away the `~` that says that there is nothing: it cannot stand before a mapping."""
    row, column = under.line - 1, under.column - 1
    if lines[row][column : column + 1] == "~":
        lines[row] = lines[row][:column].rstrip() + lines[row][column + 1 :]


def _insert(lines: list[str], into: Mapping, entry: str, end: str) -> None:
    """Put an entry before the others of a mapping."""
    row, column = into.line - 1, into.column - 1
    before, after = lines[row][:column], lines[row][column:]
    if after.startswith("{"):
        comma = ", " if into.entries else ""
        lines[row] = f"{before}{{{entry}{comma}{after[1:]}"
    else:
        lines.insert(row, f"{' ' * column}{entry}{end}")


def _put(lines: list[str], key: Scalar, value: Scalar, text: str) -> None:
    """Write another word in the place of a value; a key without one gets it."""
    row, column = value.line - 1, value.column - 1
    if value.nothing and not value.text:
        colon = re.compile(rf"""(\s*["']?{re.escape(key.text)}["']?\s*:)""")
        lines[key.line - 1] = colon.sub(rf"\1 {text}", lines[key.line - 1], count=1)
        return
    length = len(value.text) + (0 if value.plain else 2)
    lines[row] = f"{lines[row][:column]}{text}{lines[row][column + length :]}"


def _says(text: str, path: str, wanted: Settings) -> bool:
    """Whether a text of settings reads as these settings."""
    try:
        return parse(text.encode(), path).settings == wanted
    except SettingsError:
        return False


def _replace(target: Path, text: str) -> None:
    """Write a file so that at every moment either the old or the new one is there, whole.

    Whoever could read the old one can read the new one; without an old one, only its owner can.
    """
    resolved = target.resolve()
    handle, temporary = tempfile.mkstemp(dir=resolved.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            if resolved.exists():
                os.fchmod(handle, stat.S_IMODE(resolved.stat().st_mode))
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(resolved)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
