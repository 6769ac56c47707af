"""What happens when processes meet, or die."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from studyapp.progress.doctor import examine
from studyapp.progress.store import Progress
from tests.progress.logs import DAY, moment

ROOT = Path(__file__).parents[2]

GRADES = """
import pathlib, sys
from studyapp.progress.store import Progress
from tests.progress.logs import moment
path, name, count = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with Progress.open(path) as progress:
    print("open", flush=True)
    sys.stdin.readline()
    for number in range(count):
        event = progress.grade(f"d/{number % 7}", 1 + number % 5, moment(), text=("q", name)).event
        print(event.id.hex(), flush=True)
"""


def grading(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that tells when the log is open, grades when told to, and prints the ids."""
    return subprocess.Popen(
        [sys.executable, "-c", GRADES, str(path), name, str(count)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def reviews(path: Path) -> list[str]:
    with Progress.open(path) as progress:
        assert examine(progress) == []
        return [event.id.hex() for event in progress.events() if event.kind == "review"]


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_two_processes_grade_at_once_from_an_empty_home_on(tmp_path: Path) -> None:
    path = tmp_path / "home" / "progress.db"
    processes = [grading(path, name, 200) for name in ("one", "two")]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"

    for process in processes:
        let_go(process)
    told = [process.communicate(timeout=60) for process in processes]

    assert [errors for _, errors in told] == ["", ""]
    acknowledged = [line for output, _ in told for line in output.split()]
    assert len(acknowledged) == 400
    assert reviews(path) == sorted(acknowledged)
    times = [name[:12] for name in reviews(path)]
    assert len(set(times)) == 400, "two events have the same time"


def test_a_killed_process_has_kept_what_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "home" / "progress.db"
    chance = random.Random(4)
    acknowledged: list[str] = []

    for round_ in range(20):
        with grading(path, f"round {round_}", 100_000) as process:
            assert process.stdout is not None
            let_go(process)
            lines = chance.randrange(12)  # 0: while it starts
            told = [process.stdout.readline() for _ in range(lines)]
            process.send_signal(signal.SIGKILL)
            told += process.stdout.readlines()
        acknowledged += [line.strip() for line in told if line.endswith("\n") and line != "open\n"]

        kept = reviews(path)
        assert set(acknowledged) <= set(kept), f"a grade is lost in round {round_}"
        assert len(kept) - len(acknowledged) <= 1, f"more than one grade too many: {round_}"
        acknowledged = kept

    with Progress.open(path) as progress:
        assert progress.grade("d/after", 4, moment(DAY + 1)).event.grade == 4
