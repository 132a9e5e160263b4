-- Agencies, their reports, and every earlier state of them.
--
-- Blank is no row, never 0. Times are milliseconds since 1970 UTC. `mark` is a CRC-32 over the row's meaning:
-- a byte that rots on the disk is noticed even where no content hash is compared.

-- What programs of other ages may do with this file.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta (key, value) VALUES ('oldest_reader', 1), ('oldest_writer', 1);

CREATE TABLE agency (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (name <> ''),
  level TEXT NOT NULL
    CHECK (level IN ('township', 'subdistrict', 'department', 'county', 'city', 'province', 'other')),
  region TEXT NOT NULL,
  credit_code TEXT,
  parent INTEGER REFERENCES agency (id),
  contact TEXT NOT NULL,
  mark INTEGER NOT NULL
) STRICT;
CREATE INDEX agency_by_parent ON agency (parent);

CREATE TABLE report (
  id INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agency (id),
  year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2999),
  edition TEXT NOT NULL,
  -- As it stands in the title; the agency may be called otherwise today.
  agency_name TEXT NOT NULL,
  -- NULL where it is the form's.
  title TEXT,
  state TEXT NOT NULL CHECK (state IN ('draft', 'final', 'published', 'corrected')),
  -- SHA-256 of the canonical content.
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  saved_at INTEGER NOT NULL,
  -- The last step that is done and not undone; 0 is before the first.
  undo_at INTEGER NOT NULL CHECK (undo_at >= 0),
  mark INTEGER NOT NULL,
  UNIQUE (agency, year, edition)
) STRICT;
CREATE INDEX report_by_year ON report (year);

CREATE TABLE cell_name (
  id INTEGER PRIMARY KEY,
  edition TEXT NOT NULL,
  name TEXT NOT NULL,
  UNIQUE (edition, name)
) STRICT;

CREATE TABLE cell (
  report INTEGER NOT NULL REFERENCES report (id),
  cell INTEGER NOT NULL REFERENCES cell_name (id),
  count INTEGER CHECK (count >= 0),
  change INTEGER,
  -- An exact decimal, with the unit where the cell names one.
  amount TEXT,
  -- What is no number, and counts beyond 2^63.
  written TEXT,
  mark INTEGER NOT NULL,
  PRIMARY KEY (report, cell),
  CHECK ((count IS NULL) + (change IS NULL) + (amount IS NULL) + (written IS NULL) = 3)
) STRICT, WITHOUT ROWID;

CREATE TABLE prose (
  report INTEGER NOT NULL REFERENCES report (id),
  place TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position >= 0),
  -- Plain text, which a search reads as it is.
  text TEXT,
  -- Text with linked figures, as JSON of nianbao.report/1.
  pieces TEXT,
  PRIMARY KEY (report, place, position),
  CHECK ((text IS NULL) + (pieces IS NULL) = 1)
) STRICT;

CREATE TABLE note (
  report INTEGER NOT NULL REFERENCES report (id),
  position INTEGER NOT NULL CHECK (position >= 0),
  text TEXT NOT NULL,
  PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE revision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  report INTEGER NOT NULL REFERENCES report (id),
  kind TEXT NOT NULL CHECK (kind IN ('autosave', 'saved', 'imported', 'finalised', 'published', 'corrected',
    'reverted', 'restored')),
  reason TEXT,
  -- Where it was published, or where it came from.
  place TEXT,
  -- The revision that was gone back to.
  source INTEGER REFERENCES revision (id),
  -- An autosave grows for a minute: from `began` to `at`.
  began INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  -- The canonical content, deflated.
  body BLOB NOT NULL,
  kept INTEGER NOT NULL CHECK (kept = (kind IN ('finalised', 'published', 'corrected')))
) STRICT;
CREATE INDEX revision_by_report ON revision (report, id);
CREATE INDEX revision_released ON revision (report, id, hash) WHERE kind IN ('published', 'corrected');

-- 定稿, 公布 and 更正 stay for ever as they were.
CREATE TRIGGER revision_kept_is_not_changed BEFORE UPDATE ON revision WHEN OLD.kept = 1
BEGIN
  SELECT RAISE(ABORT, 'a kept revision cannot be changed');
END;
CREATE TRIGGER revision_kept_is_not_deleted BEFORE DELETE ON revision WHEN OLD.kept = 1
BEGIN
  SELECT RAISE(ABORT, 'a kept revision cannot be deleted');
END;

-- What can be undone and done again.
CREATE TABLE step (
  report INTEGER NOT NULL REFERENCES report (id),
  n INTEGER NOT NULL CHECK (n > 0),
  at INTEGER NOT NULL,
  label TEXT NOT NULL,
  -- The difference as JSON, and the content hashes it leads from and to.
  change TEXT NOT NULL,
  before BLOB NOT NULL CHECK (length(before) = 32),
  after BLOB NOT NULL CHECK (length(after) = 32),
  PRIMARY KEY (report, n)
) STRICT;

-- Findings that somebody looked at and set aside.
CREATE TABLE dismissal (
  report INTEGER NOT NULL REFERENCES report (id),
  rule TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (report, rule, fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
