-- Single-use links and the mail that carries them (requirements A3, A4). No worker calls these: they are steps of procedures
-- that have checked who asks, run inside those procedures' transactions (READ COMMITTED), and end none.
-- Locks are taken in one order: what the link is about (by the caller), mail, link.

DELIMITER //

-- Mail without a link. p_about: '' or JSON, by kind.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.mail_put(
    IN p_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_recipient VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_recipient_name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_about VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    IF p_kind IN ('passord-endret', 'kodeapp-fjernet', 'kodeapp-byttet', 'tilknyttet') THEN
        INSERT INTO {{main}}.mail (kind, recipient, recipient_name, about, made_at, not_before)
            VALUES (p_kind, p_recipient, p_recipient_name, COALESCE(p_about, ''), l_now, l_now);
    ELSE
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no mail without a link';
    END IF;
END//

-- Open links of that kind and subject are good no more, and what has not been sent of their mail is not sent.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.link_withdraw(
    IN p_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_subject BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    UPDATE {{main}}.mail SET state = 'withdrawn', lease_key = NULL
        WHERE state = 'waiting' AND link_id IN (SELECT l.link_id FROM {{main}}.link l
            WHERE l.kind = p_kind AND l.subject_id = p_subject AND l.used_at IS NULL AND l.withdrawn_at IS NULL);
    UPDATE {{main}}.link SET withdrawn_at = l_now
        WHERE kind = p_kind AND subject_id = p_subject AND used_at IS NULL AND withdrawn_at IS NULL;
END//

-- A link and its mail, instead of those there were. The caller has locked what it is about, so that of two at once one comes
-- first. An invitation's p_about is JSON: {"invited_by": "...", "place": "..."}.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.link_put(
    IN p_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_subject BIGINT UNSIGNED,
    IN p_recipient VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_recipient_name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_about VARCHAR(1000) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_valid_seconds INT UNSIGNED, OUT p_link_id BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    IF COALESCE(p_valid_seconds, 0) = 0 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a link is good for some time';
    END IF;
    IF p_kind = 'invitasjon' AND (JSON_VALUE(p_about, '$.invited_by') IS NULL OR JSON_VALUE(p_about, '$.place') IS NULL) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'about an invitation: JSON with invited_by and place';
    END IF;
    CALL {{main}}.link_withdraw(p_kind, p_subject);
    INSERT INTO {{main}}.link (kind, subject_id, made_at, expires_at, token_salt)
        VALUES (p_kind, p_subject, l_now, l_now + INTERVAL p_valid_seconds SECOND, RANDOM_BYTES(16));
    SET p_link_id = LAST_INSERT_ID();
    INSERT INTO {{main}}.mail (link_id, kind, recipient, recipient_name, about, made_at, not_before)
        VALUES (p_link_id, p_kind, p_recipient, p_recipient_name, COALESCE(p_about, ''), l_now, l_now);
END//

-- What a token opens, by its hash: 'good', 'expired', 'used', 'withdrawn', or 'unknown' with p_link_id and
-- p_subject NULL. The link is locked until the caller's transaction ends, so that of two visitors at once one uses it.
-- p_mark_opened: that it was opened is kept, where it is good.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.link_find_hash(
    IN p_hash BINARY(32),
    IN p_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_mark_opened TINYINT,
    OUT p_link_id BIGINT UNSIGNED, OUT p_subject BIGINT UNSIGNED,
    OUT p_state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6);
    DECLARE l_expires, l_used, l_withdrawn DATETIME(6);
    DECLARE CONTINUE HANDLER FOR NOT FOUND SET p_link_id = NULL;

    SELECT l.link_id, l.subject_id, l.expires_at, l.used_at, l.withdrawn_at
        INTO p_link_id, p_subject, l_expires, l_used, l_withdrawn FROM {{main}}.link l
        WHERE l.token_hash = p_hash AND l.kind = p_kind FOR UPDATE;
    SET l_now = {{main}}.utc_now(); -- once it is locked
    SET p_state = CASE WHEN p_link_id IS NULL THEN 'unknown' WHEN l_used IS NOT NULL THEN 'used'
                       WHEN l_withdrawn IS NOT NULL THEN 'withdrawn' WHEN l_expires <= l_now THEN 'expired' ELSE 'good' END;
    IF p_state = 'good' AND p_mark_opened THEN
        UPDATE {{main}}.link SET opened_at = l_now WHERE link_id = p_link_id AND opened_at IS NULL;
    END IF;
END//

-- The same by the token from a visitor's address.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.link_find(
    IN p_token VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_mark_opened TINYINT,
    OUT p_link_id BIGINT UNSIGNED, OUT p_subject BIGINT UNSIGNED,
    OUT p_state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    CALL {{main}}.link_find_hash(UNHEX(SHA2(p_token, 256)), p_kind, p_mark_opened, p_link_id, p_subject, p_state);
END//

-- Once: a link that is not good is refused.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.link_use(IN p_link_id BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    UPDATE {{main}}.link SET used_at = l_now, opened_at = COALESCE(opened_at, l_now)
        WHERE link_id = p_link_id AND used_at IS NULL AND withdrawn_at IS NULL AND expires_at > l_now;
    IF ROW_COUNT() <> 1 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the link is not good';
    END IF;
END//

DELIMITER ;
