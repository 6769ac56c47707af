from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from studyapp.clock import from_environment


def test_the_clock_starts_at_the_given_instant_and_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-23T09:00:00+00:00")

    clock = from_environment()
    first = clock()
    time.sleep(0.02)

    assert abs((first - datetime(2026, 11, 23, 9, tzinfo=UTC)).total_seconds()) < 1
    assert clock() > first


def test_an_instant_is_told_in_the_learners_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    monkeypatch.setenv("STUDYAPP_NOW", "2026-11-23T23:00:00+00:00")

    try:
        assert from_environment()().strftime("%Y-%m-%d %H") == "2026-11-24 07"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_without_a_wish_it_is_the_machines_clock() -> None:
    assert abs((from_environment()() - datetime.now(UTC)).total_seconds()) < 5


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01", "9", "9999-12-31"])
def test_an_instant_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("STUDYAPP_NOW", text)

    with pytest.raises(ValueError, match="write an instant such as 2026-11-23T09:00:00"):
        from_environment()
