"""The settings file: what a learner has chosen, read strictly and changed in place."""

from __future__ import annotations

import json
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from studyapp.safetext import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Settings:
    """What a learner has chosen.

    Attributes:
        new_per_day: new cards a study day, over all decks; 0 to 9999.
        rollover: the hour at which a study day begins; 0 to 23.
        decks: deck ids turned on (True) or off (False) by hand.

    """

    new_per_day: int = 20
    rollover: int = 4
    decks: Mapping[str, bool] = field(default_factory=dict)

    def to_json(self) -> str:
        """A form to remember beside the stat of the file, so that it need not be read again."""
        return json.dumps([self.new_per_day, self.rollover, dict(self.decks)])

    @classmethod
    def from_json(cls, text: str) -> Settings:
        """The settings that `to_json` wrote."""
        new_per_day, rollover, decks = json.loads(text)
        return cls(new_per_day, rollover, decks)


class SettingsError(Exception):
    """The settings cannot be read or written; the message is one line that says what to do."""


_WHOLE_NUMBERS = {"new_per_day": (0, 9999), "rollover": (0, 23)}
_SWITCH = {"on": True, "off": False, "true": True, "false": False}


def load(path: str) -> Settings:
    """The settings of a file; without a file, the defaults.

    Raises:
        SettingsError: the file cannot be read, or says something that is no setting.

    """
    try:
        data = Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; make the file readable") from None
    return _parse(data, path)


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
            old = target.read_bytes().decode("utf-8-sig") if target.exists() else ""
            new = _with_deck(old, deck_id, on)
            if not _says(new, path, replace(before, decks={**before.decks, deck_id: on})):
                raise SettingsError(
                    f"{path}: not changed, because it is written in a way of its own;"
                    f" write `{deck_id}: {_word(on)}` under `decks:` in it"
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


def _parse(data: bytes, path: str) -> Settings:
    import yaml

    try:
        # BaseLoader leaves every scalar the text that was written: `off` stays `off`.
        text = data.decode("utf-8-sig")
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds text, no objects
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: not UTF-8; save the file as UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        problem = clean_line(str(getattr(error, "problem", "") or "not readable as YAML"))
        raise SettingsError(f"{path}{place}: {problem}; mend that line") from None
    if found is None or found == "":
        return Settings()
    if not isinstance(found, dict):
        raise SettingsError(
            f"{path}: not a list of settings; write lines such as `new_per_day: 20`"
        )
    return _checked(found, path)


def _checked(found: dict[str, object], path: str) -> Settings:
    values: dict[str, int] = {}
    decks: dict[str, bool] = {}
    for name, value in found.items():
        if name == "decks":
            decks = _checked_decks(value, path)
        elif name in _WHOLE_NUMBERS:
            values[name] = _whole_number(name, value, path)
        else:
            from difflib import get_close_matches

            near = get_close_matches(name, [*_WHOLE_NUMBERS, "decks"], n=1)
            hint = f"did you mean `{near[0]}`?" if near else "delete that line"
            raise SettingsError(f"{path}: unknown setting `{clean_line(name)}`; {hint}")
    return Settings(decks=decks, **values)


def _whole_number(name: str, value: object, path: str) -> int:
    least, most = _WHOLE_NUMBERS[name]
    text = str(value)
    if text.isascii() and text.isdigit() and len(text) <= 9 and least <= int(text) <= most:
        return int(text)
    raise SettingsError(
        f"{path}: `{name}` is {clean_line(text)!r}; write a whole number from {least} to {most}"
    )


def _checked_decks(value: object, path: str) -> dict[str, bool]:
    if value == "":
        return {}
    if not isinstance(value, dict) or not all(str(v).lower() in _SWITCH for v in value.values()):
        raise SettingsError(f"{path}: `decks` takes lines such as `my-deck: off`; write on or off")
    return {str(deck): _SWITCH[str(switch).lower()] for deck, switch in value.items()}


def _with_deck(text: str, deck_id: str, on: bool) -> str:
    """The text with one line changed or added: the deck's, in the block of `decks:`."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    heads = [number for number, line in enumerate(lines) if re.match(r"decks\s*:\s*(#|$)", line)]
    if not heads:
        return "".join([*lines, "decks:\n", f"  {deck_id}: {_word(on)}\n"])
    key = re.compile(rf"""(\s+["']?{re.escape(deck_id)}["']?\s*:\s*)\w+(.*)""", re.DOTALL)
    indent = "  "
    for number in range(heads[0] + 1, len(lines)):
        line = lines[number]
        if re.match(r"[^\s#]", line):
            break
        if found := key.fullmatch(line):
            lines[number] = f"{found[1]}{_word(on)}{found[2]}"
            return "".join(lines)
        if entry := re.match(r"(\s+)[^\s#]", line):
            indent = entry[1]
    lines.insert(heads[0] + 1, f"{indent}{deck_id}: {_word(on)}\n")
    return "".join(lines)


def _says(text: str, path: str, wanted: Settings) -> bool:
    """Whether a text of settings reads as these settings."""
    try:
        return _parse(text.encode(), path) == wanted
    except SettingsError:
        return False


def _word(on: bool) -> str:
    return "on" if on else "off"


def _replace(target: Path, text: str) -> None:
    """Write a file so that at every moment either the old or the new one is there, whole."""
    import tempfile

    resolved = target.resolve()
    handle, temporary = tempfile.mkstemp(dir=resolved.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(resolved)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
