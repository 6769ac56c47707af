"""Processes of both sides: started against the clock, or asked line by line."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self


class Start(NamedTuple):
    """Milliseconds until the first line that was waited for, and the most memory then, in MiB."""

    ms: float
    mb: float


def start(command: Sequence[str], env: Mapping[str, str], line: str) -> Start:
    """Start a process, wait until a line with a text comes, and end it with its input."""
    began = time.perf_counter()
    process = _piped(command, env)
    assert process.stdout is not None
    while line not in (got := process.stdout.readline()):
        if not got:
            raise RuntimeError(f"{command[-1]} ended before it said {line!r}")
    taken = (time.perf_counter() - began) * 1000
    most = most_memory(process.pid)
    process.communicate()
    return Start(taken, most)


def run(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Milliseconds of a whole process."""
    began = time.perf_counter()
    subprocess.run(command, env=dict(env), stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - began) * 1000


class Worker:
    """A process that does what a line of JSON says, and answers with another one."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._process = _piped(command, env)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, do: str, **more: object) -> dict[str, Any]:
        """Have something done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def ms(self, do: str, **more: object) -> float:
        """The milliseconds that something took, as the process itself measured them."""
        return float(self.ask(do, **more)["ms"])


def _piped(command: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=dict(env), stdin=pipe, stdout=pipe, text=True)


def most_memory(pid: int | str) -> float:
    """The most memory in MiB that a process has had so far; Linux only.

    `ru_maxrss` would not do: it knows what the process was before it became this program.
    """
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("this system does not tell the memory of a process")
