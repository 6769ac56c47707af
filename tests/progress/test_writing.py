import random
from contextlib import suppress
from pathlib import Path

import pytest

from studyapp.progress import ids, writing
from studyapp.progress.events import Event
from studyapp.progress.store import Progress
from studyapp.progress.writing import Draft
from studyapp.schedule.moment import Moment
from tests.progress.logs import DAY, DAY_MS, moment, put_unfolded, quick

OTHER = "f" * 16
FAR = 300 * DAY_MS


def put(progress: Progress, device: str, time: int) -> None:
    """An event as a merge brings it: of any device, of any time."""
    name = ids.make(time, random.randbytes(10))
    put_unfolded(progress, Event(name, 1, device, time, 0, time // DAY_MS, "drill"))


def expected_time(progress: Progress, wall: int) -> int:
    """What docs/log.md, "Order", says, by the plainest of queries."""
    own, newest = (
        ids.time_of(progress.db.execute(query, values).fetchone()[0] or bytes(16))
        for query, values in (
            ("SELECT max(id) FROM log WHERE device = ?", (progress.device(),)),
            ("SELECT max(id) FROM log", ()),
        )
    )
    return max([wall, own + 1, *([newest + 1] if newest - wall <= DAY_MS else [])])


class _Refused(Exception):
    pass


def act(chance: random.Random, progress: Progress, other: Progress, wall: int) -> None:
    """One of the things that happen to a log between two events of its device."""
    what = chance.randrange(8)
    time = wall + chance.choice((-FAR, -1, 0, DAY_MS, DAY_MS + 1, FAR, 2 * FAR))
    if what < 2:
        put(progress, OTHER, time)
    elif what == 2:
        put(progress, progress.device(), time)
    elif what == 3:
        other.grade("d/other-process", 4, Moment(wall, 0, wall // DAY_MS))
    elif what == 4:
        put(other, chance.choice((OTHER, progress.device())), time)
    elif what == 5:
        with suppress(_Refused), progress.transaction():
            for _ in range(2):
                kept = Moment(time, 0, time // DAY_MS)
                writing.append(progress.db, kept, [Draft("drill")], progress._names)
            raise _Refused


@pytest.mark.parametrize("seed", range(25))
def test_the_time_of_an_id_is_that_of_the_rule_whatever_happened_before(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    wall = DAY * DAY_MS
    with quick(tmp_path / "progress.db") as progress, quick(tmp_path / "progress.db") as other:
        for _ in range(60):
            act(chance, progress, other, wall)
            wall += chance.choice((0, 1, 5_000, -3_000, DAY_MS, -DAY_MS, FAR, -FAR))
            expected = expected_time(progress, wall)

            event = progress.grade("d/a", 4, Moment(wall, 0, wall // DAY_MS)).event

            assert ids.time_of(event.id) == expected


def test_events_of_another_device_far_ahead_are_walked_once(tmp_path: Path) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with quick(tmp_path / "progress.db") as progress:
        progress.db.execute("BEGIN")
        for number in range(5_000):
            put(progress, OTHER, DAY * DAY_MS + FAR + number)
        progress.db.execute("COMMIT")
        progress.grade("d/a", 4, moment())
        progress.db.set_progress_handler(count, 1000)

        progress.grade("d/b", 4, moment())

    assert steps < 5
