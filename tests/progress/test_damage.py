"""What becomes of a log that is harmed: told, never overwritten, and restored."""

import os
from collections import Counter
from pathlib import Path

from tests.progress import damage

TIMES = int(os.environ.get("STUDYAPP_TEST_DAMAGES", "45"))
"""200 of them: `python -m tests.bench damage`."""


def test_whatever_harms_a_log_it_is_told_and_can_be_restored(tmp_path: Path) -> None:
    bench = damage.Bench(tmp_path / "bench")
    counts: Counter[str] = Counter()

    for seed in range(TIMES):
        damage.once(bench, seed, counts)

    print(f"{TIMES} damages: " + ", ".join(f"{count} {what}" for what, count in counts.items()))
    assert counts["refused when opened"] >= TIMES // 3
