-- The log of one learner. Schema 1.

PRAGMA application_id = 0x53747564; -- "Stud"

-- What happened. Rows are only ever added; the order of events is the order of ids.
-- A grade waits for each page that it changes to be on disk, so an index must be worth one: days
-- and changes are found from the ids and the seqs of the newest rows.
CREATE TABLE log (
  seq INTEGER PRIMARY KEY,  -- the order in which rows came into this file; means nothing elsewhere
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  version INTEGER NOT NULL,
  device TEXT NOT NULL,
  at INTEGER NOT NULL,      -- UTC milliseconds
  offset INTEGER NOT NULL,  -- minutes east of UTC
  day INTEGER NOT NULL,     -- study day, since 1970-01-01
  kind TEXT NOT NULL,
  card TEXT,                -- null where a kind is of no one card
  grade INTEGER,            -- review
  ms INTEGER,               -- review
  target BLOB,              -- undo
  data TEXT,                -- canonical JSON of an object
  CHECK (kind <> 'review' OR (card IS NOT NULL AND grade IS NOT NULL AND grade BETWEEN 0 AND 5))
) STRICT;

CREATE INDEX log_card ON log (card) WHERE card IS NOT NULL;
CREATE INDEX log_target ON log (target) WHERE target IS NOT NULL;
CREATE INDEX log_rename ON log (kind) WHERE kind = 'rename';

CREATE TRIGGER log_keeps_what_it_says BEFORE UPDATE ON log
BEGIN
  SELECT RAISE(ABORT, 'the log is only ever added to: no update');
END;

-- Also what INSERT OR REPLACE would delete, with recursive_triggers on.
CREATE TRIGGER log_keeps_what_it_has BEFORE DELETE ON log
BEGIN
  SELECT RAISE(ABORT, 'the log is only ever added to: no delete');
END;

-- The fold of the log: one row for each key that stands in it. Keys of one card have equal rows.
-- Can be rebuilt from the log at any time.
CREATE TABLE state (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,       -- the smallest key of the same card
  changed INTEGER NOT NULL, -- the log's seq when this row last changed
  suspended INTEGER NOT NULL,
  buried_day INTEGER,
  flag INTEGER NOT NULL,
  met BLOB,                 -- digest of the text that was met last
  last_seq INTEGER,         -- of the last review of this life
  last_id BLOB,             -- the greatest id that had an effect
  repetitions INTEGER,      -- null, as all that follow, for a card without reviews
  interval INTEGER,
  ease INTEGER,
  due INTEGER,
  moved INTEGER,
  owed_day INTEGER,         -- null also when nothing is owed
  first_day INTEGER,
  last_day INTEGER,
  last_grade INTEGER,
  reviews INTEGER,
  lapses INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX state_name ON state (name);
CREATE INDEX state_first_day ON state (first_day) WHERE first_day IS NOT NULL;

-- schema, fold_version, log_epoch, device
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
