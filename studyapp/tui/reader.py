"""A pane with a scroll bar of one column beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from studyapp.tui.ink import Ink, Sheet
from studyapp.tui.pane import Painter, Pane

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip


class Reader(Horizontal):
    """Long text: shows a sheet, scrolls it, and shows where in it one is."""

    BLANK = True

    def __init__(self, painter: Painter | None = None, id: str = "reader") -> None:
        self.pane = _Text(painter)
        self._track = _Track(self.pane)
        self.pane.track = self._track
        super().__init__(self.pane, self._track, id=id)

    def show(self, sheet: Sheet, top: int = 0) -> None:
        """Show `sheet` from row `top` on."""
        self.pane.show(sheet, top)


class _Text(Pane):
    """The text; its scroll bar follows it."""

    track: _Track

    def repaint(self) -> None:
        super().repaint()
        self.track.follow()

    def moved(self) -> None:
        self.track.follow()


class _Track(Pane):
    """The scroll bar: empty while everything is in view."""

    def __init__(self, text: Pane) -> None:
        super().__init__()
        self._text = text
        self._bar: tuple[Ink, Strip] | None = None

    def follow(self) -> None:
        """Show the part of the text that is in view; rows that stay the same are not sent."""
        height, total = self.size.height, len(self._text.sheet.rows)
        if total <= height:
            self.show(Sheet(1))
            return
        length = max(1, height * height // total)
        start = round(self._text.top / (total - height) * (height - length))
        rest = self.ink.blank(1)
        rows = (self._thumb() if start <= y < start + length else rest for y in range(height))
        self.show(Sheet(1, tuple(rows)))

    def _thumb(self) -> Strip:
        if self._bar is None or self._bar[0] is not self.ink:
            self._bar = self.ink, self.ink.row([("▐", "thumb")], 1)
        return self._bar[1]

    def on_resize(self) -> None:
        """Another height, another length of the bar."""
        self.follow()

    async def on_click(self, event: events.Click) -> None:
        """Go to the part of the text that was clicked."""
        share = event.y / max(1, self.size.height - 1)
        beyond = len(self._text.sheet.rows) - self._text.size.height
        self._text.move(round(share * beyond) - self._text.top)
