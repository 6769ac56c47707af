"""Runs the command line in this process, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from studyapp import cli


class Told(NamedTuple):
    """What a command said, and its exit status."""

    out: str
    err: str
    status: int


def run(*arguments: str) -> Told:
    """A command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = cli.run(arguments)
    return Told(out.getvalue(), err.getvalue(), status)


def process(*arguments: str, typed: str = "", env: Mapping[str, str] | None = None) -> Told:
    """A command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "studyapp", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=dict(os.environ) | {"COLUMNS": "80"} | dict(env or {}),
    )
    return Told(done.stdout, done.stderr, done.returncode)
