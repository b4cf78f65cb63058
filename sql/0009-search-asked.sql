-- The PersonIds that the numbers of a search stand for, worked out by the worker that keeps it: the log of access is written
-- from them without looking at who is registered, so that nobody can tell by the time it takes.
ALTER TABLE {{main}}.person_search
    ADD COLUMN IF NOT EXISTS number_ids TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' AFTER numbers;
