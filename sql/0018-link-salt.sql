-- The token of a link is made from this and a key that the database has not: whoever has the key alone, or the link's number
-- after a database was put back from a backup, makes no token that is good.
ALTER TABLE {{main}}.link ADD COLUMN IF NOT EXISTS token_salt BINARY(16) NOT NULL DEFAULT '';
