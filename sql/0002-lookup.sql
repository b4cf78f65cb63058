-- Looking people up in Folkeregisteret (requirements P3, P8, E1, E4).

-- One job for each participation whose answer is awaited: for the number it has now. A node takes it for a while (until
-- due_at, under a key of its own); a node that dies leaves a job that falls due again. Gone when it is answered.
CREATE TABLE {{main}}.lookup_job (
    participant_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    fodselsnummer CHAR(11) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    queued_at DATETIME(6) NOT NULL,
    due_at DATETIME(6) NOT NULL,
    failed SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    lease_key BIGINT UNSIGNED NULL,
    KEY job_order (failed, due_at)
);

-- When the next call to a register outside may be made, by any node.
CREATE TABLE {{main}}.rate_limit (
    name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    next_at DATETIME(6) NOT NULL
);
INSERT INTO {{main}}.rate_limit VALUES ('folkeregisteret', '2000-01-01');

-- Her address is protected. Kept where no worker's account reads it: that alone is sensitive.
ALTER TABLE {{main}}.person ADD COLUMN protected TINYINT UNSIGNED NOT NULL DEFAULT 0;
