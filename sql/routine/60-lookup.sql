-- Looking people up in Folkeregisteret. Those who work at pages ask; the jobs daemon, which has an account of its own
-- and nothing but lookup_take, lookup_done and lookup_retry, takes the jobs and brings the answers. What it writes is the
-- system's doing: in the log, but no change of a person's (requirement P9), and no reason for a conflict.
-- Locks are taken in one order: participation, job, person.

DELIMITER //

-- Puts the job of a participation whose number is new. What a node may be about to answer for the old one is no longer wanted.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.lookup_put(
    IN p_id BIGINT UNSIGNED, IN p_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    INSERT INTO {{main}}.lookup_job (participant_id, fodselsnummer, queued_at, due_at) VALUES (p_id, p_number, l_now, l_now)
        ON DUPLICATE KEY UPDATE fodselsnummer = p_number, queued_at = l_now, due_at = l_now, failed = 0, lease_key = NULL;
END//

-- "Prøv igjen": asks at once, at most every ten seconds for one participation. A job that a node is busy with is left to it.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.lookup_ask(IN p_id BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'absent';
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_asked DATETIME(6);
    DECLARE l_right TINYINT;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT p.kommunenummer, p.bydel, p.fodselsnummer, p.lookup_asked_at INTO l_kommunenummer, l_bydel, l_number, l_asked
        FROM {{main}}.participant p WHERE p.participant_id = p_id FOR UPDATE;
    CALL {{main}}.place_check('jobbsjansen', l_kommunenummer, l_bydel, l_right);
    IF l_right AND l_asked > l_now - INTERVAL 10 SECOND THEN
        SET l_outcome = 'soon';
    ELSEIF l_right AND l_number IS NOT NULL THEN
        SET l_outcome = 'asked';
        UPDATE {{main}}.participant SET lookup_state = 'waiting', lookup_asked_at = l_now WHERE participant_id = p_id;
        INSERT INTO {{main}}.lookup_job (participant_id, fodselsnummer, queued_at, due_at) VALUES (p_id, l_number, l_now, l_now)
            ON DUPLICATE KEY UPDATE queued_at = l_now, due_at = IF(lease_key IS NULL, l_now, due_at), failed = 0;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- Requirement P3: the caseworker knows who she is in another way, and says how. For one without a name alone: where one has
-- come meanwhile ('stale'), that is to be looked at. A person's act, and so a change.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.identity_confirm(
    IN p_id BIGINT UNSIGNED, IN p_expected INT UNSIGNED,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_event VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'change';
    DECLARE l_kept TINYINT;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_old TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF p_reason IS NULL OR TRIM(p_reason) = '' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no reason';
    END IF;
    CALL {{main}}.participant_hold(p_id, p_expected, p_nokkel, p_digest, l_outcome, l_kept, l_id, l_version, l_kommunenummer, l_bydel);
    IF l_outcome IS NULL AND EXISTS (SELECT 1 FROM {{main}}.participant p WHERE p.participant_id = p_id AND p.navn IS NOT NULL) THEN
        SET l_outcome = 'stale';
    END IF;
    IF l_outcome IS NULL THEN
        SET l_outcome = 'saved', l_version = l_version + 1;
        SELECT NULLIF(CONCAT('', p.navn_bekreftet), '') INTO l_old FROM {{main}}.participant p WHERE p.participant_id = p_id;
        CALL {{main}}.change_note(p_id, l_version, 'navn_bekreftet', l_old, '1', l_now);
        UPDATE {{main}}.participant
            SET row_version = l_version, status = {{status_after status l_event}}, identity_reason = p_reason,
                navn_bekreftet = 1, changed_at = l_now, changed_by = {{main}}.ctx.user_id(),
                changed_by_name = {{main}}.ctx.user_name()
            WHERE participant_id = p_id;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
END//

-- The next job that is due, for this node alone until the lease is over; those that have failed least come first. Of all
-- nodes together, p_per_minute calls are made, and a job takes p_calls. 'none': nothing is due; 'wait': not before wait_ms.
-- No pause is longer than minutes: one of an hour was written before the clock was put back, and holds nobody up.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.lookup_take(
    IN p_lease_seconds INT UNSIGNED, IN p_per_minute INT UNSIGNED, IN p_calls INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_next DATETIME(6);
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'none';
    DECLARE l_id, l_key BIGINT UNSIGNED;
    DECLARE l_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_failed INT UNSIGNED;
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET l_id = NULL;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    IF EXISTS (SELECT 1 FROM {{main}}.lookup_job j WHERE j.due_at <= l_now OR j.due_at > l_now + INTERVAL 1 HOUR) THEN
        SELECT r.next_at INTO l_next FROM {{main}}.rate_limit r WHERE r.name = 'folkeregisteret' FOR UPDATE;
        SET l_now = {{main}}.utc_now();
        IF l_next > l_now AND l_next <= l_now + INTERVAL 1 HOUR THEN
            SET l_outcome = 'wait';
        ELSE
            SELECT j.participant_id, j.fodselsnummer, j.failed INTO l_id, l_number, l_failed FROM {{main}}.lookup_job j
                WHERE j.due_at <= l_now OR j.due_at > l_now + INTERVAL 1 HOUR ORDER BY j.failed, j.due_at LIMIT 1 FOR UPDATE SKIP LOCKED;
        END IF;
    END IF;
    IF l_id IS NOT NULL THEN
        SET l_outcome = 'job', l_key = CONV(HEX(RANDOM_BYTES(7)), 16, 10);
        UPDATE {{main}}.lookup_job SET lease_key = l_key, due_at = l_now + INTERVAL p_lease_seconds SECOND
            WHERE participant_id = l_id;
        UPDATE {{main}}.rate_limit SET next_at = l_now + INTERVAL 60000000 * p_calls DIV GREATEST(p_per_minute, 1) MICROSECOND
            WHERE name = 'folkeregisteret';
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome, l_id AS participant_id, l_number AS fodselsnummer, l_key AS lease_key, l_failed AS failed,
           IF(l_outcome = 'wait', TIMESTAMPDIFF(MICROSECOND, l_now, l_next) DIV 1000 + 1, 0) AS wait_ms;
END//

-- Whether the answer to this job is still wanted: it is held under this key, for the number she has. Locks her and it.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.lookup_hold(
    IN p_id BIGINT UNSIGNED, IN p_key BIGINT UNSIGNED,
    OUT p_held TINYINT, OUT p_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_hers CHAR(11) CHARACTER SET ascii COLLATE ascii_bin;

    ROLLBACK;
    CALL {{main}}.ctx.open_system('Folkeregisteret');
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT p.fodselsnummer INTO l_hers FROM {{main}}.participant p WHERE p.participant_id = p_id FOR UPDATE;
    SELECT j.fodselsnummer INTO p_number FROM {{main}}.lookup_job j
        WHERE j.participant_id = p_id AND j.lease_key = p_key FOR UPDATE;
    SET p_held = COALESCE(l_hers = p_number, 0);
END//

-- A new number from the register keeps the person (requirement P4), in all her participations. They get a new version, so
-- that a page drawn before does not bring the old number back. 0: somebody else has that number here, and nothing is done.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.person_renumber(
    IN p_id BIGINT UNSIGNED, IN p_old CHAR(11) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_new CHAR(11) CHARACTER SET ascii COLLATE ascii_bin, IN p_now DATETIME(6), OUT p_done TINYINT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_person, l_other CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;

    SELECT p.person_id INTO l_person FROM {{main}}.participant p WHERE p.participant_id = p_id;
    SELECT MAX(n.person_id) INTO l_other FROM {{main}}.person_number n WHERE n.fodselsnummer = p_new;
    SET p_done = COALESCE(l_other, l_person) = l_person;
    IF p_done THEN
        INSERT INTO {{main}}.person_number (fodselsnummer, person_id, valid_from)
            VALUES (p_new, l_person, {{main}}.norwegian_date(p_now)) ON DUPLICATE KEY UPDATE valid_to = NULL;
        UPDATE {{main}}.person_number SET valid_to = {{main}}.norwegian_date(p_now)
            WHERE fodselsnummer = p_old AND valid_to IS NULL;
        INSERT INTO {{main}}.participant_change (participant_id, version, variabel, old_value, new_value, user_name, changed_at)
            SELECT p.participant_id, p.row_version + 1, 'fodselsnummer', p_old, p_new, 'Folkeregisteret', p_now
            FROM {{main}}.participant p WHERE p.person_id = l_person AND p.fodselsnummer = p_old;
        UPDATE {{main}}.lookup_job SET fodselsnummer = p_new, lease_key = NULL
            WHERE fodselsnummer = p_old AND participant_id <> p_id
              AND participant_id IN (SELECT p.participant_id FROM {{main}}.participant p WHERE p.person_id = l_person);
        UPDATE {{main}}.participant
            SET row_version = row_version + 1, fodselsnummer = p_new,
                lookup_notes = CONCAT_WS(',', NULLIF(lookup_notes, ''), 'number_changed')
            WHERE person_id = l_person AND fodselsnummer = p_old;
    END IF;
END//

-- The answer. p_outcome is the state that she is left in: found, withheld (no name that may be shown) or absent. p_fields
-- holds what was fetched, by variable; what it lacks stays as it is. Her marital status is as it was at the first answer.
-- A name that is new or gone has been confirmed by nobody.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.lookup_done(
    IN p_id BIGINT UNSIGNED, IN p_key BIGINT UNSIGNED, IN p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_fields LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN p_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_man TINYINT, IN p_protected TINYINT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_held, l_renamed, l_renumbered TINYINT DEFAULT 0;
    DECLARE l_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_name VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE l_confirmed SMALLINT UNSIGNED;
    DECLARE l_reason VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE l_snapshot DATETIME(6);
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_notes VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; CALL {{main}}.ctx.`leave`(); RESIGNAL; END;

    CALL {{main}}.lookup_hold(p_id, p_key, l_held, l_number);
    IF l_held AND p_outcome = 'absent' THEN
        UPDATE {{main}}.participant SET lookup_state = 'absent' WHERE participant_id = p_id;
    ELSEIF l_held THEN
        IF NOT COALESCE(JSON_VALID(p_fields), 0) THEN
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'fields are not JSON';
        END IF;
        SELECT p.navn, p.navn_bekreftet, p.identity_reason, p.snapshot_at, p.person_id, p.lookup_notes
            INTO l_name, l_confirmed, l_reason, l_snapshot, l_person, l_notes
            FROM {{main}}.participant p WHERE p.participant_id = p_id;
        SET l_renamed = NOT l_name <=> JSON_VALUE(p_fields, '$.navn'),
            p_fields = IF(l_snapshot IS NULL, p_fields, JSON_REMOVE(p_fields, '$.sivilstand')),
            l_notes = CONCAT_WS(',', IF(p_man, 'man', NULL), IF(FIND_IN_SET('number_changed', l_notes), 'number_changed', NULL),
                IF(l_renamed AND l_confirmed IS NOT NULL, IF(l_name IS NULL, 'name_arrived', 'name_changed'), NULL),
                IF(NOT l_renamed AND FIND_IN_SET('name_arrived', l_notes), 'name_arrived', NULL),
                IF(NOT l_renamed AND FIND_IN_SET('name_changed', l_notes), 'name_changed', NULL));
        UPDATE {{main}}.participant
            SET lookup_state = p_outcome, lookup_at = l_now, lookup_notes = l_notes,
                snapshot_at = COALESCE(l_snapshot, l_now), lookup_round = lookup_round + l_renamed,
                navn_bekreftet = IF(l_renamed, NULL, l_confirmed), identity_reason = IF(l_renamed, NULL, l_reason),
                fodselsar = COALESCE(JSON_VALUE(p_fields, '$.fodselsar'), fodselsar){{fetched_columns}}
            WHERE participant_id = p_id;
        UPDATE {{main}}.person SET protected = p_protected WHERE person_id = l_person AND protected <> p_protected;
        IF p_number IS NOT NULL AND p_number <> l_number THEN
            CALL {{main}}.person_renumber(p_id, l_number, p_number, l_now, l_renumbered);
        END IF;
    END IF;
    IF l_held THEN
        DELETE FROM {{main}}.lookup_job WHERE participant_id = p_id AND lease_key = p_key;
    END IF;
    COMMIT;
    CALL {{main}}.ctx.`leave`();
    SELECT IF(l_held, 'done', 'gone') AS outcome, l_renumbered AS renumbered;
END//

-- The register gave no answer: the job falls due again later. p_told: the caseworker is to know. p_pause_ms: nobody asks
-- the register anything so long.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.lookup_retry(
    IN p_id BIGINT UNSIGNED, IN p_key BIGINT UNSIGNED, IN p_delay_ms INT UNSIGNED, IN p_pause_ms INT UNSIGNED, IN p_told TINYINT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_held TINYINT DEFAULT 0;
    DECLARE l_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; CALL {{main}}.ctx.`leave`(); RESIGNAL; END;

    CALL {{main}}.lookup_hold(p_id, p_key, l_held, l_number);
    IF l_held THEN
        UPDATE {{main}}.lookup_job
            SET failed = LEAST(failed + 1, 60000), lease_key = NULL, due_at = l_now + INTERVAL p_delay_ms * 1000 MICROSECOND
            WHERE participant_id = p_id;
        UPDATE {{main}}.participant SET lookup_state = 'failing'
            WHERE participant_id = p_id AND p_told AND lookup_state = 'waiting';
    END IF;
    IF p_pause_ms > 0 THEN
        UPDATE {{main}}.rate_limit SET next_at = GREATEST(next_at, l_now + INTERVAL p_pause_ms * 1000 MICROSECOND)
            WHERE name = 'folkeregisteret';
    END IF;
    COMMIT;
    CALL {{main}}.ctx.`leave`();
    SELECT IF(l_held, 'done', 'gone') AS outcome;
END//

DELIMITER ;
