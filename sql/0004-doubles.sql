-- One woman, several participations (requirement P13).

-- Pairs of a person's participations that lie over each other in time, each pair from both sides. Worked out from the
-- participations by their triggers alone (doubles_refresh), so that nobody has to look through the register for them.
CREATE TABLE {{main}}.participant_double (
    participant_id BIGINT UNSIGNED NOT NULL,
    other_id BIGINT UNSIGNED NOT NULL,
    person_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind ENUM('overlap', 'open') NOT NULL, -- 'open': neither has ended
    is_first TINYINT UNSIGNED NOT NULL,    -- of the pair's two rows, the one that stands for it
    found_at DATETIME(6) NOT NULL,
    PRIMARY KEY (participant_id, other_id),
    KEY double_of_person (person_id),
    KEY double_at_place (kommunenummer, bydel, kind),
    KEY double_latest (is_first, kind, found_at, participant_id, other_id)
);

-- Each time a user was told that a woman has an open participation where she may not see it, went on all the same, or
-- was asked to wait because she had been told so often. It is counted to limit the rate, and never deleted.
CREATE TABLE {{main}}.double_answer (
    answer_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    answered_at DATETIME(6) NOT NULL,
    user_id BIGINT UNSIGNED NOT NULL,
    user_name VARCHAR(100) NOT NULL,
    session_id BIGINT UNSIGNED NULL,
    person_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    occasion ENUM('create', 'number', 'reopen') NOT NULL,
    outcome ENUM('later', 'told', 'went_on') NOT NULL,
    KEY answer_to_user (user_id, answered_at),
    CONSTRAINT answer_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);
