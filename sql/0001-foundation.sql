-- Tables that do not depend on the codebook. Instants are UTC. Numbers of municipalities, people and sessions are
-- ASCII compared byte by byte; names sort as Norwegian.

-- Municipalities of today and of 2020-2023 (requirement P5). An old number names the one that carries it on.
CREATE TABLE {{main}}.municipality (
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    kommunenavn VARCHAR(60) NOT NULL,
    fylkesnummer CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    fylkesnavn VARCHAR(60) NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    successor CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NULL,
    has_districts TINYINT UNSIGNED NOT NULL DEFAULT 0,
    CONSTRAINT municipality_successor FOREIGN KEY (successor) REFERENCES {{main}}.municipality (kommunenummer)
);

-- Districts in the register's sense: Oslo's alone. Two of them have no administration and own no project.
CREATE TABLE {{main}}.district (
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    bydelsnavn VARCHAR(60) NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    owns_project TINYINT UNSIGNED NOT NULL DEFAULT 1,
    CONSTRAINT district_municipality FOREIGN KEY (kommunenummer) REFERENCES {{main}}.municipality (kommunenummer)
);

-- Which schemes of financing a municipality or district has, and when (requirement P5).
CREATE TABLE {{main}}.project (
    project_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    finansieringstype SMALLINT UNSIGNED NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    UNIQUE KEY project_once (kommunenummer, bydel, finansieringstype, valid_from),
    CONSTRAINT project_municipality FOREIGN KEY (kommunenummer) REFERENCES {{main}}.municipality (kommunenummer)
);

CREATE TABLE {{main}}.reporting_year (
    year SMALLINT UNSIGNED NOT NULL PRIMARY KEY,
    opens DATE NOT NULL,
    deadline DATE NOT NULL,
    closes DATE NOT NULL
);

-- People who log in. User names are stored in lower case.
CREATE TABLE {{main}}.user (
    user_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    brukernavn VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    display_name VARCHAR(100) NOT NULL,
    email VARCHAR(254) NOT NULL DEFAULT '',
    phone VARCHAR(30) NOT NULL DEFAULT '',
    active TINYINT UNSIGNED NOT NULL DEFAULT 1,
    UNIQUE KEY user_name (brukernavn)
);

-- A role in a register over a municipality or a district (requirement A1); '' where not applicable.
CREATE TABLE {{main}}.user_grant (
    grant_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NOT NULL,
    role ENUM('administrator', 'caseworker', 'imdi', 'machine', 'system_owner') NOT NULL,
    register ENUM('', 'introduksjon', 'jobbsjansen') NOT NULL DEFAULT '',
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    valid_from DATE NOT NULL DEFAULT '2023-01-01',
    valid_to DATE NULL,
    KEY grant_of_user (user_id),
    CONSTRAINT grant_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- What a user's grants let her see today, as few rows as say it: a district of a municipality that she sees whole
-- has no row, so that no participant is in two of them. Kept by user_scope_refresh alone. The views show the place from the
-- key and join by its copies: see there.
CREATE TABLE {{main}}.user_scope (
    user_id BIGINT UNSIGNED NOT NULL,
    kind ENUM('all', 'district', 'municipality') NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    seen_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin AS (kommunenummer) STORED,
    seen_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin AS (bydel) STORED,
    PRIMARY KEY (user_id, kind, kommunenummer, bydel),
    CONSTRAINT scope_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- Where she may create and change participants today; bydel '' is the whole municipality.
CREATE TABLE {{main}}.user_write_scope (
    user_id BIGINT UNSIGNED NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    PRIMARY KEY (user_id, kommunenummer, bydel),
    CONSTRAINT write_scope_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- The day the two tables above were worked out for: grants begin and end by date.
CREATE TABLE {{main}}.user_scope_date (
    user_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    worked_out_for DATE NOT NULL,
    CONSTRAINT scope_date_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- Only the hash of a token is kept.
CREATE TABLE {{main}}.session (
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    session_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    user_id BIGINT UNSIGNED NOT NULL,
    created_at DATETIME(6) NOT NULL,
    seen_at DATETIME(6) NOT NULL,
    idle_seconds INT UNSIGNED NOT NULL,
    idle_until DATETIME(6) NOT NULL,
    ends_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    remote VARCHAR(64) NOT NULL DEFAULT '',
    UNIQUE KEY session_number (session_id),
    KEY session_of_user (user_id),
    CONSTRAINT session_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- One try at logging in; counted to limit guessing.
CREATE TABLE {{main}}.login_attempt (
    attempt_id CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    brukernavn VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
    remote VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
    started_at DATETIME(6) NOT NULL,
    outcome ENUM('denied', 'ok', 'open', 'wrong') NOT NULL,
    KEY attempt_of_user (brukernavn, remote, started_at),
    KEY attempt_from (remote, started_at)
);

-- The result of a write under a form's one-time key, for when the answer was lost.
CREATE TABLE {{main}}.one_time_key (
    user_id BIGINT UNSIGNED NOT NULL,
    nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    participant_id BIGINT UNSIGNED NULL,
    row_version INT UNSIGNED NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id, nokkel),
    KEY key_age (created_at),
    CONSTRAINT key_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- Made in the database and never leaving it.
CREATE TABLE {{main}}.secret (
    name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    value BINARY(32) NOT NULL
);
INSERT INTO {{main}}.secret VALUES ('unknown-user-salt', RANDOM_BYTES(32));

-- Accounts that may act as the system itself: USER() of the one who brings the schema up to date.
CREATE TABLE {{main}}.system_account (
    account VARCHAR(200) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY
);

-- A person and the numbers she has had (requirement P4).
CREATE TABLE {{main}}.person (
    person_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    created_at DATETIME(6) NOT NULL
);
CREATE TABLE {{main}}.person_number (
    fodselsnummer CHAR(11) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    person_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    KEY number_of_person (person_id),
    CONSTRAINT number_person FOREIGN KEY (person_id) REFERENCES {{main}}.person (person_id)
);

-- Every insert, change and delete (requirement L1). `changed` is {"column": [old, new], ...}.
CREATE TABLE {{audit}}.change_log (
    log_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    logged_at DATETIME(6) NOT NULL,
    user_id BIGINT UNSIGNED NULL,
    user_name VARCHAR(100) NOT NULL,
    session_id BIGINT UNSIGNED NULL,
    action ENUM('delete', 'insert', 'update') NOT NULL,
    table_name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    row_key VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
    participant_id BIGINT UNSIGNED NULL,
    changed LONGTEXT COLLATE utf8mb4_bin NOT NULL,
    PRIMARY KEY (log_id, logged_at),
    KEY log_of_participant (participant_id, logged_at)
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
