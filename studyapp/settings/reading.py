"""The settings file, read as strictly as a deck: every fault is told, with its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from studyapp.deck.fault import Fault
from studyapp.safetext import clean_line
from studyapp.settings.values import (
    DECK_SETTINGS,
    SETTINGS,
    DeckChoice,
    NotWantedError,
    Setting,
    Settings,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.deck.reader import Mapping, Node, Scalar

DECKS = "decks"


class SettingsError(Exception):
    """The settings cannot be read or written; the message is one line that says what to do.

    `faults` are all that is wrong in the file, if that is why.
    """

    def __init__(self, message: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class Chosen(NamedTuple):
    """The settings of a file, and the line of each that stands there: `order`, `decks.relu.on`."""

    settings: Settings
    lines: dict[str, int]


def load(path: str) -> Settings:
    """The settings of a file; without a file, the defaults.

    Raises:
        SettingsError: the file cannot be read, or says something that is no setting.

    """
    return read(path).settings


def read(path: str) -> Chosen:
    """The settings of a file with their lines.

    Raises:
        SettingsError: as `load`.

    """
    try:
        if Path(path).exists() and not Path(path).is_file():
            raise SettingsError(f"{path}: not a file; move it away")
        data = Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Chosen(Settings(), {})
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; make the file readable") from None
    return parse(data, path)


def parse(data: bytes, path: str) -> Chosen:
    """The settings that the bytes of the file at `path` say.

    Raises:
        SettingsError: they say something that is no setting.

    """
    root, faults = tree(data, path)
    reader = _Reader(path)
    chosen = reader.root(root)
    faults = sorted([*faults, *reader.faults])
    if faults:
        more = len(faults) - 1
        also = f" (and {more} more: see `studyapp settings`)" if more else ""
        raise SettingsError(f"{faults[0]}{also}", faults)
    return chosen


def tree(data: bytes, path: str) -> tuple[Node | None, list[Fault]]:
    """What YAML makes of the file, each value with its place; None if nothing is in it."""
    from studyapp.deck import reader, source
    from studyapp.deck.findings import Findings
    from studyapp.deck.slips import Slip

    found = Findings(path)
    text = source.decode(data, found) if data.removeprefix(b"\xef\xbb\xbf").strip() else ""
    root: Node | None = None
    if text:
        try:
            root = reader.read(text, found, reader.Budget())
        except Slip as slip:
            found.add(slip.code, slip.place, **slip.words)
    return root, list(found.told())


class _Reader:
    """Takes settings out of the values of one file, and notes what is none."""

    def __init__(self, path: str) -> None:
        self.faults: list[Fault] = []
        self._path = path
        self._lines: dict[str, int] = {}

    def root(self, root: Node | None) -> Chosen:
        """All settings."""
        from studyapp.deck.reader import Mapping, Scalar

        values: dict[str, Any] = {}
        if isinstance(root, Mapping):
            names = {setting.name: setting for setting in SETTINGS}
            for key, value in self._known(root, [*names, DECKS], "setting"):
                if key.text == DECKS:
                    values[DECKS] = self._decks(value)
                else:
                    self._take(values, names[key.text], key, value, "")
        elif root is not None and not (isinstance(root, Scalar) and root.nothing):
            self._tell(root, "not a list of settings", "write lines such as `new_per_day: 20`")
        return Chosen(Settings(**values), self._lines)

    def _decks(self, node: Node) -> dict[str, DeckChoice]:
        from studyapp.deck.reader import Mapping

        if isinstance(node, Mapping):
            choices = {name: self._deck(key, value) for name, (key, value) in node.entries.items()}
            return {name: choice for name, choice in choices.items() if any_chosen(choice)}
        if not _absent(node):
            self._tell(node, "`decks` is no list of decks", "write lines such as `my-deck: off`")
        return {}

    def _deck(self, key: Scalar, node: Node) -> DeckChoice:
        """A deck that is turned on or off, or a mapping of what is chosen for it."""
        from studyapp.deck.reader import Mapping

        values: dict[str, Any] = {}
        below = f"{DECKS}.{key.text}."
        names = {setting.name: setting for setting in DECK_SETTINGS}
        if isinstance(node, Mapping):
            for name, value in self._known(node, list(names), "setting of a deck"):
                self._take(values, names[name.text], name, value, below)
        else:
            on = names["on"]._replace(wanted="on or off, or lines such as `new_per_day: 5`")
            self._take(values, on, key, node, below)
        return DeckChoice(**values)

    def _known(self, node: Mapping, names: list[str], of: str) -> list[tuple[Scalar, Node]]:
        """The entries whose keys are known; the others are told."""
        from studyapp.deck.catalogue import nearest

        for name, (key, _) in node.entries.items():
            if name not in names:
                near = nearest(name, tuple(names))
                advice = f"did you mean `{near}`?" if near else "delete that line"
                self._tell(key, f"unknown {of} `{clean_line(name)}`", advice)
        return [entry for name, entry in node.entries.items() if name in names]

    def _take(
        self, values: dict[str, Any], setting: Setting, key: Scalar, node: Node, below: str
    ) -> None:
        if _absent(node):
            return
        try:
            values[setting.name] = _value(setting, node)
        except NotWantedError as error:
            said = f"`{clean_line(key.text)}` is {error}"
            self._tell(node, said, f"write {setting.wanted}")
        else:
            self._lines[f"{below}{setting.name}"] = key.line

    def _tell(self, at: Node | Scalar, message: str, advice: str) -> None:
        fault = Fault(self._path, at.line, at.column, "fault", "setting", message, advice)
        self.faults.append(fault)


def any_chosen(choice: DeckChoice) -> bool:
    """Whether anything was chosen for a deck."""
    return choice != DeckChoice()


def _absent(node: Node) -> bool:
    """Whether nothing was written, or what was written is told already."""
    from studyapp.deck.reader import Broken, Scalar

    return isinstance(node, Broken) or (isinstance(node, Scalar) and node.nothing)


def _value(setting: Setting, node: Node) -> Value:
    from studyapp.deck.fields import kind
    from studyapp.deck.reader import Scalar

    if not isinstance(node, Scalar):
        raise NotWantedError(kind(node))
    try:
        return setting.read(node.text)
    except NotWantedError:
        raise NotWantedError(repr(clean_line(node.text, 100))) from None
