-- The logs are sealed (requirement L1): their rows carry hashes, and blocks of them stand in a chain.

-- Which request wrote the row: a number that the database makes when a context is opened. `row_hash` is over everything
-- else in the row, made as it is written; rows from before this step have none.
ALTER TABLE {{audit}}.change_log ADD COLUMN IF NOT EXISTS request_id BIGINT UNSIGNED NULL,
    ADD COLUMN IF NOT EXISTS row_hash BINARY(32) NULL;
ALTER TABLE {{audit}}.access_log ADD COLUMN IF NOT EXISTS request_id BIGINT UNSIGNED NULL,
    ADD COLUMN IF NOT EXISTS row_hash BINARY(32) NULL;

-- Blocks are runs of numbers, so every log numbers its rows; and goes by whole years, so every log is cut by year. What was
-- one of a kind by its reference is so by reference and the time of its entry in the log of access.
ALTER TABLE {{audit}}.access_log_person ADD COLUMN IF NOT EXISTS entry_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    ADD COLUMN IF NOT EXISTS row_hash BINARY(32) NULL, ADD KEY IF NOT EXISTS entry_number (entry_id);
ALTER TABLE {{audit}}.download ADD COLUMN IF NOT EXISTS entry_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    ADD COLUMN IF NOT EXISTS row_hash BINARY(32) NULL, ADD KEY IF NOT EXISTS entry_number (entry_id),
    DROP PRIMARY KEY, ADD PRIMARY KEY (reference, logged_at)
    PARTITION BY RANGE COLUMNS (logged_at) (
    PARTITION y2026 VALUES LESS THAN ('2027-01-01'),
    PARTITION y2027 VALUES LESS THAN ('2028-01-01'),
    PARTITION y2028 VALUES LESS THAN ('2029-01-01'),
    PARTITION y2029 VALUES LESS THAN ('2030-01-01'),
    PARTITION y2030 VALUES LESS THAN ('2031-01-01'),
    PARTITION y2031 VALUES LESS THAN ('2032-01-01'),
    PARTITION y2032 VALUES LESS THAN ('2033-01-01'),
    PARTITION y2033 VALUES LESS THAN ('2034-01-01'),
    PARTITION y2034 VALUES LESS THAN ('2035-01-01'),
    PARTITION y2035 VALUES LESS THAN ('2036-01-01'),
    PARTITION later VALUES LESS THAN (MAXVALUE)
);

DROP TRIGGER IF EXISTS {{audit}}.download_end_bu;
ALTER TABLE {{audit}}.download_end ADD COLUMN IF NOT EXISTS logged_at DATETIME(6) NULL;
UPDATE {{audit}}.download_end e JOIN {{audit}}.download d ON d.reference = e.reference SET e.logged_at = d.logged_at;
ALTER TABLE {{audit}}.download_end MODIFY COLUMN logged_at DATETIME(6) NOT NULL,
    ADD COLUMN IF NOT EXISTS entry_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    ADD COLUMN IF NOT EXISTS row_hash BINARY(32) NULL, ADD KEY IF NOT EXISTS entry_number (entry_id),
    DROP PRIMARY KEY, ADD PRIMARY KEY (reference, logged_at)
    PARTITION BY RANGE COLUMNS (logged_at) (
    PARTITION y2026 VALUES LESS THAN ('2027-01-01'),
    PARTITION y2027 VALUES LESS THAN ('2028-01-01'),
    PARTITION y2028 VALUES LESS THAN ('2029-01-01'),
    PARTITION y2029 VALUES LESS THAN ('2030-01-01'),
    PARTITION y2030 VALUES LESS THAN ('2031-01-01'),
    PARTITION y2031 VALUES LESS THAN ('2032-01-01'),
    PARTITION y2032 VALUES LESS THAN ('2033-01-01'),
    PARTITION y2033 VALUES LESS THAN ('2034-01-01'),
    PARTITION y2034 VALUES LESS THAN ('2035-01-01'),
    PARTITION y2035 VALUES LESS THAN ('2036-01-01'),
    PARTITION later VALUES LESS THAN (MAXVALUE)
);

