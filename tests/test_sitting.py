from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import acts
from studyapp.library.wish import Wish
from studyapp.schedule.days import from_date
from studyapp.sitting import Refused, Sitting
from tests.build import MORNING, SetClock, deck_text, desk_on, grade_all, write_deck

TODAY = from_date(MORNING.date())
ACTS = ("skip", "suspend", "bury", "flag")
ACTIONS = ("1", "3", "4", "5", "u", "day", *ACTS)


def test_a_card_is_graded_and_comes_back_on_the_day_its_button_said(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        sitting = Sitting(desk, via="plain")
        assert sitting.turn is not None
        good = sitting.turn.choices[2]
        assert (good.label, good.effect, good.due) == ("Good", "tomorrow", TODAY + 1)
        grade_all(sitting, [4])
        assert sitting.turn is None
        assert Sitting(desk, via="plain").turn is None
        clock.pass_days(1)
        assert Sitting(desk, via="plain").turn is not None


def test_the_buttons_say_what_each_grade_does(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, via="plain"), [4])
        clock.pass_days(1)
        sitting = Sitting(desk, via="plain")
        assert sitting.turn is not None
        assert [choice.effect for choice in sitting.turn.choices] == [
            "tomorrow, and again today",
            "in 6 days, and again today",
            "in 6 days",
            "in 6 days",
        ]
        grade_all(sitting, [1])
        assert sitting.turn is not None
        assert [choice.effect for choice in sitting.turn.choices] == [
            "practice, again today",
            "practice, again today",
            "practice, back tomorrow",
            "practice, back tomorrow",
        ]


def test_a_missed_card_comes_again_after_five_others(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=8)

    with desk_on(tmp_path / "decks") as desk:
        keys = grade_all(Sitting(desk, via="plain"), [1, 4, 4, 4, 4, 4, 4, 4, 4])

    assert [key.rpartition("/")[2] for key in keys] == [
        "q0",
        "q1",
        "q2",
        "q3",
        "q4",
        "q5",
        "q0",
        "q6",
        "q7",
    ]


def test_a_missed_card_comes_at_once_when_nothing_else_is_left(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        keys = grade_all(sitting, [1, 3, 4])

        assert keys == ["deck/q0"] * 3
        assert sitting.turn is None


def test_an_owed_card_is_still_owed_in_the_next_sitting_of_the_day(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=2)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, via="plain"), [1])
    with desk_on(tmp_path / "decks", clock=clock) as desk:
        sitting = Sitting(desk, via="plain")
        assert sitting.left == 2
        assert grade_all(sitting, [4, 4]) == ["deck/q1", "deck/q0"]


def test_an_answer_cannot_be_graded_before_it_is_seen(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks")

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        with pytest.raises(Refused, match="see the answer first"):
            sitting.grade(4)


def test_undo_brings_the_card_back_as_often_as_one_likes(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks")

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        grade_all(sitting, [4, 1, 4])
        backwards = []
        while (undone := sitting.undo()) is not None:
            assert undone.turn is not None
            backwards.append(undone.turn.card.key)
            assert undone.turn.phase == "new"
            assert not sitting.revealed

        assert backwards == ["deck/q2", "deck/q1", "deck/q0"]
        assert sitting.done == 0
        assert sitting.left == 3


def test_undo_reaches_back_over_a_restart(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks")

    with desk_on(tmp_path / "decks") as desk:
        grade_all(Sitting(desk, via="plain"), [4])
    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        undone = sitting.undo()
        assert undone is not None
        assert undone.said == "took back Good on “Question 0 of deck?”"
        assert undone.turn is not None
        assert undone.turn.card.key == "deck/q0"
        assert sitting.undo() is None


def test_an_owed_card_is_still_owed_after_a_journey_west(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, via="plain"), [1])
        clock.pass_days(-1)
        desk.library.refresh()
        assert desk.library.total(TODAY - 1).again == 1
        assert grade_all(Sitting(desk, via="plain"), [4]) == ["deck/q0"]


def test_undo_does_not_reach_into_yesterday(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks")
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, via="plain"), [4])
        clock.pass_days(1)
        assert Sitting(desk, via="plain").undo() is None


def test_new_cards_stop_at_the_days_allowance_and_go_on_the_next_day(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=50)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        sitting = Sitting(desk, via="plain")
        assert sitting.left == 20
        grade_all(sitting, [4] * 20)
        assert Sitting(desk, via="plain").turn is None
        assert Sitting(desk, Wish(new=10), via="plain").left == 10
        clock.pass_days(1)
        assert Sitting(desk, via="plain").left == 40


def test_a_limit_counts_cards_and_not_their_repetitions(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=9)

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, Wish(limit=2), via="plain")
        keys = grade_all(sitting, [1, 4, 4])

        assert sitting.turn is None
        assert len(set(keys)) == 2


