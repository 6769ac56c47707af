import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.progress.errors import ProgressError
from studyapp.progress.events import Event
from studyapp.progress.ids import to_text
from studyapp.progress.store import Progress
from studyapp.schedule.rules import answer
from tests.progress.logs import DAY, DAY_MS, HOUR_MS, moment, put_unfolded, quick


@pytest.fixture
def progress(tmp_path: Path) -> Iterator[Progress]:
    with quick(tmp_path / "progress.db") as opened:
        yield opened


def kinds(progress: Progress, card: str | None = None) -> list[str]:
    return [event.kind for event in progress.events(card)]


def test_a_new_log_is_empty(progress: Progress) -> None:
    assert list(progress.events()) == []
    assert progress.newest()[0] == 0
    assert progress.state("d/a") is None
    assert len(progress.device()) == len(progress.epoch()) == 16


def test_an_answer_steps_the_card(progress: Progress) -> None:
    event = progress.grade("d/a", 4, moment(), ms=1500, data={"via": "app"}).event

    state = progress.state("d/a")
    assert state is not None
    assert state.studied == answer(None, DAY, 4)
    assert event[2:] == (
        progress.device(), *moment(), "review", "d/a", 4, 1500, None, '{"via":"app"}',
    )  # fmt: skip


def test_an_answer_is_there_after_the_log_was_closed(tmp_path: Path) -> None:
    with Progress.open(tmp_path / "progress.db") as progress:
        event = progress.grade("d/a", 3, moment()).event

    with Progress.open(tmp_path / "progress.db") as progress:
        assert list(progress.events()) == [event]


def test_closing_leaves_one_file_and_can_be_repeated(tmp_path: Path) -> None:
    progress = Progress.open(tmp_path / "progress.db")
    progress.grade("d/a", 4, moment())

    progress.close()
    progress.close()

    assert [path.name for path in tmp_path.glob("*progress*")] == ["progress.db"]


def test_the_text_of_a_card_is_kept_once_and_again_when_it_changes(progress: Progress) -> None:
    for text in (("q", "a"), ("q", "a"), ("q", "another"), ("q", "another")):
        progress.grade("d/a", 4, moment(), text=text)

    assert kinds(progress) == ["meet", "review", "review", "meet", "review", "review"]
    assert next(progress.events()).data == '{"answer":"a","question":"q"}'


def test_a_grade_that_is_none_is_refused_and_nothing_is_written(progress: Progress) -> None:
    with pytest.raises(ProgressError):
        progress.grade("d/a", 7, moment(), text=("q", "a"))

    assert progress.newest()[0] == 0
    assert progress.state("d/a") is None
    progress.grade("d/a", 4, moment())


def test_undo_takes_back_the_newest_grade_one_after_the_other(progress: Progress) -> None:
    events = [progress.grade(key, 1, moment(), text=("q", key)).event for key in ("d/a", "d/b")]

    assert progress.undo(moment()) == events[1]
    assert progress.undo(moment()) == events[0]
    assert progress.undo(moment()) is None
    for key in ("d/a", "d/b"):
        state = progress.state(key)
        assert state is not None
        assert state.studied is None
        assert state.met is not None


def test_undo_reaches_over_a_restart(tmp_path: Path) -> None:
    with Progress.open(tmp_path / "progress.db") as progress:
        event = progress.grade("d/a", 4, moment()).event

    with Progress.open(tmp_path / "progress.db") as progress:
        assert progress.undo(moment(ms=HOUR_MS)) == event


def test_undo_without_a_target_leaves_yesterday_alone(progress: Progress) -> None:
    event = progress.grade("d/a", 4, moment(DAY - 1)).event

    assert progress.undo(moment()) is None
    assert progress.undo(moment(), event.id) == event


def test_undo_without_a_target_leaves_other_devices_alone(progress: Progress) -> None:
    progress.grade("d/a", 4, moment())
    progress.db.execute("UPDATE meta SET value = 'feedfeedfeedfeed' WHERE name = 'device'")

    assert progress.undo(moment()) is None


def test_undo_without_a_target_leaves_renames_alone(progress: Progress) -> None:
    review = progress.grade("d/a", 4, moment()).event
    progress.rename("d/a", "d/b", moment())

    assert progress.undo(moment()) == review


def test_nothing_is_undone_twice(progress: Progress) -> None:
    event = progress.grade("d/a", 4, moment()).event
    progress.undo(moment())

    assert progress.undo(moment(), event.id) is None
    assert progress.undo(moment(), list(progress.events())[-1].id) is None
    assert progress.undo(moment(), bytes(16)) is None
    assert kinds(progress) == ["review", "undo"]


