"""Two sittings at once on one home lose nothing, and each sees what the other does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.app import together

TIMES = int(os.environ.get("STUDYAPP_TEST_TOGETHER", "60"))
"""Each; 1 000 of them: `python -m tests.bench faults`."""


def test_two_sittings_at_once_lose_nothing_and_see_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = together.study(tmp_path, monkeypatch, TIMES)

    print(f"two sittings with {TIMES} grades each: {dict(counts)}")
    assert counts["events"] == 2 * TIMES
    assert counts["changes from one to the other"] > 0
