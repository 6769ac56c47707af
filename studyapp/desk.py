"""Everything that is open while someone studies: clock, settings, log, library."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

from studyapp.library import places
from studyapp.library.library import Library
from studyapp.progress.store import Progress
from studyapp.schedule.moment import Moment, read

if TYPE_CHECKING:
    from studyapp.clock import Clock
    from studyapp.settings import Settings


class Desk:
    """Opened once a process, closed on every way out.

    Attributes:
        clock: gives the learner's local time.
        progress: the log.
        library: the decks.

    """

    def __init__(
        self, roots: tuple[tuple[str, bool], ...], clock: Clock, *, writable: bool = True
    ) -> None:
        """Open settings, log and library.

        Args:
            roots: the folders of decks (see `places.roots`).
            clock: gives the learner's local time.
            writable: whether grades are to be kept; without it the log is only read.

        Raises:
            SettingsError, ProgressError: in one line, what to do.

        """
        self.clock = clock
        with ExitStack() as doors:
            self.progress = Progress.open(Path(places.progress_file()), read_only=not writable)
            doors.callback(self.progress.close)
            if writable:
                places.make_own_decks_folder()
            self.library = Library(places.cache_folder(), roots, self.progress)
            doors.callback(self.library.close)
            self.library.refresh()
            self._doors = doors.pop_all()

    @property
    def settings(self) -> Settings:
        """What the learner has chosen."""
        return self.library.settings

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should know of the state of things."""
        return self.library.notices

    def moment(self) -> Moment:
        """The clock, read now."""
        return read(self.clock(), self.settings.rollover)

    def close(self) -> None:
        """Close everything; a second time does nothing."""
        self._doors.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
