-- A number that tells this library and its backups from every other, so that two libraries that are backed up
-- into one folder are thinned apart. A program of schema 2 may go on writing: it leaves the number alone.
INSERT INTO meta (key, value) VALUES ('library', random());