def test_a_skipped_card_stays_due_and_does_not_come_back_in_this_sitting(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=2)

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        sitting.skip()
        assert grade_all(sitting, [4]) == ["deck/q1"]
        assert sitting.turn is None
        assert Sitting(desk, via="plain").left == 1


def test_what_another_process_grades_is_not_asked_again(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=3)

    with desk_on(tmp_path / "decks") as one, desk_on(tmp_path / "decks") as other:
        mine, theirs = Sitting(one, via="app"), Sitting(other, via="plain")
        grade_all(theirs, [4, 4])

        assert grade_all(mine, [4]) == ["deck/q0"]
        assert mine.turn is not None
        assert mine.turn.card.key == "deck/q2"


def test_the_summary_counts_what_was_done_and_names_what_was_missed(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=3)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        sitting = Sitting(desk, via="plain")
        for grade in (4, 1, 5, 4):
            sitting.reveal()
            clock.pass_seconds(10)
            sitting.grade(grade)
        summary = sitting.summary()

    assert summary.reviews == 4
    assert summary.cards == 3
    assert summary.grades == (("Again", 1), ("Good", 2), ("Easy", 1))
    assert summary.seconds == 40
    assert summary.missed == ("deck/q1",)
    assert summary.tomorrow == 3


def test_missed_cards_can_be_gone_through_once_more_without_moving(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=3)

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        grade_all(sitting, [1, 4, 4, 4])
        before = desk.progress.state("deck/q0")
        again = Sitting(desk, Wish(keys=sitting.summary().missed), via="plain")
        assert grade_all(again, [4]) == ["deck/q0"]
        after = desk.progress.state("deck/q0")

    assert before is not None
    assert after is not None
    assert before.studied is not None
    assert after.studied is not None
    assert after.studied.due == before.studied.due
    assert after.studied.reviews == before.studied.reviews + 1


def test_the_day_told_is_the_day_kept_when_a_day_begins_before_the_grade(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)
    clock = SetClock(MORNING.replace(hour=3, minute=59))

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        sitting = Sitting(desk, via="plain")
        sitting.reveal()
        clock.pass_seconds(120)
        outcome = sitting.grade(4)
        state = desk.progress.state("deck/q0")

    assert outcome.effect == "tomorrow, 24 Nov"
    assert state is not None
    assert state.studied is not None
    assert state.studied.due == TODAY + 1


