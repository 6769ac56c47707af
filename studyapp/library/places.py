"""Where things lie on disk: the learner's data, the settings, the cache, the roots of decks.

Twelve lines of our own instead of platformdirs, because the quickest command needs them.
"""

import os
import sys
import zlib

from studyapp import __version__

NAME = "studyapp"

INDEX_VERSION = 5
"""Of what the index holds; an index of another version, or another release, is not read."""


def data_folder() -> str:
    """Where progress, its backups and the learner's decks lie."""
    return _home() or _user_folder("XDG_DATA_HOME", ".local/share", "Application Support")


def config_folder() -> str:
    """Where the settings lie."""
    return _home() or _user_folder("XDG_CONFIG_HOME", ".config", "Application Support")


def cache_folder() -> str:
    """Where the index lies, which may be deleted at any time."""
    home = _home()
    if home:
        return os.path.join(home, "cache")
    return _user_folder("XDG_CACHE_HOME", ".cache", "Caches")


def progress_file() -> str:
    """The log of all reviews; where a link stands in its place, the file that it leads to.

    SQLite keeps the `-wal` beside that one, and a file put in the place of the link would cut it.
    """
    return at_its_place(os.path.join(data_folder(), "progress.db"))


def at_its_place(path: str) -> str:
    """The path of a file; of a link, that of what it leads to."""
    return os.path.realpath(path) if os.path.islink(path) else path


def settings_file() -> str:
    """The learner's settings."""
    return os.path.join(config_folder(), "settings.yaml")


def own_decks_folder() -> str:
    """The learner's own decks."""
    return os.path.join(data_folder(), "decks")


def make_own_decks_folder() -> None:
    """Make the folder that learners are told to put decks into; where that fails, do without."""
    try:
        os.makedirs(own_decks_folder(), mode=0o700, exist_ok=True)
    except OSError:
        return


def shipped_decks_folder() -> str:
    """The decks that come with the app: in the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "decks")
    checkout = os.path.dirname(package)
    if not os.path.isdir(inside) and os.path.isfile(os.path.join(checkout, "pyproject.toml")):
        return os.path.join(checkout, "decks")
    return inside


def roots(chosen: tuple[str, ...] = ()) -> tuple[tuple[str, bool], ...]:
    """The folders of decks with whether they are shipped; the first of two equal ids wins.

    `chosen` replaces all roots, and so does `STUDYAPP_DECKS` (separated as PATH is).
    """
    named = chosen or tuple(
        part for part in os.environ.get("STUDYAPP_DECKS", "").split(os.pathsep) if part
    )
    if named:
        return tuple((os.path.abspath(os.path.expanduser(path)), False) for path in named)
    return ((own_decks_folder(), False), (shipped_decks_folder(), True))


def index_file(folder: str, roots_read: tuple[tuple[str, bool], ...]) -> str:
    """The index of these roots. Two sets of roots never share one: it names the roots inside."""
    digest = zlib.crc32(repr((roots_read, __version__)).encode())
    return os.path.join(folder, f"index-{INDEX_VERSION}-{digest:08x}.db")


def stamp(path: str) -> str:
    """What tells one state of a file from another; `none` without a file."""
    try:
        found = os.stat(path)
    except OSError:
        return "none"
    return f"{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_ino}"


SEAL_NS = 2_000_000_000
"""Seals are times in whole steps of this: no file system keeps them coarser, no clock hits them."""


def is_sealed(path: str, seal: str | None) -> bool:
    """Whether a file's time is the one that its last writer gave it, and wrote into it."""
    return str(os.stat(path).st_mtime_ns) == seal


def _home() -> str:
    """The one folder that holds everything, if one is named."""
    home = os.environ.get("STUDYAPP_HOME")
    return os.path.abspath(os.path.expanduser(home)) if home else ""


def _user_folder(variable: str, linux: str, mac: str) -> str:
    if sys.platform == "darwin":
        return os.path.join(os.path.expanduser("~/Library"), mac, NAME)
    chosen = os.environ.get(variable, "")
    base = chosen if os.path.isabs(chosen) else os.path.join(os.path.expanduser("~"), linux)
    return os.path.join(base, NAME)
