-- Downloads and their receipts (requirements L3, D6).

DELIMITER //

-- The register that a download came from: "introduksjon/avsluttede.csv" names it, what names none is Jobbsjansen's.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.download_register(
    p_what VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin) RETURNS VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin
    DETERMINISTIC NO SQL SQL SECURITY DEFINER
    RETURN IF(LOCATE('/', p_what) > 0, SUBSTRING_INDEX(p_what, '/', 1), 'jobbsjansen')//

-- A download is about to begin; noted before anything leaves, in a transaction of its own. p_what is the dataset
-- ("oversikt.csv", with the register before it where that is not Jobbsjansen), p_address the whole of its address, p_words its selection line by line, p_search the reference of the
-- search for persons among it, or NULL. Answers with the receipt's reference and with the key that is asked for when the
-- download has ended: by then there may be no context any more.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.download_begin(
    IN p_what VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin, IN p_address MEDIUMTEXT, IN p_words MEDIUMTEXT,
    IN p_search VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_file VARCHAR(100),
    IN p_codebook_version VARCHAR(20), IN p_codebook_digest VARCHAR(64))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_reference CHAR(32) CHARACTER SET ascii COLLATE ascii_bin DEFAULT LOWER(HEX(RANDOM_BYTES(16)));
    DECLARE l_end_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin DEFAULT LOWER(HEX(RANDOM_BYTES(32)));
    DECLARE l_register VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin DEFAULT {{main}}.download_register(p_what);
    DECLARE l_scopes TEXT CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_log BIGINT UNSIGNED;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    IF @@SESSION.group_concat_max_len < 65536 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'lists are cut short';
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT GROUP_CONCAT(CASE s.kind WHEN 'all' THEN 'all' WHEN 'district' THEN s.bydel ELSE s.kommunenummer END
                        ORDER BY s.kind, s.kommunenummer, s.bydel)
        INTO l_scopes FROM {{main}}.user_scope s WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = l_register;
    IF l_scopes IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'out of scope';
    END IF;
    INSERT INTO {{audit}}.access_log (logged_at, user_id, user_name, session_id, action, what, details)
        VALUES (l_now, {{main}}.ctx.user_id(), {{main}}.ctx.user_name(), {{main}}.ctx.session_id(), 'download', p_what,
                JSON_OBJECT('reference', l_reference, 'address', p_address, 'words', p_words, 'scopes', l_scopes,
                            'file', p_file, 'codebook', p_codebook_version, 'codebook_digest', p_codebook_digest));
    SET l_log = LAST_INSERT_ID();
    INSERT INTO {{main}}.download_place (place, logged_at, log_id) -- each place of l_scopes: the report of access to one woman asks (L4)
        SELECT DISTINCT CASE s.kind WHEN 'all' THEN 'all' WHEN 'district' THEN s.bydel ELSE s.kommunenummer END, l_now, l_log
        FROM {{main}}.user_scope s WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = l_register AND l_register = 'jobbsjansen';
    INSERT INTO {{audit}}.download (reference, log_id, logged_at, user_id, end_digest)
        VALUES (l_reference, l_log, l_now, {{main}}.ctx.user_id(), UNHEX(SHA2(l_end_key, 256)));
    INSERT INTO {{audit}}.download_search (reference, logged_at, numbers, names, person_ids)
        SELECT l_reference, l_now, s.numbers, s.names, s.person_ids FROM {{main}}.person_search s
        WHERE s.user_id = {{main}}.ctx.user_id() AND s.reference = p_search;
    COMMIT;
    SELECT l_reference AS reference, l_end_key AS end_key, l_now AS began_at;
END//

