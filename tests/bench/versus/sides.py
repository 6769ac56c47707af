"""Both sides built from one material, and the commands that start them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from studyapp import clock
from studyapp.schedule.days import study_day
from tests.bench import setting
from tests.bench.versus import environment, material, processes

APP = (sys.executable, "-c", "from studyapp.__main__ import main; main()")
"""What the installed script does; `-m` would import `runpy` first."""

THEIRS = Path(__file__).with_name("theirs.py")


class Sides:
    """A home of ours and a collection of theirs with the same cards and reviews."""

    def __init__(self, folder: Path, cards: int, due: int) -> None:
        self.cards = cards
        self._env = setting.environment(folder / "home", folder / "decks")
        self._python = str(environment.interpreter())
        self._collection = str(folder / "collection.anki2")
        if not folder.exists():
            folder.mkdir(parents=True)
            self._build(folder / "material.db", due)

    def due(self) -> float:
        """Milliseconds of `studyapp due`."""
        return processes.run([*APP, "due"], self._env)

    def our_first(self) -> processes.Start:
        """Until `review --plain` has asked its first question."""
        command = [*APP, "review", "--plain", "--new", "0"]
        return processes.start(command, self._env, "Enter shows the answer")

    def their_first(self) -> processes.Start:
        """Until the collection is open and the first card's question is known."""
        return processes.start(self._theirs("first"), self._env, "question")

    def ours(self) -> processes.Worker:
        """Our sitting."""
        return processes.Worker(self._ours("serve"), self._env)

    def theirs(self) -> processes.Worker:
        """Their scheduler."""
        return processes.Worker(self._theirs("serve"), self._env)

    def rebuild(self) -> processes.Worker:
        """A process that folds our whole log anew."""
        return processes.Worker(self._ours("rebuild"), self._env)

    def _build(self, source: Path, due: int) -> None:
        today = study_day(clock.from_environment()())
        _tell(f"{self.cards} cards: reviews")
        material.write(source, self.cards, due, today)
        _tell(f"{self.cards} cards: our side")
        subprocess.run(self._ours("build", str(source)), env=self._env, check=True)
        _tell(f"{self.cards} cards: Anki's side")
        build = [self._python, str(THEIRS), "build", str(source), self._collection, str(today)]
        subprocess.run(build, env=self._env, check=True)

    def _ours(self, *arguments: str) -> Sequence[str]:
        return [sys.executable, "-m", "tests.bench.versus.ours", *arguments]

    def _theirs(self, what: str) -> Sequence[str]:
        return [self._python, str(THEIRS), what, self._collection]


def _tell(what: str) -> None:
    sys.stderr.write(f"  {what} …\n")
