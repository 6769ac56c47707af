"""Deck files read and replaced so that at every moment one whole version is there.

Whoever changed the file meanwhile loses nothing, and neither do we: then both versions stay.
"""

from __future__ import annotations

import fcntl
import os
import re
import stat
import tempfile
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from studyapp.deck.edit.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRAFT = re.compile(r"\..+\.([0-9]+)\.draft")
"""What is being written: hidden, and of no deck's name, so that nobody reads half of one."""


_YOUNG = 60.0
"""Seconds within which every file is written."""


class Source(NamedTuple):
    """A deck file as it was read; `text` has its byte-order mark."""

    path: str
    data: bytes

    @property
    def text(self) -> str:
        """What it says.

        Raises:
            Refused: it is not UTF-8.
        """
        try:
            return self.data.decode()
        except UnicodeDecodeError:
            raise Refused(f"{self.path}: it is not UTF-8; save it as UTF-8 first") from None


def read(path: str) -> Source:
    """A deck file.

    Raises:
        Refused: it is none, or cannot be read.
    """
    try:
        if not stat.S_ISREG(Path(path).stat().st_mode):
            raise Refused(f"{path}: it is no file; name a deck")
        return Source(path, Path(path).read_bytes())
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error


def replace(source: Source, text: str) -> None:
    """Put `text` in the place of what was read, through links, with the file's mode.

    Raises:
        Refused: it cannot be written, and nothing has changed; or the file was changed by somebody
            else since, and `text` lies beside it.
    """
    target = Path(source.path)
    with _one_line(source.path):
        target = target.resolve(strict=False)
        with _alone(target.parent):
            like = target.stat() if target.exists() else None
            if target.exists() and not os.access(target, os.W_OK):
                raise Refused(f"{source.path}: it is write-protected; nothing was changed")
            with _draft(target, text.encode(), like) as draft:
                if _digest(target) == sha256(source.data).digest():
                    draft.replace(target)
                    _sync(target.parent)
                    return
                ours = _keep_beside(draft, target)
    raise Refused(
        f"{source.path} was changed by another program meanwhile and is left as it is;"
        f" your version lies in {ours}"
    )


def create(path: str, text: str) -> None:
    """Write a new file; one that is there is never replaced.

    Raises:
        Refused: there is one, or it cannot be written.
    """
    target = Path(path)
    with _one_line(path):
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _draft(target, text.encode(), None) as draft:
            if not _put_new(draft, target):
                raise Refused(f"{path} is there already; nothing was written")


@contextmanager
def _one_line(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}; nothing was changed") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold off other processes of ours that change decks of this folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _draft(target: Path, data: bytes, like: os.stat_result | None) -> Iterator[Path]:
    """A file in the same folder, on the disk, with the owner and mode of another.

    It is gone afterwards, and so are those that killed processes left.
    """
    for left in target.parent.glob(f".{_escaped(target.name)}.*.draft"):
        _sweep(left)
    draft = target.parent / f".{target.name}.{os.getpid()}.draft"
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if like is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            if like is not None:
                with suppress(OSError):  # another owner's file, and we are not root
                    os.fchown(handle, like.st_uid, like.st_gid)
                os.fchmod(handle, stat.S_IMODE(like.st_mode))
            file.write(data)
            file.flush()
            os.fsync(handle)
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _sweep(left: Path) -> None:
    """Delete a draft whose process is gone; a young one may be that of another machine."""
    found = _DRAFT.fullmatch(left.name)
    if found and not _is_alive(int(found[1])):
        with suppress(FileNotFoundError):  # another process was quicker
            if left.stat().st_mtime < _written_now(left.parent) - _YOUNG:
                left.unlink()


def _written_now(folder: Path) -> float:
    """The time by the clock that stamps files there, which may be another machine's."""
    with tempfile.TemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime


def _escaped(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _digest(path: Path) -> bytes:
    try:
        return sha256(path.read_bytes()).digest()
    except FileNotFoundError:
        return b""


def _keep_beside(draft: Path, target: Path) -> str:
    """Give the draft a name that is read as no deck, and that no other file has."""
    number = 1
    while True:
        beside = target.with_name(f"{target.name}.yours" + (f"-{number}" if number > 1 else ""))
        if _put_new(draft, beside):
            return str(beside)
        number += 1


def _put_new(draft: Path, target: Path) -> bool:
    """Give the draft a name that no file has; False if one has it."""
    try:
        os.link(draft, target)
    except FileExistsError:
        return False
    except OSError:
        # Not every file system has links; then somebody could be quicker by a hair.
        if os.path.lexists(target):
            return False
        draft.rename(target)
    _sync(target.parent)
    return True


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
