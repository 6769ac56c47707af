"""All benchmarks: `python -m tests.bench`, or some of them: `python -m tests.bench due keys`.

Each compares with a floor measured in the same run, in turn, and prints medians and ratios. None
of them fails: they tell. `python -m tests.bench anki` compares with Anki's own core and writes
`docs/benchmarks.md`; it takes ten minutes and 2 GB, and makes itself an environment in the cache.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import curvekeys, curves, damage, doctor, due, faults, keys, merging, start
from tests.bench.table import Row, print_table
from tests.bench.versus import compare, environment, report

BENCHMARKS = {
    "start": start.run,
    "curves": curves.run,
    "keys": keys.run,
    "curvekeys": curvekeys.run,
    "due": due.run,
    "merge": merging.run,
    "doctor": doctor.run,
    "damage": damage.run,
    "faults": faults.run,
}


def main(names: list[str]) -> None:
    """Run benchmarks and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        if names == ["anki"]:
            figures = compare.measure(Path(folder))
            anki = environment.version(environment.interpreter())
            sys.stdout.write(report.write(figures, anki) + "\n")
            return
        rows: list[Row] = []
        for name in names or BENCHMARKS:
            sys.stderr.write(f"{name} …\n")
            rows += BENCHMARKS[name](Path(folder) / name)
        print_table(rows)


if __name__ == "__main__":
    main(sys.argv[1:])
