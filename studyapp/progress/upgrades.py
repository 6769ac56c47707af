"""From the schema of an older release to this one's: numbered steps, each one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studyapp.progress.trust import SCHEMA
from studyapp.progress.writing import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

UPGRADES: Mapping[int, Sequence[str]] = {}
"""The statements that make the next schema of one: `{1: ("ALTER TABLE log …",)}`. None so far."""

_SCHEMA = "SELECT value FROM meta WHERE name = 'schema'"
_SET_SCHEMA = "UPDATE meta SET value = ? WHERE name = 'schema'"


def upgrade(
    db: sqlite3.Connection,
    *,
    steps: Mapping[int, Sequence[str]] = UPGRADES,
    to: int = SCHEMA,
) -> None:
    """Take every step that a log still lacks; one that another process took is not taken again."""
    while _take_one(db, steps, to):
        pass


def _take_one(db: sqlite3.Connection, steps: Mapping[int, Sequence[str]], to: int) -> bool:
    with transaction(db):
        schema = int(db.execute(_SCHEMA).fetchone()[0])
        if schema >= to:
            return False
        for statement in steps[schema]:
            db.execute(statement)
        db.execute(_SET_SCHEMA, (str(schema + 1),))
    return True
