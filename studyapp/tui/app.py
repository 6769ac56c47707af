"""The app: opens screens, hears every key first, and leaves the terminal as it was."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType

from studyapp.progress.errors import ProgressError
from studyapp.tui.ahead import Ahead
from studyapp.tui.caretaker import Caretaker
from studyapp.tui.hand import Hand
from studyapp.tui.home import HomeScreen
from studyapp.tui.screen import StudyScreen
from studyapp.tui.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.command import Provider
    from textual.screen import Screen
    from textual.types import CSSPathType

    from studyapp.curve.spec import Curve, CurveSpec, Expression, Trace
    from studyapp.curve.view import View
    from studyapp.deck.model import Card
    from studyapp.desk import Desk
    from studyapp.sitting import Sitting, Turn
    from studyapp.tui.ink import Sheet

_SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}
"""Exit status of each signal that ends the app in good order: 128 and its number."""

_OBJECTS = 10_000
"""More of them than before make Python look for garbage.

A prepared picture is a thousand. With Python's own 700 each one had it look, at length every few
seconds: 8 ms on a machine at rest, 40 on a busy one (benchmark: curvekeys in tests/bench).
"""


def run(desk: Desk, start: Sitting | None = None, lab: CurveSpec | None = None) -> int:
    """Run the app on an open desk, which it closes; returns the exit status.

    What the learner has asked for to be printed follows on standard output.

    Args:
        start: a sitting to begin with instead of the home screen.
        lab: functions to compare instead; the app ends where the lab is left.
    """
    app = StudyApp(desk, start, lab)
    try:
        app.run()
    finally:
        app.ahead.close()
        app.caretaker.close()
        desk.close()
    for text in app.printed:
        print(text)
    return app.return_code or 0


def _screen_of(sitting: Sitting, last: Turn | None, said: str = "") -> StudyScreen:
    """The review, with what was said last, or its summary when no card is left."""
    if sitting.turn is None:
        from studyapp.tui.summary import SummaryScreen

        return SummaryScreen(sitting, last)
    from studyapp.tui.review import ReviewScreen

    return ReviewScreen(sitting, said)


def _palette() -> type[Provider]:
    from studyapp.tui.palette import StudyCommands

    return StudyCommands


class StudyApp(App[None]):
    """Home, review and summary take each other's place; the other screens lie on top of them."""

    TITLE = "studyapp"
    CSS_PATH: ClassVar[CSSPathType] = [
        "app.tcss",
        "home.tcss",
        "review.tcss",
        "reading.tcss",
        "remark.tcss",
        "relatives.tcss",
        "lab.tcss",
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", show=False, priority=True)
    ]

    def __init__(
        self, desk: Desk, start: Sitting | None = None, lab: CurveSpec | None = None
    ) -> None:
        """Begin with a sitting, or with the lab, or else with the home screen."""
        # Without colours means without any; Textual alone would show shades of grey.
        super().__init__(ansi_color=True if os.environ.get("NO_COLOR") else None)
        self.desk = desk
        self.hand = Hand()
        self.ahead: Ahead[Sheet] = Ahead(self._sheet_ready, self._sheet_failed)
        log, day = desk.progress.path, desk.moment().day
        self.caretaker = Caretaker(log, day, self._log_is_wrong)
        self.watcher = Watcher(desk.library.roots, self._files_changed)
        self._start = start
        self._lab = lab
        self._lab_left: View | None = None
        self.printed: list[str] = []
        self.broken: tuple[str, ...] = ()
        self._loop: asyncio.AbstractEventLoop | None = None

    def get_default_screen(self) -> Screen[None]:
        """The first screen."""
        if self._lab is not None:
            from studyapp.tui.lab import LabScreen

            return LabScreen(self._lab, lambda _: self.exit(), self._keep_to_print)
        return HomeScreen() if self._start is None else _screen_of(self._start, None)

    def on_mount(self) -> None:
        """Listen to signals; begin to prepare once the first frame is out."""
        self._loop = asyncio.get_running_loop()
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                self._loop.add_signal_handler(number, self._ended_by, number)
        self.theme_changed_signal.subscribe(self, lambda _: self._repaint())
        self.call_after_refresh(self._first_frame_is_out)

    def on_unmount(self) -> None:
        """Nobody is left to tell of a changed file."""
        self.watcher.close()

    async def on_event(self, event: events.Event) -> None:
        """Hear every key before its screen does."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.hand.note(event.key, event.time)
            self.ahead.rest(held=self.hand.rushed)
            if isinstance(self.screen, StudyScreen):
                self.screen.key_came()
        elif isinstance(event, events.MouseDown) and not event.is_forwarded:
            self.hand.note("mouse", event.time)
        await super().on_event(event)

    def go_home(self) -> None:
        """Show what is due."""
        if isinstance(self.screen_stack[0], HomeScreen):
            while len(self.screen_stack) > 1:
                self.pop_screen()
        else:
            self._replace(HomeScreen())

    def go_review(self, sitting: Sitting, said: str = "") -> None:
        """Go on with a sitting; `said` tells what has led there."""
        self._replace(_screen_of(sitting, None, said))

    def go_summary(self, sitting: Sitting, last: Turn | None) -> None:
        """Show what a sitting came to; `last` is its last card."""
        self._replace(_screen_of(sitting, last))

    def browse(self, deck_id: str, title: str) -> bool:
        """Look through a deck; False if it has no cards."""
        keys = self.desk.library.keys(deck_id)
        if keys:
            self.look_through(title, keys)
        return bool(keys)

    def look_through(self, title: str, keys: Sequence[str], at: int = 0) -> None:
        """Look through these cards, at first the one at a place."""
        from studyapp.tui.browse import BrowseScreen

        self.push_screen(BrowseScreen(title, keys, at))

    def show_leeches(self) -> bool:
        """List the cards that are forgotten again and again; False if there is none."""
        from studyapp.tui.leeches import LeechesScreen

        leeches = self.desk.library.leeches()
        if leeches:
            self.push_screen(LeechesScreen(leeches))
        return bool(leeches)

    def show_curve(
        self, spec: Curve, view: View | None = None, keep: Callable[[View], None] | None = None
    ) -> None:
        """Give the screen to a curve, as it is looked at; `keep` is told how it was last."""
        from studyapp.tui.curvescreen import CurveScreen

        self.push_screen(CurveScreen(spec, view, keep))

    def choose_relative(self, shown: Sequence[str], choose: Callable[[str], None]) -> None:
        """Let the learner choose a function to lay over those that are shown."""
        from studyapp.tui.relatives import RelativesScreen

        self.push_screen(RelativesScreen(shown, choose))

    def show_lab(self) -> None:
        """Compare functions, those of the last time first."""
        from studyapp.tui.lab import LabScreen

        self.push_screen(LabScreen(self._lab_left, self._leave_lab, self._keep_to_print))

    def choose_added(self, choose: Callable[[Trace | Expression], None]) -> None:
        """Let the learner choose a function, or write a formula."""
        from studyapp.tui.adding import AddScreen

        self.push_screen(AddScreen(choose))

    def show_depth(self, spec: CurveSpec) -> None:
        """Send a signal through layers of these functions."""
        from studyapp.tui.depth import DepthScreen

        self.push_screen(DepthScreen(spec))

    def edit(self, card: Card) -> tuple[str, str]:
        """Let the learner edit a card; what to tell afterwards, and its role."""
        from studyapp.deck.edit.refused import Refused
        from studyapp.tui import outside

        library = self.desk.library
        path = library.path(card.key)
        if path is None:
            return "this card is in no deck any more", "bad"
        try:
            said = outside.edit(self, path, card.line, library.roots)
        except Refused as refused:
            return str(refused), "bad"
        self._take_in()
        return said, "plain"

    def show_record(self, key: str) -> None:
        """Show what there is to know of a card."""
        from studyapp.record import record
        from studyapp.tui.recordscreen import RecordScreen

        try:
            self.push_screen(RecordScreen(record(self.desk, key)))
        except ProgressError as error:
            if isinstance(self.screen, StudyScreen):
                self.screen.keyline.say(str(error), "bad")

    def ask_remark(self, text: str, keep: Callable[[str], None]) -> None:
        """Let the learner write on a card that has the remark `text`; `keep` keeps the new one."""
        from studyapp.tui.remark import RemarkScreen

        self.push_screen(RemarkScreen(text, keep))

    def ask_answer(self, how: str, check: Callable[[str], None]) -> None:
        """Let the learner type an answer; `how` tells what, `check` takes it."""
        from studyapp.tui.answer import AnswerScreen

        self.push_screen(AnswerScreen(how, check))

    def show_faults(self) -> None:
        """List what is wrong in the decks."""
        from studyapp.tui.faults import FaultsScreen

        self.push_screen(FaultsScreen(self.desk.library.faults()))

    def action_help(self) -> None:
        """List the keys of the screen."""
        from studyapp.tui.help import HelpScreen

        if isinstance(self.screen, StudyScreen):
            self.push_screen(HelpScreen(self.screen.commands))

    def action_other_theme(self) -> None:
        """Change between light and dark."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    def action_leave(self) -> None:
        """Leave; all grades are kept already."""
        self.exit()

    def action_interrupt(self) -> None:
        """Leave at once, as Ctrl+C does everywhere."""
        self.exit(return_code=_SIGNALS[signal.SIGINT])

    def _first_frame_is_out(self) -> None:
        """Begin to prepare; and let the garbage collector pass over all that was loaded so far.

        One full collection of that takes 36 ms, which would fall into some key press. Later ones
        find next to nothing, as what keys bring goes by itself, so they can be rare.
        """
        gc.freeze()
        gc.set_threshold(_OBJECTS)
        gc.enable()
        self.ahead.rest()
        self.watcher.start()
        if self.desk.progress.recorded:
            self.caretaker.start()

    def _keep_to_print(self, text: str) -> None:
        """Print a text when the app has ended, once however often it was asked for."""
        if text not in self.printed:
            self.printed.append(text)

    def _leave_lab(self, view: View | None) -> None:
        if view is not None:
            self._lab_left = view
        self.pop_screen()

    def _replace(self, screen: StudyScreen) -> None:
        """Show a screen in place of the present one; the first one stays below for ever."""
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _ended_by(self, number: signal.Signals) -> None:
        self.exit(return_code=_SIGNALS[number])

    def _repaint(self) -> None:
        """Everything looks different: another theme."""
        self.ahead.forget()
        for screen in self.screen_stack:
            if isinstance(screen, StudyScreen):
                screen.repaint()

    def _files_changed(self) -> None:
        """In the watcher's thread: tell the app."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.call_later, self._take_in)

    def _take_in(self) -> None:
        """Deck files have changed: show what they say now, and what is wrong in them."""
        if not self.is_running:
            return
        try:
            changed, held = self.desk.library.follow_files(self.desk.moment())
        except ProgressError as error:
            self._say(str(error), "bad")
            return
        self.broken = tuple(dict.fromkeys(fault.path for fault in held))
        if changed or held:
            for screen in self.screen_stack:
                if isinstance(screen, StudyScreen):
                    screen.decks_changed()
        if held:
            first = held[0]
            place = f"{Path(first.path).name}:{first.line}"
            self._say(f"the deck stays as it was: {place}: {first.message}", "warn")

    def _say(self, text: str, role: str) -> None:
        if isinstance(self.screen, StudyScreen):
            self.screen.keyline.say(text, role)

    def _log_is_wrong(self, wrong: ProgressError) -> None:
        """In the caretaker's thread: tell the app."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell_wrong, wrong)

    def _tell_wrong(self, wrong: ProgressError) -> None:
        self.desk.tell(wrong)
        if not self.is_running or not isinstance(self.screen, StudyScreen):
            return
        if not self.screen.keyline.refuses:  # why a grade was refused comes first
            self.screen.keyline.say(str(wrong), "bad")

    def _sheet_ready(self) -> None:
        """In the thread that prepares: tell the screen."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell_ready)

    def _tell_ready(self) -> None:
        if self.is_running and isinstance(self.screen, StudyScreen):
            self.screen.something_ready()

    def _sheet_failed(self, error: Exception) -> None:
        """In the thread that prepares: tell the app."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._tell_failed, error)

    def _tell_failed(self, error: Exception) -> None:
        """A fault of the program: the sitting goes on without that picture; a test ends with it."""
        if self.is_headless:
            self._handle_exception(error)
        self._tell_ready()
