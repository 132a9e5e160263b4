-- A mark over the library's number: a rotten one would name another library, and hide every backup of this one.
-- A program of schema 5 would change the number and not its mark, so it may no longer write.
INSERT INTO meta (key, value)
  SELECT 'library_mark', row_mark(key, value) FROM meta WHERE key = 'library';

-- What `user_version` says, said again: a rotten one would pass for a newer program's.
INSERT INTO meta (key, value) VALUES ('schema', 6);

-- The mark of a step is now over all of it.
UPDATE step SET mark = row_mark(report, n, at, label, change, before, after);

UPDATE meta SET value = 6 WHERE key = 'oldest_writer';
