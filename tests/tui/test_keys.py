from __future__ import annotations

import pytest

from studyapp.tui.adding import AddScreen
from studyapp.tui.answer import AnswerScreen
from studyapp.tui.app import StudyApp
from studyapp.tui.browse import BrowseScreen
from studyapp.tui.curvescreen import CurveScreen
from studyapp.tui.depth import DepthScreen
from studyapp.tui.faults import FaultsScreen
from studyapp.tui.help import HelpScreen
from studyapp.tui.home import HomeScreen
from studyapp.tui.lab import LabScreen
from studyapp.tui.leeches import LeechesScreen
from studyapp.tui.recordscreen import RecordScreen
from studyapp.tui.relatives import RelativesScreen
from studyapp.tui.remark import RemarkScreen
from studyapp.tui.review import ReviewScreen
from studyapp.tui.screen import StudyScreen
from studyapp.tui.summary import SummaryScreen

SCREENS: list[type[StudyScreen]] = [
    HomeScreen, ReviewScreen, SummaryScreen, CurveScreen, BrowseScreen, FaultsScreen, HelpScreen,
    LeechesScreen, RecordScreen, RelativesScreen, RemarkScreen, LabScreen,
    DepthScreen, AddScreen, AnswerScreen,
]  # fmt: skip


@pytest.mark.parametrize("screen", SCREENS)
def test_a_key_means_one_thing_on_one_screen(screen: type[StudyScreen]) -> None:
    names = [key for command in screen.table for key in command.keys]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("screen", SCREENS)
def test_every_command_is_something_the_screen_does(screen: type[StudyScreen]) -> None:
    for command in screen.table:
        owner, _, action = command.action.partition("(")[0].rpartition(".")
        where = StudyApp if owner == "app" else screen
        assert hasattr(where, f"action_{action}"), command.action


def test_every_command_says_what_it_does_in_a_sentence() -> None:
    for screen in SCREENS:
        for command in screen.table:
            assert command.help[0].isupper(), command
            assert command.help.endswith("."), command
