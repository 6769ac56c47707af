from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot

from studyapp.curve.spec import CurveSpec, Expression, Trace
from studyapp.tui.ahead import Job
from studyapp.tui.app import StudyApp
from studyapp.tui.curveview import CurveView
from studyapp.tui.depth import DepthScreen
from studyapp.tui.home import HomeScreen
from studyapp.tui.ink import Sheet
from studyapp.tui.lab import CARD, LabScreen
from tests.build import SetClock, age, desk_on
from tests.tui.face import CURVED, play, shown, until

Script = Callable[[Pilot[None], StudyApp], Awaitable[None]]

TWO = CurveSpec((Trace("gelu"), Trace("relu")))
PAIR = CurveSpec((Trace("gelu"), Trace("gelu_sigmoid")), x=(-6.0, 6.0))


def compare(
    tmp_path: Path, spec: CurveSpec, script: Script, size: tuple[int, int] = (120, 40)
) -> StudyApp:
    """Open the lab on some functions and let `script` press its keys."""
    folder = tmp_path / "decks"
    folder.mkdir(exist_ok=True)
    path = folder / "curved.yaml"
    path.write_text(CURVED, encoding="utf-8")
    with desk_on(age(path).parent, clock=SetClock()) as desk:
        app = StudyApp(desk, lab=spec)

        async def go() -> None:
            try:
                async with app.run_test(size=size) as pilot:
                    await until(pilot, app, "read f and f′ here")
                    await script(pilot, app)
            finally:
                app.ahead.close()

        asyncio.run(go())
    return app


def pictures(app: StudyApp) -> list[CurveView]:
    """The plots in view."""
    return [plot for plot in app.screen.query(CurveView) if plot.parent and plot.region.area]


