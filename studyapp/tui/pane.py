"""A region of the screen that shows ready rows, scrolls them, and can be clicked."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.widget import Widget

from studyapp.tui.ink import Ink, Sheet
from studyapp.tui.looks import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

_WHEEL = 3
"""Rows that one step of the mouse wheel scrolls."""

Painter = Callable[[Ink, int, int], Sheet]
"""Makes the rows for a width and a height."""


class Pane(Widget):
    """Shows a sheet from row `top` on; what it shows changes without any layout.

    The sheet is handed over by `show`, or made by a painter whenever the size, the theme or, as
    `repaint` says, the matter has changed. It is made while the frame is composed, so the first
    frame of a screen is complete.
    """

    def __init__(self, painter: Painter | None = None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.top = 0
        self._sheet = Sheet(0)
        self._shift = 0
        self._shown = self._sheet
        self._painter = painter
        self._painted = (0, 0)
        self._ink: Ink | None = None

    @property
    def ink(self) -> Ink:
        """The styles here under the present theme."""
        if self._ink is None:
            app, background = self.app, self.background_colors[1]
            few = app.console.color_system == "standard"
            looks = styles(app.theme_variables, self.styles.color, background, few)
            self._ink = Ink(looks, background, self.get_line_filters(), app.console)
        return self._ink

    @property
    def sheet(self) -> Sheet:
        """All rows, those out of view included."""
        if self._painter is not None and self._painted != self.size:
            self._painted = self.size
            self._put(self._painter(self.ink, *self.size), self.top)
        return self._sheet

    def forget_ink(self) -> None:
        """The theme changed."""
        self._ink = None
        self.repaint()

    def repaint(self) -> None:
        """What the painter shows has changed."""
        self._painted = (0, 0)
        self.refresh()

    def show(self, sheet: Sheet, top: int = 0) -> None:
        """Show `sheet` from row `top` on, or from as near to it as there are rows."""
        before = self._in_view()
        self._put(sheet, top)
        self._refresh_changed(before)
        self.moved()

    def move(self, rows: int) -> None:
        """Scroll by `rows`, as far as there are any."""
        top = self._clamped(self.top + rows)
        if top != self.top:
            self.top = top
            self.refresh()
            self.moved()

    def moved(self) -> None:
        """Tell whom it concerns that other rows are in view."""

    def page(self, pages: int) -> None:
        """Scroll by pages; a row of the old page stays in view."""
        self.move(pages * max(1, self.size.height - 1))

    def sideways(self, cells: int) -> None:
        """Scroll the rows that are too long, and only these."""
        sheet = self.sheet
        longest = max((strip.cell_length for strip in sheet.long.values()), default=0)
        shift = max(0, min(self._shift + cells, longest - sheet.width))
        if shift != self._shift:
            self._shift = shift
            self._shown = self.ink.shifted(sheet, shift)
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Hand out the rows in view as they are: they were made ready before."""
        width, height = self.size
        shown = self._shown if self.sheet.width == width else self.ink.fitted(self._shown, width)
        rows = list(shown.rows[self.top : self.top + height])
        rows += [self.ink.blank(width)] * (height - len(rows))
        rows = rows[crop.y : crop.bottom]
        if crop.column_span != (0, width):
            return [row.crop(*crop.column_span) for row in rows]
        return rows

    def on_resize(self) -> None:
        """Another height: perhaps fewer rows to scroll."""
        self.move(0)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked cells stand for.

        Once, for a double click: under its second half may lie what the first one has brought.
        """
        if event.chain > 1:
            return
        row = event.y + self.top
        for target in self.sheet.targets:
            if target.row == row and target.left <= event.x < target.right:
                await self.app.run_action(target.action, self.screen)
                return

    def on_mouse_scroll_down(self) -> None:
        """Scroll with the wheel."""
        self.move(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Scroll back with the wheel."""
        self.move(-_WHEEL)

    def _put(self, sheet: Sheet, top: int) -> None:
        self._sheet = self._shown = sheet
        self._shift = 0
        self.top = self._clamped(top)

    def _in_view(self) -> tuple[Strip, ...]:
        return self._shown.rows[self.top : self.top + self.size.height]

    def _refresh_changed(self, before: Sequence[Strip]) -> None:
        """Send only the rows that differ: the question above an answer stays as it is."""
        now = self._in_view()
        pairs = zip_longest(before, now)
        changed = [y for y, (old, new) in enumerate(pairs) if old is not new]
        if changed:
            first, last = changed[0], changed[-1]
            self.refresh(Region(0, first, self.size.width, last - first + 1))

    def _clamped(self, top: int) -> int:
        return max(0, min(top, len(self._sheet.rows) - self.size.height))
