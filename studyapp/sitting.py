"""One study session: the next card, its answer, its grade, and taking back what was done.

It knows no screen. The app and `--plain` are two faces of it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from studyapp import acts, wording
from studyapp.buttons import BUTTONS, Button
from studyapp.library.queue import Entry
from studyapp.library.waiting import Waiting
from studyapp.library.wish import Wish
from studyapp.progress.errors import ProgressError
from studyapp.progress.fold import met
from studyapp.schedule.rules import LEECH_LAPSES, Studied, answer, phase
from studyapp.schedule.sm2 import PASS

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.deck.model import Card
    from studyapp.desk import Desk
    from studyapp.progress.events import Event
    from studyapp.schedule.moment import Moment


NOTHING_TO_UNDO = "there is nothing of today to take back"

_OUTDATED = -1
"""In place of a log's `data_version`: the queue is read anew before the next card."""


class Refused(Exception):
    """Something could not be done; the message is one line for the learner."""


class Choice(NamedTuple):
    """A button: its key, the grade it gives, its word, and what it would do."""

    key: str
    grade: int
    label: str
    effect: str
    due: int


class Turn(NamedTuple):
    """A card put before the learner.

    `card` is as it is asked today, `text` its question and answer as the deck has them. `owed` says
    that it comes again because of today's grade, `leech` that it was forgotten again and again;
    `flag` is 0 (none) to 4, `remark` the learner's own words, empty without any.
    """

    card: Card
    deck_title: str
    phase: str
    owed: bool
    leech: bool
    choices: tuple[Choice, ...]
    flag: int = 0
    remark: str = ""
    text: tuple[str, str] = ("", "")


class Outcome(NamedTuple):
    """A grade that was kept, when it was, and where the card stood before and after it."""

    turn: Turn
    choice: Choice
    before: Studied | None
    after: Studied
    moment: Moment

    @property
    def effect(self) -> str:
        """What the grade did, and when the card comes back."""
        return wording.effect(self.before, self.after, self.moment.day, dated=True)


class Undone(NamedTuple):
    """What was taken back, in a line; `turn` is the card that came to the table by it, if any."""

    said: str
    turn: Turn | None


class Summary(NamedTuple):
    """What a sitting came to. `missed` are keys.

    `tomorrow` counts the cards that are due then, `new_tomorrow` the new ones that the decks that
    are on bring then, `new_left` those never reviewed.
    """

    reviews: int
    cards: int
    grades: tuple[tuple[str, int], ...]
    seconds: int
    missed: tuple[str, ...]
    tomorrow: int
    new_tomorrow: int
    next_due: int | None
    new_left: int


class _Given(NamedTuple):
    """A grade given in this sitting, and what it was about.

    `turn` holds again once the grade is taken back, as long as nobody else has written: whatever
    this process did to the card since is taken back first. `seen` tells: day and `data_version`.
    """

    entry: Entry
    grade: int
    ms: int
    new: bool
    turn: Turn
    seen: tuple[int, int]


_WHAT_IS_DUE = Wish()


