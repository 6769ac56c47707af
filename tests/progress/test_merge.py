"""A merge is the union of events, whatever the order, and whenever it was cut off."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.progress import merge as merging
from studyapp.progress.doctor import examine
from studyapp.progress.errors import ProgressError
from studyapp.progress.events import Event, canonical, to_json
from studyapp.progress.fold import CardState
from studyapp.progress.merge import Outcome, merge
from studyapp.progress.store import Progress
from studyapp.schedule.rules import answer
from tests.progress.devices import Device, put_all
from tests.progress.logs import DAY, moment, quick

ROOT = Path(__file__).parents[2]
EVENTS = int(os.environ.get("STUDYAPP_MERGED_EVENTS", "300"))
"""Of each of three devices; the full count is 10 000."""


def written(path: Path, events: Sequence[Event]) -> Path:
    """A log of these events, folded."""
    with quick(path) as progress:
        put_all(progress, events)
    Progress.open(path).close()
    return path


def lines(path: Path, events: Sequence[Event]) -> Path:
    """The same as lines of JSON."""
    path.write_text("".join(to_json(event) + "\n" for event in events), encoding="utf-8")
    return path


def told(progress: Progress) -> tuple[list[str], dict[str, CardState]]:
    """All that a log holds and that means the same elsewhere."""
    states = {row.key: row.state._replace(last_seq=None) for row in progress.changed_since(0)}
    return [to_json(event) for event in progress.events()], states


def merged(folder: Path, *paths: Path) -> tuple[list[str], dict[str, CardState]]:
    """What a new log tells that has taken in others, one after the other."""
    with tempfile.TemporaryDirectory(dir=folder) as home, quick(Path(home, "p.db")) as progress:
        for path in paths:
            merge(progress, [path])
        assert wrong(progress) == []
        return told(progress)


def wrong(progress: Progress) -> list[str]:
    return examine(progress)


def three_devices(seed: int, count: int) -> list[list[Event]]:
    """Logs of three devices; the later ones have seen the first one's events."""
    first = Device(1, seed).live(count)
    return [first, Device(2, seed).live(count, first), Device(3, seed).live(count, first)]


def test_three_devices_merged_in_every_order_end_equal(tmp_path: Path) -> None:
    logs = three_devices(seed=5, count=EVENTS)
    paths = [written(tmp_path / f"{place}.db", events) for place, events in enumerate(logs)]

    ends = [merged(tmp_path, *order) for order in permutations(paths)]

    assert all(end == ends[0] for end in ends)
    assert len(ends[0][0]) == 3 * EVENTS
    print(f"{len(ends)} orders of 3 × {EVENTS} events")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60), st.data())
