"""Which deck files the roots hold, and what the file system says of each.

Light on purpose: the quickest command imports it.
"""

import os
import stat

DEEPEST = 8
"""How many folders below a root are looked into."""

File = tuple[str, int, int, int, int]
"""path, size, mtime_ns, ctime_ns, inode: a file that has all five as before was not changed."""

Roots = tuple[tuple[str, bool], ...]
"""Folders or files, each with whether it is shipped."""

Unread = tuple[str, str]
"""A folder or file that could not be looked at, and why."""


def scan_all(roots: Roots) -> tuple[list[tuple[int, File]], list[Unread]]:
    """The deck files of roots, each with the number of its root; a file in two is in the first."""
    found: dict[str, tuple[int, File]] = {}
    unread: list[Unread] = []
    for number, (root, _) in enumerate(roots):
        files, problems = scan(root)
        unread += problems
        for file in files:
            found.setdefault(file[0], (number, file))
    return list(found.values()), unread


def scan(root: str) -> tuple[list[File], list[Unread]]:
    """The deck files of a root in the order of their paths; a root may also be one file.

    A missing root holds nothing. FIFOs, hidden and symlinked folders are passed over.
    """
    files: list[File] = []
    unread: list[Unread] = []
    if os.path.isfile(root):
        _take(root, files, unread)
    elif os.path.isdir(root):
        _walk(root, DEEPEST, files, unread)
    return files, unread


def is_deck_name(name: str) -> bool:
    """Whether a file of this name may be a deck."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def _walk(folder: str, depth: int, files: list[File], unread: list[Unread]) -> None:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        unread.append((folder, error.strerror or str(error)))
        return
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth:
                _walk(entry.path, depth - 1, files, unread)
        elif is_deck_name(entry.name):
            _take(entry.path, files, unread)


def _take(path: str, files: list[File], unread: list[Unread]) -> None:
    try:
        found = os.stat(path)
    except OSError as error:
        unread.append((path, error.strerror or str(error)))
        return
    if not stat.S_ISREG(found.st_mode):
        return
    try:
        path.encode()
    except UnicodeEncodeError:
        shown = path.encode(errors="surrogateescape").decode(errors="replace")
        unread.append((shown, "its name is not UTF-8"))
    else:
        files.append((path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino))
