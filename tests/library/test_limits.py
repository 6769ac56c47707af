from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.library.library import Library
from studyapp.library.wish import Wish
from studyapp.schedule.days import from_date
from studyapp.sitting import Sitting
from tests.build import MORNING, SetClock, desk_on, grade_all, write_deck

TODAY = from_date(MORNING.date())


def chosen(home: Path, text: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.yaml").write_text(text)


def left(*decks: Path, wish: Wish | None = None, clock: SetClock | None = None) -> int:
    """How many cards a sitting has that begins now."""
    with desk_on(*decks, clock=clock) as desk:
        return Sitting(desk, wish or Wish(), via="plain").left


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    """Two decks of six cards that are due, and six new ones in a third."""
    for name in ("one", "two"):
        write_deck(tmp_path / "decks", name, cards=6)
    with desk_on(tmp_path / "decks") as desk:
        grade_all(Sitting(desk, via="plain"), [4] * 12)
    write_deck(tmp_path / "decks", "zero", cards=6)
    return tmp_path / "decks"


def tomorrow() -> SetClock:
    clock = SetClock()
    clock.pass_days(1)
    return clock


def test_reviews_of_a_day_are_limited_across_sittings(decks: Path, home: Path) -> None:
    chosen(home, "reviews_per_day: 5\nnew_per_day: 2\n")
    clock = tomorrow()

    with desk_on(decks, clock=clock) as desk:
        sitting = Sitting(desk, via="plain")
        assert sitting.left == 7
        keys = grade_all(sitting, [4] * 4)
    with desk_on(decks, clock=clock) as desk:
        keys += grade_all(Sitting(desk, via="app"), [4] * 3)
        assert Sitting(desk, via="app").turn is None
    assert sum(key.startswith("zero/") for key in keys) == 2
    clock.pass_days(1)
    assert left(decks, clock=clock) == 7


def test_what_another_process_reviews_counts_too(decks: Path, home: Path) -> None:
    chosen(home, "reviews_per_day: 4\nnew_per_day: 0\n")
    clock = tomorrow()

    with desk_on(decks, clock=clock) as one, desk_on(decks, clock=clock) as other:
        mine, theirs = Sitting(one, via="app"), Sitting(other, via="plain")
        grade_all(theirs, [4, 4])
        grade_all(mine, [4])  # the card that both had before them
        grade_all(mine, [4, 4])

        assert mine.turn is None
        assert Sitting(other, via="plain").turn is None


def test_a_deck_has_limits_of_its_own(decks: Path, home: Path) -> None:
    chosen(
        home,
        "reviews_per_day: 9\ndecks:\n  one: {reviews_per_day: 2}\n  zero: {new_per_day: 1}\n",
    )
    clock = tomorrow()

    with desk_on(decks, clock=clock) as desk:
        counts = {row.id: row.counts for row in desk.library.decks(TODAY + 1)}
        assert (counts["one"].due, counts["one"].due_today) == (6, 2)
        assert (counts["zero"].new, counts["zero"].new_today) == (6, 1)
        assert desk.library.total(TODAY + 1).due_today == 8
        keys = grade_all(Sitting(desk, via="plain"), [4] * 9)
        assert Sitting(desk, via="plain").turn is None
        assert desk.library.total(TODAY + 1).due_today == 0
    assert [sum(key.startswith(name) for key in keys) for name in ("one", "two", "zero")] == [
        2, 6, 1,
    ]  # fmt: skip


def test_practice_is_no_review_of_the_day(decks: Path, home: Path) -> None:
    chosen(home, "reviews_per_day: 5\nnew_per_day: 0\n")
    clock = SetClock()

    with desk_on(decks, clock=clock) as desk:
        grade_all(Sitting(desk, Wish(take="any", new=0), via="plain"), [4] * 12)
        assert desk.progress.reviewed(TODAY) == 0
    clock.pass_days(1)
    assert left(decks, clock=clock) == 5


def test_a_review_that_was_taken_back_does_not_count(decks: Path, home: Path) -> None:
    chosen(home, "reviews_per_day: 1\nnew_per_day: 0\n")

    with desk_on(decks, clock=tomorrow()) as desk:
        sitting = Sitting(desk, via="plain")
        grade_all(sitting, [4])
        assert Sitting(desk, via="plain").turn is None
        sitting.undo()
        assert Sitting(desk, via="plain").left == 1


def test_limits_do_not_hold_for_what_is_asked_for_beyond_the_day(decks: Path, home: Path) -> None:
    chosen(home, "reviews_per_day: 1\nnew_per_day: 0\n")

    assert left(decks, wish=Wish(ahead=1), clock=tomorrow()) == 12
    assert left(decks, wish=Wish(take="any", new=0)) == 12
    assert left(decks, wish=Wish(new=3), clock=tomorrow()) == 4


def test_a_backlog_is_spread_over_the_days_that_follow(decks: Path, home: Path) -> None:
    chosen(home, "reviews_per_day: 5\n")

    with desk_on(decks, clock=tomorrow()) as desk:

        def backlog(library: Library) -> tuple[int, int, int | None]:
            return library.backlog(TODAY + 1, library.total(TODAY + 1))

        assert backlog(desk.library) == (12, 5, TODAY + 3)
        assert desk.library.due_on(TODAY + 2) == 5
        grade_all(Sitting(desk, Wish(new=0), via="plain"), [4] * 5)
        desk.library.catch_up()
        assert backlog(desk.library) == (7, 0, TODAY + 3)
        assert desk.library.next_due(TODAY + 1) == TODAY + 2
