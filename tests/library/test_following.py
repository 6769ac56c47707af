from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from studyapp.desk import Desk
from studyapp.library import places
from studyapp.progress.errors import ProgressError
from studyapp.progress.merge import merge
from studyapp.progress.store import Progress
from tests.build import age, desk_on

LONG = "it is smooth everywhere, so the gradient has no jump, and it gates x by its own size"
OTHER = "units whose input is never positive get no gradient, so they may stay silent for ever"
WHY, RELU = ("Why do people use GELU?", LONG), ("What is the drawback of ReLU?", OTHER)
BETTER = ("What speaks for GELU?", LONG)
LIGHTER = ("Why do we use GELU?", LONG)


def write(folder: Path, name: str, *cards: Sequence[str], tail: str = "") -> Path:
    """A deck of questions and answers; a third word is an id."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"id: {name}", f"title: {name}", "cards:"]
    for question, answer, *explicit in cards:
        lines += [f"  - question: {json.dumps(question)}", f"    answer: {json.dumps(answer)}"]
        lines += [f"    id: {card_id}" for card_id in explicit]
    path = folder / f"{name}.yaml"
    path.write_text("\n".join(lines) + "\n" + tail, encoding="utf-8")
    return age(path)


def study(desk: Desk, *questions: str) -> None:
    """Grade the cards that ask these."""
    for deck in ("one", "two"):
        for key in desk.library.keys(deck):
            card = desk.library.card(key)
            assert card is not None
            if card.question in questions:
                text = card.question, card.answer
                desk.progress.grade(key, 4, desk.moment(), text=text)


def studied(desk: Desk) -> dict[str, bool]:
    """The question of each card in the decks, and whether it has progress."""
    found = {}
    for deck in ("one", "two", "three"):
        for key in desk.library.keys(deck):
            card, entry = desk.library.card(key), desk.library.entry(key)
            assert card is not None
            assert entry is not None
            state = desk.progress.state(key)
            found[card.question] = state is not None and state.studied is not None
    return found


def renames(desk: Desk) -> int:
    return sum(event.kind == "rename" for event in desk.progress.events())


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    """A folder with a deck of two studied cards."""
    folder = tmp_path / "decks"
    write(folder, "one", WHY, RELU)
    with desk_on(folder) as desk:
        study(desk, WHY[0], RELU[0])
    return folder


def test_a_reworded_question_keeps_its_progress(decks: Path) -> None:
    write(decks, "one", BETTER, RELU)

    with desk_on(decks) as desk:
        assert studied(desk) == {BETTER[0]: True, RELU[0]: True}
        assert desk.library.suggestions() == []
        assert desk.library.orphans() == []
        assert renames(desk) == 1
        assert desk.library.total(desk.moment().day).new == 0
    with desk_on(decks) as desk:
        assert renames(desk) == 1


def test_a_command_that_only_reads_writes_the_rename_too(decks: Path) -> None:
    write(decks, "one", BETTER, RELU)

    with desk_on(decks, writable=False) as desk:
        assert desk.library.total(desk.moment().day).new == 0
        assert renames(desk) == 1


def test_a_rename_that_cannot_be_written_holds_meanwhile(
    decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(decks, "one", BETTER, RELU)

    def refused(*_: object) -> None:
        raise ProgressError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Progress, "rename_all", refused)
        for _ in range(2):
            with desk_on(decks, writable=False) as desk:
                assert desk.library.total(desk.moment().day).new == 0
                assert renames(desk) == 0
    with desk_on(decks) as desk:
        assert studied(desk) == {BETTER[0]: True, RELU[0]: True}
        assert renames(desk) == 1


def test_what_is_not_recorded_is_recognised_and_forgotten(decks: Path) -> None:
    write(decks, "one", LIGHTER, RELU)

    with desk_on(decks, recorded=False) as desk:
        assert studied(desk)[LIGHTER[0]]
    with desk_on(decks) as desk:
        assert renames(desk) == 1


def test_an_edit_is_recognised_after_the_index_was_wiped(decks: Path) -> None:
    write(decks, "one", LIGHTER, RELU)
    shutil.rmtree(places.cache_folder())

    with desk_on(decks) as desk:
        assert studied(desk) == {LIGHTER[0]: True, RELU[0]: True}


def test_a_card_that_was_there_all_along_is_not_taken_for_a_missing_one(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    write(folder, "one", WHY, BETTER)
    with desk_on(folder) as desk:
        study(desk, WHY[0])
    write(folder, "one", BETTER)

    with desk_on(folder) as desk:
        assert studied(desk) == {BETTER[0]: False}
        assert desk.library.orphans() != []


def test_answers_edited_before_the_question_are_known_as_they_were_read_last(decks: Path) -> None:
    write(decks, "one", (WHY[0], OTHER + " if so"), RELU)
    with desk_on(decks):
        pass
    write(decks, "one", ("What speaks for GELU?", OTHER + " if so"), RELU)

    with desk_on(decks) as desk:
        assert studied(desk)["What speaks for GELU?"]


@pytest.mark.parametrize("first", ["cut", "copied", "at once"])
def test_a_card_that_moves_to_another_deck_keeps_its_progress(decks: Path, first: str) -> None:
    write(decks, "two", ("Who wrote BERT?", "Devlin"))
    with desk_on(decks):
        pass
    if first == "cut":
        write(decks, "one", RELU)
    if first == "copied":
        write(decks, "two", WHY)
    with desk_on(decks):
        pass
    write(decks, "one", RELU)
    write(decks, "two", WHY)

    with desk_on(decks) as desk:
        assert studied(desk) == {RELU[0]: True, WHY[0]: True}
        assert renames(desk) == 1


def test_a_renamed_deck_keeps_its_progress(decks: Path) -> None:
    (decks / "one.yaml").unlink()
    write(decks, "three", WHY, RELU)

    with desk_on(decks) as desk:
        assert studied(desk) == {WHY[0]: True, RELU[0]: True}
        assert renames(desk) == 2


def test_a_renamed_deck_is_recognised_as_a_whole_after_the_index_was_wiped(tmp_path: Path) -> None:
    folder, more = tmp_path / "decks", ("Who wrote BERT?", "Devlin and others")
    write(folder, "one", WHY, RELU, more)
    with desk_on(folder) as desk:
        study(desk, WHY[0], RELU[0], more[0])
    shutil.rmtree(places.cache_folder())
    (folder / "one.yaml").unlink()
    write(folder, "two", more, RELU, WHY)

    with desk_on(folder) as desk:
        assert set(studied(desk).values()) == {True}
        assert renames(desk) == 3


def test_an_id_that_is_written_into_the_file_keeps_the_progress(decks: Path) -> None:
    write(decks, "one", (*WHY, "why"), RELU)

    with desk_on(decks) as desk:
        assert desk.progress.state("one/why") is not None
        assert studied(desk)[WHY[0]]


def test_an_explicit_id_is_its_card_whatever_it_says(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    write(folder, "one", (*WHY, "a"), (*RELU, "b"))
    with desk_on(folder) as desk:
        study(desk, WHY[0])
    write(folder, "one", (*RELU, "a"), (*WHY, "b"))

    with desk_on(folder) as desk:
        assert studied(desk) == {RELU[0]: True, WHY[0]: False}
        assert renames(desk) == 0


def test_swapped_questions_take_their_progress_along(tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    write(folder, "one", WHY, RELU)
    with desk_on(folder) as desk:
        study(desk, WHY[0])
    write(folder, "one", (RELU[0], WHY[1]), (WHY[0], RELU[1]))

    with desk_on(folder) as desk:
        assert studied(desk) == {RELU[0]: False, WHY[0]: True}


def test_a_broken_file_is_no_reason_to_rename(decks: Path) -> None:
    write(decks, "one", RELU, tail="  - qestion: x\n")
    write(decks, "two", WHY)
    with desk_on(decks) as desk:
        assert renames(desk) == 0
        assert desk.library.suggestions() == []
    write(decks, "one", WHY, RELU)

    with desk_on(decks) as desk:
        assert renames(desk) == 0
        assert desk.progress.state(desk.library.keys("one")[0]) is not None


def test_what_was_reworded_in_a_broken_file_is_recognised_once_it_is_mended(decks: Path) -> None:
    write(decks, "one", BETTER, RELU, tail="  - qestion: x\n")
    with desk_on(decks) as desk:
        assert renames(desk) == 0
    write(decks, "one", BETTER, RELU)

    with desk_on(decks) as desk:
        assert studied(desk)[BETTER[0]]


def test_a_card_cut_from_a_broken_file_is_recognised_once_that_is_mended(decks: Path) -> None:
    write(decks, "two", WHY)
    write(decks, "one", RELU, tail="  - qestion: x\n")
    with desk_on(decks) as desk:
        assert renames(desk) == 0
    write(decks, "one", RELU)

    with desk_on(decks) as desk:
        assert studied(desk) == {RELU[0]: True, WHY[0]: True}


def test_a_folder_that_is_not_there_is_no_reason_to_rename(decks: Path, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    write(usb, "two", ("Who wrote BERT?", OTHER))
    with desk_on(decks, usb) as desk:
        study(desk, "Who wrote BERT?")
    shutil.move(usb, tmp_path / "away")
    write(decks, "three", ("Who wrote BERT?", OTHER))

    with desk_on(decks, usb) as desk:
        assert renames(desk) == 0
    usb.mkdir()
    with desk_on(decks, usb) as desk:
        assert renames(desk) == 0


def test_decks_elsewhere_are_no_reason_to_rename(decks: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", "three", WHY, ("Who wrote BERT?", "Devlin"))

    with desk_on(tmp_path / "elsewhere") as desk:
        assert renames(desk) == 0
        assert len(desk.library.suggestions()) == 1
    with desk_on(decks) as desk:
        assert studied(desk) == {WHY[0]: True, RELU[0]: True}


def test_what_another_device_learned_of_a_card_before_its_edit_is_recognised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, home = tmp_path / "decks", tmp_path / "there"
    write(folder, "one", WHY, RELU)
    with monkeypatch.context() as patch:
        patch.setenv("STUDYAPP_HOME", str(home))
        with desk_on(folder) as desk:
            study(desk, WHY[0])
    with desk_on(folder) as desk:
        study(desk, RELU[0])
    write(folder, "one", LIGHTER, RELU)
    with desk_on(folder) as desk:
        assert studied(desk) == {LIGHTER[0]: False, RELU[0]: True}
        merge(desk.progress, [home / "progress.db"])
        desk.library.compare_all(desk.moment())

        assert studied(desk) == {LIGHTER[0]: True, RELU[0]: True}


def test_both_names_in_decks_are_two_cards_again(decks: Path) -> None:
    write(decks, "one", BETTER, RELU)
    with desk_on(decks) as desk:
        assert studied(desk)[BETTER[0]]
    write(decks, "one", BETTER, RELU, (WHY[0], "another answer"))

    with desk_on(decks) as desk:
        assert studied(desk) == {BETTER[0]: False, RELU[0]: True, WHY[0]: True}


def test_a_deleted_card_that_comes_back_has_its_past(decks: Path) -> None:
    write(decks, "one", RELU)
    with desk_on(decks) as desk:
        assert len(desk.library.orphans()) == 1
    write(decks, "one", RELU, WHY)

    with desk_on(decks) as desk:
        assert studied(desk) == {RELU[0]: True, WHY[0]: True}
        assert renames(desk) == 0


def test_a_suggestion_stays_until_it_is_refused(decks: Path) -> None:
    twin = ("Why do people use SiLU?", LONG)
    write(decks, "one", twin, RELU)
    with desk_on(decks) as desk:
        assert not studied(desk)[twin[0]]
    with desk_on(decks) as desk:
        (asked,) = desk.library.suggestions()
        assert (asked.old_question, asked.new_question) == (WHY[0], twin[0])
        desk.library.refuse(asked.old, asked.new, desk.moment())
        assert desk.library.suggestions() == []
    shutil.rmtree(places.cache_folder())
    with desk_on(decks) as desk:
        assert desk.library.suggestions() == []
        assert not studied(desk)[twin[0]]
        assert desk.library.orphans() != []


def test_a_rename_that_was_undone_is_not_made_again(decks: Path) -> None:
    write(decks, "one", BETTER, RELU)
    with desk_on(decks) as desk:
        (edge,) = (event for event in desk.progress.events() if event.kind == "rename")
        desk.progress.undo(desk.moment(), edge.id)
    shutil.rmtree(places.cache_folder())

    with desk_on(decks) as desk:
        assert studied(desk) == {BETTER[0]: False, RELU[0]: True}
        assert desk.library.suggestions() == []


def test_nothing_is_looked_for_when_no_file_has_changed(
    decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(decks, "one", BETTER, RELU)
    write(decks, "two", ("Who wrote BERT?", "Devlin"), tail="  - qestion: x\n")
    with desk_on(decks):
        pass
    monkeypatch.setattr("studyapp.library.following.look", None)

    with desk_on(decks) as desk:
        assert studied(desk)[BETTER[0]]
        os.utime(decks / "one.yaml", (1, 1))
        assert not desk.library.refresh(desk.moment())
