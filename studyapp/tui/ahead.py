"""Prepares what the next key presses will show, in a thread, and keeps what is ready.

One thread, so plotext, whose state is global, has one owner. It works in small pieces and rests as
soon as a key arrives, because two Python threads share one interpreter: work during a key press
doubles the time until that key's frame is out (measured 21 ms to 10), work 60 ms later costs it
nothing.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

T = TypeVar("T")

REST = 0.06
"""Seconds after a key before work begins: the frame is out by then."""

REST_HELD = 0.15
"""Seconds after a repeat of a held key, which may come again after 90 ms (macOS does that)."""

_BREATH = 0.002
_ROOM = 200


class Job(NamedTuple, Generic[T]):
    """A piece of work: the name of what it makes, and how to make it.

    Work whose result is kept elsewhere takes a name that no other has: an ``object()``.
    """

    name: Hashable
    make: Callable[[], T]


class Ahead(Generic[T]):
    """A store of things made ahead, and the thread that makes them."""

    def __init__(self, ready: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        """Start resting.

        Args:
            ready: called in the thread whenever something wished for was made.
            failed: called in the thread with what a job raised; that job is not tried again.
        """
        self._ready = ready
        self._failed = failed
        self._made: OrderedDict[Hashable, T] = OrderedDict()
        self._broken: set[Hashable] = set()
        self._wishes: list[Job[T]] = []
        self._change = threading.Condition()
        self._not_before = float("inf")
        self._open = True
        self._thread = threading.Thread(target=self._run, name="ahead", daemon=True)
        self._thread.start()

    def get(self, name: Hashable) -> T | None:
        """What is ready under that name."""
        return self._made.get(name)

    def failed(self, name: Hashable) -> bool:
        """Whether what has that name cannot be made."""
        return name in self._broken

    def get_now(self, job: Job[T]) -> T:
        """What is ready, or else made at once by the caller: for what is quick to make."""
        found = self._made.get(job.name)
        if found is None:
            found = job.make()
            with self._change:
                self._keep(job.name, found)
        return found

    def wish(self, jobs: Sequence[Job[T]]) -> None:
        """Make these, in this order, instead of all that was wished for before."""
        with self._change:
            self._wishes = [job for job in jobs if job.name not in self._made]
            for job in jobs:
                if job.name in self._made:
                    self._made.move_to_end(job.name)
            self._change.notify()

    def rest(self, held: bool = False) -> None:
        """A key arrived, as a repeat if it is held down: begin nothing for a while."""
        self._not_before = time.monotonic() + (REST_HELD if held else REST)

    def forget(self) -> None:
        """Drop all that was made: it looks different now."""
        with self._change:
            self._made.clear()
            self._broken.clear()
            self._wishes = []

    def close(self) -> None:
        """Stop after the piece at hand."""
        with self._change:
            self._open = False
            self._change.notify()

    def _run(self) -> None:
        while (job := self._next_job()) is not None:
            try:
                made = job.make()
            except Exception as error:  # noqa: BLE001 - told to the app, which ends with it
                self._broken.add(job.name)
                self._failed(error)
                continue
            with self._change:
                if job in self._wishes:
                    self._wishes.remove(job)
                    self._keep(job.name, made)
            self._ready()
            time.sleep(_BREATH)

    def _next_job(self) -> Job[T] | None:
        with self._change:
            while self._open:
                self._wishes = [job for job in self._wishes if job.name not in self._broken]
                wait = self._not_before - time.monotonic()
                if not self._wishes:
                    self._change.wait()
                elif wait > 0:
                    self._change.wait(min(wait, REST))
                else:
                    return self._wishes[0]
            return None

    def _keep(self, name: Hashable, made: T) -> None:
        self._made[name] = made
        while len(self._made) > _ROOM:
            self._made.popitem(last=False)
