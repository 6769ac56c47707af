"""The first screen: what is due today, in which decks, and the key that starts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from studyapp import wording
from studyapp.library.wish import Wish
from studyapp.safetext import clean_line
from studyapp.settings.reading import SettingsError
from studyapp.sitting import NOTHING_TO_UNDO, Refused, Sitting
from studyapp.tui import keys
from studyapp.tui.decklist import DeckList
from studyapp.tui.hand import Press
from studyapp.tui.ink import Ink, Sheet, Target
from studyapp.tui.pane import Pane
from studyapp.tui.screen import StudyScreen, bindings
from studyapp.tui.today import Today

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.deck.fault import Fault

_MORE = 10
_LOOK = 30.0
"""Seconds between two looks at the clock."""


class HomeScreen(StudyScreen):
    """Decks and their counts."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.HOME)
    table: ClassVar[tuple[keys.Command, ...]] = keys.HOME

    def __init__(self) -> None:
        super().__init__()
        self._today = Today()
        self._decks = DeckList()
        self._notes = Pane(self._notes_sheet, "notes")
        self._leeches = 0
        self._faults: list[Fault] = []
        self._day = 0

    def compose(self) -> ComposeResult:
        """Today's total, the decks, what there is to tell, the keys."""
        yield self._today
        yield self._decks
        yield self._notes
        yield self.keyline

    def scrolled(self) -> Pane:
        """The list of decks."""
        return self._decks.pane

    def on_mount(self) -> None:
        """Look from time to time whether another study day has begun."""
        self.set_interval(_LOOK, self._look_at_the_day)

    def _look_at_the_day(self) -> None:
        if self.app.screen is self and self.study.desk.moment().day != self._day:
            self.on_screen_resume()

    def on_screen_resume(self) -> None:
        """Read the counts, which may have changed on another screen."""
        desk = self.study.desk
        day = self._day = desk.moment().day
        desk.library.catch_up()
        decks = desk.library.decks(day)
        self._today.fill(desk.library, day, decks)
        self._decks.fill(decks)
        self.call_after_refresh(self._read_faults)

    def decks_changed(self) -> None:
        """Other decks, other counts."""
        if self.app.screen is self:
            self.on_screen_resume()

    def action_study(self) -> None:
        """Study everything that is due."""
        if self.study.hand.press is not Press.REPEAT:
            self._start(Sitting(self.study.desk, via="app"))

    def action_study_deck(self) -> None:
        """Study only the highlighted deck."""
        if deck := self._decks.deck:
            self._start(Sitting(self.study.desk, Wish(decks=(deck.id,)), via="app"))

    def action_more(self) -> None:
        """Take ten more new cards than the day allows."""
        self._start(Sitting(self.study.desk, Wish(new=_MORE), via="app"))

    def action_browse(self) -> None:
        """Look through the highlighted deck."""
        if (deck := self._decks.deck) and not self.study.browse(deck.id, deck.title):
            self.keyline.say("this deck has no cards")

    def action_switch(self) -> None:
        """Turn the highlighted deck on or off."""
        if deck := self._decks.deck:
            try:
                self.study.desk.library.turn_on(deck.id, not deck.on)
            except SettingsError as error:
                self.keyline.say(str(error), "bad")
                return
            self.on_screen_resume()

    def action_undo(self) -> None:
        """Take back the newest thing done today; the card of a grade is shown."""
        if self.study.hand.rushed:
            return
        sitting = Sitting(self.study.desk, via="app")
        try:
            undone = sitting.undo()
        except Refused as refusal:
            self.keyline.say(str(refusal), "bad")
            return
        if undone is None:
            self.keyline.say(NOTHING_TO_UNDO)
        elif undone.turn is not None:
            self.study.go_review(sitting, undone.said)
        else:
            self.on_screen_resume()
            self.keyline.say(undone.said, "plain")

    def action_faults(self) -> None:
        """List what is wrong in the decks."""
        self.study.show_faults()

    def action_leeches(self) -> None:
        """List the cards that are forgotten again and again."""
        if not self.study.show_leeches():
            self.keyline.say("there are no leeches: no card was forgotten 8 times")

    def action_lab(self) -> None:
        """Compare functions."""
        self.study.show_lab()

    def action_move(self, rows: int) -> None:
        """Move the highlight."""
        self._decks.step(rows)

    def action_page(self, pages: int) -> None:
        """Move the highlight by pages, and the list with it."""
        self._decks.page(pages)

    def action_go(self, place: int) -> None:
        """Highlight the deck that was clicked."""
        self._decks.go(place)

    def _start(self, sitting: Sitting) -> None:
        if sitting.turn is None:
            self.keyline.say("nothing is left to study there today")
        else:
            self.study.go_review(sitting)

    def _read_faults(self) -> None:
        """Look for faults to tell; reading them may take a moment, so after the frame."""
        library = self.study.desk.library
        self._faults, self._leeches = library.faults(), len(library.leeches())
        told = bool(self._faults) + bool(self._leeches)
        self._notes.styles.height = len(self.study.desk.notices) + told
        self._notes.repaint()

    def _notes_sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        notices = self.study.desk.notices
        sheet = ink.sheet(([(clean_line(notice), "muted")] for notice in notices), width, margin=2)
        if self._leeches:
            told = f"{wording.count(self._leeches, 'leech')}, forgotten again and again"
            sheet = sheet.above(_note(ink, width, told, "L", "leeches"))
        if self._faults:
            decks = wording.count(len({fault.path for fault in self._faults}), "deck")
            told = f"{wording.count(len(self._faults), 'fault')} in {decks}"
            sheet = sheet.above(_note(ink, width, told, "!", "faults"))
        return sheet


def _note(ink: Ink, width: int, told: str, key: str, action: str) -> Sheet:
    """Something to look at, and the key that shows it."""
    line = [(told, "warn"), (" · ", "muted"), (key, "key"), (" shows them", "muted")]
    target = Target(0, 0, width, action)
    return Sheet(width, (ink.row(line, width, 2),), targets=(target,))
