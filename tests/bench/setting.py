"""The two libraries that are compared: the shipped decks, and 10 000 cards with 200 due."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.bench import decks

APP = (sys.executable, "-m", "studyapp")
BARE = (sys.executable, "-m", "tests.bench.bare")
DUE = 200


def environment(home: Path, roots: Path | None = None) -> dict[str, str]:
    """The environment of a process under test, with a home of its own."""
    env = dict(os.environ) | {
        "STUDYAPP_HOME": str(home),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TEXTUAL_ANIMATIONS": "none",
    }
    env.pop("STUDYAPP_NOW", None)
    env.pop("STUDYAPP_DECKS", None)
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed app is compiled, so this one may be
    return env | ({"STUDYAPP_DECKS": str(roots)} if roots else {})


def shipped(folder: Path) -> dict[str, str]:
    """The shipped decks, indexed."""
    return _indexed(environment(folder / "shipped"))


def large(folder: Path) -> dict[str, str]:
    """10 000 cards in 50 decks, 200 of them due, indexed."""
    roots = folder / "decks"
    decks.write(roots, 50, 10_000)
    env = environment(folder / "large", roots)
    _study(env)
    return _indexed(env)


def _study(env: Mapping[str, str]) -> None:
    """Grade 200 cards three days ago, through the app's own plain sitting."""
    script = "\n3\n" * DUE
    subprocess.run(
        [*APP, "review", "--plain", "--no-curve", "--new", str(DUE), "--limit", str(DUE)],
        env=dict(env) | {"STUDYAPP_NOW": "2026-01-05T12:00:00"},
        input=script.encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _indexed(env: dict[str, str]) -> dict[str, str]:
    for _ in range(2):
        subprocess.run([*APP, "decks"], env=env, stdout=subprocess.DEVNULL, check=True)
        time.sleep(2.2)  # files written a moment ago are read again, as they may still change
    return env
