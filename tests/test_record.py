from __future__ import annotations

from pathlib import Path

from studyapp import acts
from studyapp.record import Row, record
from studyapp.schedule.days import from_date
from studyapp.sitting import Sitting
from tests.build import MORNING, SetClock, desk_on, grade_all, write_deck

TODAY = from_date(MORNING.date())


def test_a_record_tells_where_a_card_stands_and_what_happened_the_newest_first(
    tmp_path: Path,
) -> None:
    path = write_deck(tmp_path / "decks", cards=1)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, via="plain"), [4])
        clock.pass_days(1)
        grade_all(Sitting(desk, via="plain"), [4])
        acts.flag(desk, "deck/q0", 2)
        acts.flag(desk, "deck/q0", 3)
        acts.undo(desk)
        acts.remark(desk, "deck/q0", "mind\nit")
        acts.bury(desk, "deck/q0")
        clock.pass_days(8)
        found = record(desk, "deck/q0")

    assert found.question == "Question 0 of deck?"
    assert found.facts == (
        ("key", "deck/q0"),
        ("file", f"{path}:4"),
        ("state", "young"),
        ("due", "2 days ago, 30 Nov"),
        ("interval", "6 days"),
        ("ease", "2.50"),
        ("repetitions", "2 in a row"),
        ("lapses", "0 in 2 reviews"),
        ("flag", "2"),
        ("suspended", "no"),
    )
    assert found.history == (
        Row("24 Nov", "buried", "", "", ""),
        Row("24 Nov", "remark", "", "", "mind it"),
        Row("24 Nov", "flag 3", "", "", "taken back"),
        Row("24 Nov", "flag 2", "", "", ""),
        Row("24 Nov", "review", "4 Good", "6 days", ""),
        Row("23 Nov", "review", "4 Good", "1 day", ""),
    )
    assert found.intervals == ((TODAY, 1), (TODAY + 1, 6))


def test_after_a_reset_the_intervals_begin_again(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, via="plain"), [4])
        acts.reset(desk, "deck/q0")
        assert record(desk, "deck/q0").intervals == ()
        clock.pass_days(1)
        grade_all(Sitting(desk, via="plain"), [4])
        assert record(desk, "deck/q0").intervals == ((TODAY + 1, 1),)


def test_a_card_without_a_deck_or_a_past_has_a_record_too(tmp_path: Path) -> None:
    path = write_deck(tmp_path / "decks", cards=1)

    with desk_on(tmp_path / "decks") as desk:
        acts.suspend(desk, "deck/q0")
        path.unlink()
        desk.library.refresh()
        orphan, unknown = record(desk, "deck/q0"), record(desk, "no/such")

    assert orphan.question == "deck/q0"
    assert orphan.facts[1:] == (
        ("file", "in no deck now"),
        ("state", "new"),
        ("flag", "none"),
        ("suspended", "yes"),
    )
    assert unknown.history == ()
