"""Everything that is open while someone studies: clock, settings, log, library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from studyapp.library import places
from studyapp.library.library import Library
from studyapp.progress.store import Progress
from studyapp.schedule.moment import Moment, read

if TYPE_CHECKING:
    from studyapp.clock import Clock
    from studyapp.settings.values import Settings


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
        self.progress = Progress.open(Path(places.progress_file()), read_only=not writable)
        try:
            self.library = Library(places.cache_folder(), roots, self.progress)
            self.library.refresh()
        except BaseException:
            self.progress.close()
            raise
        self._open = True

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
        if self._open:
            self._open = False
            try:
                self.library.close()
            finally:
                self.progress.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