def test_functions_stand_side_by_side_with_one_cursor(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        assert len(pictures(app)) == 2
        await pilot.press("right", "right", "right")
        for plot in pictures(app):
            assert plot.view is not None
            assert plot.view.cursor == 0.2
        assert re.search(r"› 1 gelu +0\.1159 +0\.6575", shown(app))
        assert re.search(r"  2 relu +0\.2 +1\n", shown(app))
        await pilot.press("plus", "z", "d")
        for plot in pictures(app):
            assert plot.view is not None
            assert plot.view.spec.x == (-1.9, 2.1)
            assert plot.view.saturation
        assert "gelu′" in shown(app)

    compare(tmp_path, TWO, script)


def test_all_in_one_picture(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("s")
        assert len(pictures(app)) == 1
        assert "⠒⠒⠒⠒ gelu  ⠒⠒⠒  relu" in shown(app)
        await pilot.press("s")
        assert len(pictures(app)) == 2

    compare(tmp_path, TWO, script)


def test_the_facts_are_those_of_the_function_in_focus(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await until(pilot, app, "1.53353 keeps E f² at 1")
        await pilot.press("tab")
        await until(pilot, app, "kink at 0")
        assert "› 2 relu" in shown(app)
        await pilot.press("1")
        assert "1.53353 keeps E f² at 1" in shown(app), "known before, so it is told at once"
        await pilot.press("i")
        assert "E f²" not in shown(app)
        await pilot.press("i")
        assert "E f²" in shown(app)

    compare(tmp_path, TWO, script)


def test_what_is_bent_is_told_of_at_once_and_its_facts_follow(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("2", "right_square_bracket")
        assert "k = 1.8" in shown(app)
        await until(pilot, app, "gelu_sigmoid(x) = x·σ(kx); k = 1.8")
        await pilot.press("1", "right_square_bracket")
        assert "k = 1.9" in shown(app), "one function alone has a parameter"

    compare(tmp_path, PAIR, script)


def test_the_error_is_drawn_and_its_maximum_found(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("e")
        await until(pilot, app, "0.0203")
        assert len(pictures(app)) == 3
        assert "gelu(x) - gelu_sigmoid(x)" in shown(app)
        await pilot.press("right_square_bracket")
        await until(pilot, app, "0.0170134348313")
        await pilot.press("m")
        assert "x = 0.931267" in shown(app)
        assert "flat: no gradient passes" not in shown(app), "it is no layer's slope"
        await pilot.press("e")
        assert len(pictures(app)) == 2
        await pilot.press("m")
        assert "e draws the error of two functions first" in shown(app)

    compare(tmp_path, PAIR, script)


def test_the_error_goes_from_one_function_to_the_next(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        for other in ("relu", "tanh"):
            await pilot.press("e")
            await until(pilot, app, f"gelu(x) - {other}(x)")
        await pilot.press("3")
        assert "(x) - " not in shown(app), "no function is compared with itself"
        await pilot.press("e")
        await until(pilot, app, "tanh(x) - gelu(x)")
        await pilot.press("1", "x")
        assert "› 1 relu" in shown(app)

    compare(tmp_path, TWO._replace(traces=(*TWO.traces, Trace("tanh"))), script)


def test_a_function_or_a_formula_is_added(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("o")
        await pilot.press(*"mis", "enter")
        assert "› 3 mish" in shown(app)
        await pilot.press("o")
        await pilot.press(*"x*tanh(", "a", "*", "x")
        assert "character 11: the formula ends too soon" in shown(app)
        await pilot.press(*")")
        assert "formula        x·tanh(a·x); a = 1" in shown(app)
        await pilot.press("enter")
        assert "› 4 x·tanh(a·x)" in shown(app)
        assert len(pictures(app)) == 4
        await pilot.press("o")
        assert "four functions are compared" in shown(app)
        for _ in range(3):
            await pilot.press("x")
        await pilot.press("x")
        assert "one function must stay" in shown(app)
        await pilot.press("e")
        assert "nothing to compare it with" in shown(app)

    compare(tmp_path, TWO, script)


def test_a_click_reads_and_gives_the_focus(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        second = pictures(app)[1]
        await pilot.click(second, offset=(second.size.width // 2, 5))
        text = shown(app)
        assert "› 2 relu" in text
        assert "x = " in text
        await pilot._post_mouse_events([], second)
        app.screen.query_one(CurveView).on_mouse_scroll_up()
        await pilot.pause()
        shown_now = pictures(app)[1].view
        assert shown_now is not None
        assert shown_now.spec.x is not None
        assert shown_now.spec.x[1] - shown_now.spec.x[0] == pytest.approx(4.0)

    compare(tmp_path, TWO, script)


def test_the_card_is_copied_and_printed(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("d", "Y", "Y")
        assert CARD in shown(app)
        assert app.clipboard == app.printed[0]
        await pilot.press("right", "y")
        assert app.clipboard == "x = 0, f = 0, f′ = 0.5"

    app = compare(tmp_path, TWO, script)

    assert app.printed == [
        "curve:\n  function: [gelu, relu]\n  derivative: true\n  x: [-4, 4]",
    ]


def test_depth_shows_layers_of_each_function(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("p")
        await until(pilot, app, "20 layers of 256 units, gain 1.414")
        assert isinstance(app.screen, DepthScreen)
        assert "mean |f|" in shown(app)
        await pilot.press("v")
        await until(pilot, app, "each function's own gain")
        assert "gelu  gain 1.534" in shown(app)
        await pilot.press("v", "left_square_bracket", "plus", "minus", "minus")
        await until(pilot, app, "10 layers of 256 units, gain 0.95")
        before = shown(app)
        await pilot.press("s")
        await pilot.pause(0.5)
        assert shown(app) != before
        await pilot.press("escape")
        assert isinstance(app.screen, LabScreen)

    compare(tmp_path, TWO, script)


def test_a_dying_signal_is_seen(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("p", "v", "v")
        await until(pilot, app, "gain 1")
        await until(pilot, app, "the gradient vanishes: × 0.2")

    compare(tmp_path, CurveSpec((Trace("sigmoid"),)), script)


@pytest.mark.parametrize("size", [(20, 8), (24, 8), (60, 20), (80, 24), (160, 48), (200, 60)])
def test_every_size_shows_curves_or_facts(tmp_path: Path, size: tuple[int, int]) -> None:
    spec = CurveSpec((*TWO.traces, Trace("step"), Expression("a/x", (("a", 2.0),))))

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        for keys in (["right"], ["e"], ["s"], ["i"], ["w", "z", "t", "D"], ["tab", "x", "x", "x"]):
            await pilot.press(*keys)
            assert len(shown(app).splitlines()) == size[1]
        assert any(app.screen.query(CurveView)) or "› 1" in shown(app)

    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "curved.yaml").write_text(CURVED, encoding="utf-8")
    with desk_on(folder, clock=SetClock()) as desk:
        app = StudyApp(desk, lab=spec)

        async def go() -> None:
            try:
                async with app.run_test(size=size) as pilot:
                    await pilot.pause(0.5)
                    await script(pilot, app)
            finally:
                app.ahead.close()

        asyncio.run(go())


def test_the_home_screen_opens_the_lab_as_it_was_left(tmp_path: Path) -> None:
    begun, free = Event(), Event()

    def slow() -> Sheet:
        begun.set()
        free.wait(5.0)
        return Sheet(0)

    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.press("c")
        await until(pilot, app, "gelu(x) = x·Φ(x)")
        await pilot.press("x", "escape")
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("c")
        await until(pilot, app, "› 1 ⠒⠒⠒⠒ relu")
        assert "gelu" not in shown(app)
        await pilot.press("escape")
        app.ahead.wish([Job(object(), slow)])
        assert await asyncio.to_thread(begun.wait, 5.0)
        await pilot.press("c", "escape")
        free.set()
        await pilot.press("c")
        await until(pilot, app, "› 1 ⠒⠒⠒⠒ relu")
        assert "gelu" not in shown(app), "not forgotten by one who left before it was ready"

    play(tmp_path / "decks", script, review=False)


def test_keys_before_the_lab_is_ready_do_no_harm(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        app.ahead.rest()
        await pilot.press("c")
        screen = app.screen
        assert isinstance(screen, LabScreen)
        for key in ("right", "o", "x", "tab", "s", "e", "i", "p", "Y", "y", "1"):
            await pilot.press(key)
        await until(pilot, app, "relu")

    play(tmp_path / "decks", script, review=False)


def test_with_room_for_one_picture_the_error_is_that_one(tmp_path: Path) -> None:
    async def script(pilot: Pilot[None], app: StudyApp) -> None:
        await pilot.resize_terminal(24, 8)
        await pilot.press("e", "i")
        assert len(pictures(app)) == 1
        assert "gelu_sigmoid" in shown(app)
        assert "⠒" in shown(app)
        await pilot.press("right", "e")
        assert "⠒⠒⠒  gelu_sigmoid" in shown(app), "both curves again"

    compare(tmp_path, PAIR, script)
