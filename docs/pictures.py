"""Draws the pictures of the README from the real app: `python docs/pictures.py`."""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rich.cells import cell_len

from studyapp.clock import from_environment
from studyapp.curve.spec import CurveSpec, Trace
from studyapp.desk import Desk
from studyapp.library import places
from studyapp.library.wish import Wish
from studyapp.sitting import Sitting
from studyapp.tui.app import StudyApp

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCS = Path(__file__).parent
SIZE = (118, 34)

_TEXT = re.compile(r'textLength="(?P<length>[\d.]+)"(?P<rest>[^>]*)>(?P<text>[^<]*)<')


def main() -> None:
    """Draw every picture anew."""
    os.environ["STUDYAPP_NOW"] = "2026-11-23T09:00:00"
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    _draw("review.svg", "activation-functions-en", "gelu", ["space"])
    _draw("review-zh.svg", "activation-functions-zh", "sigmoid", ["space"])
    two = CurveSpec((Trace("gelu"), Trace("relu")))
    _draw_lab("lab.svg", two, ["ctrl+right", "e", "m"])


def _draw(name: str, deck: str, card: str, keys: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDYAPP_HOME"] = home
        with Desk(places.roots(), from_environment()) as desk:
            sitting = Sitting(desk, Wish(keys=(f"{deck}/{card}",)), via="app")
            picture = asyncio.run(_picture(StudyApp(desk, sitting), keys))
    (DOCS / name).write_text(_true_widths(picture), encoding="utf-8")


def _draw_lab(name: str, spec: CurveSpec, keys: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDYAPP_HOME"] = home
        with Desk(places.roots(), from_environment(), recorded=False) as desk:
            picture = asyncio.run(_picture(StudyApp(desk, lab=spec), keys))
    (DOCS / name).write_text(_true_widths(picture), encoding="utf-8")


async def _picture(app: StudyApp, keys: Sequence[str]) -> str:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1.0)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(1.0)
        return app.export_screenshot(title="studyapp")


def _true_widths(picture: str) -> str:
    """The picture with the width of its texts counted in cells, as a terminal does.

    Rich counts characters there, which squeezes Chinese into half its room.
    """

    def widen(found: re.Match[str]) -> str:
        text = html.unescape(found["text"])
        length = float(found["length"]) / max(1, len(text)) * cell_len(text)
        return f'textLength="{length:.1f}"{found["rest"]}>{found["text"]}<'

    return _TEXT.sub(widen, picture)


if __name__ == "__main__":
    main()
