-- By when a year's report has to be there. A program of schema 1 may go on writing: it leaves the table alone.
CREATE TABLE deadline (
  id INTEGER PRIMARY KEY,
  -- NULL where it is meant for every agency without one of its own.
  agency INTEGER REFERENCES agency (id),
  year INTEGER NOT NULL CHECK (year BETWEEN 1949 AND 2999),
  date TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
) STRICT;
CREATE UNIQUE INDEX deadline_once ON deadline (coalesce(agency, 0), year);
