"""Progress follows its card: what was recognised is written into the log, the rest is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.library.projection import projected
from studyapp.progress import names
from studyapp.progress.errors import ProgressError

if TYPE_CHECKING:
    import sqlite3

    from studyapp.library import scan
    from studyapp.progress.store import Progress
    from studyapp.schedule.moment import Moment

_SOUND = "path NOT IN (SELECT path FROM fault WHERE severity = 'fault')"
_IS_DUE = f"""
SELECT EXISTS (SELECT 1 FROM arrived WHERE {_SOUND})
    OR EXISTS (SELECT 1 FROM gone WHERE NOT asked AND {_SOUND})
    OR EXISTS (SELECT 1 FROM suggestion WHERE sure)
"""
_SURE = "SELECT old, new FROM suggestion WHERE sure ORDER BY new"
_ASKED = """
SELECT old, new, json FROM suggestion
LEFT JOIN card ON card.key = new LEFT JOIN body USING (card) WHERE NOT sure
ORDER BY new
"""
_LEND = """
UPDATE card SET due = ?, interval = ?, repetitions = ?, owed_day = ?, last_day = ?, last_seq = ?,
    first_day = ?, moved = ?, lapses = ?, suspended = ?, buried_day = ?
WHERE key = ?
"""


class Suggestion(NamedTuple):
    """A card that is missing, and a new one that it may be; the questions of both."""

    old: str
    new: str
    old_question: str
    new_question: str


def is_due(db: sqlite3.Connection) -> bool:
    """Whether something has arrived or gone that was not compared yet."""
    return bool(db.execute(_IS_DUE).fetchone()[0])


def look(db: sqlite3.Connection, log: Progress, roots: scan.Roots) -> None:
    """Compare what has arrived with what is missing, and keep what was found in the index."""
    from studyapp.library.recognition import Recognition

    recognition = Recognition(db, log, roots)
    found = recognition.pairs()
    put = "INSERT OR REPLACE INTO suggestion VALUES (?, ?, ?)"
    db.executemany(put, ((*pair, 0) for pair in found.asked))
    db.executemany(put, ((*pair, 1) for pair in found.sure))
    recognition.settle()


def write(db: sqlite3.Connection, log: Progress, moment: Moment | None) -> bool:
    """Write what is sure into the log, and undo what joins two cards; False if nothing was."""
    from studyapp.library.recognition import both_present

    wrong = [edge.id for edge in both_present(db, log)]
    known = names.joined(log, {key for pair in db.execute(_SURE) for key in pair})
    pairs = [
        (old, new)
        for old, new in db.execute(_SURE).fetchall()
        if old in known and known[old] != known.get(new)
    ]
    if moment is None or not (wrong or pairs):
        return False
    try:
        if log.read_only:
            with type(log).open(log.path) as writable:
                _write(writable, wrong, pairs, moment)
        else:
            _write(log, wrong, pairs, moment)
    except (ProgressError, OSError):
        return False  # it waits, and `lend` makes it hold meanwhile
    return True


def _write(log: Progress, wrong: list[bytes], pairs: list[tuple[str, str]], moment: Moment) -> None:
    if wrong:
        log.part(wrong, moment)
    if pairs:
        log.rename_all(pairs, moment)


def lend(db: sqlite3.Connection, log: Progress) -> None:
    """Forget what stands in the log now; of what could not be written let the index tell."""
    rows = db.execute(_SURE).fetchall()
    if not rows:
        return
    known = names.joined(log, {key for pair in rows for key in pair})
    for old, new in rows:
        state = log.state(old)
        if state is None or known.get(old) == known.get(new):
            db.execute("DELETE FROM suggestion WHERE old = ?", (old,))
            db.execute("DELETE FROM gone WHERE key = ?", (old,))
        else:
            db.execute(_LEND, (*projected(state), new))


def suggestions(db: sqlite3.Connection, log: Progress) -> list[Suggestion]:
    """What is still to be asked: one of the two may be back, studied anew, or refused by now."""
    from studyapp.library.recognition import present

    rows = db.execute(_ASKED).fetchall()
    if not rows:
        return []
    cards = names.joined(log, [old for old, _, _ in rows])
    there = {cards[key] for key in present(db, cards)}
    refused = {pair for pair, by_hand in names.parted(log).items() if by_hand}
    studied = names.joined(log, [new for _, new, _ in rows])
    said = names.texts(log, cards)
    found = []
    for old, new, text in rows:
        name = cards.get(old)
        keys = [key for key in cards if cards[key] == name]
        if text is None or name is None or name in there or new in studied:
            continue
        if any(frozenset((key, new)) in refused for key in keys):
            continue
        questions = [said[key][0] for key in said if key in keys]
        found.append(Suggestion(old, new, questions[-1] if questions else "", _question(text)))
    return found


def _question(text: str) -> str:
    from studyapp.deck.store import card_from_json

    return card_from_json(text).question
