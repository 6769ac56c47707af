"""A sitting as lines of text, for pipes, screen readers and dumb terminals."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from textwrap import wrap
from typing import TYPE_CHECKING, NoReturn, TextIO

from studyapp import wording
from studyapp.buttons import span
from studyapp.library.wish import Wish
from studyapp.progress.errors import ProgressError
from studyapp.progress.fold import HIGHEST_FLAG
from studyapp.sitting import NOTHING_TO_UNDO, Refused, Sitting, Summary, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from studyapp.deck.model import Card
    from studyapp.desk import Desk

LEAST_COLUMNS_FOR_CURVE = 60
_CURVE_ROWS = 16
_WIDEST = 88

_BEFORE = "Enter shows the answer; h hint, u undo, s skip, q quit, ? more"
_AFTER = "u undo, s skip, q quit, ? more"
_ALL = (
    "Enter        shows the answer; once it is shown, a number grades it",
    "= ANSWER     checks what you answer, if the card can be answered so",
    "h            shows the hint",
    "u            takes back what you did last today",
    "s            skips the card; it stays due",
    "suspend      asks the card no more; `studyapp resume` brings it back",
    "bury         asks the card no more today",
    "flag N       marks the card with a flag, 1 to 4; with 0 with none",
    "remark TEXT  keeps your own words, shown with the answer; none removes them",
    "info         tells the card's state and its history",
    "q            quits; every grade is already kept",
)


class PlainSitting:
    """Asks on `output`, reads answers from `input`, until the queue, the input or the reader ends.

    Args:
        columns: the width of the output.
        curve: whether to draw curves in characters where the output is wide enough.

    """

    def __init__(
        self,
        desk: Desk,
        sitting: Sitting,
        *,
        source: TextIO,
        output: TextIO,
        columns: int,
        curve: bool,
    ) -> None:
        self._desk = desk
        self._sitting = sitting
        self._source = source
        self._output = output
        self._width = max(20, min(columns, _WIDEST))
        self._curve = curve and columns >= LEAST_COLUMNS_FOR_CURVE
        self._taken_after = f"{span(sitting.buttons)} grades; {_AFTER}"
        self._unkept: set[str] = set()

    def run(self) -> bool:
        """Ask until there is no more to ask or nobody who answers, then tell what it came to.

        Returns whether all that was graded is kept: False if a grade was refused, as by a full
        disk, and not given again.
        """
        if self._sitting.turn is None:
            self._say(nothing_due(self._desk, self._sitting.wish))
            return True
        try:
            self._ask_all()
        except OSError:
            raise
        except BaseException:
            self._say(summary_line(self._sitting.summary()))
            raise
        self._say(summary_line(self._sitting.summary()))
        return not self._unkept

    def _ask_all(self) -> None:
        while (turn := self._sitting.turn) is not None:
            self._show_question(turn)
            self._say(*self._how(turn.card))
            self._say(_BEFORE)
            self._read_ahead()
            if not self._until(self._before):
                return
            if not self._sitting.revealed:
                continue
            self._show_answer(self._sitting.turn or turn)
            self._say(self._taken_after)
            if not self._until(self._after):
                return

    def _how(self, card: Card) -> list[str]:
        """How the card can be answered by typing, if it can."""
        if card.ask is None:  # most cards, for which nothing more is imported
            return []
        from studyapp.checking import how

        told = how(card)
        return [f"= and your answer checks it: {told}"] if told else []

    def _read_ahead(self) -> None:
        """Read the next card while the learner thinks about this one."""
        with suppress(ProgressError):  # it is told when the card is asked for
            self._sitting.upcoming()

    def _until(self, take: Callable[[str, Turn], bool]) -> bool:
        """Read lines until one moves the sitting on; False if it ends here."""
        while (turn := self._sitting.turn) is not None:
            line = self._source.readline()
            typed = line.strip()
            if not line or typed.lower() == "q":
                return False
            try:
                if take(typed, turn):
                    return True
            except Refused as error:
                self._say(str(error))
                if self._sitting.turn is not turn:
                    self._unkept.discard(turn.card.key)
                    return True
        return True

    def _before(self, typed: str, turn: Turn) -> bool:
        if typed.startswith("=") and typed != "=":
            told, choice = self._sitting.check(typed[1:])
            self._say("", f"{told} · that would be {choice.key} {choice.label}")
            return True
        if typed == "":
            self._sitting.reveal()
            return True
        if typed.isdecimal():
            self._say("see the answer first: press Enter")
            return False
        return self._common(typed, turn, _BEFORE)

    def _after(self, typed: str, turn: Turn) -> bool:
        for choice in turn.choices:
            if typed == choice.key:
                self._unkept.add(turn.card.key)
                outcome = self._sitting.grade(choice.grade)
                self._unkept.discard(turn.card.key)
                self._say(f"{outcome.choice.label} · {outcome.effect}")
                return True
        if typed == "":
            self._say(self._taken_after)
            return False
        return self._common(typed, turn, self._taken_after)

    def _common(self, typed: str, turn: Turn, taken: str) -> bool:
        """What can be typed at either prompt; True if another card is on the table by it."""
        word, _, rest = typed.partition(" ")
        match word.lower(), rest.strip():
            case "h", "":
                self._hint(turn.card)
            case "s", "":
                self._sitting.skip()
                self._say("skipped; it stays due")
                return True
            case "u", "":
                undone = self._sitting.undo()
                self._say(NOTHING_TO_UNDO if undone is None else undone.said)
                return undone is not None and undone.turn is not None
            case "suspend", "":
                self._sitting.suspend()
                self._say("suspended; u takes it back")
                return True
            case "bury", "":
                self._sitting.bury()
                self._say("buried for today; u takes it back")
                return True
            case "flag", number:
                self._flag(number)
            case "remark", text:
                self._remark(text, turn)
            case "info", "":
                self._info(turn.card.key)
            case "?", "":
                self._say(*_ALL)
            case _:
                self._say(f"not taken: {taken}")
        return False

    def _hint(self, card: Card) -> None:
        hint = card.hint
        self._say(*(self._laid_out(f"Hint: {hint}") if hint else ["this card has no hint"]))

    def _flag(self, typed: str) -> None:
        numbers = [str(number) for number in range(HIGHEST_FLAG + 1)]
        if typed not in numbers:
            self._say(f"write flag and its number, 1 to {HIGHEST_FLAG}, or 0 for none")
            return
        self._sitting.flag(int(typed))
        self._say(f"flag {typed}" if int(typed) else "no flag")

    def _remark(self, text: str, turn: Turn) -> None:
        if not text and not turn.remark:
            self._say("this card has no remark; write remark and your own words")
            return
        self._sitting.remark(text)
        self._say("the remark is kept; it shows with the answer" if text else "no remark")

    def _info(self, key: str) -> None:
        from studyapp.record import HEADS, record

        try:
            found = record(self._desk, key)
        except ProgressError as error:
            raise Refused(str(error)) from error
        self._say(*(f"{name:12} {text}" for name, text in found.facts))
        for row in (HEADS, *found.history) if found.history else ():
            self._say(f"{row.date:12} {row.what:10} {row.grade:8} {row.interval:15} {row.note}")

    def _show_question(self, turn: Turn) -> None:
        place, total = self._sitting.done + 1, self._sitting.done + self._sitting.left
        again = " · again" if turn.owed else ""
        leech = " · leech" if turn.leech else ""
        flag = f" · flag {turn.flag}" if turn.flag else ""
        kind = f"{turn.phase}{again}{leech}{flag}"
        self._say("", f"{place}/{total} · {turn.deck_title} · {kind}", "")
        self._say(*self._laid_out(turn.card.asked), "")

    def _show_answer(self, turn: Turn) -> None:
        card = turn.card
        self._say("", *self._laid_out(card.answer))
        if card.points:
            self._say("", "Points an interviewer listens for:")
            for point in card.points:
                first, *rest = self._laid_out(point, 2) or [""]
                self._say(f"- {first}", *(f"  {line}" for line in rest))
        if card.source:
            self._say("", *self._laid_out(f"Source: {card.source}"))
        if turn.remark:
            self._say("", "Your remark:", *self._laid_out(turn.remark))
        self._say(*self._curve_lines(card), "")
        told = self._desk.settings.intervals
        self._say(*(f"{c.key} {c.label}" + f": {c.effect}" * told for c in turn.choices))

    def _curve_lines(self, card: Card) -> Iterator[str]:
        if card.curve is None:
            return
        from studyapp.curve.words import describe

        yield ""
        for fact in describe(card.curve):
            yield from wrap(fact, self._width, subsequent_indent="  ")
        if self._curve:
            from studyapp.curve.draw import draw
            from studyapp.curve.drawing import to_text

            yield ""
            yield from to_text(draw(card.curve, self._width, _CURVE_ROWS))

    def _laid_out(self, markdown: str, margin: int = 0) -> list[str]:
        from studyapp.text.layout import lay_out
        from studyapp.text.page import to_text

        return to_text(lay_out(markdown, self._width - margin))

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._output.write(line.rstrip() + "\n")
        self._output.flush()


def sit(desk: Desk, sitting: Sitting, *, curve: bool) -> int:
    """A plain sitting on the process's own streams, ended in good order whatever ends it.

    Returns its exit status.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        kept = PlainSitting(
            desk, sitting, source=sys.stdin, output=sys.stdout, columns=_columns(), curve=curve
        ).run()
    except BrokenPipeError:
        # Python would flush standard output once more when it ends, and fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return 0 if kept else 1


