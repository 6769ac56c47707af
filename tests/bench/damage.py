"""200 logs harmed at random; what becomes of them is said on standard error."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from studyapp.progress.store import Progress
from tests.bench.table import Row
from tests.progress import damage

TIMES = 200


def run(folder: Path) -> list[Row]:
    """Harm, look, restore and judge; the time of it all is what the table tells."""
    bench = damage.Bench(folder / "logs")
    counts: Counter[str] = Counter()
    taken, opened = [], []
    for seed in range(TIMES):
        began = time.perf_counter()
        damage.once(bench, seed, counts)
        taken.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        Progress.open(folder / "sound" / "progress.db").close()
        opened.append((time.perf_counter() - began) * 1000)
    told = "\n".join(f"  {count:6} {what}" for what, count in counts.most_common())
    sys.stderr.write(f"{TIMES} damages, and none broke a promise:\n{told}\n")
    return [Row("a damage found and restored", "an opening", taken, opened, 30)]