-- Whom a download of the introduction programme is about to hold, before they leave (requirement L3): told by whoever began it, as
-- often as needed, until it has ended. p_ids are participations with a comma between; those that this user may not see are not
-- noted. Jobbsjansen's are worked out from the selection and the history when somebody asks (54-access-report.sql); this register keeps none.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.download_persons(
    IN p_reference CHAR(32) CHARACTER SET ascii COLLATE ascii_bin, IN p_end_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_ids TEXT CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_began DATETIME(6);
    DECLARE l_log BIGINT UNSIGNED;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    IF COALESCE(p_ids, '') NOT RLIKE '^[0-9]{1,20}(,[0-9]{1,20})*$'
       OR LENGTH(p_ids) > 4199 OR LENGTH(p_ids) - LENGTH(REPLACE(p_ids, ',', '')) > 199 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a list';
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT MAX(d.logged_at), MAX(d.log_id) INTO l_began, l_log FROM {{audit}}.download d
        WHERE d.reference = p_reference AND d.end_digest = UNHEX(SHA2(p_end_key, 256)) AND d.user_id = {{main}}.ctx.user_id()
          AND NOT EXISTS (SELECT 1 FROM {{audit}}.download_end e WHERE e.reference = d.reference);
    IF l_began IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no such download';
    END IF;
    INSERT INTO {{audit}}.access_log_person (person_id, log_id, logged_at)
        SELECT DISTINCT p.person_id, l_log, l_began
        FROM JSON_TABLE(CONCAT('[', p_ids, ']'), '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) t
        STRAIGHT_JOIN {{main}}.intro_participant p ON p.participant_id = t.id
        WHERE EXISTS (SELECT 1 FROM {{main}}.user_scope s WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'introduksjon'
                        AND (s.kind = 'all' OR s.kommunenummer = p.kommunenummer
                                               AND (s.kind = 'municipality' OR s.bydel = p.bydel)))
          AND NOT EXISTS (SELECT 1 FROM {{audit}}.access_log_person a
                          WHERE a.person_id = p.person_id AND a.log_id = l_log AND a.logged_at = l_began);
    COMMIT;
END//

-- It has ended, whole or not. Told once, by whoever holds the key; no context is needed.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.download_end(
    IN p_reference CHAR(32) CHARACTER SET ascii COLLATE ascii_bin, IN p_end_key CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_whole TINYINT, IN p_rows BIGINT UNSIGNED, IN p_bytes BIGINT UNSIGNED,
    IN p_sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_began DATETIME(6);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT MAX(d.logged_at) INTO l_began FROM {{audit}}.download d
        WHERE d.reference = p_reference AND d.end_digest = UNHEX(SHA2(p_end_key, 256));
    IF l_began IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no such download';
    END IF;
    INSERT INTO {{audit}}.download_end (reference, logged_at, ended_at, whole, row_count, byte_count, sha256)
        VALUES (p_reference, l_began, {{main}}.utc_now(), COALESCE(p_whole, 0) <> 0, p_rows, p_bytes, IF(p_whole, p_sha256, NULL));
    COMMIT;
END//

-- The receipt of a download, for the one who made it and the system owner; for anybody else there is none (I8).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.download_receipt(
    IN p_reference CHAR(32) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    SELECT d.reference, d.logged_at AS began_at, l.user_name, l.what, JSON_VALUE(l.details, '$.address') AS address,
           JSON_VALUE(l.details, '$.words') AS words, JSON_VALUE(l.details, '$.file') AS file,
           JSON_VALUE(l.details, '$.codebook') AS codebook, JSON_VALUE(l.details, '$.codebook_digest') AS codebook_digest,
           e.ended_at, e.whole, e.row_count, e.byte_count, e.sha256
        FROM {{audit}}.download d
        JOIN {{audit}}.access_log l ON l.log_id = d.log_id AND l.logged_at = d.logged_at
        LEFT JOIN {{audit}}.download_end e ON e.reference = d.reference AND e.logged_at = d.logged_at
        WHERE d.reference = p_reference
          AND (d.user_id = {{main}}.ctx.user_id() OR {{main}}.is_system_owner({{main}}.download_register(l.what)));
END//

-- One's own latest downloads from that register.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.download_list(
    IN p_register VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    SELECT d.reference, d.logged_at AS began_at, l.user_name, l.what, JSON_VALUE(l.details, '$.address') AS address,
           JSON_VALUE(l.details, '$.words') AS words, JSON_VALUE(l.details, '$.file') AS file,
           JSON_VALUE(l.details, '$.codebook') AS codebook, JSON_VALUE(l.details, '$.codebook_digest') AS codebook_digest,
           e.ended_at, e.whole, e.row_count, e.byte_count, e.sha256
        FROM {{audit}}.download d FORCE INDEX (download_of_user)
        STRAIGHT_JOIN {{audit}}.access_log l ON l.log_id = d.log_id AND l.logged_at = d.logged_at
        LEFT JOIN {{audit}}.download_end e ON e.reference = d.reference AND e.logged_at = d.logged_at
        WHERE d.user_id = {{main}}.ctx.user_id() AND {{main}}.download_register(l.what) = p_register
        ORDER BY d.logged_at DESC LIMIT 50;
END//

DELIMITER ;