def test_an_undone_grade_can_be_given_again(progress: Progress) -> None:
    progress.grade("d/a", 1, moment())
    progress.undo(moment())
    progress.grade("d/a", 5, moment())

    state = progress.state("d/a")
    assert state is not None
    assert state.studied == answer(None, DAY, 5)


def test_a_renamed_card_keeps_its_history_under_both_names(progress: Progress) -> None:
    progress.grade("d/b", 4, moment(DAY - 1))
    progress.rename("d/b", "d/a", moment())
    progress.grade("d/a", 4, moment())

    states = [progress.state(key) for key in ("d/a", "d/b")]

    assert states[0] == states[1]
    assert states[0] is not None
    assert states[0].name == "d/a"
    assert states[0].studied == answer(answer(None, DAY - 1, 4), DAY, 4)
    assert kinds(progress, "d/a") == kinds(progress, "d/b") == ["review", "rename", "review"]


def test_an_undone_rename_parts_the_cards_again(progress: Progress) -> None:
    progress.grade("d/a", 4, moment())
    rename = progress.rename("d/a", "d/b", moment())

    progress.undo(moment(), rename.id)

    one, two = progress.state("d/a"), progress.state("d/b")
    assert one is not None
    assert one.studied is not None
    assert two is not None
    assert two.studied is None


def test_an_event_of_a_clock_set_back_is_folded_in_its_place(progress: Progress) -> None:
    progress.grade("d/a", 1, moment(DAY + 40))
    progress.db.execute("UPDATE meta SET value = 'another' WHERE name = 'device'")
    progress.grade("d/a", 5, moment(DAY))

    state = progress.state("d/a")

    assert state is not None
    assert state.studied == answer(answer(None, DAY, 5), DAY + 40, 1)


@pytest.mark.parametrize("kind", ["review", "levitate", ""])
def test_only_known_kinds_can_be_appended(progress: Progress, kind: str) -> None:
    with pytest.raises(ValueError, match="not a kind of event to append"):
        progress.append(kind, moment(), card="d/a")


def test_events_of_a_newer_release_are_kept_and_told(progress: Progress) -> None:
    newer = Event(
        b"\x01" * 16, 9, "f" * 16, 1, 0, DAY, "levitate", "d/z", 99, None, b"?", '{"x":{"y":[1]}}'
    )
    put_unfolded(progress, newer)

    assert list(progress.events()) == [newer]
    progress.grade("d/a", 4, moment())
    assert kinds(progress) == ["levitate", "review"]


def test_changes_are_told_once_and_in_order(progress: Progress) -> None:
    progress.grade("d/a", 4, moment())
    progress.grade("d/b", 4, moment())
    seen = progress.newest()[0]
    assert [row.key for row in progress.changed_since(0)] == ["d/a", "d/b"]

    progress.rename("d/b", "d/c", moment())
    progress.append("remark", moment(), card="d/a", data={"text": "mind the sign"})

    changed = list(progress.changed_since(seen))
    assert [(row.key, row.state.name) for row in changed] == [("d/c", "d/b")]
    assert list(progress.changed_since(progress.newest()[0])) == []


def test_a_remark_is_the_newest_that_stands_under_any_name_of_its_card(progress: Progress) -> None:
    assert progress.remark("d/a") == ""
    progress.append("remark", moment(), card="d/a", data={"text": "mind the sign"})
    progress.rename("d/a", "d/b", moment())
    progress.append("remark", moment(), card="d/b", data={"text": "see also: tanh"})
    assert progress.remark("d/a") == progress.remark("d/b") == "see also: tanh"

    progress.undo(moment())
    assert progress.remark("d/b") == "mind the sign"

    progress.append("remark", moment(), card="d/b", data={"text": ""})
    assert progress.remark("d/a") == ""


def test_the_text_of_a_card_is_kept_with_its_first_event_of_any_kind(progress: Progress) -> None:
    progress.append("suspend", moment(), card="d/a", text=("q", "a"))
    progress.append("resume", moment(), card="d/a", text=("q", "a"))
    progress.grade("d/a", 4, moment(), text=("q", "new"))

    assert kinds(progress, "d/a") == ["meet", "suspend", "resume", "meet", "review"]


def test_new_cards_of_a_day_count_once_whatever_they_are_called(progress: Progress) -> None:
    progress.grade("d/a", 4, moment(DAY - 1))
    progress.grade("d/b", 1, moment())
    progress.grade("d/b", 4, moment())
    progress.grade("d/c", 4, moment())
    progress.grade("d/d", 4, moment())
    progress.undo(moment())

    progress.rename("d/c", "d/c2", moment())

    assert progress.new_today(DAY) == 2
    assert progress.new_today(DAY - 1) == 1


