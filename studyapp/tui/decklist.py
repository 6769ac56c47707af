"""The decks with their counts; one of them is highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from studyapp.tui.ink import Ink, Sheet, Target
from studyapp.tui.lines import Part, fit
from studyapp.tui.reader import Reader

if TYPE_CHECKING:
    from studyapp.library.library import DeckRow

_COUNTS = (("new", 6), ("learning", 10), ("again", 7), ("due", 6))
_NARROW = (("new", 5), ("due", 5))
_ROOM_FOR_ALL = 56
_TITLE = 64

_Columns = Sequence[tuple[str, int]]


class DeckList(Reader):
    """Decks that are on, then those that are off, dimmed."""

    def __init__(self) -> None:
        super().__init__(self._sheet, "decks")
        self._decks: Sequence[DeckRow] = ()
        self._at = 0
        self._row_of: list[int] = []

    @property
    def deck(self) -> DeckRow | None:
        """The highlighted deck."""
        return self._decks[self._at] if self._decks else None

    def fill(self, decks: Sequence[DeckRow]) -> None:
        """Show these decks; the highlight stays on its deck."""
        here = self.deck
        self._decks = decks
        ids = [deck.id for deck in decks]
        self._at = ids.index(here.id) if here is not None and here.id in ids else 0
        self.pane.repaint()

    def step(self, by: int) -> None:
        """Move the highlight."""
        self.go(self._at + by)

    def page(self, pages: int) -> None:
        """Move the highlight by pages; a row of the old page stays in view."""
        self.step(pages * max(1, self.pane.size.height - 1))

    def go(self, place: int) -> None:
        """Highlight the deck at that place, and scroll it into view."""
        self._at = max(0, min(place, len(self._decks) - 1))
        self.pane.repaint()
        rows = len(self.pane.sheet.rows)
        row = self._row_of[self._at] if self._row_of and self._at else 0
        height, top = self.pane.size.height, self.pane.top
        if row < top or row >= min(top + height, rows):
            self.pane.move((row if row < top else row - height + 1) - top)

    def _sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        columns = _COUNTS if width >= _ROOM_FOR_ALL else _NARROW
        title = min(_TITLE, width - 6 - sum(size for _, size in columns))
        rows = [
            ink.row(
                [(_cells("    Deck", [name for name, _ in columns], columns, title), "muted")],
                width,
            )
        ]
        targets = []
        self._row_of = []
        for place, deck in enumerate(self._decks):
            if not deck.on and (place == 0 or self._decks[place - 1].on):
                rows += [ink.blank(width), ink.row([("Off", "muted")], width, margin=4)]
            self._row_of.append(len(rows))
            targets.append(Target(len(rows), 0, width, f"go({place})"))
            rows.append(ink.row(_line(deck, columns, title, width, place == self._at), width))
        return Sheet(width, tuple(rows), targets=tuple(targets))


def _line(deck: DeckRow, columns: _Columns, title: int, width: int, picked: bool) -> list[Part]:
    counts = deck.counts._asdict()
    numbers = [str(counts[name] or "·") for name, _ in columns]
    text = _cells(("  ▸ " if picked else "    ") + deck.title, numbers, columns, title)
    if picked:
        return [
            ("  ", "plain"),
            (fit(text[2:], width - 4), "picked" if deck.on else "picked-muted"),
        ]
    return [(text, "plain" if deck.on else "muted")]


def _cells(title: str, values: Sequence[str], columns: _Columns, size: int) -> str:
    """A row of the table: four cells for the mark and the title's `size`, then the columns."""
    numbers = (value.rjust(breadth) for value, (_, breadth) in zip(values, columns, strict=True))
    return fit(title, 4 + size) + "".join(numbers)
