-- Requirement L4: what is stored on one person, and who has seen, changed, searched for or taken away any of it. For the system
-- owner; for anybody else there is nothing. Whom it is about is a search of her own (person_search_keep), so that no address says it.

-- What was confirmed of a person, also of what was deleted since.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.report_confirmation AS
    SELECT p.person_id, c.participant_id, c.year, c.version, c.confirmed_at, c.confirmed_by_name, c.codebook_version, c.figures
    FROM {{main}}.participant p FORCE INDEX (all_person)
    STRAIGHT_JOIN {{main}}.participant_confirmation c ON c.participant_id = p.participant_id
    UNION ALL SELECT p.person_id, c.participant_id, c.year, c.version, c.confirmed_at, c.confirmed_by_name, c.codebook_version, c.figures
    FROM {{main}}.participant_deleted p FORCE INDEX (deleted_person)
    STRAIGHT_JOIN {{main}}.participant_confirmation_deleted c ON c.participant_id = p.participant_id;

DELIMITER //

-- The person of such a search for one; NULL where there is none. A number is the person's who has or had it; one that nobody
-- has stands for the PersonId it would get: that one may have been searched for too.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.report_person(
    IN p_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, OUT p_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    SET p_person = NULL;
    SELECT MAX(COALESCE(n.person_id, NULLIF(s.number_ids, ''), s.person_ids)) INTO p_person
        FROM {{main}}.person_search s LEFT JOIN {{main}}.person_number n ON n.fodselsnummer = s.numbers
        WHERE s.user_id = {{main}}.ctx.user_id() AND s.reference = p_reference AND s.expires_at > {{main}}.utc_now()
          AND s.names = '' AND LENGTH(CONCAT(s.number_ids, s.person_ids)) = 36 AND {{main}}.is_system_owner('jobbsjansen');
END//

-- What has been changed of a person, also of what was deleted since, the latest first: at most 9 000, of those that stand behind that place in
-- the order (p_at NULL: from the first).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.report_changes(
    IN p_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin, IN p_at DATETIME(6), IN p_id BIGINT UNSIGNED,
    IN p_variabel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    SELECT c.* FROM (
        SELECT h.participant_id, h.version, h.variabel, h.old_value, h.new_value, h.user_id, h.user_name, h.changed_at
        FROM {{main}}.participant p FORCE INDEX (all_person)
        STRAIGHT_JOIN {{main}}.participant_change h ON h.participant_id = p.participant_id WHERE p.person_id = p_person
        UNION ALL SELECT h.participant_id, h.version, h.variabel, h.old_value, h.new_value, h.user_id, h.user_name, h.changed_at
        FROM {{main}}.participant_deleted p FORCE INDEX (deleted_person)
        STRAIGHT_JOIN {{main}}.participant_change_deleted h ON h.participant_id = p.participant_id WHERE p.person_id = p_person) c
        WHERE p_at IS NULL OR c.changed_at < p_at
              OR c.changed_at = p_at AND (c.participant_id > p_id OR c.participant_id = p_id AND c.variabel > p_variabel)
        ORDER BY c.changed_at DESC, c.participant_id, c.variabel LIMIT 9000;
END//

-- All that is stored. That it was asked for is told in the log first; p_what says for which page or file.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.access_report_open(
    IN p_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_what VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
report: BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF COALESCE(p_what, '') NOT IN ('innsyn', 'innsyn-opplysninger.csv', 'innsyn-hendelser.csv') THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no such report';
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    CALL {{main}}.report_person(p_reference, l_person);
    IF l_person IS NOT NULL THEN
        INSERT INTO {{audit}}.access_log (logged_at, user_id, user_name, session_id, action, what, details)
            VALUES (l_now, {{main}}.ctx.user_id(), {{main}}.ctx.user_name(), {{main}}.ctx.session_id(),
                    IF(p_what = 'innsyn', 'open', 'download'), p_what, '{}');
        INSERT INTO {{audit}}.access_log_person (person_id, log_id, logged_at) VALUES (l_person, LAST_INSERT_ID(), l_now);
    END IF;
    COMMIT;
    START TRANSACTION READ ONLY;
    SELECT l_person AS person_id, l_now AS made_at, MAX(r.created_at) AS created_at, MAX(r.protected) AS protected
        FROM {{main}}.person r WHERE r.person_id = l_person HAVING l_person IS NOT NULL;
    SELECT n.fodselsnummer, n.valid_from, n.valid_to FROM {{main}}.person_number n
        WHERE n.person_id = l_person ORDER BY n.valid_from, n.fodselsnummer;
    SELECT {{columns participant}}, NULL AS deleted_at, NULL AS deleted_by_name
        FROM {{main}}.participant p FORCE INDEX (all_person) WHERE p.person_id = l_person
        UNION ALL SELECT {{columns participant}}, p.deleted_at, p.deleted_by_name
        FROM {{main}}.participant_deleted p FORCE INDEX (deleted_person) WHERE p.person_id = l_person
        ORDER BY oppstartsdato, participant_id;
    SELECT c.participant_id, c.variabel, c.kode
        FROM {{main}}.participant p FORCE INDEX (all_person)
        STRAIGHT_JOIN {{main}}.participant_choice c ON c.participant_id = p.participant_id WHERE p.person_id = l_person
        UNION ALL SELECT c.participant_id, c.variabel, c.kode
        FROM {{main}}.participant_deleted p FORCE INDEX (deleted_person)
        STRAIGHT_JOIN {{main}}.participant_choice_deleted c ON c.participant_id = p.participant_id WHERE p.person_id = l_person
        ORDER BY participant_id, variabel, kode;
    SELECT t.participant_id, t.test_no, t.provedato, t.provetype, t.proveresultat
        FROM {{main}}.participant p FORCE INDEX (all_person)
        STRAIGHT_JOIN {{main}}.participant_test t ON t.participant_id = p.participant_id WHERE p.person_id = l_person
        UNION ALL SELECT t.participant_id, t.test_no, t.provedato, t.provetype, t.proveresultat
        FROM {{main}}.participant_deleted p FORCE INDEX (deleted_person)
        STRAIGHT_JOIN {{main}}.participant_test_deleted t ON t.participant_id = p.participant_id WHERE p.person_id = l_person
        ORDER BY participant_id, test_no;
    SELECT c.participant_id, c.year, c.version, c.confirmed_at, c.confirmed_by_name, c.codebook_version FROM {{main}}.report_confirmation c
        WHERE c.person_id = l_person ORDER BY c.participant_id, c.year, c.version;
    SELECT c.participant_id, c.year, c.version, k.variabel, JSON_VALUE(c.figures, CONCAT('$.answers.', k.variabel)) AS answer
        FROM {{main}}.report_confirmation c
        JOIN JSON_TABLE(JSON_KEYS(c.figures, '$.answers'), '$[*]' COLUMNS (variabel VARCHAR(64) PATH '$')) k
        WHERE c.person_id = l_person
        UNION ALL
        SELECT c.participant_id, c.year, c.version, k.variabel, JSON_EXTRACT(c.figures, CONCAT('$.choices.', k.variabel))
        FROM {{main}}.report_confirmation c
        JOIN JSON_TABLE(JSON_KEYS(c.figures, '$.choices'), '$[*]' COLUMNS (variabel VARCHAR(64) PATH '$')) k
        WHERE c.person_id = l_person
        ORDER BY participant_id, year, version, variabel;
    CALL {{main}}.report_changes(l_person, NULL, NULL, NULL);
    COMMIT;
END//

-- More of what was changed than access_report_open tells, from behind a place in the order; of a report that is told in the log already.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.access_report_changes(
    IN p_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_at DATETIME(6), IN p_id BIGINT UNSIGNED,
    IN p_variabel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;

    CALL {{main}}.report_person(p_reference, l_person);
    CALL {{main}}.report_changes(l_person, p_at, p_id, p_variabel);
END//

-- Who has done what, of one kind, the latest first: at most p_limit entries older than the entry p_after of p_until.
-- 'access': of the log of access; p_also are PersonIds, with a comma between, that her other numbers stand for there. 'change': of the log of changes.
-- 'download': downloads that may have held her, with her data as they were then and what was searched for (what the download chose is
-- judged by the caller; one that was written down in the seconds before her data became so counts too, since its query came after). 'told': who was told that she is
-- registered elsewhere.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.access_report_events(
    IN p_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_also TEXT CHARACTER SET ascii COLLATE ascii_bin,
    IN p_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin, IN p_until DATETIME(6), IN p_after BIGINT UNSIGNED, IN p_limit INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_ids, l_persons LONGTEXT CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_limit INT UNSIGNED DEFAULT LEAST(COALESCE(p_limit, 0), 5000);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF COALESCE(p_also, 'x') RLIKE '[^0-9a-f,-]' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not PersonIds';
    END IF;
    IF @@SESSION.group_concat_max_len < 65536 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'lists are cut short';
    END IF;
    START TRANSACTION READ ONLY;
    CALL {{main}}.report_person(p_reference, l_person);
    SELECT CONCAT('[', COALESCE(GROUP_CONCAT(i.participant_id), ''), ']') INTO l_ids FROM (
        SELECT p.participant_id FROM {{main}}.participant p FORCE INDEX (all_person) WHERE p.person_id = l_person
        UNION ALL SELECT d.participant_id FROM {{main}}.participant_deleted d FORCE INDEX (deleted_person) WHERE d.person_id = l_person) i;
    SET l_persons = IF(l_person IS NULL, '[]',
                       CONCAT('["', REPLACE(CONCAT_WS(',', l_person, NULLIF(p_also, '')), ',', '","'), '"]'));
    CASE p_kind
    WHEN 'access' THEN
        SELECT e.log_id, e.logged_at, e.user_id, e.user_name, e.action, e.what, e.participant_id FROM (
            SELECT l.log_id, l.logged_at, l.user_id, l.user_name, l.action, l.what, l.participant_id
                FROM JSON_TABLE(l_ids, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) i
                STRAIGHT_JOIN {{audit}}.access_log l FORCE INDEX (access_of_participant) ON l.participant_id = i.id
                WHERE l.logged_at <= p_until
            UNION
            SELECT l.log_id, l.logged_at, l.user_id, l.user_name, l.action, l.what, l.participant_id
                FROM JSON_TABLE(l_persons, '$[*]' COLUMNS (person_id CHAR(36) PATH '$')) w
                STRAIGHT_JOIN {{audit}}.access_log_person a FORCE INDEX (PRIMARY) ON a.person_id = CONVERT(w.person_id USING ascii)
                STRAIGHT_JOIN {{audit}}.access_log l FORCE INDEX (PRIMARY) ON l.log_id = a.log_id AND l.logged_at = a.logged_at
                WHERE a.logged_at <= p_until) e
            WHERE e.logged_at < p_until OR e.log_id < p_after ORDER BY e.logged_at DESC, e.log_id DESC LIMIT l_limit;
    WHEN 'change' THEN
        SELECT c.log_id, c.logged_at, c.user_id, c.user_name, c.request_id, c.action, c.table_name, c.participant_id, JSON_KEYS(c.changed) AS columns_changed,
               COALESCE(JSON_VALUE(c.changed, '$.variabel[1]'), JSON_VALUE(c.changed, '$.variabel[0]')) AS variabel
            FROM JSON_TABLE(l_ids, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) i
            STRAIGHT_JOIN {{audit}}.change_log c FORCE INDEX (log_of_participant) ON c.participant_id = i.id
            WHERE c.logged_at <= p_until AND (c.logged_at < p_until OR c.log_id < p_after)
            ORDER BY c.logged_at DESC, c.log_id DESC LIMIT l_limit;
    WHEN 'download' THEN
        SELECT d.log_id, d.logged_at, l.user_id, l.user_name, l.what, JSON_VALUE(l.details, '$.address') AS address,
               v.participant_id, v.person_id, v.fodselsnummer, v.navn, v.kommunenummer, v.bydel, v.oppstartsdato, v.avslutningsdato,
               v.finansieringstype, v.status, v.confirmed_years, v.created_by_name, s.numbers, s.names, s.person_ids
            FROM JSON_TABLE(l_ids, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) i
            STRAIGHT_JOIN {{history}}.participant FOR SYSTEM_TIME ALL v ON v.participant_id = i.id
            STRAIGHT_JOIN {{main}}.download_place d FORCE INDEX (PRIMARY) ON d.place IN ('all', v.kommunenummer, v.bydel)
                AND d.logged_at >= CONVERT_TZ(v.row_start, @@SESSION.time_zone, '+00:00') - INTERVAL 5 SECOND
                AND d.logged_at <= LEAST(p_until, COALESCE(CONVERT_TZ(v.row_end, @@SESSION.time_zone, '+00:00'), p_until))
            STRAIGHT_JOIN {{audit}}.access_log l FORCE INDEX (PRIMARY) ON l.log_id = d.log_id AND l.logged_at = d.logged_at
            LEFT JOIN {{audit}}.download_search s ON s.reference = JSON_VALUE(l.details, '$.reference') AND s.logged_at = l.logged_at
            WHERE v.person_id = l_person AND (d.logged_at < p_until OR d.log_id < p_after)
            ORDER BY d.logged_at DESC, d.log_id DESC LIMIT l_limit;
    WHEN 'told' THEN
        SELECT a.answer_id AS log_id, a.answered_at AS logged_at, a.user_id, a.user_name, a.outcome
            FROM {{main}}.double_answer a FORCE INDEX (answer_of_person)
            WHERE a.person_id = l_person AND a.outcome <> 'later' AND a.answered_at <= p_until
              AND (a.answered_at < p_until OR a.answer_id < p_after)
            ORDER BY a.answered_at DESC, a.answer_id DESC LIMIT l_limit;
    END CASE;
    COMMIT;
END//

-- Where people work, by their grants with the dates: p_users is a JSON list of their numbers.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.access_report_workplaces(IN p_users LONGTEXT CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    SELECT g.user_id, g.role, g.valid_from, g.valid_to, COALESCE(m.kommunenavn, '') AS kommunenavn, COALESCE(b.bydelsnavn, '') AS bydelsnavn
        FROM (SELECT DISTINCT t.user_id FROM JSON_TABLE(IF(COALESCE(JSON_VALID(p_users), 0), p_users, '[]'),
                                                    '$[*]' COLUMNS (user_id BIGINT UNSIGNED PATH '$')) t) u
        STRAIGHT_JOIN {{main}}.user_grant g FORCE INDEX (grant_of_user) ON g.user_id = u.user_id
        LEFT JOIN {{main}}.municipality m ON m.kommunenummer = g.kommunenummer
        LEFT JOIN {{main}}.district b ON b.bydel = g.bydel
        WHERE {{main}}.is_system_owner('jobbsjansen') ORDER BY g.user_id, g.valid_from, g.grant_id;
END//

DELIMITER ;
