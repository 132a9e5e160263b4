-- Which cells of a report are not blank, so that a blank cell is known to be one without asking for all others.
-- A report that a program of schema 4 saved has no row here until its cells change.
CREATE TABLE filled (
  report INTEGER PRIMARY KEY REFERENCES report (id),
  -- A bit for each `cell_name.id`, the lowest first.
  cells BLOB NOT NULL,
  mark INTEGER NOT NULL
) STRICT;

UPDATE meta SET value = 5 WHERE key = 'oldest_writer';