def _columns() -> int:
    """As `shutil.get_terminal_size` has it, whose import the first question would wait for."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


def nothing_due(desk: Desk, wish: Wish) -> str:
    """One line for a day on which nothing is left to do of a wish."""
    today = desk.moment().day
    if wish.take == "missed":
        return "nothing to go through: no card was missed in the last 7 days"
    if wish == Wish() and (backlog := desk.library.backlog(today, desk.library.total(today))).due:
        later = wording.left_over(backlog.due, backlog.clear, today)
        return f"that is all for today: {later}"
    following = desk.library.next_due(today, wish)
    if following is None:
        return "nothing due: there is no card to study; `studyapp decks` lists the decks"
    back = wording.when(following - today)
    return f"nothing due: the next card is due {back}, {wording.date(following, today)}"


def summary_line(summary: Summary) -> str:
    """What a sitting came to, in one line."""
    minutes, seconds = divmod(summary.seconds, 60)
    grades = ", ".join(f"{number} {label}" for label, number in summary.grades)
    reviews, cards = (
        wording.count(summary.reviews, "review"),
        wording.count(summary.cards, "card"),
    )
    parts = [
        f"{reviews} of {cards} in {minutes}:{seconds:02d}",
        grades,
        f"{wording.count(summary.tomorrow, 'card')} due tomorrow",
    ]
    return " · ".join(part for part in parts if part)