def test_merging_is_commutative_associative_and_idempotent(
    seed: int, count: int, data: st.DataObject
) -> None:
    pool = [event for events in three_devices(seed, count) for event in events]
    some = st.lists(st.sampled_from(pool), max_size=len(pool), unique=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        a, b, c = (written(folder / f"{x}.db", data.draw(some)) for x in "abc")

        one = merged(folder, a, b, c)

        assert merged(folder, c, b, a) == one
        assert merged(folder, a, b, a, c, c, b) == one
        with quick(folder / "bc.db") as both:
            merge(both, [b, c])
        assert merged(folder, a, folder / "bc.db") == one


def test_lines_of_json_bring_what_the_file_brings(tmp_path: Path) -> None:
    events = Device(1, seed=7).live(400)
    file = written(tmp_path / "one.db", events)

    from_file, from_lines = merged(tmp_path, file), merged(tmp_path, lines(tmp_path / "l", events))

    assert from_lines == from_file
    assert from_lines[0] == [to_json(event) for event in sorted(events)]


def test_a_merge_tells_what_was_new_and_how_many_cards_changed(tmp_path: Path) -> None:
    with quick(tmp_path / "here.db") as here, quick(tmp_path / "there.db") as there:
        here.grade("d/a", 4, moment())
        there.grade("d/a", 4, moment(DAY + 1))
        there.grade("d/b", 4, moment(DAY + 1))
        there.append("remark", moment(DAY + 1), card="d/b", data={"text": "mind"})
        files = [there.path]

        assert merge(here, files) == Outcome(new=3, known=0, cards=2)
        assert merge(here, files) == Outcome(new=0, known=3, cards=0)
        assert merge(here, [here.path]) == Outcome(new=0, known=4, cards=0)
        state = here.state("d/a")

    assert state is not None
    assert state.studied == answer(answer(None, DAY, 4), DAY + 1, 4)


def test_older_events_from_elsewhere_are_folded_in_their_place(tmp_path: Path) -> None:
    with quick(tmp_path / "here.db") as here, quick(tmp_path / "there.db") as there:
        there.grade("d/a", 5, moment(DAY - 9))
        here.grade("d/a", 1, moment())
        seen = here.newest()[0]

        merge(here, [there.path])

        state = here.state("d/a")
        assert state is not None
        assert state.studied == answer(answer(None, DAY - 9, 5), DAY, 1)
        assert [row.key for row in here.changed_since(seen)] == ["d/a"]


@pytest.mark.parametrize("what", ["review", "suspend", "rename"])
def test_what_comes_after_its_undo_is_void(tmp_path: Path, what: str) -> None:
    with quick(tmp_path / "here.db") as here, quick(tmp_path / "there.db") as there:
        here.grade("d/a", 4, moment())
        before = here.state("d/a")
        if what == "review":
            event = there.grade("d/a", 1, moment(DAY + 1)).event
        else:
            event = there.append(what, moment(DAY + 1), card="d/a", data={"to": "d/b"})
        here.append("undo", moment(DAY + 2), target=event.id)

        merge(here, [there.path])

        assert here.state("d/a") == before
        assert wrong(here) == []


def test_undos_that_take_back_each_other_harm_nobody(tmp_path: Path) -> None:
    one, two = b"\1" * 16, b"\2" * 16
    made = [Event(one, 1, "a" * 16, 0, 0, 0, "undo", target=two)]
    made += [Event(two, 1, "a" * 16, 0, 0, 0, "undo", target=one)]

    with quick(tmp_path / "p.db") as progress:
        assert merge(progress, [lines(tmp_path / "l", made)]).new == 2
        assert wrong(progress) == []


def test_a_clock_from_elsewhere_that_is_ahead_does_not_drag_ours(tmp_path: Path) -> None:
    with quick(tmp_path / "here.db") as here, quick(tmp_path / "there.db") as there:
        there.grade("d/a", 4, moment(DAY + 5000))
        there.grade("d/b", 4, moment(DAY, ms=1))
        merge(here, [there.path])

        event = here.grade("d/a", 1, moment()).event

        assert int.from_bytes(event.id[:6], "big") == moment().at
        assert here.ahead(DAY) == 1
        assert wrong(here) == []


def test_a_clock_from_elsewhere_that_is_a_little_ahead_is_followed(tmp_path: Path) -> None:
    with quick(tmp_path / "here.db") as here, quick(tmp_path / "there.db") as there:
        theirs = there.grade("d/a", 4, moment(ms=3_600_000)).event
        merge(here, [there.path])

        assert here.grade("d/a", 1, moment()).event.id > theirs.id


def test_an_older_copy_of_this_log_is_no_fault(tmp_path: Path) -> None:
    with quick(tmp_path / "p.db") as progress:
        progress.grade("d/a", 4, moment(DAY - 1))
        older = lines(tmp_path / "older", list(progress.events()))
        device = progress.device()
    with quick(tmp_path / "new.db") as progress:
        progress.db.execute("UPDATE meta SET value = ? WHERE name = 'device'", (device,))
        progress.grade("d/a", 4, moment())

        merge(progress, [older])
        progress.grade("d/b", 4, moment())

        assert wrong(progress) == []


def test_a_backup_is_asked_for_once_before_the_first_write(tmp_path: Path) -> None:
    calls: list[int] = []
    with quick(tmp_path / "here.db") as here, quick(tmp_path / "there.db") as there:
        there.grade("d/a", 4, moment())
        for _ in range(2):
            merge(here, [there.path], before=lambda: calls.append(here.newest()[0]))

    assert calls == [0]


def test_a_backup_that_fails_leaves_the_log_alone(tmp_path: Path) -> None:
    def failing() -> None:
        raise ProgressError("the disk is full")

    with quick(tmp_path / "here.db") as here, quick(tmp_path / "there.db") as there:
        there.grade("d/a", 4, moment())
        with pytest.raises(ProgressError, match="the disk is full"):
            merge(here, [there.path], before=failing)

        assert here.newest()[0] == 0
        assert merge(here, [there.path]).new == 1


def test_others_grade_between_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "STEP", 100)
    events = Device(1, seed=9).live(1000)
    told_of: list[tuple[int, int]] = []
    path = tmp_path / "here.db"
    with quick(path) as here, quick(path) as sitting:

        def step(done: int, total: int) -> None:
            told_of.append((done, total))
            sitting.grade("deck-0/card-0", 1 + done % 5, moment(ms=done))

        outcome = merge(here, [lines(tmp_path / "l", events)], step=step)

        assert told_of == [(done, 1000) for done in range(100, 1001, 100)]
        assert outcome.new == 1000
        assert here.newest()[0] == 1010
        assert wrong(here) == []


