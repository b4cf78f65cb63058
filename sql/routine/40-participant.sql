-- Reading and writing one participation. Each write is one transaction: context, one-time key, right, version, row,
-- choices, the change log that conflicts are shown from. They read what is committed when they ask, so that who waited
-- for a row's lock sees what the one before did. (MAX with FOR UPDATE misses a row that changes meanwhile: never so.) Lines per variable are filled in from the codebook.

DELIMITER //

-- The participation itself where the user may see it, read through the scoped views alone; else NULL.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_seen(IN p_id BIGINT UNSIGNED, OUT p_seen BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    SELECT MAX(seen.participant_id) INTO p_seen FROM (
        SELECT participant_id FROM {{main}}.participant_municipality WHERE participant_id = p_id
        UNION ALL SELECT participant_id FROM {{main}}.participant_district WHERE participant_id = p_id
        UNION ALL SELECT participant_id FROM {{main}}.participant_all WHERE participant_id = p_id) seen;
END//

-- All of one participation, for a page of hers: that she was opened is noted before anything of her is told (L3). NULL for
-- a page: to be changed, which is noted by itself.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_open(IN p_id BIGINT UNSIGNED, IN p_since INT,
    IN p_page VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF p_page IS NOT NULL THEN
        ROLLBACK;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        START TRANSACTION;
        CALL {{main}}.participant_seen(p_id, l_id);
        IF l_id IS NOT NULL THEN
            CALL {{main}}.opened_note(l_id, p_page);
        END IF;
        COMMIT;
    END IF;
    START TRANSACTION READ ONLY;
    CALL {{main}}.participant_seen(p_id, l_id);
    SELECT {{participant_columns}}, u.email AS changed_by_email,
           EXISTS (SELECT 1 FROM {{main}}.user_write_scope w
                   WHERE w.user_id = {{main}}.ctx.user_id() AND w.register = 'jobbsjansen' AND w.kommunenummer = p.kommunenummer
                     AND w.bydel IN ('', p.bydel)) AS may_write
        FROM {{main}}.participant p LEFT JOIN {{main}}.user u ON u.user_id = p.changed_by
        WHERE p.participant_id = l_id;
    SELECT c.variabel, c.kode FROM {{main}}.participant_choice c WHERE c.participant_id = l_id
        ORDER BY c.variabel, c.kode;
    SELECT p.test_no, {{test_columns}} FROM {{main}}.participant_test p WHERE p.participant_id = l_id
        ORDER BY p.test_no;
    SELECT h.variabel, h.old_value, h.new_value, h.user_id, h.user_name, h.changed_at, h.version
        FROM {{main}}.participant_change h
        WHERE h.participant_id = l_id AND h.version > p_since ORDER BY h.version, h.variabel;
    CALL {{main}}.doubles_tell(l_id);
    COMMIT;
END//

-- Has this user written under this key before? p_done: the first result stands. Else p_kept says whether the key
-- is now ours, to be given the result; a key used for other content protects nothing and hinders nothing.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.one_time_key_take(
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
    OUT p_kept TINYINT, OUT p_done TINYINT, OUT p_id BIGINT UNSIGNED, OUT p_version INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin;

    SET p_kept = 0, p_done = 0;
    IF p_nokkel IS NOT NULL AND p_nokkel <> '' THEN
        INSERT INTO {{main}}.one_time_key (user_id, nokkel, digest, created_at)
            VALUES ({{main}}.ctx.user_id(), p_nokkel, COALESCE(p_digest, ''), {{main}}.utc_now())
            ON DUPLICATE KEY UPDATE digest = IF(row_version IS NULL, COALESCE(p_digest, ''), digest);
        SELECT k.digest, k.participant_id, k.row_version INTO l_digest, p_id, p_version FROM {{main}}.one_time_key k
            WHERE k.user_id = {{main}}.ctx.user_id() AND k.nokkel = p_nokkel FOR UPDATE;
        IF p_version IS NULL THEN
            SET p_kept = 1;
        ELSEIF l_digest = COALESCE(p_digest, '') THEN
            SET p_done = 1;
        END IF;
    END IF;
END//

-- The person who has this number; made with the given id where nobody has it (requirement P4). Locks her row, so that
-- two registrations of one woman come one after the other.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.person_find(
    IN p_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin, IN p_new CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
    OUT p_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    SELECT MAX(n.person_id) INTO p_person FROM {{main}}.person_number n WHERE n.fodselsnummer = p_number;
    IF p_person IS NULL THEN
        IF p_number IS NULL OR CHAR_LENGTH(p_number) <> 11 OR p_new IS NULL OR CHAR_LENGTH(p_new) <> 36 THEN
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no number or no person';
        END IF;
        -- Somebody else may be doing the same: who comes second waits here, and takes what the first made.
        INSERT INTO {{main}}.person (person_id, created_at) VALUES (p_new, l_now)
            ON DUPLICATE KEY UPDATE person_id = p_new;
        INSERT INTO {{main}}.person_number (fodselsnummer, person_id, valid_from)
            VALUES (p_number, p_new, {{main}}.norwegian_date(l_now)) ON DUPLICATE KEY UPDATE fodselsnummer = p_number;
        SELECT MAX(n.person_id) INTO p_person FROM {{main}}.person_number n WHERE n.fodselsnummer = p_number;
    END IF;
    SELECT r.person_id INTO p_person FROM {{main}}.person r WHERE r.person_id = p_person FOR UPDATE;
END//

-- The participation of hers, beside this one, that is open and that the user may see (requirement P13).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.person_open_find(
    IN p_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin, IN p_beside BIGINT UNSIGNED,
    OUT p_id BIGINT UNSIGNED, OUT p_version INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    SELECT MAX(seen.participant_id), MAX(seen.row_version) INTO p_id, p_version FROM (
        SELECT participant_id, row_version FROM {{main}}.participant_municipality
            WHERE person_id = p_person AND avslutningsdato IS NULL AND status <> 'utskrevet'
        UNION ALL SELECT participant_id, row_version FROM {{main}}.participant_district
            WHERE person_id = p_person AND avslutningsdato IS NULL AND status <> 'utskrevet'
        UNION ALL SELECT participant_id, row_version FROM {{main}}.participant_all
            WHERE person_id = p_person AND avslutningsdato IS NULL AND status <> 'utskrevet') seen
        WHERE seen.participant_id <> p_beside;
END//

-- A line for whoever saved the same field meanwhile (requirement P14); nothing where nothing changed.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.change_note(
    IN p_id BIGINT UNSIGNED, IN p_version INT UNSIGNED, IN p_variabel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_old TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, IN p_new TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin,
    IN p_now DATETIME(6))
    SQL SECURITY DEFINER
BEGIN
    IF NOT p_old <=> p_new THEN
        INSERT INTO {{main}}.participant_change (participant_id, version, variabel, old_value, new_value, user_id, user_name, changed_at)
            VALUES (p_id, p_version, p_variabel, p_old, p_new, {{main}}.ctx.user_id(), {{main}}.ctx.user_name(), p_now);
    END IF;
END//

-- The codes of one multiple choice become those of a JSON list; rows that stay are not touched. A first version
-- (p_version NULL) needs no line for conflicts.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.choice_write(
    IN p_id BIGINT UNSIGNED, IN p_version INT UNSIGNED, IN p_variabel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_codes TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN p_now DATETIME(6))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_old, l_new TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

    SELECT GROUP_CONCAT(c.kode ORDER BY c.kode) INTO l_old FROM {{main}}.participant_choice c
        WHERE c.participant_id = p_id AND c.variabel = p_variabel;
    IF EXISTS (SELECT 1 FROM JSON_TABLE(p_codes, '$[*]' COLUMNS (kode VARCHAR(20) PATH '$')) w
               WHERE w.kode IS NULL OR w.kode NOT REGEXP '^[0-9]{1,5}$') THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a code';
    END IF;
    DELETE FROM {{main}}.participant_choice
        WHERE participant_id = p_id AND variabel = p_variabel
          AND kode NOT IN (SELECT w.kode FROM JSON_TABLE(p_codes, '$[*]' COLUMNS (kode INT UNSIGNED PATH '$')) w);
    INSERT INTO {{main}}.participant_choice (participant_id, variabel, kode)
        SELECT DISTINCT p_id, p_variabel, w.kode
        FROM JSON_TABLE(p_codes, '$[*]' COLUMNS (kode INT UNSIGNED PATH '$')) w
        WHERE w.kode NOT IN (SELECT c.kode FROM {{main}}.participant_choice c
                             WHERE c.participant_id = p_id AND c.variabel = p_variabel);
    IF p_version IS NOT NULL THEN
        SELECT GROUP_CONCAT(c.kode ORDER BY c.kode) INTO l_new FROM {{main}}.participant_choice c
            WHERE c.participant_id = p_id AND c.variabel = p_variabel;
        CALL {{main}}.change_note(p_id, p_version, p_variabel, l_old, l_new, p_now);
    END IF;
END//

-- All choices of one participation in one text, as `participant` keeps it beside her other answers: "a:1,3;b:2".
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.choices_of(p_id BIGINT UNSIGNED)
    RETURNS VARCHAR(4000) CHARACTER SET ascii COLLATE ascii_bin READS SQL DATA SQL SECURITY DEFINER
BEGIN
    IF @@SESSION.group_concat_max_len < 4000 THEN -- see participant_figures
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the session shortens lists';
    END IF;
    RETURN (SELECT GROUP_CONCAT(one.variabel, ':', one.codes ORDER BY one.variabel SEPARATOR ';')
            FROM (SELECT c.variabel, GROUP_CONCAT(c.kode ORDER BY c.kode) AS codes
                  FROM {{main}}.participant_choice c WHERE c.participant_id = p_id GROUP BY c.variabel) one);
END//

-- May this user write to the place in that register, and is it one?
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.place_check(
    IN p_register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin, OUT p_right TINYINT)
    SQL SECURITY DEFINER
BEGIN
    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    SELECT COUNT(*) > 0 INTO p_right FROM {{main}}.user_write_scope w
        WHERE w.user_id = {{main}}.ctx.user_id() AND w.register = p_register AND w.kommunenummer = p_kommunenummer
          AND w.bydel IN ('', p_bydel)
          AND (p_bydel = '' OR EXISTS (SELECT 1 FROM {{main}}.district d
                                       WHERE d.bydel = p_bydel AND d.kommunenummer = p_kommunenummer));
END//

-- What every write to a participation that exists begins with: a transaction of its own, the form's one-time key, her
-- row locked, the right to where she is, and the version the user was shown. p_outcome NULL: she is held, at p_version;
-- else it is the answer already ('repeat', 'stale', 'absent'). participant_answer ends what this began.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_hold(
    IN p_id BIGINT UNSIGNED, IN p_expected INT UNSIGNED,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
    OUT p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin, OUT p_kept TINYINT, OUT p_held BIGINT UNSIGNED,
    OUT p_version INT UNSIGNED, OUT p_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin,
    OUT p_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
hold_one: BEGIN
    DECLARE l_done, l_right TINYINT;

    SET p_outcome = NULL;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    CALL {{main}}.one_time_key_take(p_nokkel, p_digest, p_kept, l_done, p_held, p_version);
    IF l_done THEN
        SET p_outcome = 'repeat';
        LEAVE hold_one;
    END IF;
    SET p_held = p_id, p_version = NULL;
    SELECT p.kommunenummer, p.bydel, p.row_version INTO p_kommunenummer, p_bydel, p_version
        FROM {{main}}.participant p WHERE p.participant_id = p_id FOR UPDATE;
    CALL {{main}}.place_check('jobbsjansen', p_kommunenummer, p_bydel, l_right);
    IF NOT l_right THEN
        SET p_outcome = 'absent';
    ELSEIF NOT p_version <=> p_expected THEN
        SET p_outcome = 'stale';
    END IF;
END//

-- The end of each such write: the key is given its result, and the answer is the one row that callers read. What is
-- neither saved nor a repeat leaves no write behind; of somebody else's participant nothing is told.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_answer(
    IN p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin, IN p_id BIGINT UNSIGNED, IN p_version INT UNSIGNED,
    IN p_kept TINYINT, IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    IF p_outcome = 'saved' AND p_kept THEN
        UPDATE {{main}}.one_time_key SET participant_id = p_id, row_version = p_version
            WHERE user_id = {{main}}.ctx.user_id() AND nokkel = p_nokkel;
    END IF;
    IF p_outcome IN ('saved', 'repeat', 'told', 'later') THEN -- of the last two nothing is left but that they were said
        COMMIT;
    ELSE
        ROLLBACK;
    END IF;
    SELECT p_outcome AS outcome, IF(p_outcome = 'absent', NULL, p_id) AS participant_id,
           IF(p_outcome = 'absent', NULL, p_version) AS row_version;
END//

-- An answer to a question that the database's codebook does not have is not passed over in silence: a worker that has
-- another codebook, for the moment until it takes up the new one, tries again.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.changes_check(IN p_changes LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
    SQL SECURITY DEFINER
BEGIN
    IF EXISTS (SELECT 1 FROM JSON_TABLE(JSON_KEYS(p_changes), '$[*]' COLUMNS (name VARCHAR(64) PATH '$')) k
               WHERE k.name NOT IN ('lookup_round', {{answer_names}})) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'unknown variable';
    END IF;
END//

CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_create(
    IN p_id BIGINT UNSIGNED, IN p_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_changes LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN p_goes_on TINYINT)
    SQL SECURITY DEFINER
create_one: BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin DEFAULT COALESCE({{new kommunenummer}}, '');
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin DEFAULT COALESCE({{new bydel}}, '');
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept, l_done, l_right TINYINT;
    DECLARE l_chosen TINYINT DEFAULT 0;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_answer VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF NOT COALESCE(JSON_VALID(p_changes), 0) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'changes are not JSON';
    END IF;
    CALL {{main}}.changes_check(p_changes);
    IF {{new avslutningsdato}} IS NOT NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'she begins without an end'; -- as Opprettet (requirement P10)
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    CALL {{main}}.place_check('jobbsjansen', l_kommunenummer, l_bydel, l_right);
    CALL {{main}}.one_time_key_take(p_nokkel, p_digest, l_kept, l_done, l_id, l_version);
    IF l_done THEN
        COMMIT;
        SELECT 'repeat' AS outcome, l_id AS participant_id, l_version AS row_version;
        LEAVE create_one;
    END IF;
    IF NOT l_right THEN
        ROLLBACK;
        SELECT 'absent' AS outcome, NULL AS participant_id, NULL AS row_version;
        LEAVE create_one;
    END IF;
    IF EXISTS (SELECT 1 FROM {{main}}.participant_deleted d WHERE d.participant_id = p_id) THEN
        SIGNAL SQLSTATE '23000' SET MYSQL_ERRNO = 1062, MESSAGE_TEXT = 'the number is taken'; -- as by one who is there
    END IF;
    SAVEPOINT begun; -- not before something was read: going back to such a one would let go of all locks
    CALL {{main}}.person_find({{new fodselsnummer}}, p_person, l_person);
    CALL {{main}}.person_open_find(l_person, p_id, l_id, l_version);
    IF l_id IS NOT NULL THEN
        ROLLBACK;
        SELECT 'open_here' AS outcome, l_id AS participant_id, l_version AS row_version;
        LEAVE create_one;
    END IF;
    INSERT INTO {{main}}.participant (participant_id, row_version, person_id, kommunenummer, bydel, status,
                                      created_at, created_by, created_by_name, changed_at, changed_by, changed_by_name,
                                      lookup_state, lookup_asked_at{{insert_names}})
        VALUES (p_id, 1, l_person, l_kommunenummer, l_bydel, 'opprettet',
                l_now, {{main}}.ctx.user_id(), {{main}}.ctx.user_name(), l_now, {{main}}.ctx.user_id(), {{main}}.ctx.user_name(),
                IF({{new navn}} IS NULL, 'waiting', 'none'), IF({{new navn}} IS NULL, l_now, NULL){{insert_values}});
    IF {{new navn}} IS NULL THEN
        CALL {{main}}.lookup_put(p_id, {{new fodselsnummer}});
    END IF;
{{insert_choices}}
    IF l_chosen THEN
        UPDATE {{main}}.participant SET choices = {{main}}.choices_of(p_id) WHERE participant_id = p_id;
    END IF;
    CALL {{main}}.double_ask(l_person, p_id, p_goes_on, l_answer);
    IF l_answer IN ('told', 'later') THEN
        ROLLBACK TO SAVEPOINT begun;
        CALL {{main}}.double_note(l_person, 'create', l_answer);
        COMMIT;
        SELECT l_answer AS outcome, NULL AS participant_id, NULL AS row_version;
        LEAVE create_one;
    ELSEIF l_answer IS NOT NULL THEN
        CALL {{main}}.double_note(l_person, 'create', l_answer);
    END IF;
    IF l_kept THEN
        UPDATE {{main}}.one_time_key SET participant_id = p_id, row_version = 1
            WHERE user_id = {{main}}.ctx.user_id() AND nokkel = p_nokkel;
    END IF;
    COMMIT;
    SELECT 'created' AS outcome, p_id AS participant_id, 1 AS row_version;
END//

CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_save(
    IN p_id BIGINT UNSIGNED, IN p_expected INT UNSIGNED,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_changes LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN p_goes_on TINYINT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept, l_right, l_opens TINYINT;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_old_end, l_end DATE;
    DECLARE l_status, l_event, l_answer VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_occasion VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT IF({{new fodselsnummer}} IS NULL, 'reopen', 'number');
    DECLARE l_open BIGINT UNSIGNED;
    DECLARE l_open_version INT UNSIGNED;
    DECLARE l_old TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
    DECLARE l_renumbered, l_chosen TINYINT DEFAULT 0;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF NOT COALESCE(JSON_VALID(p_changes), 0) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'changes are not JSON';
    END IF;
    CALL {{main}}.changes_check(p_changes);
    CALL {{main}}.participant_hold(p_id, p_expected, p_nokkel, p_digest, l_outcome, l_kept, l_id, l_version, l_kommunenummer, l_bydel);
    IF l_outcome IS NULL AND (JSON_EXISTS(p_changes, '$.kommunenummer') OR JSON_EXISTS(p_changes, '$.bydel')) THEN
        CALL {{main}}.place_check('jobbsjansen', IF(JSON_EXISTS(p_changes, '$.kommunenummer'), COALESCE({{new kommunenummer}}, ''), l_kommunenummer),
                         IF(JSON_EXISTS(p_changes, '$.bydel'), COALESCE({{new bydel}}, ''), l_bydel), l_right);
        SET l_outcome = IF(l_right, NULL, 'absent');
    END IF;
    IF l_outcome IS NULL THEN
        SAVEPOINT begun;
        SELECT p.status, p.person_id, p.avslutningsdato, IF(JSON_EXISTS(p_changes, '$.avslutningsdato'), {{new avslutningsdato}}, p.avslutningsdato)
            INTO l_status, l_person, l_old_end, l_end FROM {{main}}.participant p WHERE p.participant_id = p_id;
        -- A number put right is another person (requirement P4), who may have an open participation already; and she
        -- may have got another since this one ended (P13).
        SET l_opens = l_end IS NULL AND ({{new fodselsnummer}} IS NOT NULL AND l_status <> 'utskrevet' OR l_old_end IS NOT NULL);
        IF {{new fodselsnummer}} IS NOT NULL THEN
            CALL {{main}}.person_find({{new fodselsnummer}}, {{new person_id}}, l_person);
        ELSEIF l_opens THEN
            SELECT r.person_id INTO l_person FROM {{main}}.person r WHERE r.person_id = l_person FOR UPDATE;
        END IF;
        IF l_opens THEN
            CALL {{main}}.person_open_find(l_person, p_id, l_open, l_open_version);
            IF l_open IS NOT NULL THEN
                SET l_outcome = 'open_here', l_id = l_open, l_version = l_open_version;
            END IF;
        END IF;
    END IF;
    -- Who confirms a name confirms the one she was shown (requirement P3): it may have been fetched anew since.
    IF l_outcome IS NULL AND {{new navn_bekreftet}} IS NOT NULL AND JSON_EXISTS(p_changes, '$.lookup_round')
       AND NOT EXISTS (SELECT 1 FROM {{main}}.participant p
                       WHERE p.participant_id = p_id AND p.lookup_round = {{new lookup_round}}) THEN
        SET l_outcome = 'stale';
    END IF;
    IF l_outcome IS NULL THEN
        SET l_outcome = 'saved', l_version = l_version + 1;
        SELECT COUNT(*) INTO l_renumbered FROM {{main}}.participant p
            WHERE p.participant_id = p_id AND JSON_EXISTS(p_changes, '$.fodselsnummer')
              AND NOT p.fodselsnummer <=> {{new fodselsnummer}};
{{note_changes}}
{{update_choices}}
        SET l_event = CASE WHEN l_old_end IS NULL AND l_end IS NOT NULL THEN 'end'
                           WHEN l_old_end IS NOT NULL AND l_end IS NULL THEN 'reopen'
                           WHEN EXISTS (SELECT 1 FROM {{main}}.participant_change h
                                        WHERE h.participant_id = p_id AND h.version = l_version) THEN 'change' END;
        IF l_event IS NOT NULL THEN
            SET l_status = {{status_after l_status l_event}};
        END IF;
        -- What was confirmed stays as it was; that it has been changed since is shown (requirement Y2).
        UPDATE {{main}}.participant
            SET row_version = l_version, status = l_status, changed_at = l_now, changed_by = {{main}}.ctx.user_id(),
                changed_by_name = {{main}}.ctx.user_name(), person_id = l_person,
                changed_years = IF(l_event IS NULL, changed_years, confirmed_years),
                choices = IF(l_chosen, {{main}}.choices_of(p_id), choices),
                lookup_notes = IF({{new navn_bekreftet}} IS NULL, lookup_notes, IF(FIND_IN_SET('man', lookup_notes), 'man', '')){{update_columns}}
            WHERE participant_id = p_id;
        IF l_renumbered THEN
            UPDATE {{main}}.participant
                SET lookup_state = 'waiting', lookup_asked_at = l_now, lookup_at = NULL, lookup_round = lookup_round + 1,
                    lookup_notes = '', snapshot_at = NULL, identity_reason = NULL
                WHERE participant_id = p_id;
            CALL {{main}}.lookup_put(p_id, {{new fodselsnummer}});
        END IF;
        IF l_opens THEN
            -- an end date that is removed is one's own to keep: nobody goes on there
            CALL {{main}}.double_ask(l_person, p_id, p_goes_on AND l_old_end IS NULL, l_answer);
            IF l_answer IN ('told', 'later') THEN
                SET l_outcome = l_answer, l_id = NULL, l_version = NULL;
                ROLLBACK TO SAVEPOINT begun;
            END IF;
            IF l_answer IS NOT NULL THEN
                CALL {{main}}.double_note(l_person, l_occasion, l_answer);
            END IF;
        END IF;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
    CALL {{main}}.doubles_tell(IF(l_outcome = 'saved', l_id, NULL));
END//

CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_discharge(
    IN p_id BIGINT UNSIGNED, IN p_expected INT UNSIGNED,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept TINYINT;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_status, l_event VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'discharge';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    CALL {{main}}.participant_hold(p_id, p_expected, p_nokkel, p_digest, l_outcome, l_kept, l_id, l_version, l_kommunenummer, l_bydel);
    IF l_outcome IS NULL THEN
        SELECT p.status INTO l_status FROM {{main}}.participant p WHERE p.participant_id = p_id;
        SET l_status = {{status_after l_status l_event}};
        SET l_outcome = IF(l_status IS NULL, 'refused', NULL);
    END IF;
    IF l_outcome IS NULL THEN
        SET l_outcome = 'saved', l_version = l_version + 1;
        UPDATE {{main}}.participant
            SET row_version = l_version, status = l_status, discharged_at = l_now,
                changed_at = l_now, changed_by = {{main}}.ctx.user_id(), changed_by_name = {{main}}.ctx.user_name()
            WHERE participant_id = p_id;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
END//

-- Requirement P12: the participation moves, as it stands, to tables that no worker reads; the person and her numbers
-- stay. The triggers write the log and end her rows in the history. A second set, empty unless this user has deleted
-- her where she may write, is what the receipt says of her.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_delete(
    IN p_id BIGINT UNSIGNED, IN p_expected INT UNSIGNED,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept TINYINT;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    CALL {{main}}.participant_hold(p_id, p_expected, p_nokkel, p_digest, l_outcome, l_kept, l_id, l_version, l_kommunenummer, l_bydel);
    IF l_outcome IS NULL THEN
        SET l_outcome = 'saved';
        INSERT INTO {{main}}.participant_deleted ({{columns participant}}, deleted_at, deleted_by, deleted_by_name)
            SELECT {{columns participant}}, {{main}}.utc_now(), {{main}}.ctx.user_id(), {{main}}.ctx.user_name()
            FROM {{main}}.participant WHERE participant_id = p_id;
        INSERT INTO {{main}}.participant_choice_deleted ({{columns participant_choice}})
            SELECT {{columns participant_choice}} FROM {{main}}.participant_choice WHERE participant_id = p_id;
        INSERT INTO {{main}}.participant_test_deleted ({{columns participant_test}})
            SELECT {{columns participant_test}} FROM {{main}}.participant_test WHERE participant_id = p_id;
        INSERT INTO {{main}}.participant_change_deleted ({{columns participant_change}})
            SELECT {{columns participant_change}} FROM {{main}}.participant_change WHERE participant_id = p_id;
        INSERT INTO {{main}}.participant_confirmation_deleted ({{columns participant_confirmation}})
            SELECT {{columns participant_confirmation}} FROM {{main}}.participant_confirmation WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_choice WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_test WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_change WHERE participant_id = p_id;
        DELETE FROM {{main}}.lookup_job WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_confirmation WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant WHERE participant_id = p_id;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
    SELECT d.navn, d.fodselsnummer FROM {{main}}.participant_deleted d
        WHERE l_outcome IN ('saved', 'repeat') AND d.participant_id = p_id AND l_id = p_id
          AND d.deleted_by = {{main}}.ctx.user_id()
          AND EXISTS (SELECT 1 FROM {{main}}.user_write_scope w
                      WHERE w.user_id = {{main}}.ctx.user_id() AND w.register = 'jobbsjansen' AND w.kommunenummer = d.kommunenummer
                        AND w.bydel IN ('', d.bydel));
END//

DELIMITER ;
