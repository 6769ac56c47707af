"""The law of the log: states kept step by step equal the fold of everything."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.progress.doctor import examine
from studyapp.progress.events import Event
from studyapp.progress.fold import CardState
from studyapp.progress.store import Progress
from tests.progress.logs import DAY, DAY_MS, HOUR_MS, moment, quick

keys = st.sampled_from(["d/a", "d/b", "d/c", "d/d"])
leaps = st.one_of(
    st.integers(0, 10_000),
    st.integers(-3 * HOUR_MS, 3 * HOUR_MS),
    st.integers(-40 * DAY_MS, 40 * DAY_MS),
)
actions = st.one_of(
    st.tuples(st.just("answer"), keys, st.integers(0, 5)),
    st.tuples(st.just("answer"), keys, st.integers(0, 5)),
    st.tuples(st.just("undo"), st.none(), st.none()),
    st.tuples(st.just("undo"), st.just("at"), st.integers(0, 60)),
    st.tuples(st.just("rename"), keys, keys),
    st.tuples(st.sampled_from(["suspend", "resume", "bury", "reset", "remark"]), keys, st.none()),
    st.tuples(st.just("flag"), keys, st.integers(0, 5)),
)
scripts = st.lists(st.tuples(actions, leaps, st.integers(0, 1)), max_size=40)
"""What is done, how far the clock leaps before it, and on which of two devices."""

Action = tuple[str, str | None, object]


class TwoDevices:
    """Two devices that write into one log, each with its own name."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._now = DAY * DAY_MS

    def act(self, action: Action, leap: int, device: int) -> None:
        name = "ab"[device] * 16
        self._progress.db.execute("UPDATE meta SET value = ? WHERE name = 'device'", (name,))
        self._now += leap
        self._do(action)

    def _do(self, action: Action) -> None:
        progress, (kind, key, value) = self._progress, action
        when = moment(*divmod(self._now, DAY_MS))
        if kind == "answer":
            assert key is not None
            assert isinstance(value, int)
            progress.grade(key, value, when, text=("q", key if value % 2 else "other"))
        elif kind == "undo":
            progress.undo(when, self._target(key, value))
        elif kind == "rename":
            assert key is not None
            progress.rename(key, str(value), when)
        else:
            data = {"flag": value} if kind == "flag" else None
            progress.append(kind, when, card=key, data=data)

    def _target(self, which: str | None, place: object) -> bytes | None:
        events: list[Event] = list(self._progress.events())
        if which is None or not events:
            return None
        assert isinstance(place, int)
        return events[place % len(events)].id


@settings(max_examples=150, deadline=None)
@given(scripts)
def test_states_kept_step_by_step_equal_the_fold_of_the_log(
    script: list[tuple[Action, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, quick(Path(folder) / "p.db") as progress:
        devices = TwoDevices(progress)
        mirror: dict[str, CardState] = {}
        for action, leap, device in script:
            seen = progress.newest()[0]
            devices.act(action, leap, device)
            mirror.update({row.key: row.state for row in progress.changed_since(seen)})

        problems = [line for line in examine(progress) if "older" not in line]
        assert problems == []
        assert mirror == {row.key: row.state for row in progress.changed_since(0)}


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([0, 1]),
            st.sampled_from([("answer", 1), ("answer", 5), ("undo", None), ("flag", 2)]),
        ),
        max_size=12,
    )
)
def test_what_one_process_remembers_of_a_card_never_outlives_what_another_writes(
    script: list[tuple[int, tuple[str, int | None]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.db"
        with quick(path) as one, quick(path) as two:
            devices = TwoDevices(one), TwoDevices(two)
            devices[0].act(("answer", "d/a", 5), 0, 0)
            for process, (kind, value) in script:
                key = None if kind == "undo" else "d/a"
                devices[process].act((kind, key, value), 1, process)

            assert [line for line in examine(one) if "older" not in line] == []


@settings(max_examples=30, deadline=None)
@given(scripts)
def test_a_log_folded_anew_is_the_same_log(script: list[tuple[Action, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.db"
        with quick(path) as progress:
            devices = TwoDevices(progress)
            for step in script:
                devices.act(*step)
            before = {row.key: row.state for row in progress.changed_since(0)}
            progress.db.execute("DELETE FROM state")
            progress.db.execute("UPDATE meta SET value = '0' WHERE name = 'fold_version'")

        with Progress.open(path) as progress:
            assert {row.key: row.state for row in progress.changed_since(0)} == before
