from __future__ import annotations

import os

import pytest

from tests.library.authors import REPORTED
from tests.library.simulation import Simulation, Tally, share

RUNS, EDITS = map(int, os.environ.get("STUDYAPP_IDENTITY", "2x60").split("x"))
"""`STUDYAPP_IDENTITY=20x500` gives the figures of docs/identity.md."""

FEW = RUNS * EDITS < 5_000
"""Of so few edits one more or less that is asked would decide."""


@pytest.fixture(scope="module")
def tally(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    told = Tally()
    for seed in range(RUNS):
        told.add(Simulation(tmp_path_factory.mktemp("run"), seed, REPORTED).run(EDITS))
    return told


def test_no_card_has_the_progress_of_another(tally: Tally) -> None:
    assert tally.wrong == []


def test_nothing_is_lost_without_a_word(tally: Tally) -> None:
    assert tally.lost == []


def test_cards_that_keep_question_or_answer_are_recognised(tally: Tally) -> None:
    assert share(tally.kept) >= (0.85 if FEW else 0.95)


def test_most_light_edits_of_both_are_recognised(tally: Tally) -> None:
    assert tally.light.total() >= EDITS * RUNS // 40
    assert share(tally.light) >= (0.4 if FEW else 0.5)
