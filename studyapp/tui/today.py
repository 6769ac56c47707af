"""The head of the first screen: what is to be studied today, and the key that starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp import wording
from studyapp.library.backlog import Backlog
from studyapp.library.library import Counts
from studyapp.safetext import clean_line
from studyapp.tui.ink import Ink, Sheet, Target
from studyapp.tui.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studyapp.library.library import DeckRow, Library
    from studyapp.tui.lines import Part

_NO_DECKS = (
    "There are no decks here",
    "A deck is a YAML file with `title:` and `cards:`. Put one there, and start again:",
)


class Today(Pane):
    """The counts of the decks that are on, added up."""

    def __init__(self) -> None:
        super().__init__(self._paint, "today")
        self._day = 0
        self._folder = ""
        self._decks: Sequence[DeckRow] = ()
        self._total = Counts(0, 0, 0, 0, 0, 0, 0, 0)
        self._backlog = Backlog(0, 0, None)
        self._next: int | None = None

    def fill(self, library: Library, day: int, decks: Sequence[DeckRow]) -> None:
        """Read the counts of a study day; `decks` are all there are."""
        self._day, self._decks = day, decks
        self._folder = clean_line(", ".join(root for root, _ in library.roots[:1]), 1000)
        self._total = library.total(day)
        self._backlog = library.backlog(day, self._total)
        self._next = library.next_due(day)
        self.repaint()

    @property
    def _waiting(self) -> int:
        """Cards to study today."""
        return self._total.due_today + self._total.again + self._total.new_today

    def _paint(self, ink: Ink, width: int, _height: int) -> Sheet:
        date = wording.date(self._day, self._day)
        title = ink.spread([("studyapp", "title")], [(date, "muted")], width, 2)
        lines = self._some() if self._waiting else self._none()
        rows = (title, ink.blank(width), *(ink.row(line, width, 2) for line in lines))
        start = Target(3, 0, width, "study")
        return Sheet(width, rows, targets=(start,) if self._waiting else ())

    def _some(self) -> list[list[Part]]:
        total = self._total
        due = [wording.backlog(*self._backlog, self._day)] if total.due else []
        counts = ((total.again, "again"), (total.new_today, "new"))
        told = " · ".join(due + [f"{number} {word}" for number, word in counts if number])
        return [
            [(wording.count(self._waiting, "card") + " today", "strong"), (f"   {told}", "muted")],
            [("Space", "key"), (" or ", "plain"), ("Enter", "key"), (" starts", "plain")],
        ]

    def _none(self) -> list[list[Part]]:
        if not self._decks:
            first, second = _NO_DECKS
            return [[(first, "strong")], [(second, "plain")], [(self._folder, "plain")]]
        if not any(deck.on for deck in self._decks):
            turns = " turns on the highlighted one"
            return [[("No deck is on", "strong")], [("o", "key"), (turns, "plain")]]
        said, comes = self._why_none()
        return [
            [(said, "strong"), (comes, "muted")],
            [
                ("+", "key"),
                (" ten more new cards   ", "plain"),
                ("l", "key"),
                (" look through a deck", "plain"),
            ],
        ]

    def _why_none(self) -> tuple[str, str]:
        """Why there is nothing to study, and when there will be."""
        due, following = self._backlog.due, self._next
        if due:
            later = wording.left_over(due, self._backlog.clear, self._day)
            return "That is all for today", f"   {later}"
        if following is None:
            return "Nothing is due today", ""
        back = f"{wording.when(following - self._day)}, {wording.date(following, self._day)}"
        return "Nothing is due today", f"   the next card comes {back}"
