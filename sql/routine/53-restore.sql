-- Requirement P12: the system owner finds a participation that was deleted, and puts it back as it was. For anybody else none
-- of this is there.

-- Is the context's user today the system owner of that register? '': of all of them, as what tells of several asks.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.is_system_owner(p_register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin)
    RETURNS TINYINT
    READS SQL DATA SQL SECURITY DEFINER
    RETURN {{main}}.ctx.user_id() IS NOT NULL AND EXISTS (
        SELECT 1 FROM {{main}}.user_grant g
        WHERE g.user_id = {{main}}.ctx.user_id() AND g.role = 'system_owner' AND g.register IN ('', p_register)
          AND g.valid_from <= {{main}}.ctx.today() AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today()));

DELIMITER //

-- The second line of defence, called by the triggers of what is written when a participation is put back: the system owner
-- writes only what stands among the deleted, and takes it away from there only when it stands among the living again.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.require_write_or_restore(
    IN p_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin, IN p_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_id BIGINT UNSIGNED, IN p_is_back TINYINT)
    SQL SECURITY DEFINER
BEGIN
    IF {{main}}.ctx.is_system() IS NULL
       AND NOT (EXISTS (SELECT 1 FROM {{main}}.participant_deleted d WHERE d.participant_id = p_id)
                AND (NOT p_is_back OR EXISTS (SELECT 1 FROM {{main}}.participant p WHERE p.participant_id = p_id))
                AND {{main}}.is_system_owner('jobbsjansen')) THEN
        CALL {{main}}.require_write('jobbsjansen', p_kommunenummer, p_bydel);
    END IF;
END//

