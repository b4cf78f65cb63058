-- Receipts of downloads (requirement D6), beside their entries in the log of access. Nothing here is ever changed: how a
-- download ended is a row of its own.

-- A download that is about to begin, under the random reference that is its receipt's. `end_digest` is the SHA-256 of what
-- must be shown to tell how it ended.
CREATE TABLE IF NOT EXISTS {{audit}}.download (
    reference CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    log_id BIGINT UNSIGNED NOT NULL,
    logged_at DATETIME(6) NOT NULL,
    user_id BIGINT UNSIGNED NOT NULL,
    end_digest BINARY(32) NOT NULL,
    KEY download_of_user (user_id, logged_at)
);

-- How it ended: at most one row each. One without was cut off so hard that nobody could tell.
CREATE TABLE IF NOT EXISTS {{audit}}.download_end (
    reference CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    ended_at DATETIME(6) NOT NULL,
    whole TINYINT UNSIGNED NOT NULL,
    row_count BIGINT UNSIGNED NOT NULL,
    byte_count BIGINT UNSIGNED NOT NULL,
    sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL -- of the bytes sent, where they are the whole file
);

-- What was searched for, where a search for persons was part of the selection: the search itself is soon swept away, and
-- without it nobody could tell later whom the file held (L4). No page shows it.
CREATE TABLE IF NOT EXISTS {{audit}}.download_search (
    reference CHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    numbers TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    names TEXT COLLATE utf8mb4_bin NOT NULL,
    person_ids TEXT CHARACTER SET ascii COLLATE ascii_bin NOT NULL
);
