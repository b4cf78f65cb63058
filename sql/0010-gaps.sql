-- What each participant lacks at her next gate (requirement P15) is a bit for each question in `participant.gaps`. A
-- question keeps its bit for as long as it is asked.
CREATE TABLE IF NOT EXISTS {{main}}.gap_bit (
    variabel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    bit TINYINT UNSIGNED NOT NULL,
    UNIQUE KEY gap_bit_once (bit)
);

-- Working the bits out anew, where a codebook or a day changes what is asked: for which day it was last begun, and after
-- which participation it goes on (NULL: it is done). `whole`: for everybody, not just those whom the day can touch.
CREATE TABLE IF NOT EXISTS {{main}}.gap_refresh (
    only_row TINYINT UNSIGNED NOT NULL DEFAULT 1 PRIMARY KEY CHECK (only_row = 1),
    day DATE NOT NULL,
    after_id BIGINT UNSIGNED NULL,
    whole TINYINT UNSIGNED NOT NULL DEFAULT 0
);
INSERT IGNORE INTO {{main}}.gap_refresh (day) VALUES ('2023-01-01');