def test_reviews_after_a_cards_last_one_are_counted(progress: Progress) -> None:
    progress.grade("d/b", 4, moment(), text=("q", "a"))
    progress.grade("d/a", 1, moment(), text=("q", "a"))
    for key in ("d/b", "d/c", "d/d"):
        progress.grade(key, 4, moment(), text=("q", "a"))
    progress.undo(moment())

    state = progress.state("d/a")
    assert state is not None
    assert state.last_seq is not None
    assert progress.reviews_after(state.last_seq, DAY) == 2
    assert progress.reviews_after(state.last_seq, DAY + 1) == 0


def test_an_event_is_found_by_the_beginning_of_its_id(progress: Progress) -> None:
    events = [progress.grade("d/a", 4, moment(DAY + days)).event for days in (0, 400)]

    assert progress.find_event(to_text(events[0].id)) == [events[0]]
    assert progress.find_event(to_text(events[1].id)[:11]) == [events[1]]
    assert progress.find_event("01") == events
    assert progress.find_event("zz") == []


def test_another_process_is_noticed(progress: Progress) -> None:
    before = progress.data_version()
    progress.grade("d/a", 4, moment())
    assert progress.data_version() == before

    with Progress.open(progress.path) as other:
        other.grade("d/a", 1, moment())

    assert progress.data_version() != before
    state = progress.state("d/a")
    assert state is not None
    assert state.studied == answer(answer(None, DAY, 4), DAY, 1)


FIELDS = "version, device, at, offset, day, kind, card, 5, ms, target, data FROM log"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET grade = 5",
        "UPDATE log SET seq = seq + 1",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO log SELECT * FROM log",
        f"REPLACE INTO log SELECT seq + 1, id, {FIELDS}",
        f"REPLACE INTO log SELECT seq, randomblob(16), {FIELDS}",
        f"INSERT INTO log SELECT seq, id, {FIELDS} WHERE 1 ON CONFLICT DO UPDATE SET grade = 5",
    ],
)
def test_the_log_refuses_to_be_changed(progress: Progress, statement: str) -> None:
    event = progress.grade("d/a", 1, moment()).event

    with pytest.raises(sqlite3.IntegrityError, match="the log is only ever added to"):
        progress.db.execute(statement)

    assert list(progress.events()) == [event]


def test_ids_follow_each_other_when_the_clock_stands_still_or_runs_back(progress: Progress) -> None:
    moments = [moment(), moment(), moment(ms=-5 * HOUR_MS), moment(DAY - 3), moment()]

    events = [progress.grade("d/a", 4, when).event for when in moments]

    assert [event.id for event in events] == sorted(event.id for event in events)


def test_a_foreign_clock_far_ahead_is_not_followed(progress: Progress) -> None:
    progress.grade("d/b", 4, moment(DAY + 5000))
    progress.db.execute("UPDATE meta SET value = 'another' WHERE name = 'device'")

    event = progress.grade("d/a", 4, moment()).event

    assert int.from_bytes(event.id[:6], "big") == DAY * DAY_MS + 12 * HOUR_MS


def test_a_log_folded_by_another_release_is_folded_again(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with Progress.open(path) as progress:
        progress.grade("d/a", 4, moment())
        state, epoch = progress.state("d/a"), progress.epoch()
        progress.db.execute("UPDATE state SET due = 7")
        progress.db.execute("UPDATE meta SET value = '0' WHERE name = 'fold_version'")

    with Progress.open(path, read_only=True) as reader:
        assert reader.state("d/a") == state
    with Progress.open(path) as progress:
        assert progress.state("d/a") == state
        assert progress.epoch() != epoch
        folded_again = progress.epoch()
    with Progress.open(path) as progress:
        assert progress.epoch() == folded_again


def test_a_log_that_is_written_elsewhere_says_so(progress: Progress) -> None:
    with Progress.open(progress.path) as other:
        progress.db.execute("PRAGMA busy_timeout = 10")
        other.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProgressError, match="is in use by another program"):
            progress.grade("d/a", 4, moment())
        other.db.execute("ROLLBACK")

    assert progress.grade("d/a", 4, moment()).event.grade == 4


def test_a_full_disk_refuses_the_grade_and_keeps_the_log(progress: Progress) -> None:
    progress.grade("d/a", 4, moment())
    pages = progress.db.execute("PRAGMA page_count").fetchone()[0]
    progress.db.execute(f"PRAGMA max_page_count = {pages}")
    long_text = ("q" * 50_000, "a")

    with pytest.raises(ProgressError, match="is full; make room, and try again"):
        progress.grade("d/b", 4, moment(), text=long_text)

    assert kinds(progress) == ["review"]
    assert progress.state("d/b") is None
    progress.db.execute("PRAGMA max_page_count = 100000")
    progress.grade("d/b", 4, moment(), text=long_text)
    assert kinds(progress) == ["review", "meet", "review"]