def test_long_texts_come_in_smaller_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "STEP_BYTES", 2_000)
    steps: list[int] = []
    with quick(tmp_path / "here.db") as here, quick(tmp_path / "there.db") as there:
        for number in range(6):
            there.append("remark", moment(), card=f"d/{number}", data={"text": "x" * 900})

        merge(here, [there.path], step=lambda done, _total: steps.append(done))

    assert steps == [3, 6]


MERGES = """
import pathlib, sys
from studyapp.progress import merge
from studyapp.progress.store import Progress
merge.STEP = 20
with Progress.open(pathlib.Path(sys.argv[1])) as progress:
    print("open", flush=True)
    path = pathlib.Path(sys.argv[2])
    merge.merge(progress, [path], step=lambda done, total: print(done, flush=True))
"""


def test_a_merge_that_is_killed_again_and_again_ends_equal(tmp_path: Path) -> None:
    chance = random.Random(11)
    source = lines(tmp_path / "log.jsonl", Device(1, seed=11).live(2_000))
    whole = merged(tmp_path, source)
    path = tmp_path / "killed" / "p.db"
    sizes = []

    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", MERGES, str(path), str(source)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            for _ in range(chance.randrange(16)):  # 0: while it starts
                process.stdout.readline()
            time.sleep(chance.uniform(0, 0.01))
            process.send_signal(signal.SIGKILL)
        with Progress.open(path) as progress:
            assert wrong(progress) == []
            sizes.append(progress.newest()[0])

    assert sizes == sorted(sizes)
    print(f"killed 8 times, with so many events: {sizes}")
    with Progress.open(path) as progress:
        merge(progress, [source])
        assert told(progress) == whole


def test_two_contents_of_one_event_are_refused_and_nothing_changes(tmp_path: Path) -> None:
    event = Event(b"\1" * 16, 1, "a" * 16, 0, 0, 0, "flag", "d/a", data=canonical({"flag": 1}))
    other = event._replace(data=canonical({"flag": 2}))
    within = lines(tmp_path / "within", [event, other])
    name = "01010101-0101-0101-0101-010101010101"

    with quick(tmp_path / "p.db") as progress:
        with pytest.raises(ProgressError, match=f"within tells two contents of the event {name}"):
            merge(progress, [within])
        assert progress.newest()[0] == 0
        merge(progress, [lines(tmp_path / "same", [event, event])])
        with pytest.raises(ProgressError, match=f"has another content of the event {name}"):
            merge(progress, [lines(tmp_path / "other", [other])])
        assert list(progress.events()) == [event]


def test_of_several_files_one_that_is_bad_keeps_out_all(tmp_path: Path) -> None:
    good = lines(tmp_path / "good", Device(1, seed=1).live(10))
    bad = tmp_path / "bad"
    bad.write_text("{}\n")

    with quick(tmp_path / "p.db") as progress:
        with pytest.raises(ProgressError, match="bad is no log of studyapp: line 1 has no `id`"):
            merge(progress, [good, bad])
        assert progress.newest()[0] == 0


def test_a_log_that_is_only_read_takes_nothing_in(tmp_path: Path) -> None:
    with (
        Progress.open(tmp_path / "p.db", read_only=True) as progress,
        pytest.raises(ProgressError, match="opened only to be read"),
    ):
        merge(progress, [])


def test_what_another_process_writes_while_a_merge_begins_does_no_harm(tmp_path: Path) -> None:
    with quick(tmp_path / "here.db") as here, quick(tmp_path / "here.db") as also:
        for number in range(5):
            here.grade(f"d/{number}", 4, moment(DAY, number))
        with quick(tmp_path / "there.db") as there:
            for number in range(5):
                there.grade(f"d/{number}", 4, moment(DAY - 9, number))

        def write_between(query: str) -> None:
            if "log AS aim" in query:
                here.db.set_trace_callback(None)
                also.grade("d/1", 1, moment(DAY, 100))
                also.undo(moment(DAY, 200))

        here.db.set_trace_callback(write_between)
        merge(here, [tmp_path / "there.db"])

        assert examine(here) == []
        assert len(list(here.events())) == 12
