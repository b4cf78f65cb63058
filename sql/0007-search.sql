-- Searching for persons (requirements O4, I5) and the log of access (L3, L4).

-- A search for persons, kept for a while so that no address holds it: lists with a comma between. Reference and user are
-- the key, so that nobody learns from a reference whether another has it. Swept away when it expires.
CREATE TABLE IF NOT EXISTS {{main}}.person_search (
    user_id BIGINT UNSIGNED NOT NULL,
    reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    numbers TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    names TEXT NOT NULL,
    person_ids TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (user_id, reference),
    KEY search_of_user (user_id, created_at),
    KEY search_end (expires_at),
    CONSTRAINT search_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- Who looked for, opened or took away personal data (requirement L3). `what` says of which kind, as a fixed word;
-- `details` is JSON, without anybody's name or number.
CREATE TABLE IF NOT EXISTS {{audit}}.access_log (
    log_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    logged_at DATETIME(6) NOT NULL,
    user_id BIGINT UNSIGNED NULL,
    user_name VARCHAR(100) NOT NULL,
    session_id BIGINT UNSIGNED NULL,
    action ENUM('download', 'open', 'search') NOT NULL,
    what VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    participant_id BIGINT UNSIGNED NULL,
    details LONGTEXT COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (log_id, logged_at),
    KEY access_of_participant (participant_id, logged_at),
    KEY access_of_user (user_id, logged_at)
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

-- Which persons an entry of that log is about, where it names any: so that each can be told who asked for her (L4).
CREATE TABLE IF NOT EXISTS {{audit}}.access_log_person (
    person_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    log_id BIGINT UNSIGNED NOT NULL,
    logged_at DATETIME(6) NOT NULL,
    PRIMARY KEY (person_id, log_id, logged_at)
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
