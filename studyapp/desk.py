"""Everything that is open while someone studies: clock, settings, log, library."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

from studyapp import wording
from studyapp.library import places
from studyapp.library.library import Library
from studyapp.progress import upkeep
from studyapp.progress.errors import Damaged
from studyapp.progress.store import Progress
from studyapp.schedule.moment import Moment, read

if TYPE_CHECKING:
    from studyapp.clock import Clock
    from studyapp.progress.errors import ProgressError
    from studyapp.settings.values import Settings


class Desk:
    """Opened once a process, closed on every way out.

    Attributes:
        clock: gives the learner's local time.
        progress: the log.
        library: the decks.

    """

    def __init__(
        self,
        roots: tuple[tuple[str, bool], ...],
        clock: Clock,
        *,
        writable: bool = True,
        recorded: bool = True,
    ) -> None:
        """Open settings, log and library.

        Args:
            roots: the folders of decks (see `places.roots`).
            clock: gives the learner's local time.
            writable: whether grades are to be kept; without it the log is only read.
            recorded: without it grades count until the desk is closed, and are then forgotten.

        Raises:
            SettingsError, ProgressError: in one line, what to do.

        """
        self.clock = clock
        self._told: tuple[str, ...] = ()
        with ExitStack() as doors:
            self.progress = Progress.open(
                Path(places.progress_file()), read_only=not writable, recorded=recorded
            )
            doors.callback(self.progress.close)
            if writable and recorded:
                places.make_own_decks_folder()
            self.library = Library(places.cache_folder(), roots, self.progress, kept=recorded)
            doors.callback(self.library.close)
            self._told = upkeep.state_of(self.progress, self.moment().day)
            self.library.refresh(self.moment())
            self._ahead = self.progress.ahead(self.moment().day)
            self._doors = doors.pop_all()

    @property
    def settings(self) -> Settings:
        """What the learner has chosen."""
        return self.library.settings

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should know of the state of things."""
        told = self._told + self.library.notices
        if not self._ahead:
            return told
        ahead = (
            f"{wording.count(self._ahead, 'event')} dated over a day ahead of the clock;"
            " if the clock is right, `studyapp doctor --undo-future` takes them back"
        )
        return (*told, ahead)

    def tell(self, wrong: ProgressError) -> None:
        """Add what was found out about the log to the notices; a damaged one is not written."""
        self._told = (*self._told, str(wrong))
        if isinstance(wrong, Damaged):
            self.progress.distrust(wrong)

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
