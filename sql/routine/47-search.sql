-- Searches for persons (requirements O4, I5): kept for whoever made them, for a day, and told to her alone. What they
-- find is read through the scoped views.

DELIMITER //

-- Keeps a search under a reference the worker made at random. Lists have a comma between: numbers (11 digits, or the 12 of DUF numbers), the PersonIds
-- that these stand for, names as typed, PersonIds. The latest fifty of a user's are kept. A trigger writes the log of access.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.person_search_keep(
    IN p_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_numbers TEXT CHARACTER SET ascii COLLATE ascii_bin,
    IN p_number_ids TEXT CHARACTER SET ascii COLLATE ascii_bin, IN p_names TEXT CHARACTER SET utf8mb4,
    IN p_person_ids TEXT CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_user BIGINT UNSIGNED DEFAULT {{main}}.ctx.user_id();
    DECLARE l_oldest DATETIME(6);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF l_user IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM {{main}}.user_scope s WHERE s.user_id = l_user) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'out of scope';
    END IF;
    IF COALESCE(p_reference, '') NOT RLIKE '^[A-Za-z0-9_-]{43}$'
       OR p_numbers IS NULL OR p_numbers RLIKE '[^0-9,]' OR LENGTH(p_numbers) > 13000
       OR p_number_ids IS NULL OR p_number_ids RLIKE '[^0-9a-f,-]' OR LENGTH(p_number_ids) > 37000
       OR LENGTH(p_number_ids) - LENGTH(REPLACE(p_number_ids, ',', '')) <> LENGTH(p_numbers) - LENGTH(REPLACE(p_numbers, ',', ''))
       OR (p_numbers = '') <> (p_number_ids = '')
       OR p_person_ids IS NULL OR p_person_ids RLIKE '[^0-9a-f,-]' OR LENGTH(p_person_ids) > 37000
       OR p_names IS NULL OR CHAR_LENGTH(p_names) > 4000
       OR CONCAT(p_numbers, p_person_ids) = '' AND p_names = '' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a search';
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT MAX(s.created_at) INTO l_oldest FROM (
        SELECT k.created_at FROM {{main}}.person_search k WHERE k.user_id = l_user
            ORDER BY k.created_at DESC LIMIT 1000 OFFSET 49) s;
    DELETE FROM {{main}}.person_search WHERE user_id = l_user AND created_at <= l_oldest;
    INSERT INTO {{main}}.person_search (user_id, reference, created_at, expires_at, numbers, number_ids, names, person_ids)
        VALUES (l_user, p_reference, l_now, l_now + INTERVAL 1 DAY, p_numbers, p_number_ids, p_names, p_person_ids);
    COMMIT;
END//

-- The search behind a reference, for the user who made it; somebody else's, one that is over and one that never was are
-- all the same: no row.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.person_search_open(
    IN p_reference VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION READ ONLY;
    SELECT s.numbers, s.names, s.person_ids FROM {{main}}.person_search s
        WHERE s.user_id = {{main}}.ctx.user_id() AND s.reference = p_reference AND s.expires_at > {{main}}.utc_now();
    COMMIT;
END//

-- No search is kept without an entry in the log: who, when, in which session, how many of each kind; and the persons
-- whose number or PersonId was asked for, registered or not. Neither names nor numbers stand there, and no change_log has a row.
CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{main}}.person_search_ai AFTER INSERT ON {{main}}.person_search FOR EACH ROW
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    INSERT INTO {{audit}}.access_log (logged_at, user_id, user_name, session_id, action, what, details)
        VALUES (l_now, {{main}}.ctx.user_id(), {{main}}.ctx.user_name(), {{main}}.ctx.session_id(), 'search', 'persons',
                JSON_OBJECT(IF(NEW.numbers RLIKE '^[0-9]{12}(,|$)', 'duf_nummer', 'fodselsnummer'), IF(NEW.numbers = '', 0, 1 + LENGTH(NEW.numbers) - LENGTH(REPLACE(NEW.numbers, ',', ''))),
                            'navn', IF(NEW.names = '', 0, 1 + LENGTH(NEW.names) - LENGTH(REPLACE(NEW.names, ',', ''))),
                            'person_id', IF(NEW.person_ids = '', 0, 1 + LENGTH(NEW.person_ids) - LENGTH(REPLACE(NEW.person_ids, ',', '')))));
    INSERT INTO {{audit}}.access_log_person (person_id, log_id, logged_at)
        SELECT DISTINCT CONVERT(t.term USING ascii), LAST_INSERT_ID(), l_now
            FROM JSON_TABLE(CONCAT('["', REPLACE(CONCAT_WS(',', NULLIF(NEW.number_ids, ''), NULLIF(NEW.person_ids, '')), ',', '","'), '"]'),
                            '$[*]' COLUMNS (term VARCHAR(36) PATH '$')) t
            WHERE t.term <> '';
END//

DELIMITER ;
