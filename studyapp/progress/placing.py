"""Put files in their places: made whole beside it, and then linked or renamed there.

A log is two files, itself and its `-wal`, and SQLite believes whatever `-wal` lies beside a log. So
the old `-wal` must go before a new log comes, and whoever is killed in between would leave half of
the old one. Therefore a new log first gets the name `progress.db-next`: from then on it is the log,
and whoever opens the log next finishes the work (`settle`), once it has seen that this is a log.
"""

from __future__ import annotations

import fcntl
import os
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from studyapp.progress import trust
from studyapp.progress.errors import ProgressError

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

SIDES = ("-wal", "-shm", "-journal")
"""The files that SQLite keeps beside one, by the ends of their names."""

_DRAFT = re.compile(rf"\.(?P<name>.+\.)(?P<process>\d+)(?:{'|'.join(SIDES)})?")
"""A file of `draft_of`: the name of what it was to become, and the number of its process."""

_LOCK_START, _LOCK_BYTES = 0x4000_0002, 510
"""Where SQLite locks a file (its "SHARED" range): in WAL mode as long as it is open."""


def beside(path: pathlib.Path, ending: str) -> pathlib.Path:
    """The file whose name goes on so."""
    return path.with_name(path.name + ending)


def make_folders(folder: pathlib.Path) -> None:
    """Make a folder and those above it, for their owner alone."""
    if not folder.is_dir():
        make_folders(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


@contextmanager
def draft_of(path: pathlib.Path) -> Iterator[pathlib.Path]:
    """An empty file of its owner beside a place; gone at the end, unless it was put there."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
    finally:
        for ending in ("", *SIDES):
            beside(draft, ending).unlink(missing_ok=True)


def sweep_drafts(folder: pathlib.Path, beginning: str, stale: float) -> None:
    """Delete the drafts of files whose names begin so, if the process that made them was killed.

    Args:
        stale: seconds since 1970; what is younger may be of a process on another machine.
    """
    for path in folder.iterdir():
        draft = _DRAFT.fullmatch(path.name)
        if draft and draft["name"].startswith(beginning) and not _is_alive(int(draft["process"])):
            with suppress(FileNotFoundError):  # another process was quicker
                if path.stat().st_mtime < stale:
                    path.unlink()


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # of another user
    return True


def sync(path: pathlib.Path) -> None:
    """Wait until the disk has a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def held(path: pathlib.Path) -> Iterator[int]:
    """Keep every SQLite away from a file, whatever it holds; a handle to read it by.

    Close no other handle of this file meanwhile: the system would let go of the lock.

    Raises:
        ProgressError: another program has it open.
    """
    handle = os.open(path, os.O_RDWR)
    try:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _LOCK_START)
        except (BlockingIOError, PermissionError):
            raise ProgressError(
                f"{path} is in use by another studyapp; close that one, and try again"
            ) from None
        yield handle
    finally:
        os.close(handle)


def keep_old(path: pathlib.Path, name: str) -> pathlib.Path:
    """Give a log and what lies beside it a second name, `name` with the first free number."""
    kept = next(
        candidate
        for number in range(1, 10_000)
        if not (candidate := path.with_name(f"{name}-{number}")).exists()
    )
    for ending in SIDES:
        if beside(path, ending).exists():
            _link(beside(path, ending), beside(kept, ending))
    _link(path, kept)
    sync(path.parent)
    return kept


def replace(path: pathlib.Path, draft: pathlib.Path) -> None:
    """Put a whole log in the place of one that is `held`, or of none."""
    sync(draft)
    with _alone_in(path.parent):
        draft.rename(beside(path, "-next"))
        sync(path.parent)
        _finish(path)


def settle(path: pathlib.Path) -> None:
    """Finish what a process began that was killed while it replaced a log.

    What has the name of a new log and is none is put aside, and told of at each start from then on
    (`set_aside`). A log of which there is no second name gets one before it goes.
    """
    following = beside(path, "-next")
    if not following.exists():
        return
    with _alone_in(path.parent):
        if not following.exists():
            return  # another process was quicker
        if not trust.is_whole(following):
            following.rename(_free(set_aside(path)))
            sync(path.parent)
        elif not path.exists():
            _finish(path)
        else:
            with held(path):
                if path.stat().st_nlink == 1:
                    keep_old(path, f"{path.name}.replaced")
                _finish(path)


def set_aside(path: pathlib.Path) -> pathlib.Path:
    """Where a `progress.db-next` goes that is no log."""
    return beside(path, "-next.damaged")


def put_orphans_aside(path: pathlib.Path) -> None:
    """Where there is no log, rename what SQLite left beside one: it would believe it."""
    if not any(beside(path, ending).exists() for ending in SIDES):
        return
    with _alone_in(path.parent):
        if path.exists():
            return  # another process was quicker, and these are its own
        for ending in SIDES:
            if beside(path, ending).exists():
                beside(path, ending).rename(_free(beside(path, f"{ending}.orphan")))


def orphans(path: pathlib.Path) -> list[pathlib.Path]:
    """What is left of logs that are gone and may hold grades, the newest first."""
    found = path.parent.glob(f"{path.name}-wal.orphan*")
    return sorted(found, key=lambda wal: wal.stat().st_mtime_ns, reverse=True)


def _free(path: pathlib.Path) -> pathlib.Path:
    """The path, or the first one of its name with a number that nothing has yet."""
    if not path.exists():
        return path
    numbered = (path.with_name(f"{path.name}-{number}") for number in range(2, 10_000))
    return next(candidate for candidate in numbered if not candidate.exists())


@contextmanager
def _alone_in(folder: pathlib.Path) -> Iterator[None]:
    """One process at a time that moves whole logs about in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _finish(path: pathlib.Path) -> None:
    for ending in SIDES:
        beside(path, ending).unlink(missing_ok=True)
    with suppress(FileNotFoundError):  # another process was quicker
        beside(path, "-next").rename(path)
    sync(path.parent)


def _link(old: pathlib.Path, new: pathlib.Path) -> None:
    try:
        new.hardlink_to(old)
    except OSError:  # a file system without hard links
        import shutil

        shutil.copy2(old, new)
        sync(new)
