"""The end of a sitting: what it came to, which cards were missed, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from studyapp import wording
from studyapp.library.wish import Wish
from studyapp.sitting import NOTHING_TO_UNDO, Refused, Sitting, Summary, Turn
from studyapp.tui import keys
from studyapp.tui.hand import Press
from studyapp.tui.keyline import KeyLine
from studyapp.tui.lines import Part, fit
from studyapp.tui.reader import Reader
from studyapp.tui.screen import StudyScreen, bindings

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from studyapp.tui.ink import Ink, Sheet
    from studyapp.tui.pane import Pane

_MORE = 10
_LONG = 1000
"""Cells in which a question is laid out before it is cut to the screen."""


class SummaryScreen(StudyScreen):
    """What a sitting came to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(keys.SUMMARY)
    table: ClassVar[tuple[keys.Command, ...]] = keys.SUMMARY

    def __init__(self, sitting: Sitting, last: Turn | None) -> None:
        """Sum up `sitting`; the deck of the `last` card is the one to look through."""
        super().__init__()
        self._sitting = sitting
        self._last = last
        self._summary = sitting.summary()
        self._reader = Reader(self._sheet)
        useless = {
            "missed": not self._summary.missed,
            "more": not self._summary.new_left,
            "browse": last is None,
        }
        self.keyline = KeyLine(c for c in keys.SUMMARY if not useless.get(c.action))

    def compose(self) -> ComposeResult:
        """The sums, the keys."""
        yield self._reader
        yield self.keyline

    def scrolled(self) -> Pane:
        """The sums."""
        return self._reader.pane

    def _sheet(self, ink: Ink, width: int, _height: int) -> Sheet:
        lines = _lines(self._summary, self._questions(), self.study.desk.moment().day, width)
        return ink.sheet(lines, width, margin=2)

    def action_home(self) -> None:
        """Go to the first screen, unless the key that graded last is still held."""
        if self.study.hand.press is not Press.REPEAT:
            self.study.go_home()

    def action_missed(self) -> None:
        """Go through the missed cards once more."""
        if self._summary.missed:
            self._start(Sitting(self.study.desk, Wish(keys=self._summary.missed), via="app"))
        else:
            self.keyline.say("no card was missed")

    def action_more(self) -> None:
        """Take ten more new cards."""
        wish = Wish(self._sitting.wish.decks, self._sitting.wish.tags, new=_MORE)
        self._start(Sitting(self.study.desk, wish, via="app"))

    def action_browse(self) -> None:
        """Look through the deck of the last card."""
        if self._last is not None:
            deck_id = self._last.card.key.partition("/")[0]
            self.study.browse(deck_id, self._last.deck_title)

    def action_undo(self) -> None:
        """Take back the newest thing done today; the card of a grade is asked again."""
        if self.study.hand.rushed:
            return
        try:
            undone = self._sitting.undo()
        except Refused as refusal:
            self.keyline.say(str(refusal), "bad")
            return
        if undone is None:
            self.keyline.say(NOTHING_TO_UNDO)
        elif undone.turn is not None:
            self.study.go_review(self._sitting, undone.said)
        else:
            self.keyline.say(undone.said, "plain")

    def _start(self, sitting: Sitting) -> None:
        if sitting.turn is None:
            self.keyline.say("there is nothing more to study")
        else:
            self.study.go_review(sitting)

    def _questions(self) -> list[str]:
        """The first line of each missed card's question, as it reads."""
        from studyapp.text.layout import lay_out
        from studyapp.text.page import to_text

        cards = (self.study.desk.library.card(key) for key in self._summary.missed)
        pages = (lay_out(card.question, _LONG) for card in cards if card is not None)
        return [(to_text(page) or [""])[0] for page in pages]


def _lines(summary: Summary, missed: list[str], day: int, width: int) -> list[list[Part]]:
    lines: list[list[Part]] = [
        [],
        [("Done for now" if summary.reviews else "Nothing is due", "title")],
        [],
    ]
    if summary.reviews:
        lines += [
            _fact("cards", str(summary.cards)),
            _fact("answers", str(summary.reviews)),
            _fact("grades", " · ".join(f"{number} {word}" for word, number in summary.grades)),
            _fact("time", _duration(summary.seconds)),
        ]
    lines.append(_fact("tomorrow", f"{summary.tomorrow} due · {summary.new_tomorrow} new"))
    if summary.next_due is not None and summary.next_due != day + 1:
        when = f"{wording.when(summary.next_due - day)}, {wording.date(summary.next_due, day)}"
        lines.append(_fact("next card", when))
    if missed:
        lines += [[], [(f"Missed · {wording.count(len(missed), 'card')}", "warn")]]
        lines += [
            [("• ", "warn"), (fit(question, width - 6).rstrip(), "plain")] for question in missed
        ]
    return [*lines, [], *_offers(summary, missed)]


def _offers(summary: Summary, missed: list[str]) -> list[list[Part]]:
    offers = [
        ("m", "goes through the missed cards once more", bool(missed)),
        ("+", "takes ten more new cards", summary.new_left > 0),
        ("l", "looks through the deck freely", True),
        ("u", "takes back what you did last", True),
        ("Enter", "goes home", True),
    ]
    return [[(f"{key:<7}", "key"), (text, "plain")] for key, text, there in offers if there]


def _fact(name: str, value: str) -> list[Part]:
    return [(f"{name:<11}", "muted"), (value, "plain")]


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