-- Whom a search of the user's own asks for by number or PersonId (person_search_keep: the log of access has it), as a JSON list
-- of PersonIds; a number stands for the person who has or had it. NULL: there is no such search, or this is no system owner.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.search_persons(
    IN p_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, OUT p_persons LONGTEXT CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_numbers, l_ids TEXT CHARACTER SET ascii COLLATE ascii_bin;

    IF @@SESSION.group_concat_max_len < 65536 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'lists are cut short';
    END IF;
    SET p_persons = NULL;
    SELECT MAX(s.numbers), MAX(CONCAT_WS(',', NULLIF(s.number_ids, ''), NULLIF(s.person_ids, ''))) INTO l_numbers, l_ids
        FROM {{main}}.person_search s
        WHERE s.user_id = {{main}}.ctx.user_id() AND s.reference = p_reference AND s.expires_at > {{main}}.utc_now()
          AND {{main}}.is_system_owner('jobbsjansen');
    IF l_numbers IS NOT NULL THEN
        SELECT CONCAT('[', COALESCE(GROUP_CONCAT(DISTINCT JSON_QUOTE(f.person_id)), ''), ']') INTO p_persons FROM (
            SELECT n.person_id
                FROM JSON_TABLE(CONCAT('["', REPLACE(l_numbers, ',', '","'), '"]'), '$[*]' COLUMNS (term CHAR(12) PATH '$')) t
                STRAIGHT_JOIN {{main}}.person_number n ON n.fodselsnummer = CONVERT(t.term USING ascii)
            UNION SELECT CONVERT(t.term USING ascii)
                FROM JSON_TABLE(CONCAT('["', REPLACE(l_ids, ',', '","'), '"]'), '$[*]' COLUMNS (term CHAR(36) PATH '$')) t
                WHERE t.term <> '') f;
    END IF;
END//

-- The deleted participations of those whom such a search asks for, the last deleted first; before them a row if there is such a search.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.deleted_find(
    IN p_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_persons LONGTEXT CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION READ ONLY;
    CALL {{main}}.search_persons(p_reference, l_persons);
    SELECT JSON_LENGTH(l_persons) AS persons FROM DUAL WHERE l_persons IS NOT NULL;
    SELECT d.participant_id, d.navn, d.fodselsnummer, d.kommunenavn, d.bydel, d.oppstartsdato, d.avslutningsdato,
           d.deleted_at, d.deleted_by_name
        FROM JSON_TABLE(COALESCE(l_persons, '[]'), '$[*]' COLUMNS (person_id CHAR(36) PATH '$')) f
        STRAIGHT_JOIN {{main}}.participant_deleted d FORCE INDEX (deleted_person) ON d.person_id = CONVERT(f.person_id USING ascii)
        ORDER BY d.deleted_at DESC, d.participant_id LIMIT 200;
    COMMIT;
END//

-- One deleted participation, for the page that asks whether to put it back: what it holds and who deleted it; and her other
-- participations, each with what it would mean. Opening it is told in the log of access first (requirement L3).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.deleted_open(IN p_id BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT MAX(d.participant_id), MAX(d.person_id) INTO l_id, l_person FROM {{main}}.participant_deleted d
        WHERE d.participant_id = p_id AND {{main}}.is_system_owner('jobbsjansen');
    IF l_id IS NOT NULL THEN
        INSERT INTO {{audit}}.access_log (logged_at, user_id, user_name, session_id, action, what, participant_id, details)
            VALUES ({{main}}.utc_now(), {{main}}.ctx.user_id(), {{main}}.ctx.user_name(), {{main}}.ctx.session_id(), 'open', 'deleted', l_id, '{}');
    END IF;
    SELECT d.participant_id, d.row_version, d.navn, d.fodselsnummer, d.person_id, d.kommunenavn, d.bydel, d.oppstartsdato, d.avslutningsdato,
           d.status, d.created_at, d.created_by_name, d.deleted_at, d.deleted_by_name,
           (SELECT COUNT(DISTINCT c.year) FROM {{main}}.participant_confirmation_deleted c WHERE c.participant_id = l_id) AS years,
           (SELECT COUNT(*) FROM {{main}}.participant_test_deleted t WHERE t.participant_id = l_id) AS tests
        FROM {{main}}.participant_deleted d WHERE d.participant_id = l_id;
    SELECT p.participant_id, p.kommunenavn, p.bydel, p.oppstartsdato, p.avslutningsdato, p.status,
           {{main}}.restore_hindered(d.kommunenummer, d.bydel, d.avslutningsdato, d.status, p.kommunenummer, p.bydel, p.avslutningsdato, p.status) AS hinders,
           p.avslutningsdato IS NULL AND p.status <> 'utskrevet' AND d.avslutningsdato IS NULL AND d.status <> 'utskrevet' AS both_open
        FROM {{main}}.participant_deleted d
        STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (all_person) ON p.person_id = d.person_id
        WHERE d.participant_id = l_id AND p.person_id = l_person ORDER BY p.oppstartsdato, p.participant_id;
    COMMIT;
END//

-- Does this one, who is there, stand in the way of that one, who was deleted? Two open ones in one place are never right
-- (requirement P13): whoever works there sees both. Elsewhere both may be open: the pair stands in the quality list.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.restore_hindered(
    p_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin, p_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin,
    p_end DATE, p_status VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
    t_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin, t_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin,
    t_end DATE, t_status VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    RETURNS TINYINT DETERMINISTIC NO SQL SQL SECURITY DEFINER
    RETURN p_end IS NULL AND p_status <> 'utskrevet' AND t_end IS NULL AND t_status <> 'utskrevet'
           AND p_kommunenummer = t_kommunenummer AND p_bydel = t_bydel//

-- Puts it back: the same rows under the same number, at the version it had. The triggers keep totals, gaps, pairs and history,
-- and write the log: the system owner's act, by what goes from the tables of the deleted. A second set says who it is.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_restore(
    IN p_id BIGINT UNSIGNED,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept, l_done TINYINT DEFAULT 0;
    DECLARE l_id, l_open BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_number CHAR(11) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_lookup VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    IF NOT {{main}}.is_system_owner('jobbsjansen') THEN
        SET l_outcome = 'absent';
    ELSE
        CALL {{main}}.one_time_key_take(p_nokkel, p_digest, l_kept, l_done, l_id, l_version);
        SET l_outcome = IF(l_done, 'repeat', NULL);
    END IF;
    IF l_outcome IS NULL THEN
        SET l_id = NULL;
        SELECT d.participant_id, d.row_version, d.person_id, d.fodselsnummer, d.lookup_state
            INTO l_id, l_version, l_person, l_number, l_lookup
            FROM {{main}}.participant_deleted d WHERE d.participant_id = p_id FOR UPDATE;
        SET l_outcome = IF(l_id IS NULL, 'absent', NULL);
    END IF;
    IF l_outcome IS NULL THEN
        -- as person_find does: a registration of hers comes before this or after
        SELECT r.person_id INTO l_person FROM {{main}}.person r WHERE r.person_id = l_person FOR UPDATE;
        SELECT MAX(p.participant_id) INTO l_open FROM {{main}}.participant_deleted d
            STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (all_person) ON p.person_id = d.person_id
            WHERE d.participant_id = p_id AND p.person_id = l_person
              AND {{main}}.restore_hindered(d.kommunenummer, d.bydel, d.avslutningsdato, d.status, p.kommunenummer, p.bydel, p.avslutningsdato, p.status);
        IF l_open IS NOT NULL THEN
            SET l_outcome = 'open_here', l_id = l_open, l_version = NULL;
        END IF;
    END IF;
    IF l_outcome IS NULL THEN
        SET l_outcome = 'saved';
        INSERT INTO {{main}}.participant ({{columns participant}})
            SELECT {{columns participant}} FROM {{main}}.participant_deleted WHERE participant_id = p_id;
        INSERT INTO {{main}}.participant_choice ({{columns participant_choice}})
            SELECT {{columns participant_choice}} FROM {{main}}.participant_choice_deleted WHERE participant_id = p_id;
        INSERT INTO {{main}}.participant_test ({{columns participant_test}})
            SELECT {{columns participant_test}} FROM {{main}}.participant_test_deleted WHERE participant_id = p_id;
        INSERT INTO {{main}}.participant_change ({{columns participant_change}})
            SELECT {{columns participant_change}} FROM {{main}}.participant_change_deleted WHERE participant_id = p_id;
        INSERT INTO {{main}}.participant_confirmation ({{columns participant_confirmation}})
            SELECT {{columns participant_confirmation}} FROM {{main}}.participant_confirmation_deleted WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_choice_deleted WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_test_deleted WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_change_deleted WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_confirmation_deleted WHERE participant_id = p_id;
        DELETE FROM {{main}}.participant_deleted WHERE participant_id = p_id;
        IF l_lookup IN ('waiting', 'failing') THEN
            CALL {{main}}.lookup_put(p_id, l_number);
        END IF;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
    SELECT p.navn, p.fodselsnummer FROM {{main}}.participant p
        WHERE l_outcome IN ('saved', 'repeat') AND p.participant_id = p_id AND l_id = p_id AND {{main}}.is_system_owner('jobbsjansen');
END//

DELIMITER ;
