"""Decks that people edit, a log that must follow: who has whose progress is known at each step."""

from __future__ import annotations

import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studyapp.deck.keys import card_id, default_deck_id, join, same_question
from studyapp.library.library import Library
from studyapp.progress import names
from studyapp.progress.merge import merge
from studyapp.progress.store import Progress
from studyapp.schedule.moment import Moment, read
from tests.library.authors import Author, Subject


@dataclass(frozen=True)
class Written:
    """A card in a file. `who` is the card that it is meant to be."""

    who: int
    author: Author
    question: str
    answer: str
    id: str | None = None

    @property
    def end(self) -> str:
        return self.id or card_id(self.question)


@dataclass
class DeckFile:
    name: str
    id: str | None
    cards: list[Written] = field(default_factory=list)
    folded: bool = False

    @property
    def deck_id(self) -> str:
        return self.id or default_deck_id(self.name)

    def text(self) -> str:
        lines = [f"title: {self.name}"] + ([f"id: {self.id}"] if self.id else []) + ["cards:"]
        for card in self.cards:
            first = f"    id: {card.id}\n" if card.id else ""
            if self.folded:
                lines.append(
                    f"\n  # {card.end}\n  - question: |\n      {card.question}\n{first}"
                    f"    answer: >-\n      {card.answer}"
                )
            else:
                lines.append(
                    f"  - question: {_quoted(card.question)}\n{first}"
                    f"    answer: {_quoted(card.answer)}"
                )
        return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Place:
    """A device: a folder of decks, a log, and the index between them."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.decks = folder / "decks"
        self.decks.mkdir(parents=True)
        self.progress = Progress.open(folder / "progress.db", random=chance.randbytes)
        self.progress.db.execute("PRAGMA synchronous = OFF")
        self.library = self._open()

    def _open(self) -> Library:
        return Library(str(self.folder / "cache"), ((str(self.decks), False),), self.progress)

    def wipe(self) -> None:
        """Lose the index."""
        self.library.close()
        shutil.rmtree(self.folder / "cache")
        self.library = self._open()

    def close(self) -> None:
        self.library.close()
        self.progress.close()

    def save(self, files: list[DeckFile]) -> None:
        """Write the files that have changed, and remove those that are gone."""
        wanted = {f"{file.name}.yaml": file.text() for file in files}
        for path in self.decks.glob("*.yaml"):
            if path.name not in wanted:
                path.unlink()
        for name, text in wanted.items():
            path = self.decks / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")


@dataclass
class Tally:
    """What came of the edits: by kind, and of the cards that got another key."""

    kept: Counter[bool] = field(default_factory=Counter)
    """Edits that left question or answer: whether all studied cards were recognised."""
    renamed: Counter[bool] = field(default_factory=Counter)
    """Of those, the ones by which a studied card got another key."""
    light: Counter[bool] = field(default_factory=Counter)
    """Light edits of question and answer by which a studied card got another key."""
    kinds: defaultdict[str, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    asked: int = 0
    listed: int = 0

    def add(self, other: Tally) -> None:
        self.kept += other.kept
        self.renamed += other.renamed
        self.light += other.light
        for kind, counts in other.kinds.items():
            self.kinds[kind] += counts
        self.wrong += other.wrong
        self.lost += other.lost
        self.asked += other.asked
        self.listed += other.listed


def share(counts: Counter[bool]) -> float:
    """The part that was recognised."""
    return counts[True] / max(1, counts.total())


class Simulation:
    """One learner, who writes, edits and studies."""

    def __init__(self, folder: Path, seed: int, subjects: tuple[Subject, ...]) -> None:
        self.chance = random.Random(seed)
        self.authors = [Author(subject, self.chance) for subject in subjects]
        self.folder = folder
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)
        self.here = Place(folder / "here", self.chance)
        self.there: Place | None = None
        self.away: list[DeckFile] = []
        self.files: list[DeckFile] = []
        self.removed: list[tuple[str, Written]] = []
        self.reviews: set[tuple[str, int]] = set()
        self.studied: set[int] = set()
        self.made = 0
        self.known_wrong: set[tuple[int, ...]] = set()
        self.owners: dict[str, int] = {}
        self.tally = Tally()
        for number in range(4):
            file = DeckFile(f"deck-{number}", f"d{number}" if number % 2 else None)
            self.files.append(file)
            author = self.authors[number % len(self.authors)]
            for _ in range(self.chance.randint(8, 20)):
                self._add(file, author)
        self._follow(self.here, self.files)
        self._study(self.here, self.files, 25)

    def run(self, edits: int) -> Tally:
        """Edit, look, study; so many times."""
        for number in range(edits):
            self._edit(number)
        self.here.close()
        if self.there is not None:
            self.there.close()
        return self.tally

    # --- one edit

    def _edit(self, number: int) -> None:
        kind, change = self.chance.choice(self._edits())
        before = {card.who: join(file.deck_id, card.end) for file, card in _cards(self.files)}
        touched = change()
        if touched is None:
            return
        wiped = self.chance.random() < 0.06
        if wiped:
            self.here.wipe()
        self._follow(self.here, self.files)
        self._judge(f"{number} {kind}{' wiped' * wiped}", kind, before, touched)
        self._check(self.here, self.files, f"{number} {kind}{' wiped' * wiped}")
        self._answer_suggestions(self.here, self.files)
        self._study(self.here, self.files, 3)
        if number % 10 == 4:
            self._fork()
        if number % 10 == 8:
            self._join(number)
        self.now += timedelta(hours=7)

    def _edits(self) -> list[tuple[str, Callable[[], set[int] | None]]]:
        return [
            ("reword", self._reword), ("reword", self._reword), ("typo", self._typo),
            ("typo", self._typo), ("answer", self._change_answer), ("both", self._both),
            ("both", self._both), ("both", self._both), ("shift", self._shift),
            ("move", self._move), ("split", self._split), ("join", self._join_files),
            ("rename file", self._rename_file), ("rename deck", self._rename_deck),
            ("swap", self._swap), ("replace", self._replace), ("replace", self._replace),
            ("delete", self._delete), ("re-add", self._readd), ("reformat", self._reformat),
            ("add", self._add_one), ("ids", self._write_id),
        ]  # fmt: skip

    def _pick(self) -> tuple[DeckFile, int] | None:
        """A card, most often one that was studied."""
        places = [(file, at) for file in self.files for at in range(len(file.cards))]
        known = [(file, at) for file, at in places if file.cards[at].who in self.studied]
        return self.chance.choice(known or places) if places else None

    def _put(self, file: DeckFile, at: int, card: Written) -> set[int] | None:
        """Write a card in the place of another; None if the deck would have two like it."""
        if not self._fits(file, card, at):
            return None
        file.cards[at] = card
        return {card.who}

    def _reword(self) -> set[int] | None:
        file, at = self._pick() or (self.files[0], 0)
        card = file.cards[at]
        return self._put(file, at, replace(card, question=card.author.reworded(card.question)))

    def _typo(self) -> set[int] | None:
        file, at = self._pick() or (self.files[0], 0)
        card = file.cards[at]
        return self._put(file, at, replace(card, question=card.author.typo(card.question)))

    def _change_answer(self) -> set[int] | None:
        file, at = self._pick() or (self.files[0], 0)
        card = file.cards[at]
        fresh = card.author.answer() if self.chance.random() < 0.5 else None
        return self._put(file, at, replace(card, answer=fresh or card.author.edited(card.answer)))

    def _both(self) -> set[int] | None:
        file, at = self._pick() or (self.files[0], 0)
        card = file.cards[at]
        write = card.author
        asked = (write.typo if self.chance.random() < 0.3 else write.touched)(card.question)
        return self._put(file, at, replace(card, question=asked, answer=write.edited(card.answer)))

    def _shift(self) -> set[int] | None:
        file, at = self._pick() or (self.files[0], 0)
        card = file.cards.pop(at)
        file.cards.insert(self.chance.randint(0, len(file.cards)), card)
        return {card.who}

    def _move(self) -> set[int] | None:
        file, at = self._pick() or (self.files[0], 0)
        card, to = file.cards[at], self.chance.choice(self.files)
        if to is file or not self._fits(to, card) or len(file.cards) < 3:
            return None
        first = self.chance.random()  # saved in two steps: cut and pasted, or copied and removed
        if first < 0.3:
            file.cards.pop(at)
            self._follow(self.here, self.files)
            to.cards.append(card)
        elif first < 0.6:
            to.cards.append(card)
            self._follow(self.here, self.files)
            file.cards.pop(at)
        else:
            to.cards.append(file.cards.pop(at))
        return {card.who}

    def _split(self) -> set[int] | None:
        file = max(self.files, key=lambda file: len(file.cards))
        if len(file.cards) < 10:
            return None
        half = len(file.cards) // 2
        other = DeckFile(self._name(), None, file.cards[half:])
        file.cards = file.cards[:half]
        self.files.append(other)
        return {card.who for card in other.cards}

    def _join_files(self) -> set[int] | None:
        if len(self.files) < 3:
            return None
        file, to = self.chance.sample(self.files, 2)
        if not all(self._fits(to, card) for card in file.cards):
            return None
        self.files.remove(file)
        to.cards += file.cards
        return {card.who for card in file.cards}

    def _rename_file(self) -> set[int] | None:
        file = self.chance.choice(self.files)
        file.name = self._name()
        return {card.who for card in file.cards}

    def _rename_deck(self) -> set[int] | None:
        file = self.chance.choice(self.files)
        file.id = self._name() if file.id is None or self.chance.random() < 0.7 else None
        return {card.who for card in file.cards}

    def _swap(self) -> set[int] | None:
        """Exchange two questions: with the question goes the card, but for one with an id."""
        file = self.chance.choice(self.files)
        places = [at for at, card in enumerate(file.cards) if card.id is None]
        if len(places) < 2:
            return None
        at, to = self.chance.sample(places, 2)
        one, two = file.cards[at], file.cards[to]
        file.cards[at], file.cards[to] = (
            replace(two, answer=one.answer), replace(one, answer=two.answer),
        )  # fmt: skip
        return {one.who, two.who}

    def _replace(self) -> set[int] | None:
        """Delete a card, and add one that looks like it."""
        file, at = self._pick() or (self.files[0], 0)
        card = file.cards[at]
        asked, answer = card.author.similar(card.question, card.answer)
        new = self._card(card.author, asked, answer)
        if not self._fits(file, new, at):
            return None
        self.removed.append((file.name, card))
        file.cards[at] = new
        return set()

    def _delete(self) -> set[int] | None:
        file, at = self._pick() or (self.files[0], 0)
        if len(file.cards) < 4:
            return None
        self.removed.append((file.name, file.cards.pop(at)))
        return set()

    def _readd(self) -> set[int] | None:
        for number, (name, card) in enumerate(self.removed):
            for file in self.files:
                if file.name == name and self._fits(file, card):
                    file.cards.append(card)
                    del self.removed[number]
                    return {card.who}
        return None

    def _reformat(self) -> set[int] | None:
        file = self.chance.choice(self.files)
        file.folded = not file.folded
        return {card.who for card in file.cards}

    def _add_one(self) -> set[int] | None:
        file = self.chance.choice(self.files)
        self._add(file, self.chance.choice(self.authors))
        return set()

    def _write_id(self) -> set[int] | None:
        file, at = self._pick() or (self.files[0], 0)
        card = file.cards[at]
        return self._put(file, at, replace(card, id=f"c{card.who}" if card.id is None else None))

    # --- what comes of it

    def _follow(self, place: Place, files: list[DeckFile]) -> None:
        place.save(files)
        place.library.refresh(self._moment())
        faults = [fault for fault in place.library.faults() if fault.severity == "fault"]
        assert not faults, faults

    def _judge(self, what: str, kind: str, before: dict[int, str], touched: set[int]) -> None:
        """Count whether the studied cards that were touched have what they had."""
        library, log = self.here.library, self.here.progress
        joined = names.everywhere(log)
        asked = {pair.new for pair in library.suggestions()}
        orphans = set(library.orphans())
        done: list[bool] = []
        renamed = False
        for file, card in _cards(self.files):
            if card.who not in touched or card.who not in self.studied:
                continue
            key = join(file.deck_id, card.end)
            had = {joined[old] for old, who in self.reviews if who == card.who and old in joined}
            whole = had == {joined.get(key)}
            renamed |= before.get(card.who, key) != key
            done.append(whole)
            if not whole:
                self.tally.asked += key in asked
                listed = had - {joined.get(key)} <= orphans
                self.tally.listed += listed and key not in asked
                if key not in asked and not listed:
                    self.tally.lost.append(f"{what}: {key} {card.question} {had}")
        if done:
            good = all(done)
            self.tally.kinds[kind][good] += 1
            if kind == "both":
                if renamed:
                    self.tally.light[good] += 1
            else:
                self.tally.kept[good] += 1
                if renamed:
                    self.tally.renamed[good] += 1

    def _check(self, place: Place, files: list[DeckFile], what: str) -> None:
        """No card has what another one learned; nothing that was learned is out of sight."""
        joined = names.everywhere(place.progress)
        whose: dict[str, set[int]] = {}
        for key, who in self.reviews:
            if key in joined:
                whose.setdefault(joined[key], set()).add(who)
        present = set()
        for file, card in _cards(files):
            key = join(file.deck_id, card.end)
            present.add(joined.get(key))
            strange = whose.get(joined.get(key, ""), set()) - {card.who}
            if strange and (card.who, *strange) not in self.known_wrong:
                self.known_wrong.add((card.who, *strange))
                told = f"{what}: {key} {card.question} | {card.answer} has that of {strange}"
                self.tally.wrong.append(told)
        out_of_sight = whose.keys() - present - set(place.library.orphans())
        self.tally.lost += [f"{what}: {name} out of sight" for name in sorted(out_of_sight)]

    def _answer_suggestions(self, place: Place, files: list[DeckFile]) -> None:
        """The learner says of each suggestion what is true, and brings back what was not seen."""
        who_is = {join(file.deck_id, card.end): card.who for file, card in _cards(files)}
        whose = dict(self.reviews)
        for pair in place.library.suggestions():
            if who_is.get(pair.new) == whose.get(pair.old, -1):
                place.progress.rename(pair.old, pair.new, self._moment())
            else:
                place.library.refuse(pair.old, pair.new, self._moment())
        joined = names.everywhere(place.progress)
        for key, who in who_is.items():
            apart = {joined[old] for old, other in self.reviews if other == who and old in joined}
            for name in sorted(apart - {joined.get(key)}):
                place.progress.rename(name, key, self._moment())
        place.library.catch_up()

    def _study(self, place: Place, files: list[DeckFile], count: int) -> None:
        cards = list(_cards(files))
        for file, card in self.chance.sample(cards, min(count, len(cards))):
            key = join(file.deck_id, card.end)
            grade = self.chance.choice((1, 3, 4, 4, 5))
            place.progress.grade(key, grade, self._moment(), text=(card.question, card.answer))
            self.reviews.add((key, card.who))
            self.studied.add(card.who)
        place.library.catch_up()

    # --- another device

    def _fork(self) -> None:
        if self.there is None:
            self.there = Place(self.folder / "there", self.chance)
        merge(self.there.progress, [self.here.progress.path])
        self.away = [replace(file, cards=list(file.cards)) for file in self.files]
        self._follow(self.there, self.away)
        self._check(self.there, self.away, "fork")

    def _join(self, number: int) -> None:
        """The other device edits a card and studies; then logs are merged, and files copied."""
        there = self.there
        if there is None:
            return
        file = self.chance.choice(self.away)
        at = self.chance.randrange(len(file.cards))
        card = file.cards[at]
        asked = replace(card, question=card.author.reworded(card.question))
        if self._fits(file, asked, at):
            file.cards[at] = asked
        self._follow(there, self.away)
        self._check(there, self.away, f"{number} there")
        self._study(there, self.away, 5)
        merge(self.here.progress, [there.progress.path])
        merge(there.progress, [self.here.progress.path])
        self.here.library.compare_all(self._moment())
        there.library.compare_all(self._moment())
        self._check(self.here, self.files, f"{number} merged here")
        self._follow(there, self.files)
        self._check(there, self.files, f"{number} merged there")
        self._answer_suggestions(there, self.files)
        merge(self.here.progress, [there.progress.path])
        self.here.library.compare_all(self._moment())
        self._check(self.here, self.files, f"{number} merged again")

    # --- helpers

    def _fits(self, file: DeckFile, card: Written, at: int | None = None) -> bool:
        """Whether a deck may have this card, in the place of another one or besides all.

        A question that another card once asked is that card's for ever: it is not asked again.
        """
        others = [other for place, other in enumerate(file.cards) if place != at]
        asked = same_question(card.question)
        return self.owners.setdefault(asked, card.who) == card.who and all(
            other.end != card.end and same_question(other.question) != asked for other in others
        )

    def _moment(self) -> Moment:
        self.now += timedelta(seconds=1)
        return read(self.now)

    def _name(self) -> str:
        self.made += 1
        return f"deck-{self.made + 10}"

    def _card(self, author: Author, question: str, answer: str) -> Written:
        self.made += 1
        given = f"c{self.made}" if self.chance.random() < 0.15 else None
        return Written(self.made, author, question, answer, given)

    def _add(self, file: DeckFile, author: Author) -> None:
        for _ in range(20):
            kind = self.chance.choice(("twin", "short", "long", "long", "long"))
            card = self._card(author, *author.write(kind))
            if self._fits(file, card):
                file.cards.append(card)
                return


def _cards(files: list[DeckFile]) -> list[tuple[DeckFile, Written]]:
    return [(file, card) for file in files for card in file.cards]
