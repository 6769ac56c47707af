"""The app under a pilot, and what its screen shows as text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from studyapp.desk import Desk
from studyapp.library import places
from studyapp.sitting import Sitting
from studyapp.tui.app import StudyApp
from tests.build import SetClock, age, desk_on

CURVED = """
id: curved
title: Curves [red]and[/red] [/x]
cards:
  - id: one
    question: What is `x[i]` in [bold]ReLU[/bold] [/oops]?
    answer: First answer with [brackets].
    hint: Think of [zero].
    points: [a point, "[another]"]
    source: A [source]
    curve: relu
  - id: two
    question: Second question?
    answer: Second answer.
    curve: {function: gelu, show: answer}
  - id: three
    question: Third question?
    answer: Third answer.
"""

Play = Callable[[Pilot[None], StudyApp], Awaitable[None]]


def play(
    folder: Path,
    script: Play,
    *,
    text: str = CURVED,
    size: tuple[int, int] = (120, 40),
    review: bool = True,
    settings: str = "",
    log: Callable[[Desk, SetClock], None] | None = None,
) -> None:
    """Open the app on one deck and let `script` press its keys.

    `settings` is the text of that file; `log` writes into the log before.
    """
    folder.mkdir(exist_ok=True)
    path = folder / "curved.yaml"
    path.write_text(text, encoding="utf-8")
    if settings:
        chosen = Path(places.settings_file())
        chosen.parent.mkdir(exist_ok=True)
        chosen.write_text(settings, encoding="utf-8")
    clock = SetClock()
    with desk_on(age(path).parent, clock=clock) as desk:
        if log is not None:
            log(desk, clock)
        asyncio.run(_play(desk, script, size, review))


async def _play(desk: Desk, script: Play, size: tuple[int, int], review: bool) -> None:
    app = StudyApp(desk, Sitting(desk, via="app") if review else None)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await script(pilot, app)
    finally:
        app.ahead.close()


def shown(app: StudyApp) -> str:
    """The screen as text, without blanks at the ends of its lines."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def until(pilot: Pilot[None], app: StudyApp, text: str) -> None:
    """Wait for something that is prepared in the background."""
    for _ in range(100):
        if text in shown(app):
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{text!r} never came:\n{shown(app)}")
