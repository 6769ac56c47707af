from __future__ import annotations

from pathlib import Path

from studyapp.progress.history import steps
from tests.progress.logs import DAY, moment, quick


def test_each_step_tells_where_the_card_stood_after_it(tmp_path: Path) -> None:
    with quick(tmp_path / "progress.db") as progress:
        progress.grade("d/a", 4, moment(DAY - 7), text=("q", "a"))
        progress.grade("d/a", 4, moment(DAY - 6))
        progress.append("flag", moment(), card="d/a", data={"flag": 2})
        progress.grade("d/a", 1, moment())
        progress.undo(moment())
        progress.append("reset", moment(), card="d/a")
        found = steps(progress.events("d/a"))
        state = progress.state("d/a")

    told = [
        (step.event.kind, step.undone, step.state.studied and step.state.studied.interval)
        for step in found
    ]
    assert told == [
        ("review", False, 1),
        ("review", False, 6),
        ("flag", False, 6),
        ("review", True, 6),
        ("reset", False, None),
    ]
    assert state is not None
    assert found[-1].state.flag == state.flag == 2


def test_a_renamed_card_has_one_history(tmp_path: Path) -> None:
    with quick(tmp_path / "progress.db") as progress:
        progress.grade("d/a", 4, moment(DAY - 1))
        progress.rename("d/a", "d/b", moment())
        progress.grade("d/b", 4, moment())

        assert [step.event.kind for step in steps(progress.events("d/b"))] == [
            "review", "rename", "review",
        ]  # fmt: skip
