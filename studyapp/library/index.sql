-- The index of the decks: a cache. Whatever it holds can be read again from the deck files and
-- the log, so it is thrown away at the least doubt.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE file (
    path     TEXT PRIMARY KEY,
    root     INTEGER NOT NULL,
    size     INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    ctime_ns INTEGER NOT NULL,
    inode    INTEGER NOT NULL,
    racy     INTEGER NOT NULL,      -- written so shortly before it was read that a later change could look the same
    digest   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE deck (
    deck      INTEGER PRIMARY KEY,
    id        TEXT NOT NULL,
    title     TEXT NOT NULL,
    language  TEXT,
    path      TEXT NOT NULL,
    root      INTEGER NOT NULL,
    shipped   INTEGER NOT NULL,
    open      INTEGER NOT NULL,     -- 0: another deck of the same id comes first
    total     INTEGER NOT NULL,
    fresh     INTEGER NOT NULL,     -- never reviewed, not suspended
    learning  INTEGER NOT NULL,
    suspended INTEGER NOT NULL
) STRICT;

CREATE INDEX deck_of_path ON deck (path);
CREATE INDEX deck_of_id ON deck (id);

CREATE TABLE fault (
    path     TEXT NOT NULL,
    line     INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    severity TEXT NOT NULL,
    code     TEXT NOT NULL,
    message  TEXT NOT NULL,
    advice   TEXT NOT NULL,
    card     TEXT
) STRICT;

CREATE INDEX fault_of_path ON fault (path);

-- A card, and what the log says of it: NULL due is a card never reviewed. Days count from 1970-01-01.
CREATE TABLE card (
    card        INTEGER PRIMARY KEY,
    deck        INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    key         TEXT NOT NULL,
    topic       TEXT NOT NULL,      -- its first tag, else its deck
    due         INTEGER,
    interval    INTEGER,
    repetitions INTEGER,
    owed_day    INTEGER,
    last_day    INTEGER,
    last_seq    INTEGER,
    first_day   INTEGER,
    moved       INTEGER,            -- the day on which its schedule moved last
    lapses      INTEGER,
    suspended   INTEGER NOT NULL DEFAULT 0,
    buried_day  INTEGER
) STRICT;

CREATE INDEX card_of_key ON card (key);
CREATE INDEX card_of_deck ON card (deck, position);
CREATE INDEX card_new ON card (deck, position) WHERE due IS NULL AND suspended = 0;
-- With all that the counts and the beginning of the queue ask, so that they never look at a card.
CREATE INDEX card_due ON card (deck, due, buried_day, owed_day, interval, topic)
    WHERE due IS NOT NULL AND suspended = 0;
CREATE INDEX card_owed ON card (owed_day, deck, buried_day) WHERE owed_day IS NOT NULL AND suspended = 0;
CREATE INDEX card_last ON card (last_day) WHERE last_day IS NOT NULL;
CREATE INDEX card_buried ON card (buried_day) WHERE buried_day IS NOT NULL;
CREATE INDEX card_sibling ON card (card) WHERE instr(key, '#');
CREATE INDEX card_leech ON card (lapses) WHERE lapses >= 8;

-- The tags of a card, those of its deck among them.
CREATE TABLE tag (
    name TEXT NOT NULL,
    card INTEGER NOT NULL,
    PRIMARY KEY (name, card)
) STRICT, WITHOUT ROWID;

CREATE INDEX tag_of_card ON tag (card);

-- The text of a card, apart, so that the rows above stay small.
CREATE TABLE body (
    card INTEGER PRIMARY KEY,
    json TEXT NOT NULL
) STRICT;

-- What is to be recognised. A file whose cards were not compared yet with what is missing, and the
-- keys that it had when they were compared last (a JSON array).
CREATE TABLE arrived (
    path TEXT PRIMARY KEY,
    old  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A card with history that was in a file and is in none now, as it was read last.
CREATE TABLE gone (
    key   TEXT PRIMARY KEY,
    path  TEXT NOT NULL,
    json  TEXT NOT NULL,
    asked INTEGER NOT NULL DEFAULT 0  -- 1: it was compared with the cards of all decks
) STRICT;

-- What may be one card: for the learner to tell, or sure, and only waiting to be written down.
CREATE TABLE suggestion (
    old  TEXT PRIMARY KEY,
    new  TEXT NOT NULL,
    sure INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The counts of a deck follow its cards, so that telling them never walks the cards.
CREATE TRIGGER card_counted AFTER UPDATE OF due, repetitions, suspended ON card
BEGIN
    UPDATE deck SET
        fresh = fresh - (old.due IS NULL AND NOT old.suspended) + (new.due IS NULL AND NOT new.suspended),
        learning = learning - (old.due IS NOT NULL AND old.repetitions < 2 AND NOT old.suspended)
                            + (new.due IS NOT NULL AND new.repetitions < 2 AND NOT new.suspended),
        suspended = suspended - old.suspended + new.suspended
    WHERE deck = new.deck;
END;