DROP TRIGGER IF EXISTS {{audit}}.download_search_bu;
ALTER TABLE {{audit}}.download_search ADD COLUMN IF NOT EXISTS logged_at DATETIME(6) NULL;
UPDATE {{audit}}.download_search s JOIN {{audit}}.download d ON d.reference = s.reference SET s.logged_at = d.logged_at;
ALTER TABLE {{audit}}.download_search MODIFY COLUMN logged_at DATETIME(6) NOT NULL,
    ADD COLUMN IF NOT EXISTS entry_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    ADD COLUMN IF NOT EXISTS row_hash BINARY(32) NULL, ADD KEY IF NOT EXISTS entry_number (entry_id),
    DROP PRIMARY KEY, ADD PRIMARY KEY (reference, logged_at)
    PARTITION BY RANGE COLUMNS (logged_at) (
    PARTITION y2026 VALUES LESS THAN ('2027-01-01'),
    PARTITION y2027 VALUES LESS THAN ('2028-01-01'),
    PARTITION y2028 VALUES LESS THAN ('2029-01-01'),
    PARTITION y2029 VALUES LESS THAN ('2030-01-01'),
    PARTITION y2030 VALUES LESS THAN ('2031-01-01'),
    PARTITION y2031 VALUES LESS THAN ('2032-01-01'),
    PARTITION y2032 VALUES LESS THAN ('2033-01-01'),
    PARTITION y2033 VALUES LESS THAN ('2034-01-01'),
    PARTITION y2034 VALUES LESS THAN ('2035-01-01'),
    PARTITION y2035 VALUES LESS THAN ('2036-01-01'),
    PARTITION later VALUES LESS THAN (MAXVALUE)
);

-- The chain, numbered without gaps. A block is a run of a log's numbers, of rows of one year; the next block of that log
-- begins where it ends. 'late': rows whose numbers lie in a run that was sealed before they were committed. 'dropped': a
-- year's rows went by retention, in every log. `root` is the hash of the list of rows, `seal_hash` that of this row with the
-- hash before it, `mac` the same under the installation's key.
CREATE TABLE IF NOT EXISTS {{audit}}.seal (
    seal_no BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    sealed_at DATETIME(6) NOT NULL,
    kind ENUM('block', 'dropped', 'late') NOT NULL,
    log_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    year SMALLINT UNSIGNED NOT NULL,
    first_id BIGINT UNSIGNED NOT NULL,
    last_id BIGINT UNSIGNED NOT NULL,
    row_count BIGINT UNSIGNED NOT NULL,
    root BINARY(32) NOT NULL,
    previous_hash BINARY(32) NOT NULL,
    seal_hash BINARY(32) NOT NULL,
    mac BINARY(32) NOT NULL,
    KEY seal_of_log (log_name, kind, last_id)
);

-- The list of a block's rows: for each its number (8 bytes, the highest first) and its hash. Goes with its year.
CREATE TABLE IF NOT EXISTS {{audit}}.seal_leaves (
    seal_no BIGINT UNSIGNED NOT NULL,
    logged_at DATETIME(6) NOT NULL,
    leaves LONGBLOB NOT NULL,
    PRIMARY KEY (seal_no, logged_at)
) PARTITION BY RANGE COLUMNS (logged_at) (
    PARTITION y2026 VALUES LESS THAN ('2027-01-01'),
    PARTITION y2027 VALUES LESS THAN ('2028-01-01'),
    PARTITION y2028 VALUES LESS THAN ('2029-01-01'),
    PARTITION y2029 VALUES LESS THAN ('2030-01-01'),
    PARTITION y2030 VALUES LESS THAN ('2031-01-01'),
    PARTITION y2031 VALUES LESS THAN ('2032-01-01'),
    PARTITION y2032 VALUES LESS THAN ('2033-01-01'),
    PARTITION y2033 VALUES LESS THAN ('2034-01-01'),
    PARTITION y2034 VALUES LESS THAN ('2035-01-01'),
    PARTITION y2035 VALUES LESS THAN ('2036-01-01'),
    PARTITION later VALUES LESS THAN (MAXVALUE)
);