class Sitting:
    """One run through the queue.

    Args:
        desk: what is open.
        wish: what to study.
        via: which face asks, for the log.

    """

    def __init__(
        self, desk: Desk, wish: Wish = _WHAT_IS_DUE, *, via: Literal["app", "plain"]
    ) -> None:
        self.turn: Turn | None = None
        self.revealed = False
        self._desk = desk
        self._via = via
        self.wish = wish
        self.buttons: tuple[Button, ...] = BUTTONS[desk.settings.buttons]
        self._given: dict[bytes, _Given] = {}
        self._skipped: set[str] = set()
        self._taken_off: dict[bytes, Entry] = {}
        self._waiting = Waiting()
        self._entry = Entry(0, "")
        self._ahead: tuple[Entry, Turn] | None = None
        self._shown_at = self._revealed_at = 0
        self._day = desk.moment().day
        self._version = desk.progress.data_version()
        self._fill()
        self._advance()

    @property
    def done(self) -> int:
        """How many answers were graded in this sitting and not taken back."""
        return len(self._given)

    @property
    def left(self) -> int:
        """How many cards still come, the one on the table included."""
        return len(self._waiting) + (self.turn is not None)

    def reveal(self) -> None:
        """Show the answer."""
        if self.turn is not None and not self.revealed:
            self.revealed = True
            self._revealed_at = self._desk.moment().at

    def check(self, given: str) -> tuple[str, Choice]:
        """Compare a typed answer with the card on the table, and show the answer.

        Returns:
            What to tell of it, and the button that it suggests; the learner decides.

        Raises:
            Refused: it is no answer of the card's kind; nothing is shown.

        """
        from studyapp import checking
        from studyapp.answers.propose import button

        turn = self._on_table()
        try:
            told, grade = checking.check(turn.card, given, self._day)
        except checking.Unreadable as unreadable:
            raise Refused(str(unreadable)) from unreadable
        self.reveal()
        wanted = button(grade, self._desk.settings.buttons)
        choice = next(choice for choice in turn.choices if choice.grade == wanted)
        return told, choice

    def grade(self, grade: int) -> Outcome:
        """Keep a grade for good, then put the next card on the table.

        Raises:
            Refused: the grade could not be kept; the card stays, and can be graded again.

        """
        turn = self.turn
        if turn is None or not self.revealed:
            raise Refused("see the answer first")
        choice = next((choice for choice in turn.choices if choice.grade == grade), None)
        if choice is None:
            raise Refused(f"{grade} is no button here")
        outcome = self._keep(turn, choice)
        try:
            self._advance(outcome.moment, self._desk.progress.seen_version)
        except ProgressError as error:
            raise Refused(f"the grade is kept, but no further card can be read: {error}") from error
        return outcome

    def undo(self) -> Undone | None:
        """Take back the newest thing that was done to a card on this device today.

        A card that was graded, or that left the table in this sitting, is on the table again.
        Returns None if there is nothing to take back.

        Raises:
            Refused: it could not be written, or the graded card is in no deck any more.

        """
        try:
            event = acts.undo(self._desk)
        except ProgressError as error:
            raise Refused(str(error)) from error
        if event is None:
            return None
        try:
            return self._undone(event)
        except ProgressError as error:
            raise Refused(f"that is taken back, but no card can be read: {error}") from error

    def _undone(self, event: Event) -> Undone:
        """Put the card of what was taken back on the table, if it comes there, and tell of it."""
        self._ahead = None
        before = self.turn
        if event.kind == "review":
            turn: Turn | None = self._ungrade(event)
        elif (entry := self._taken_off.pop(event.id, None)) is not None:
            turn = self._ask_again(entry, self._desk.moment().at)
        else:
            self._look_again(event)
            is_same = before is not None and self.turn is not None and before.card == self.turn.card
            turn = None if is_same else self.turn
        known = turn.card if turn is not None and turn.card.key == event.card else None
        return Undone(acts.told(self._desk, event, known), turn)

    def suspend(self) -> None:
        """Ask this card no more, until it is resumed; then put the next one on the table.

        Raises:
            Refused: it could not be kept; nothing has changed. So do the three below.

        """
        self._take_off(acts.suspend)

    def bury(self) -> None:
        """Ask this card no more today; then put the next one on the table."""
        self._take_off(acts.bury)

    def flag(self, number: int | None = None) -> None:
        """Mark this card with a flag, 1 to 4, or with none, 0; without a number with the next."""
        turn = self._on_table()
        chosen = acts.next_flag(turn.flag) if number is None else number
        self._do(lambda desk, key: acts.flag(desk, key, chosen))
        self.turn = turn._replace(flag=chosen)

    def remark(self, text: str) -> None:
        """Keep the learner's own words on this card; empty ones remove those that were there."""
        turn = self._on_table()
        self._do(lambda desk, key: acts.remark(desk, key, text))
        self.turn = turn._replace(remark=text.strip())

    def skip(self) -> None:
        """Leave this card out of the sitting; it stays due."""
        if self.turn is not None:
            self._skipped.add(self.turn.card.key)
            self._advance()

    def reread(self) -> bool:
        """Look at the decks again, which have changed; True if the card on the table has.

        It stays on the table, with its new text and as far revealed as it was. A card that is in no
        deck any more leaves, and the next one comes.
        """
        self._ahead, self._version = None, _OUTDATED
        before = self.turn
        if before is None:
            return False
        entry = self._entry_of(before.card.key)
        turn = None if entry is None else self._turn(entry)
        if entry is None or turn is None:
            self._advance()
        else:
            self._entry, self.turn = entry, turn
        return self.turn != before

    def upcoming(self) -> tuple[Turn, ...]:
        """The turn that follows if this card is recalled, for preparing it ahead."""
        entry = self._waiting.after_recall()
        if entry is None:
            return ()
        found = self._turn(entry)
        self._ahead = None if found is None else (entry, found)
        if found is None:
            return ()
        met(*found.text)
        return (found,)

    def summary(self) -> Summary:
        """What the sitting came to so far."""
        desk = self._desk
        day = desk.moment().day
        desk.library.catch_up()
        grades = Counter(given.grade for given in self._given.values())
        away = {entry.key for entry in self._taken_off.values()}
        missed = dict.fromkeys(
            given.entry.key
            for given in self._given.values()
            if given.grade < PASS and given.entry.key not in away
        )
        return Summary(
            reviews=len(self._given),
            cards=len({given.entry.key for given in self._given.values()}),
            grades=tuple((b.label, grades[b.grade]) for b in self.buttons if grades[b.grade]),
            seconds=round(sum(given.ms for given in self._given.values()) / 1000),
            missed=tuple(missed),
            tomorrow=desk.library.due_on(day + 1, self.wish),
            new_tomorrow=desk.library.total(day + 1).new_today,
            next_due=desk.library.next_due(day, self.wish),
            new_left=desk.library.fresh(self.wish),
        )

    def _keep(self, turn: Turn, choice: Choice) -> Outcome:
        """Write a grade into the log."""
        card, grade, moment = turn.card, choice.grade, self._desk.moment()
        ms = max(0, moment.at - self._shown_at)
        try:
            event, before, after = self._desk.progress.grade(
                card.key,
                grade,
                moment,
                ms=ms,
                text=turn.text,
                data={"reveal": max(0, self._revealed_at - self._shown_at), "via": self._via},
            )
        except ProgressError as error:
            raise Refused(str(error)) from error
        if self._ahead is not None and self._ahead[0].key == card.key:
            self._ahead = None
        seen = self._day, self._version  # under which the turn was read
        self._given[event.id] = _Given(self._entry, grade, ms, before is None, turn, seen)
        if after is None:  # a clock was set back to before a reset of the card
            after = answer(before, moment.day, grade)
        self._waiting.answered(owed=self._entry if self._is_owed(after) else None)
        return Outcome(turn, choice, before, after, moment)

    def _fill(self) -> None:
        """Lay out what is to be studied, from the index as it is now."""
        library = self._desk.library
        library.catch_up()
        if self.wish.keys is not None:
            found = [library.entry(key) for key in self.wish.keys]
            self._waiting = Waiting(entry for entry in found if entry is not None)
            return
        owed = [
            (entry, self._desk.progress.reviews_after(seq, self._day))
            for entry, seq in library.owed(self._day, self.wish)
            if entry.key not in self._skipped
        ]
        owed, room = self._within_limit(owed)
        new = self._new_allowed()
        opening = None if self._skipped else library.opening(self._day, self.wish, new)
        if opening is None or room == 0:
            self._waiting = Waiting(self._queue(new)[:room], owed)
        else:
            first, total = opening
            self._waiting = Waiting(
                [first],
                owed,
                whole=lambda: [first, *(e for e in self._queue(new) if e.key != first.key)][:room],
                total=total if room is None else min(total, room),
            )

    def _queue(self, new: int | None) -> list[Entry]:
        """All that is to be studied, without the owed cards and what this sitting is done with."""
        # What is not due is still there after its grade.
        given = {given.entry.key for given in self._given.values()} if self.wish.beyond else set()
        passed = self._skipped | given
        queue = self._desk.library.queue(self._day, self.wish, new)
        return [entry for entry in queue if entry.key not in passed]

    def _new_allowed(self) -> int | None:
        """How many new cards were wished for and have not come; None leaves that to the day."""
        if self.wish.new is None:
            return None
        return max(0, self.wish.new - sum(given.new for given in self._given.values()))

    def _within_limit(
        self, owed: list[tuple[Entry, int]]
    ) -> tuple[list[tuple[Entry, int]], int | None]:
        """The owed cards that the limit still lets in, and how many of the queue after them."""
        if self.wish.limit is None:
            return owed, None
        drawn = {given.entry.key for given in self._given.values()}
        kept = []
        for entry, since in owed:
            if entry.key in drawn or len(drawn) < self.wish.limit:
                drawn.add(entry.key)
                kept.append((entry, since))
        return kept, max(0, self.wish.limit - len(drawn))

    def _advance(self, moment: Moment | None = None, version: int | None = None) -> None:
        """Put the next card on the table, after a look at what else has happened.

        Args:
            moment: now, and
            version: the log's `data_version`, if a grade has just told them.

        """
        self.turn = None
        moment = moment or self._desk.moment()
        version = self._desk.progress.data_version() if version is None else version
        if (moment.day, version) != (self._day, self._version):
            self._day, self._version = moment.day, version
            self._ahead = None
            if self.wish.keys is None:
                self._fill()
        while (entry := self._waiting.next()) is not None:
            # What was read ahead still holds: whatever changes a card's state clears it.
            ahead, self._ahead = self._ahead, None
            turn = ahead[1] if ahead is not None and ahead[0] == entry else self._turn(entry)
            if turn is not None:
                self._lay(entry, turn, moment.at)
                return

    def _lay(self, entry: Entry, turn: Turn, at: int) -> None:
        self._entry, self.turn, self.revealed = entry, turn, False
        self._shown_at = self._revealed_at = at

    def _on_table(self) -> Turn:
        if self.turn is None:
            raise Refused("no card is left")
        return self.turn

    def _do(self, act: Callable[[Desk, str], Event | None]) -> Event | None:
        """Do something to the card on the table."""
        try:
            return act(self._desk, self._on_table().card.key)
        except ProgressError as error:
            raise Refused(str(error)) from error

    def _take_off(self, act: Callable[[Desk, str], Event | None]) -> None:
        event = self._do(act)
        if event is not None:
            self._taken_off[event.id] = self._entry
        try:
            self._advance()
        except ProgressError as error:
            raise Refused(f"that is kept, but no further card can be read: {error}") from error

    def _ungrade(self, event: Event) -> Turn:
        given = self._given.pop(event.id, None)
        entry = given.entry if given else self._entry_of(event.card or "")
        moment = self._desk.moment()
        now = moment.day, self._desk.progress.seen_version
        known = given.turn if given and given.seen == now else None
        turn = self._ask_again(entry, moment.at, known) if entry else None
        if turn is None:
            raise Refused(f"{acts.told(self._desk, event)}, which is in no deck now")
        self._waiting.taken_back()
        return turn

    def _entry_of(self, key: str) -> Entry | None:
        """A card in the decks, under whichever of its names it stands there now."""
        found = map(self._desk.library.entry, self._desk.progress.names_of(key))
        return next((entry for entry in found if entry is not None), None)

    def _ask_again(self, entry: Entry, at: int, known: Turn | None = None) -> Turn | None:
        """Put a card on the table once more, in place of the one that is there.

        Args:
            at: now, in UTC milliseconds.
            known: its turn, if that holds; else it is read.

        """
        turn = known or self._turn(entry)
        if turn is None:
            return None
        if self.turn is not None:
            self._waiting.put_back(self._entry, owed=self.turn.owed)
        self._waiting.discard(entry.key)
        self._skipped.discard(entry.key)
        self._lay(entry, turn, at)
        return turn

    def _look_again(self, undone: Event) -> None:
        """What was taken back concerns a card that is, or is not, on the table or in the queue."""
        if undone.kind not in {"flag", "remark"}:
            self._version = _OUTDATED
        state = None if self.turn is None else acts.state_of(self._desk, self.turn.card.key)
        if state is None or state.suspended or acts.is_buried(state, self._day):
            self._advance()
        else:
            self.turn = self._turn(self._entry)

    def _turn(self, entry: Entry) -> Turn | None:
        found = self._desk.library.titled(entry.key)
        if found is None:
            return None
        state = acts.state_of(self._desk, entry.key)
        studied, remark = state.studied, self._desk.progress.remark(entry.key)
        owed = self._is_owed(studied)
        leech = studied is not None and studied.lapses >= LEECH_LAPSES
        choices = _choices(self.buttons, studied, self._day)
        card, title = found
        text = (card.question, card.answer)
        asked = card
        if card.ask is not None:
            from studyapp.asking import today

            asked = today(card, self._day)
        return Turn(asked, title, phase(studied), owed, leech, choices, state.flag, remark, text)

    def _is_owed(self, studied: Studied | None) -> bool:
        # Later than today is possible after a journey west: a card's days never run backwards.
        return (
            studied is not None and studied.owed_day is not None and studied.owed_day >= self._day
        )


def _choices(buttons: tuple[Button, ...], state: Studied | None, day: int) -> tuple[Choice, ...]:
    """The outcome of every button, known before one is pressed."""
    found = []
    for key, grade, label, _ in buttons:
        after = answer(state, day, grade)
        found.append(Choice(key, grade, label, wording.effect(state, after, day), after.due))
    return tuple(found)
