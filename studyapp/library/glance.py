"""`studyapp due` without reading a deck: what the index says, if nothing has changed since.

It imports `os`, `sys`, `sqlite3` and, where asked for, `json`: a shell prompt waits for it.
"""

import os
import sqlite3
import sys

from studyapp import clock
from studyapp.library import choice, counts, limits, places, scan
from studyapp.schedule.days import study_day, to_date


def due(arguments: list[str]) -> bool:
    """Answer `due` or `due --json`; False if it takes more than a glance.

    That is so when a deck, the settings or the log has changed, or no index is there.
    """
    if arguments not in ([], ["--json"]):
        return False
    try:
        found = _rows()
    except (sqlite3.Error, OSError, ValueError, TypeError, KeyError):
        # Whatever is wrong here, the whole command finds it again and says it properly.
        return False
    if found is None:
        return False
    try:
        _print(*found, as_json=bool(arguments))
    except (OSError, ValueError):
        return False
    return True


def _print(rows: list[counts.Row], left: limits.Left, day: int, *, as_json: bool) -> None:
    total = counts.summed(rows, left)
    if as_json:
        from studyapp.safetext import to_json

        sys.stdout.write(to_json(counts.as_json(rows, total, to_date(day).isoformat())) + "\n")
    else:
        sys.stdout.write(counts.as_line(total) + "\n")
    sys.stdout.flush()


def _rows() -> tuple[list[counts.Row], limits.Left, int] | None:
    roots = places.roots()
    path = places.index_file(places.cache_folder(), roots)
    if not os.path.exists(path):
        return None
    with _Reading(path) as db:
        meta = dict(db.execute("SELECT name, value FROM meta").fetchall())
        if not places.is_sealed(path, meta.get("sealed")) or meta.get("roots") != repr(roots):
            return None
        if not _unchanged(db, meta, roots):
            return None
        new_per_day, rollover, reviews_per_day, chosen = _settings(meta["settings"])
        day = study_day(clock.from_environment()(), rollover)
        done_day, introduced, reviewed = map(int, meta["done"].split())
        if done_day > day:
            return None
        if done_day < day:
            introduced = reviewed = 0
        languages = [
            row[0] for row in db.execute("SELECT DISTINCT language FROM deck WHERE shipped")
        ]
        switched = {deck: of[0] for deck, of in chosen.items() if of[0] is not None}
        left = limits.left(
            db,
            day,
            limits.rest(new_per_day, introduced),
            limits.rest(reviews_per_day, reviewed),
            {deck: of[1:] for deck, of in chosen.items() if of[1:] != [None, None]},
        )
        rows = counts.by_deck(db, day, choice.chooser(languages, switched), left)
        return rows, left, day


class _Reading:
    """A connection that only reads, closed at the end; `contextlib` is not worth its import."""

    def __init__(self, path: str) -> None:
        quoted = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        self.db = sqlite3.connect(f"file:{quoted}?mode=ro", uri=True, timeout=0.2)

    def __enter__(self) -> sqlite3.Connection:
        return self.db

    def __exit__(self, *_: object) -> None:
        self.db.close()


def _settings(text: str) -> tuple[int, int, int | None, dict[str, list]]:  # type: ignore[type-arg]
    """What `Settings.to_json` wrote, without JSON's import where it holds no choices of decks."""
    if text.endswith(", {}]"):
        new_per_day, rollover, reviews_per_day = text[1:].split(", ", 3)[:3]
        reviews = None if reviews_per_day == "null" else int(reviews_per_day)
        return int(new_per_day), int(rollover), reviews, {}
    import json

    fields = json.loads(text)
    return fields[0], fields[1], fields[2], fields[-1]


def _unchanged(
    db: sqlite3.Connection, meta: dict[str, str], roots: tuple[tuple[str, bool], ...]
) -> bool:
    return (
        meta.get("settings_stamp") == places.stamp(places.settings_file())
        and meta.get("log") == _log_state()
        and _same_files(db, roots)
    )


def _log_state() -> str:
    """The place in the log, as `projection.place_in_log` writes it."""
    path = places.progress_file()
    if not os.path.exists(path):
        return "0  "
    with _Reading(path) as db:
        newest = db.execute("SELECT seq, id FROM log ORDER BY seq DESC LIMIT 1").fetchone()
        seq, event = newest or (0, b"")
        epoch = db.execute("SELECT value FROM meta WHERE name = 'log_epoch'").fetchone()[0]
        return f"{seq} {event.hex()} {epoch}"


def _same_files(db: sqlite3.Connection, roots: tuple[tuple[str, bool], ...]) -> bool:
    known = db.execute(
        "SELECT path, size, mtime_ns, ctime_ns, inode, racy, root FROM file ORDER BY root, path"
    ).fetchall()
    if any(row[5] for row in known):
        return False
    files, unread = scan.scan_all(roots)
    now = sorted((number, *file) for number, file in files)
    return not unread and now == [(row[6], *row[:5]) for row in known]
