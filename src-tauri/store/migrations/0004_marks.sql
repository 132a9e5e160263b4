-- A mark over each row that has no content hash: when, why and where a report was kept, what a step is called,
-- what was set aside, deadlines and settings. A program of schema 3 leaves no marks, so it may no longer write.
ALTER TABLE revision ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE step ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dismissal ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE setting ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deadline ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER revision_kept_is_not_changed;
UPDATE revision SET mark = row_mark(id, report, kind, reason, place, source, began, at, hash);
CREATE TRIGGER revision_kept_is_not_changed BEFORE UPDATE ON revision WHEN OLD.kept = 1
BEGIN
  SELECT RAISE(ABORT, 'a kept revision cannot be changed');
END;
UPDATE step SET mark = row_mark(report, n, label);
UPDATE dismissal SET mark = row_mark(report, rule, fingerprint, reason, at);
UPDATE setting SET mark = row_mark(key, value);
UPDATE deadline SET mark = row_mark(agency, year, date);

UPDATE meta SET value = 4 WHERE key = 'oldest_writer';
