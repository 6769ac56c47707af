"""The decks of the roots, kept in an index that follows the files and the log."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from studyapp import clock, wording
from studyapp.deck.fault import Fault
from studyapp.library import agenda, choice, counts, following, intake, limits, places, projection
from studyapp.library.agenda import Scope
from studyapp.library.backlog import HORIZON, Backlog, Pile, clear_day
from studyapp.library.index import Index
from studyapp.library.limits import Left, least
from studyapp.library.wish import MISSED_DAYS, Wish
from studyapp.schedule.days import to_date
from studyapp.schedule.rules import LEECH_LAPSES
from studyapp.settings.values import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from studyapp.deck.model import Card
    from studyapp.library.following import Suggestion
    from studyapp.library.queue import Entry
    from studyapp.progress.store import Progress
    from studyapp.schedule.moment import Moment

_T = TypeVar("_T")

_FAULTS_OF_THE_PLACE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
    }
)
"""What a new index file in the same place would meet again."""


_OPEN_DECKS = "SELECT deck, id, shipped, language FROM deck WHERE open ORDER BY root, path"
_KEYS = "SELECT key FROM card JOIN deck USING (deck) WHERE id = ? AND open ORDER BY position"
_WITH_PART = """
SELECT key FROM card JOIN deck USING (deck) WHERE open AND instr(key, ?) ORDER BY key
"""
_CARD = """
SELECT json, title FROM card JOIN body USING (card) JOIN deck USING (deck) WHERE key = ? AND open
"""
_FAULTS = 'SELECT path, line, "column", severity, code, message, advice, card FROM fault'
_DOUBLES = """
SELECT deck.path, first.path, deck.id FROM deck JOIN deck AS first ON first.id = deck.id
WHERE first.open AND NOT deck.open AND first.shipped = deck.shipped
"""
_LEECHES = """
SELECT key, lapses, title FROM card JOIN deck USING (deck)
WHERE lapses >= ? AND open AND NOT card.suspended
ORDER BY lapses DESC, key
"""
_ALL = Wish()


class Leech(NamedTuple):
    """A card that was forgotten `LEECH_LAPSES` times or more."""

    key: str
    lapses: int
    deck_title: str


class Counts(NamedTuple):
    """Cards of a deck on a study day; they overlap, as the words of the design say.

    `new` and `due` are uncapped; `new_today` and `due_today` are what the day's limits let in.
    """

    total: int
    new: int
    new_today: int
    learning: int
    again: int
    due: int
    due_today: int
    suspended: int


class DeckRow(NamedTuple):
    """A deck with its counts; `faults` counts what is wrong in its file, warnings included."""

    id: str
    title: str
    language: str | None
    on: bool
    path: str
    shipped: bool
    counts: Counts
    faults: int


class Library:
    """What is where. Every question is answered from the index; `refresh` makes it follow.

    A damaged index is replaced while it is asked, one that cannot be written is kept in memory:
    both cost time and nothing else.
    """

    def __init__(
        self,
        cache: str,
        roots: tuple[tuple[str, bool], ...],
        progress: Progress,
        *,
        kept: bool = True,
    ) -> None:
        """Open the index of roots.

        Args:
            cache: the folder of indexes.
            roots: the folders of decks, each with whether it is shipped.
            progress: the log, which the index follows.
            kept: without it the index is one in memory, as a log that is not recorded needs.

        """
        self._roots = roots
        self._progress = progress
        self._index = Index(cache, roots, kept=kept)
        self._lost = 0
        self._unread: list[tuple[str, str]] = []
        try:
            self.settings = self._guarded(self._load_settings)
        except BaseException:
            self._index.close()
            raise

    @property
    def roots(self) -> tuple[tuple[str, bool], ...]:
        """The folders of decks, each with whether it is shipped."""
        return self._roots

    @property
    def index_path(self) -> str:
        """Where the index lies."""
        return str(self._index.path) if self._index.kept else "in memory"

    @property
    def notices(self) -> tuple[str, ...]:
        """What the learner should know: one line each."""
        if self._lost:
            events = wording.count(self._lost, "event")
            return (
                f"{events} of the log are lost; `studyapp doctor --restore` looks in the backups",
            )
        if self._index.kept or not self._index.reason:
            return ()
        return (f"the index of the decks is not kept ({self._index.reason}): starts are slower",)

    def refresh(self, moment: Moment | None = None) -> bool:
        """Read what has changed in the deck files and in the log; True if a deck had changed.

        Args:
            moment: when the log is told which new card is which missing one; without it, what was
                recognised waits for the next time.

        """
        return self._refreshed(moment, None)

    def follow_files(self, moment: Moment) -> tuple[bool, list[Fault]]:
        """The same while somebody studies: a deck that is broken now stays as it was.

        Returns:
            Whether a deck had changed, and the faults of those that stay as they were.
        """
        held: list[Fault] = []
        return self._refreshed(moment, held), sorted(held)

    def compare_all(self, moment: Moment) -> None:
        """Look for missing cards in all decks: the log has learned of cards from another device."""
        self.catch_up()
        with self._index.writing() as db:
            db.execute("INSERT OR IGNORE INTO arrived SELECT path, '[]' FROM file")
        self._guarded(lambda: self._recognise(moment))

    def suggestions(self) -> list[Suggestion]:
        """The cards in the log that may be new ones in a deck: for the learner to tell."""
        return self._guarded(lambda: following.suggestions(self._index.db, self._progress))

    def refuse(self, old: str, new: str, moment: Moment) -> None:
        """Say that a suggestion is wrong: the log remembers it, on every device."""
        self._progress.refuse(old, new, moment)
        self.catch_up()

    def catch_up(self) -> None:
        """Follow the log: what it says of each card, as far as it is new."""
        self._guarded(self._follow_log)

    def decks(self, day: int) -> list[DeckRow]:
        """All decks, those that are on first, in the order of roots and paths."""
        faults = dict(self._rows("SELECT path, count(*) FROM fault GROUP BY path"))
        return [DeckRow(*row[:6], Counts(*row[7]), faults.get(row[4], 0)) for row in self.rows(day)]

    def rows(self, day: int) -> list[counts.Row]:
        """The same as `decks`, as the rows that `counts` prints."""
        self.catch_up()
        left = self.left(day)
        return self._guarded(lambda: counts.by_deck(self._index.db, day, self._chooser(), left))

    def total(self, day: int) -> Counts:
        """The counts of the decks that are on, added up."""
        return Counts(*counts.summed(self.rows(day), self.left(day)))

    def report(self, day: int) -> dict[str, object]:
        """The counts in the shape that `due --json` and `decks --json` print."""
        return counts.as_json(self.rows(day), self.total(day), to_date(day).isoformat())

    def left(self, day: int) -> Left:
        """What the limits of new cards and reviews still allow on a study day."""
        chosen, progress = self.settings, self._progress
        new = limits.rest(chosen.new_per_day, progress.new_today(day))
        a_day = chosen.reviews_per_day
        reviews = None if a_day is None else limits.rest(a_day, progress.reviewed(day))
        return self._guarded(lambda: limits.left(self._index.db, day, new, reviews, chosen.limits))

    def backlog(self, day: int, total: Counts) -> Backlog:
        """What is due in the decks that are on, and when none of it waits for another day.

        `total` are the counts of that day.
        """
        found = Backlog(total.due, total.due_today, day)
        if found.due == found.today:
            return found
        left, a_day = self.left(day), self.settings.reviews_per_day

        def piles(db: sqlite3.Connection, scope: Scope) -> list[Pile]:
            due, coming = agenda.due_by_deck(db, day, scope), agenda.coming(db, day, HORIZON, scope)
            of_decks = [
                Pile(due[deck] - left.reviews_in(deck, due[deck]), most, coming[deck])
                for deck, (_, most) in limits.by_number(db, self.settings.limits)
                if most is not None and deck in due
            ]
            if a_day is None:
                return of_decks
            all_decks = sum(coming.values(), Counter[int]())
            return [Pile(found.due - found.today, a_day, all_decks), *of_decks]

        return found._replace(clear=clear_day(day, self._of_wish(_ALL, piles)))

    def faults(self) -> list[Fault]:
        """All faults of all files, in the order of their places."""
        return sorted(
            [
                *(Fault(*row) for row in self._rows(_FAULTS)),
                *(intake.double(*row) for row in self._rows(_DOUBLES)),
                *intake.unread_faults(self._unread),
            ],
            key=lambda fault: (fault.path, fault.line, fault.column, fault.code),
        )

    def keys(self, deck_id: str) -> list[str]:
        """The keys of a deck's cards in their order."""
        return [row[0] for row in self._rows(_KEYS, deck_id)]

    def card(self, key: str) -> Card | None:
        """A card, None if no deck has it."""
        found = self.titled(key)
        return None if found is None else found[0]

    def titled(self, key: str) -> tuple[Card, str] | None:
        """A card and the title of its deck, None if no deck has it."""

        def read() -> tuple[Card, str] | None:
            from studyapp.deck.store import card_from_json

            row = self._index.db.execute(_CARD, (key,)).fetchone()
            try:
                return None if row is None else (card_from_json(row[0]), str(row[1]))
            except (ValueError, KeyError, TypeError) as error:
                raise _NotAsWritten from error

        return self._guarded(read)

    def path(self, key: str) -> str | None:
        """The file of a card's deck; None if no deck has that id."""
        rows = self._rows("SELECT path FROM deck WHERE id = ? AND open", key.partition("/")[0])
        return str(rows[0][0]) if rows else None

    def keys_with(self, part: str) -> list[str]:
        """The keys of cards in decks that have this part, in their order."""
        return [row[0] for row in self._rows(_WITH_PART, part)]

    def orphans(self) -> list[str]:
        """The cards in the log that no deck has now, by their names; kept until one has."""
        present = {row[0] for row in self._rows("SELECT key FROM card")}
        names = self._progress.names()
        return sorted(set(names.values()) - {names[key] for key in present & names.keys()})

    def entry(self, key: str) -> Entry | None:
        """A card as the queue knows it."""
        return self._guarded(lambda: agenda.entry(self._index.db, key))

    def turn_on(self, deck_id: str, on: bool) -> None:
        """Keep in the settings that a deck is studied by default, or not.

        Raises:
            SettingsError: the settings cannot be written.

        """
        from studyapp.settings.switch import switch_deck

        switch_deck(places.settings_file(), deck_id, on)
        self.settings = self._guarded(self._load_settings)

    def queue(self, day: int, wish: Wish, new: int | None) -> list[Entry]:
        """The cards of a wish, arranged, without the owed ones.

        Args:
            day: the study day.
            wish: which cards.
            new: how many new ones; None takes what the day allows, and of `any` cards all.

        """
        left = self._left_for(day, wish, new)
        apart = self.settings.order == "interleaved"
        keys = self._keys_of(wish, day)
        return self._of_wish(
            wish, lambda db, scope: agenda.queue(db, day, scope, wish, left, apart=apart), keys
        )

    def opening(self, day: int, wish: Wish, new: int | None) -> agenda.Opening | None:
        """How `queue` begins; None where it takes the whole of it to know."""
        left = self._left_for(day, wish, new)
        apart = self.settings.order == "interleaved"
        return self._of_wish(
            wish, lambda db, scope: agenda.opening(db, day, scope, wish, left, apart=apart)
        )

    def owed(self, day: int, wish: Wish) -> list[tuple[Entry, int]]:
        """The owed cards, the one that waits longest first, with the log's number of its review."""
        keys = self._keys_of(wish, day)
        return self._of_wish(wish, lambda db, scope: agenda.owed(db, day, scope), keys)

    def due_on(self, day: int, wish: Wish = _ALL) -> int:
        """How many cards due on a later day or before it that day's limits let in."""
        chosen = self.settings
        due = self._of_wish(wish, lambda db, scope: agenda.due_by_deck(db, day, scope))
        full = self._guarded(lambda: limits.left(self._index.db, day, None, None, chosen.limits))
        taken = sum(full.reviews_in(deck, count) for deck, count in due.items())
        return least(taken, chosen.reviews_per_day)

    def next_due(self, day: int, wish: Wish = _ALL) -> int | None:
        """The first study day after `day` on which a card comes, a new one or one that is due."""
        first = self._of_wish(wish, lambda db, scope: agenda.next_due(db, day, scope))
        return day + 1 if self.settings.new_per_day and self.fresh(wish) else first

    def fresh(self, wish: Wish = _ALL) -> int:
        """How many cards were never reviewed."""
        return self._of_wish(wish, agenda.fresh)

    def tags(self) -> list[str]:
        """All tags of all decks."""
        return [row[0] for row in self._rows("SELECT DISTINCT name FROM tag ORDER BY name")]

    def leeches(self) -> list[Leech]:
        """The cards that were forgotten again and again, the worst first."""
        return [Leech(*row) for row in self._rows(_LEECHES, LEECH_LAPSES)]

    def close(self) -> None:
        """Follow the log once more, so that the next start need not, and close the index."""
        try:
            self.catch_up()
        finally:
            self._index.close()

    def _chooser(self) -> Callable[[str, bool, str | None], bool]:
        languages = [
            row[0]
            for row in self._index.db.execute("SELECT DISTINCT language FROM deck WHERE shipped")
        ]
        return choice.chooser(languages, self.settings.switched)

    def _of_wish(
        self,
        wish: Wish,
        ask: Callable[[sqlite3.Connection, Scope], _T],
        keys: list[str] | None = None,
    ) -> _T:
        """Ask something of the cards of a wish: of the decks named, or of those that are on."""

        def work() -> _T:
            db = self._index.db
            rows = db.execute(_OPEN_DECKS).fetchall()
            if wish.decks is None:
                is_on = self._chooser()
                decks = [row[0] for row in rows if is_on(row[1], bool(row[2]), row[3])]
            else:
                decks = [row[0] for name in wish.decks for row in rows if row[1] == name]
            return ask(db, Scope(decks, wish.tags, keys))

        return self._guarded(work)

    def _keys_of(self, wish: Wish, day: int) -> list[str] | None:
        """The keys to which a wish is bound; None if it is to none."""
        if wish.take != "missed":
            return None
        return self._progress.missed(day - MISSED_DAYS + 1, day)

    def _left_for(self, day: int, wish: Wish, new: int | None) -> Left:
        """What the limits let into a sitting."""
        left = self.left(day)
        if new is not None:
            return Left(new, left.reviews, {}, left.reviews_of)
        if wish.take == "due":
            return left
        return Left(None if wish.take == "any" else 0)

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self._guarded(lambda: self._index.db.execute(query, values).fetchall())

    def _load_settings(self) -> Settings:
        """The settings, from the index if the file is as it was: reading YAML takes a while."""
        path = places.settings_file()
        stamp = places.stamp(path)
        known = self._index.meta("settings")
        if known is not None and self._index.meta("settings_stamp") == stamp:
            return Settings.from_json(known)
        from studyapp.settings.reading import load

        found = load(path)
        with self._index.writing():
            self._index.set_meta("settings", found.to_json())
            self._index.set_meta("settings_stamp", stamp)
        return found

    def _refreshed(self, moment: Moment | None, held: list[Fault] | None) -> bool:
        def take_in() -> bool:
            if held is not None:
                held.clear()
            return self._take_in_files(held)

        changed = self._guarded(take_in)
        self.catch_up()
        if self._guarded(lambda: following.is_due(self._index.db)):
            self._guarded(lambda: self._recognise(moment))
        return changed

    def _take_in_files(self, held: list[Fault] | None = None) -> bool:
        changes = intake.compare(self._index.db, self._roots)
        self._unread = changes.unread
        if not changes:
            return False
        with self._index.writing() as db:
            return intake.take_in(db, changes, self._progress.states, clock.wall_ns(), held)

    def _recognise(self, moment: Moment | None) -> None:
        with self._index.writing() as db:
            following.look(db, self._progress, self._roots)
        if following.write(self._index.db, self._progress, moment):
            self._follow_log()
        with self._index.writing() as db:
            following.lend(db, self._progress)

    def _follow_log(self) -> None:
        index, progress = self._index, self._progress
        now, known = projection.place_in_log(progress), index.meta("log")
        if known == now:
            return
        self._lost += projection.lost(progress, known)
        with index.writing() as db:
            projection.follow(db, progress, known)
            index.set_meta("log", now)
            day = progress.newest_day()
            done = f"{day} {progress.new_today(day)} {progress.reviewed(day)}"
            index.set_meta("done", done)

    def _guarded(self, work: Callable[[], _T]) -> _T:
        """Do some work with the index; if the index is at fault, mend it and do the work again."""
        try:
            return work()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            # Text that is not UTF-8 comes as an error without a code: it is damage.
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            if code in _FAULTS_OF_THE_PLACE:
                self._index.keep_in_memory(str(error))
            else:
                self._index.replace()
        self._load_settings()
        self._take_in_files()
        self._follow_log()
        return work()


class _NotAsWritten(sqlite3.DatabaseError):
    """The index holds a card that is not what was written there."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT
