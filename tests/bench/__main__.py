"""All benchmarks: `python -m tests.bench`, or some of them: `python -m tests.bench due keys`.

Each compares with a floor measured in the same run, in turn, and prints medians and ratios. None
of them fails: they tell.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import damage, doctor, due, keys, start
from tests.bench.table import Row, print_table

BENCHMARKS = {
    "start": start.run,
    "keys": keys.run,
    "due": due.run,
    "doctor": doctor.run,
    "damage": damage.run,
}


def main(names: list[str]) -> None:
    """Run benchmarks and print one table."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in names or BENCHMARKS:
            sys.stderr.write(f"{name} …\n")
            rows += BENCHMARKS[name](Path(folder) / name)
    print_table(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
