from __future__ import annotations

from pathlib import Path

import pytest
from rich._palettes import EIGHT_BIT_PALETTE, STANDARD_PALETTE
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot

from studyapp.tui.app import StudyApp
from studyapp.tui.looks import CURVE, contrast, styles
from studyapp.tui.pane import Pane
from tests.tui.face import play

LEAST = 3.0
"""What WCAG 2.2 (1.4.11) asks of graphics."""


SYSTEMS = [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD]
THEMES = ["textual-dark", "textual-light"]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("theme", THEMES)
def test_every_role_stands_out(tmp_path: Path, theme: str, system: ColorSystem) -> None:
    looks = looks_of(tmp_path, theme, system)

    faint = {role: found for role, look in looks.items() if (found := ratio(look)) < LEAST}
    assert faint == {}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("theme", THEMES)
def test_a_curve_its_slope_and_its_tangent_differ(
    tmp_path: Path, theme: str, system: ColorSystem
) -> None:
    looks = looks_of(tmp_path, theme, system)
    together = ("trace0", "trace1", "slope0", "tangent", "axis")

    assert len({front(looks[role]) for role in together}) == len(together)


def looks_of(folder: Path, theme: str, system: ColorSystem) -> dict[str, Style]:
    """What each role looks like, in the colours that such a terminal has."""
    found: dict[str, Style] = {}

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        app.theme = theme
        await pilot.pause()
        pane = app.screen.query(Pane).first()
        front, back = pane.styles.color, pane.background_colors[1]
        few = system == ColorSystem.STANDARD
        found.update(styles(app.theme_variables, front, back, few))

    play(folder / "decks", script)
    assert set(CURVE) <= set(found)
    return {role: _downgraded(look, system) for role, look in found.items()}


def _downgraded(look: Style, system: ColorSystem) -> Style:
    assert look.color is not None
    assert look.bgcolor is not None
    return Style(color=look.color.downgrade(system), bgcolor=look.bgcolor.downgrade(system))


def front(look: Style) -> ColorTriplet:
    return _triplet(look.color)


def ratio(look: Style) -> float:
    return contrast(*(Color(*_triplet(part)) for part in (look.color, look.bgcolor)))


def _triplet(color: RichColor | None) -> ColorTriplet:
    assert color is not None
    if color.triplet is not None:
        return color.triplet
    assert color.number is not None
    return (STANDARD_PALETTE if color.number < 16 else EIGHT_BIT_PALETTE)[color.number]
