-- The access report for one person (requirement L4) finds what concerns her by indexes.

-- Which downloads could hold participants of a place: a municipality, a district, or 'all', as `scopes` of their entries in the log of
-- access says. Worked out from those entries as they are written (download_begin).
CREATE TABLE IF NOT EXISTS {{main}}.download_place (
    place VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    logged_at DATETIME(6) NOT NULL,
    log_id BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (place, logged_at, log_id)
);
INSERT IGNORE INTO {{main}}.download_place (place, logged_at, log_id)
    SELECT CONVERT(t.place USING ascii), l.logged_at, l.log_id
    FROM {{audit}}.access_log l
    JOIN JSON_TABLE(CONCAT('["', REPLACE(JSON_VALUE(l.details, '$.scopes'), ',', '","'), '"]'),
                    '$[*]' COLUMNS (place VARCHAR(6) PATH '$')) t
    WHERE l.action = 'download' AND JSON_VALUE(l.details, '$.scopes') <> '';

-- Who was told that she has an open participation elsewhere.
ALTER TABLE {{main}}.double_answer ADD KEY IF NOT EXISTS answer_of_person (person_id, answered_at);