def test_events_since_a_day_are_told_of_all_cards_and_of_one(progress: Progress) -> None:
    for day in (DAY - 2, DAY, DAY + 1):
        progress.grade("d/a", 4, moment(day))
    progress.grade("d/b", 4, moment(DAY + 1))

    assert [event.day for event in progress.events(since=DAY)] == [DAY, DAY + 1, DAY + 1]
    assert [event.day for event in progress.events("d/a", since=DAY)] == [DAY, DAY + 1]


def test_grades_over_a_day_ahead_are_counted_and_taken_back(progress: Progress) -> None:
    progress.grade("d/a", 4, moment(DAY), text=("q", "a"))
    progress.grade("d/a", 4, moment(DAY + 1))
    before = progress.state("d/a")
    progress.grade("d/a", 4, moment(DAY + 400))
    progress.append("bury", moment(DAY + 400), card="d/a")
    progress.append("remark", moment(DAY + 400), card="d/a", data={"text": "mind"})
    progress.undo(moment(DAY + 400), progress.grade("d/b", 4, moment(DAY + 400)).event.id)

    assert progress.ahead(DAY) == 2
    assert progress.ahead(DAY + 400) == 0
    assert progress.undo_ahead(moment(DAY)) == 2

    assert progress.ahead(DAY) == 0
    assert progress.undo_ahead(moment(DAY)) == 0
    assert progress.state("d/a") == before


def test_after_a_clock_was_ahead_good_days_are_not_told(progress: Progress) -> None:
    progress.grade("d/a", 4, moment(DAY + 400))
    progress.undo_ahead(moment(DAY))

    progress.grade("d/a", 4, moment(DAY))

    assert progress.ahead(DAY) == 0
    state = progress.state("d/a")
    assert state is not None
    assert state.studied == answer(None, DAY, 4)


def test_a_grade_of_this_process_is_taken_back_without_reading_the_history(
    progress: Progress,
) -> None:
    progress.grade("d/a", 4, moment(DAY - 9))
    before = progress.state("d/a")
    progress.data_version()
    progress.grade("d/a", 5, moment())
    asked: list[str] = []
    progress.db.set_trace_callback(asked.append)

    progress.undo(moment())

    progress.db.set_trace_callback(None)
    assert progress.state("d/a") == before
    assert not any("card IN" in query for query in asked)


@pytest.mark.parametrize("undone", ["flag", "grade"])
def test_taking_a_grade_back_leaves_what_was_done_to_the_card_after_it(
    progress: Progress, undone: str
) -> None:
    progress.grade("d/a", 4, moment(DAY - 9))
    progress.data_version()
    progress.append("flag", moment(), card="d/a", data={"flag": 1})
    grade = progress.grade("d/a", 5, moment()).event
    flag = progress.append("flag", moment(), card="d/a", data={"flag": 2})
    if undone == "flag":
        progress.undo(moment(), flag.id)

    progress.undo(moment(), grade.id)

    state = progress.state("d/a")
    assert state is not None
    assert state.studied == answer(None, DAY - 9, 4)
    assert state.flag == (1 if undone == "flag" else 2)


def test_a_grade_steps_what_was_read_under_another_name_of_the_card(progress: Progress) -> None:
    progress.grade("d/a", 4, moment(DAY - 9))
    progress.rename("d/a", "d/b", moment(DAY - 9))
    progress.state("d/b")
    progress.grade("d/a", 1, moment())

    after = progress.grade("d/b", 5, moment(ms=9)).after

    assert after is not None
    assert (after.reviews, after.last_day) == (3, DAY)


def test_an_undo_that_could_not_be_written_leaves_the_grade_as_the_cards_newest(
    progress: Progress,
) -> None:
    progress.grade("d/a", 4, moment(DAY - 9))
    older = progress.grade("d/a", 4, moment()).event
    progress.grade("d/a", 1, moment(ms=9))
    progress.db.execute(
        "CREATE TEMP TRIGGER full BEFORE UPDATE ON state BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(ProgressError):
        progress.undo(moment(ms=20))
    progress.db.execute("DROP TRIGGER full")

    progress.undo(moment(ms=30), older.id)

    state = progress.state("d/a")
    assert state is not None
    assert state.studied == answer(answer(None, DAY - 9, 4), DAY, 1)
