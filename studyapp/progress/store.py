"""The log of one learner on disk: opened, written in one way, and closed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from studyapp.progress import backups, connection, ids, refold, states, writing
from studyapp.progress.errors import ProgressError, telling
from studyapp.progress.events import KINDS, PERSONAL, Event, canonical
from studyapp.progress.fold import FOLD_VERSION, CardState, met
from studyapp.progress.names import RECOGNISED
from studyapp.progress.reading import AHEAD, NOT_UNDONE, Reading, ahead_of, select
from studyapp.progress.recent import Recent
from studyapp.progress.states import Stored
from studyapp.progress.trust import SCHEMA
from studyapp.progress.writing import Draft

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType

    from studyapp.schedule.moment import Moment
    from studyapp.schedule.rules import Studied


_DEVICE = "(SELECT value FROM meta WHERE name = 'device')"
_STANDING = select(f"WHERE id = ? AND kind <> 'undo' AND {NOT_UNDONE}")
_NEWEST_OF_DAY = select(
    f"WHERE id >= ? AND day = ? AND device = {_DEVICE}"
    f" AND kind IN ({', '.join('?' * len(PERSONAL))})"
    f" AND {NOT_UNDONE} ORDER BY id DESC LIMIT 1"
)
_UNDONE_AT_ONCE = 500
"""In one transaction, so that another process need not wait for long."""


class Graded(NamedTuple):
    """A grade that was kept: its event, and where the card stood before and after it."""

    event: Event
    before: Studied | None
    after: Studied | None


class Progress(Reading):
    """An open log. Close it on every way out: a copy without its ``-wal`` lacks the newest grades.

    Every method raises `ProgressError` if the file cannot be read or written; what was asked for
    has then not happened, and can be asked again.
    """

    def __init__(
        self,
        path: pathlib.Path,
        db: sqlite3.Connection,
        random: Callable[[int], bytes],
        *,
        read_only: bool,
        recorded: bool = True,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.recorded = recorded
        self.db = db
        self._random = random
        self._recent = Recent()
        self._names = writing.Names(random)
        self._distrusted: ProgressError | None = None
        self._name = str(path)
        self._file = _file(self._name) if recorded and not read_only else None

    @classmethod
    def open(
        cls,
        path: pathlib.Path,
        *,
        read_only: bool = False,
        recorded: bool = True,
        random: Callable[[int], bytes] = os.urandom,
    ) -> Progress:
        """The log at `path`; made, with its folders, if there is none.

        Args:
            read_only: never write; a log that is not there is an empty one.
            recorded: without it what is written is gone when the log is closed.
            random: gives that many random bytes.
        """
        if read_only:
            db = connection.open_readable(path)
        elif not recorded:
            db = connection.open_unrecorded(path)
        else:
            db = connection.open_writable(path, random, lambda: _back_up(path, "schema", SCHEMA))
        progress = cls(path, db, random, read_only=read_only, recorded=recorded)
        try:
            progress._fold_as_this_release()
        except BaseException:
            progress.close()
            raise
        return progress

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Put all into the one file and close it. May be called again."""
        with suppress(sqlite3.Error):  # what could not be moved is safe in the -wal
            if not self.read_only and self.recorded:
                self.db.execute("PRAGMA busy_timeout = 200")
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self.db.close()

    def distrust(self, why: ProgressError) -> None:
        """Write no more: the file was found to be damaged."""
        self._distrusted = why

    def grade(
        self,
        key: str,
        grade: int,
        moment: Moment,
        *,
        ms: int | None = None,
        text: tuple[str, str] | None = None,
        data: Mapping[str, object] | None = None,
    ) -> Graded:
        """A graded answer: on disk, and the card's state stepped, when this returns.

        Args:
            ms: milliseconds from the question to the grade.
            text: question and answer; kept with a card's first event and when they have changed.
            data: what else is known of the review, such as ``{"via": "app"}``.
        """
        draft = Draft("review", key, grade, ms, data=canonical(data))
        with self._writing():
            self.data_version()
            known = self._recent.known(key)
            if known is None:
                known = states.of_component(self.db, key)
            before = known[0].state if known else None
            drafts = [*_meeting(key, text, before), draft]
            event, rows = writing.append(self.db, moment, drafts, self._names)
            after = refold.step(self.db, key, known, rows)
        if before is not None and len(rows) == 1 and after.last_id == event.id:
            self._recent.graded(event.id, known, after)
        else:
            self._recent.forget()
        return Graded(event, None if before is None else before.studied, after.studied)

    def append(
        self,
        kind: str,
        moment: Moment,
        *,
        card: str | None = None,
        target: bytes | None = None,
        text: tuple[str, str] | None = None,
        data: Mapping[str, object] | None = None,
    ) -> Event:
        """An event of another kind than a review: one of `KINDS`; `text` as for `grade`."""
        if kind not in KINDS or kind == "review":
            raise ValueError(f"not a kind of event to append: {kind}")
        with self.transaction():
            draft = Draft(kind, card, target=target, data=canonical(data))
            known = states.of_key(self.db, card) if card is not None and text is not None else None
            return self._keep(moment, *_meeting(card, text, known), draft)

    def rename(self, old: str, new: str, moment: Moment) -> Event:
        """Two keys are names of one card from now on, with one history."""
        return self.append("rename", moment, card=old, data={"to": new})

    def rename_all(self, pairs: Iterable[tuple[str, str]], moment: Moment) -> None:
        """Join keys that were recognised as names of one card: all of them, or none."""
        with self.transaction():
            for old, new in pairs:
                data = canonical({"to": new, "via": RECOGNISED})
                self._keep(moment, Draft("rename", old, data=data))

    def part(self, edges: Iterable[bytes], moment: Moment) -> None:
        """Take back renames whose two names stand for two cards after all."""
        with self.transaction():
            for edge in edges:
                data = canonical({"via": RECOGNISED})
                self._keep(moment, Draft("undo", target=edge, data=data))

    def refuse(self, old: str, new: str, moment: Moment) -> None:
        """Say that two keys are two cards: a rename that is taken back at once."""
        with self.transaction():
            edge = self._keep(moment, Draft("rename", old, data=canonical({"to": new})))
            self._keep(moment, Draft("undo", target=edge.id))

    def undo(self, moment: Moment, target: bytes | None = None) -> Event | None:
        """Take back an event, and return it; None if there is none to take back.

        Args:
            target: its id. Without it, the newest event that a person made on this device on
                the moment's study day and that still stands (of the kinds in `PERSONAL`).
        """
        with self._writing():
            self.data_version()
            undone = self._newest_of(moment.day) if target is None else self._standing(target)
            if undone is not None:
                draft = Draft("undo", target=undone.id)
                _, rows = writing.append(self.db, moment, [draft], self._names)
                self._step_back(undone, rows[-1][0])
            return undone

    def state(self, key: str) -> CardState | None:
        """Where a card stands; None if the key does not stand in the log."""
        with telling(self.path):
            rows = states.of_component(self.db, key)
        self._recent.read(key, rows)
        return rows[0].state if rows else None

    def data_version(self) -> int:
        """Changes when another process has written."""
        version = self._one("PRAGMA data_version")
        self._recent.saw(version)
        return version

    @property
    def seen_version(self) -> int:
        """The `data_version` at the last grade, the last undo, or when it was last asked for.

        To ask for it again takes locks, a twentieth of a grade's time.
        """
        return self._recent.version

    def undo_ahead(self, moment: Moment) -> int:
        """Take back the events that `ahead` counts for the moment's day; how many there were."""
        undone = 0
        while True:
            with self.transaction():
                query = f"SELECT id, card {AHEAD} ORDER BY id LIMIT {_UNDONE_AT_ONCE}"
                rows = self.db.execute(query, ahead_of(moment.day)).fetchall()
                if rows:
                    drafts = [Draft("undo", target=target) for target, _ in rows]
                    _, written = writing.append(self.db, moment, drafts, self._names)
                    cards = {card for _, card in rows if card is not None}
                    refold.refold(self.db, cards, written[-1][0])
            undone += len(rows)
            if len(rows) < _UNDONE_AT_ONCE:
                return undone

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """The one way to write: all of it is on disk at the end, or nothing has happened."""
        self._recent.forget()
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            raise ProgressError(f"{self.path} was opened only to be read: nothing can be kept")
        try:
            with telling(self.path), writing.transaction(self.db):
                self._see_that_it_is_there()
                yield
        except BaseException:
            self._recent.forget()  # what it was told of the transaction has not happened
            raise

    def _see_that_it_is_there(self) -> None:
        """A file that was taken away, or replaced, can still be written: into nothing."""
        if self._distrusted is not None:
            raise self._distrusted
        if self._file is not None and _file(self._name) != self._file:
            raise ProgressError(
                f"{self.path} is not there any more, or is another file now: put it back, or leave"
                " and start again; what was graded from now on would be lost"
            )

    def _step_back(self, undone: Event, seq: int) -> None:
        """The states without an event that was just taken back."""
        step = self._recent.take(undone.id)
        if step is None:
            self._recent.forget()
            refold.refold(self.db, refold.keys_in(undone.kind, undone.card, undone.data), seq)
            return
        before, after = step
        for row in before:
            states.step(self.db, after, Stored(row.key, seq, row.state))

    def _keep(self, moment: Moment, *drafts: Draft) -> Event:
        return writing.add(self.db, moment, drafts, self._names)

    def _newest_of(self, day: int) -> Event | None:
        values = (ids.least_of_day(day), day, *PERSONAL)
        row = self.db.execute(_NEWEST_OF_DAY, values).fetchone()
        return None if row is None else Event._make(row)

    def _standing(self, target: bytes) -> Event | None:
        row = self.db.execute(_STANDING, (target,)).fetchone()
        return None if row is None else Event._make(row)

    def _fold_as_this_release(self) -> None:
        """A log that another release folded is folded again: on disk, else in a copy in memory."""
        if self._folded_by_this_release():
            return
        if self.read_only:
            with telling(self.path):
                self.db = connection.copy_in_memory(self.db)
                refold.refold_all(self.db, self._random(8).hex())
            return
        if self.recorded:
            _back_up(self.path, "fold", FOLD_VERSION)
        with self.transaction():
            if not self._folded_by_this_release():  # nor by a process that was quicker
                refold.refold_all(self.db, self._random(8).hex())

    def _folded_by_this_release(self) -> bool:
        return self.meta("fold_version") == str(FOLD_VERSION)


def _meeting(key: str | None, text: tuple[str, str] | None, known: CardState | None) -> list[Draft]:
    """What to write first, if the log does not know a card by this question and answer."""
    if key is None or text is None:
        return []
    data, known_by = met(*text)
    same = known is not None and known.met == known_by
    return [] if same else [Draft("meet", key, data=data)]


def _back_up(path: pathlib.Path, what: str, version: int) -> None:
    """Keep the log as it was before this release changes more of it than a grade does."""
    backups.take(path, f"before-{what}-{version}")


def _file(path: str) -> tuple[int, int] | None:
    """What tells one file from another that has its name; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - asked at each grade, and quicker
    except OSError:
        return None
    return found.st_dev, found.st_ino