def test_what_a_grade_did_is_told_with_its_date(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        told = []
        for grade in (1, 3, 4):
            sitting.reveal()
            told.append(sitting.grade(grade).effect)

    assert told == [
        "tomorrow, 24 Nov, and again today",
        "practice, again today",
        "practice, back tomorrow, 24 Nov",
    ]


def test_the_limit_holds_when_another_process_misses_a_card(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=3)

    with desk_on(tmp_path / "decks") as one, desk_on(tmp_path / "decks") as other:
        mine = Sitting(one, Wish(limit=1), via="app")
        theirs = Sitting(other, via="plain")
        theirs.skip()
        grade_all(theirs, [1])

        assert grade_all(mine, [4]) == ["deck/q0"]
        assert mine.turn is None


def test_new_cards_of_a_sitting_are_counted_over_midnight(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=9)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        sitting = Sitting(desk, Wish(new=2), via="plain")
        grade_all(sitting, [4])
        clock.pass_days(1)
        keys = grade_all(sitting, [4, 4])

        assert sitting.turn is None
        assert sorted(keys) == ["deck/q0", "deck/q1"]


def test_a_sitting_of_a_deck_that_is_off_tells_of_that_deck(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", "one", cards=1)
    write_deck(tmp_path / "decks", "two", cards=2)

    with desk_on(tmp_path / "decks") as desk:
        desk.library.turn_on("two", False)
        sitting = Sitting(desk, Wish(decks=("two",)), via="plain")
        grade_all(sitting, [4])
        summary = sitting.summary()

    assert (summary.tomorrow, summary.next_due, summary.new_left) == (1, TODAY + 1, 1)


@pytest.mark.parametrize("act", ["suspend", "bury"])
def test_a_card_that_is_put_away_leaves_at_once_and_undo_brings_it_back(
    tmp_path: Path, act: str
) -> None:
    write_deck(tmp_path / "decks", cards=3)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        sitting = Sitting(desk, via="plain")
        sitting.reveal()
        getattr(sitting, act)()
        assert sitting.turn is not None
        assert (sitting.turn.card.key, sitting.left, sitting.revealed) == ("deck/q1", 2, False)
        grade_all(sitting, [4])
        assert sitting.undo() is not None

        undone = sitting.undo()

        assert undone is not None
        assert undone.said.startswith("“Question 0 of deck?” is no longer ")
        assert undone.turn is not None
        assert undone.turn.card.key == "deck/q0"
        assert (sitting.left, sitting.done) == (3, 0)
        assert grade_all(sitting, [4, 4, 4]) == ["deck/q0", "deck/q1", "deck/q2"]


def test_a_suspended_card_stays_away_and_a_buried_one_comes_the_next_day(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=3)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        sitting = Sitting(desk, via="plain")
        sitting.suspend()
        sitting.bury()
        assert Sitting(desk, via="plain").left == 1
        clock.pass_days(1)
        assert Sitting(desk, via="plain").left == 2


def test_a_flag_goes_round_and_each_step_can_be_taken_back(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=2)

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        sitting.reveal()
        seen = []
        for _ in range(5):
            sitting.flag()
            assert sitting.turn is not None
            seen.append(sitting.turn.flag)
        assert seen == [1, 2, 3, 4, 0]
        said = [undone.said for _ in range(5) if (undone := sitting.undo()) and not undone.turn]

        assert said == [
            f"“Question 0 of deck?” has {flag} again"
            for flag in ("flag 4", "flag 3", "flag 2", "flag 1", "no flag")
        ]
        assert sitting.turn is not None
        assert (sitting.turn.card.key, sitting.turn.flag, sitting.revealed) == ("deck/q0", 0, True)


def test_a_remark_is_on_its_card_until_it_is_emptied(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=2)

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        sitting.remark(" mind the sign ")
        assert sitting.turn is not None
        assert sitting.turn.remark == "mind the sign"
        again = Sitting(desk, via="plain").turn
        assert again is not None
        assert again.remark == "mind the sign"
        sitting.remark("mind the sign")
        sitting.remark("")
        assert sitting.turn.remark == ""
        undone = sitting.undo()
        assert undone is not None
        assert undone.said == "“Question 0 of deck?” has its earlier remark again"
        assert sitting.turn.remark == "mind the sign"
        assert sitting.undo() is not None
        assert sitting.turn.remark == ""
        assert sitting.undo() is None


def test_what_was_done_elsewhere_is_taken_back_without_leaving_the_card(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=3)

    with desk_on(tmp_path / "decks") as desk:
        acts.suspend(desk, "deck/q1")
        sitting = Sitting(desk, via="plain")
        sitting.reveal()
        undone = sitting.undo()
        assert undone == ("“Question 1 of deck?” is no longer suspended", None)
        assert sitting.revealed
        assert sorted(grade_all(sitting, [4, 4, 4])) == ["deck/q0", "deck/q1", "deck/q2"]


def test_a_card_that_undo_suspends_again_leaves_the_table(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=2)

    with desk_on(tmp_path / "decks") as desk:
        acts.suspend(desk, "deck/q0")
        acts.resume(desk, "deck/q0")
        sitting = Sitting(desk, via="plain")
        undone = sitting.undo()
        assert undone is not None
        assert undone.said == "“Question 0 of deck?” is suspended again"
        assert undone.turn is not None
        assert (undone.turn.card.key, sitting.left) == ("deck/q1", 1)


def test_a_missed_card_that_was_suspended_is_not_offered_again(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        grade_all(sitting, [1])
        sitting.suspend()

        assert sitting.turn is None
        assert sitting.summary().missed == ()


def tagged_deck(folder: Path) -> None:
    """Three cards, the first two of which are tagged."""
    folder.mkdir()
    text = deck_text("deck", 3).replace("- id: q0", "- tags: [x, y]\n    id: q0")
    (folder / "deck.yaml").write_text(text.replace("- id: q1", "- tags: [y]\n    id: q1"))


def test_a_sitting_of_a_tag_leaves_the_other_cards_alone(tmp_path: Path) -> None:
    tagged_deck(tmp_path / "decks")

    with desk_on(tmp_path / "decks") as desk:
        assert Sitting(desk, Wish(tags=("x",)), via="plain").left == 1
        assert Sitting(desk, Wish(tags=("x", "y")), via="plain").left == 2
        grade_all(Sitting(desk, via="plain"), [4, 1, 1])
        sitting = Sitting(desk, Wish(tags=("y",)), via="plain")
        assert grade_all(sitting, [4]) == ["deck/q1"]
        assert sitting.turn is None
        assert desk.library.tags() == ["x", "y"]


def test_cramming_asks_any_card_once_and_moves_only_what_is_missed(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=3)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk, desk_on(tmp_path / "decks") as other:
        grade_all(Sitting(desk, via="plain"), [4] * 3)
        clock.pass_days(1)
        grade_all(Sitting(desk, via="plain"), [4] * 3)
        clock.pass_days(1)
        sitting = Sitting(desk, Wish(take="any"), via="plain")
        keys = grade_all(sitting, [4])
        other.progress.append("bury", other.moment(), card="deck/nothing")  # the queue is laid anew
        keys += grade_all(sitting, [1, 4, 4])
        assert sitting.turn is None
        states = [desk.progress.state(key) for key in keys]

    assert len(keys) == 4
    assert set(keys) == {"deck/q0", "deck/q1", "deck/q2"}
    moved = [state.studied.moved for state in states if state and state.studied]
    assert sorted(set(moved)) == [TODAY + 1, TODAY + 2]
    assert moved.count(TODAY + 1) == 2


def test_cards_of_the_days_ahead_come_once(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=3)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, Wish(limit=2), via="plain"), [4, 4])
        clock.pass_days(1)
        grade_all(Sitting(desk, Wish(new=0, limit=1), via="plain"), [4])
        clock.pass_days(-1)
        clock.pass_days(2)
        assert Sitting(desk, Wish(new=0), via="plain").left == 1
        ahead = Sitting(desk, Wish(new=0, ahead=5), via="plain")
        assert len(grade_all(ahead, [4, 4])) == 2
        assert Sitting(desk, Wish(new=0, ahead=5), via="plain").turn is None


def test_what_was_missed_in_the_last_seven_days_comes_again(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=4)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        first = Sitting(desk, via="plain")
        grade_all(first, [1, 3, 1])
        first.undo()
        clock.pass_days(6)
        assert grade_all(Sitting(desk, Wish(take="missed"), via="plain"), [4]) == ["deck/q0"]
        assert Sitting(desk, Wish(take="missed"), via="plain").left == 1
        clock.pass_days(1)
        assert Sitting(desk, Wish(take="missed"), via="plain").turn is None


@pytest.mark.parametrize(
    ("buttons", "wanted"),
    [
        ("two", [("1", 1, "Again"), ("2", 4, "Good")]),
        ("four", [("1", 1, "Again"), ("2", 3, "Hard"), ("3", 4, "Good"), ("4", 5, "Easy")]),
        (
            "six",
            [
                ("0", 0, "Blank"), ("1", 1, "Wrong"), ("2", 2, "Close"),
                ("3", 3, "Hard"), ("4", 4, "Good"), ("5", 5, "Easy"),
            ],
        ),
    ],
)  # fmt: skip
def test_the_buttons_are_those_of_the_settings(
    tmp_path: Path, home: Path, buttons: str, wanted: list[tuple[str, int, str]]
) -> None:
    write_deck(tmp_path / "decks", cards=1)
    home.mkdir()
    (home / "settings.yaml").write_text(f"buttons: {buttons}\n")

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        assert sitting.turn is not None
        assert [choice[:3] for choice in sitting.turn.choices] == wanted
        grade_all(sitting, [wanted[0][1]])
        assert sitting.summary().grades == ((wanted[0][2], 1),)


def test_what_undo_took_back_is_called_as_its_button_is(tmp_path: Path, home: Path) -> None:
    write_deck(tmp_path / "decks", cards=1)
    home.mkdir()
    (home / "settings.yaml").write_text("buttons: six\n")

    with desk_on(tmp_path / "decks") as desk:
        sitting = Sitting(desk, via="plain")
        grade_all(sitting, [2])
        undone = sitting.undo()

    assert undone is not None
    assert undone.said == "took back Close on “Question 0 of deck?”"


def test_a_card_with_eight_lapses_is_a_leech(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=2)
    clock = SetClock()

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        for _ in range(8):
            for grade in (4, 4, 1):
                desk.progress.grade("deck/q1", grade, desk.moment())
                clock.pass_days(7)
        desk.library.catch_up()
        assert desk.library.leeches() == [("deck/q1", 8, "Deck")]
        sitting = Sitting(desk, Wish(new=0), via="plain")
        assert sitting.turn is not None
        assert sitting.turn.leech
        desk.progress.append("suspend", desk.moment(), card="deck/q1")
        desk.library.catch_up()
        assert desk.library.leeches() == []


def test_topics_take_turns_unless_the_settings_say_otherwise(tmp_path: Path, home: Path) -> None:
    for name in ("one", "two"):
        write_deck(tmp_path / "decks", name, cards=5)
    clock = SetClock()
    home.mkdir()

    def order() -> str:
        with desk_on(tmp_path / "decks", clock=clock) as desk:
            queue = desk.library.queue(desk.moment().day, Wish(), None)
            return "".join(entry.key[0] for entry in queue)

    with desk_on(tmp_path / "decks", clock=clock) as desk:
        grade_all(Sitting(desk, via="plain"), [4] * 10)
    clock.pass_days(1)

    assert order() in {"ot" * 5, "to" * 5}
    assert order() == order()
    (home / "settings.yaml").write_text("order: deck\n")
    assert order() not in {"ot" * 5, "to" * 5}


@settings(max_examples=25, deadline=None)
@given(actions=st.lists(st.sampled_from(ACTIONS), max_size=30))
def test_whatever_is_pressed_the_counts_agree_with_the_log(
    actions: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("actions")
    write_deck(folder / "decks", cards=6)
    clock = SetClock()

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDYAPP_HOME", str(folder / "home"))
        with desk_on(folder / "decks", clock=clock) as desk:
            sitting = Sitting(desk, via="plain")
            for action in actions:
                clock.pass_seconds(1)
                if action == "day":
                    clock.pass_days(1)
                elif action == "u":
                    sitting.undo()
                elif sitting.turn is None:
                    continue
                elif action in ACTS:
                    getattr(sitting, action)()
                else:
                    sitting.reveal()
                    sitting.grade(int(action))
            undone = {event.target for event in desk.progress.events() if event.kind == "undo"}
            standing = [
                event
                for event in desk.progress.events()
                if event.kind == "review" and event.id not in undone
            ]
            assert sitting.done == len(standing)
            assert len(set(_left(sitting))) == sitting.left


def _left(sitting: Sitting) -> list[str]:
    """The keys of all that is left, each to be there once."""
    table = [sitting.turn.card.key] if sitting.turn else []
    return table + [entry.key for entry in sitting._waiting]


def test_what_another_process_did_to_the_card_shows_after_an_undo(tmp_path: Path) -> None:
    write_deck(tmp_path / "decks", cards=2)
    clock = SetClock()

    with (
        desk_on(tmp_path / "decks", clock=clock) as desk,
        desk_on(tmp_path / "decks", clock=clock) as other,
    ):
        grade_all(Sitting(desk, via="app"), [4, 4])
        clock.pass_days(1)
        sitting = Sitting(desk, via="app")
        assert sitting.turn is not None
        other.progress.grade(sitting.turn.card.key, 1, other.moment())
        clock.pass_seconds(1)
        grade_all(sitting, [4])

        sitting.undo()

        assert sitting.turn.owed
        assert sitting.turn.choices[2].effect.startswith("practice")
