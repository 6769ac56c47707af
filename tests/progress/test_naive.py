"""Two folds that were written apart agree, and so do the states that are kept step by step."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.progress.doctor import examine
from studyapp.progress.events import Event, canonical
from studyapp.progress.fold import fold
from studyapp.progress.merge import merge
from studyapp.progress.refold import fold_all
from studyapp.progress.store import Progress
from tests.progress.devices import Device, put_all, rows_of
from tests.progress.logs import DAY, DAY_MS, moment, quick
from tests.progress.naive import naive, told_by

KEYS = st.sampled_from(["d/a", "d/b", "d/c", "e/a"])
PLAIN = ("suspend", "resume", "bury", "reset", "remark", "drill", "plan", "levitate")


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Events of all kinds in any order, of devices whose clocks are years apart."""
    count = draw(st.integers(0, 25))
    times = draw(st.lists(st.integers(0, 12_000 * DAY_MS), min_size=count, max_size=count))
    made: list[Event] = []
    for number, at in enumerate(times):
        event_id = at.to_bytes(6, "big") + number.to_bytes(10, "big")
        event = Event(event_id, 1, "ab"[number % 2] * 16, at, 0, draw(st.integers(0, 60)), "drill")
        made.append(event._replace(**draw(contents(made))))  # type: ignore[arg-type]  # by name
    return draw(st.permutations(made))


def in_part(number: int, event: Event) -> Event:
    """The event with ids of one of several logs; some of its undos aim at those of another."""
    aim = (number + 1) % 3 if event.id[-1] % 3 == 0 else number
    target = None if event.target is None else bytes([aim]) + event.target[1:]
    return event._replace(id=bytes([number]) + event.id[1:], target=target)


def contents(made: list[Event]) -> st.SearchStrategy[dict[str, object]]:
    """What an event says, beside when and where."""
    targets = st.sampled_from([event.id for event in made] or [bytes(16)])
    names = st.builds(lambda to: canonical({"to": to}), KEYS)
    flags = st.builds(lambda flag: canonical({"flag": flag}), st.integers(-1, 6))
    texts = st.builds(lambda text: canonical({"question": text}), st.sampled_from("pq"))
    return st.one_of(
        st.fixed_dictionaries(
            {"kind": st.just("review"), "card": KEYS, "grade": st.integers(0, 5)}
        ),
        st.fixed_dictionaries({"kind": st.just("undo"), "target": targets}),
        st.fixed_dictionaries({"kind": st.just("rename"), "card": KEYS, "data": names}),
        st.fixed_dictionaries({"kind": st.just("flag"), "card": KEYS, "data": flags}),
        st.fixed_dictionaries({"kind": st.just("meet"), "card": KEYS, "data": texts}),
        st.fixed_dictionaries({"kind": st.sampled_from(PLAIN), "card": KEYS}),
    )


@settings(max_examples=400, deadline=None)
@given(logs())
def test_the_fold_agrees_with_the_page_that_defines_it(events: list[Event]) -> None:
    rows = rows_of(events)

    states = fold(rows, sorted(rows, key=lambda row: row[1]))

    assert told_by(states) == naive(events)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(logs(), st.booleans()), min_size=1, max_size=3))
def test_states_kept_through_grades_and_merges_equal_the_fold(
    parts: list[tuple[list[Event], bool]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, quick(Path(folder, "p.db")) as progress:
        for number, (events, graded) in enumerate(parts):
            other = Path(folder, f"{number}.db")
            with quick(other) as written:
                put_all(written, [in_part(number, event) for event in events])
            if graded:
                progress.grade("d/b", 1, moment(), text=("q", "a"))
                progress.undo(moment())
                progress.rename("d/c", "e/a", moment(DAY + 1))

            merge(progress, [other])

            assert [line for line in examine(progress) if "renames" not in line] == []
            assert told_by(fold_all(progress.db)) == naive(list(progress.events()))


def test_long_lives_of_three_devices_fold_as_the_page_says(tmp_path: Path) -> None:
    first = Device(1, seed=3).live(300)
    events = [*first, *Device(2, seed=3).live(300, first), *Device(3, seed=3).live(300, first)]
    with quick(tmp_path / "p.db") as progress:
        put_all(progress, events)

    with Progress.open(tmp_path / "p.db") as progress:
        states = {row.key: row.state for row in progress.changed_since(0)}

    assert told_by(states) == naive(events)
