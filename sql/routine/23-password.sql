-- A new password (requirement A4): by a link in a mail for whoever has forgotten it, or by the old one. Every change is told by mail
-- and ends the other sessions. None of it goes round the second factor: she logs in afterwards as always.

DELIMITER //

-- Somebody asks for a link. The same single row whoever it is, and whether there is anybody: jobs look afterwards.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.reset_ask(IN p_who VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_remote VARCHAR(200))
    SQL SECURITY DEFINER
BEGIN
    INSERT INTO {{main}}.reset_request (asked_at, who, remote_group)
        VALUES ({{main}}.utc_now(), LOWER(TRIM(COALESCE(p_who, ''))), {{main}}.address_group(p_remote));
END//

-- Makes links and mail of what was asked for. Of each user three in an hour, so that nobody's mailbox is flooded, and after ten in a
-- day one when the last is good no more, so that nobody is kept from her own; of each address twenty in an hour. What was typed is
-- not kept.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.reset_prepare()
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_request, l_user, l_link BIGINT UNSIGNED;
    DECLARE l_who VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE l_group VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE l_email, l_name VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_round INT DEFAULT 0;
    DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    rounds: WHILE l_round < 20 DO
        SET l_round = l_round + 1, l_request = NULL, l_user = NULL, l_outcome = 'nobody';
        ROLLBACK;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        START TRANSACTION;
        SELECT r.request_id, r.who, r.remote_group INTO l_request, l_who, l_group FROM {{main}}.reset_request r
            WHERE r.outcome = 'waiting' ORDER BY r.request_id LIMIT 1 FOR UPDATE SKIP LOCKED;
        IF l_request IS NULL THEN
            ROLLBACK;
            LEAVE rounds;
        END IF;
        -- by the user name, else by the address, where it is one person's
        SELECT u.user_id INTO l_user FROM {{main}}.user u WHERE u.brukernavn = l_who;
        IF l_user IS NULL AND l_who LIKE '%@%' THEN
            SELECT IF(COUNT(*) = 1, MAX(u.user_id), NULL) INTO l_user FROM {{main}}.user u
                WHERE u.email = l_who COLLATE utf8mb4_danish_ci AND LOWER(u.email) COLLATE utf8mb4_bin = l_who AND u.active = 1
                  AND u.password_hash IS NOT NULL;
        END IF;
        SELECT MAX(u.user_id), MAX(u.email), MAX(u.display_name) INTO l_user, l_email, l_name FROM {{main}}.user u
            WHERE u.user_id = l_user AND u.active = 1 AND u.password_hash IS NOT NULL AND u.email <> '' FOR UPDATE;
        IF l_user IS NOT NULL THEN
            SELECT IF(COALESCE(SUM(r.asked_at > l_now - INTERVAL 1 HOUR), 0) >= 3
                      OR COUNT(*) >= 10 AND EXISTS (SELECT 1 FROM {{main}}.link l
                                                    WHERE l.kind = 'passord' AND l.subject_id = l_user AND l.used_at IS NULL
                                                      AND l.withdrawn_at IS NULL AND l.expires_at > l_now), 'many', 'sent') INTO l_outcome
                FROM {{main}}.reset_request r
                WHERE r.user_id = l_user AND r.outcome = 'sent' AND r.asked_at > l_now - INTERVAL 1 DAY;
            IF l_outcome = 'sent' THEN
                SELECT IF(COUNT(*) >= 20, 'many', 'sent') INTO l_outcome FROM {{main}}.reset_request r
                    WHERE r.remote_group = l_group AND r.outcome = 'sent' AND r.asked_at > l_now - INTERVAL 1 HOUR;
            END IF;
        END IF;
        IF l_outcome = 'sent' THEN
            CALL {{main}}.link_put('passord', l_user, l_email, l_name, '', 3600, l_link);
        END IF;
        UPDATE {{main}}.reset_request SET who = '', user_id = l_user, outcome = l_outcome WHERE request_id = l_request;
        COMMIT;
    END WHILE;
END//

-- Whose link it is, for the page; nothing is used up. One row: `state` as of link_find, and where it is 'good' her user name and
-- the words that are no password for her.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.reset_open(IN p_token VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_link, l_user BIGINT UNSIGNED;
    DECLARE l_state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    CALL {{main}}.link_find(p_token, 'passord', 1, l_link, l_user, l_state);
    COMMIT;
    SELECT IF(l_state = 'good' AND u.user_id IS NULL, 'withdrawn', l_state) AS state, u.brukernavn, u.display_name, u.email,
           (SELECT GROUP_CONCAT(DISTINCT m.kommunenavn SEPARATOR ' ') FROM {{main}}.user_grant g
            JOIN {{main}}.municipality m ON m.kommunenummer = g.kommunenummer WHERE g.user_id = u.user_id) AS places
        FROM (SELECT 1) one LEFT JOIN {{main}}.user u ON u.user_id = l_user AND u.active = 1 AND l_state = 'good';
END//

-- The new hash stands: the other sessions end, and it is told by mail. Inside the caller's transaction.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.password_put(IN p_user BIGINT UNSIGNED,
    IN p_password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin, IN p_keep_session BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_email, l_name VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;

    IF COALESCE(p_password_hash, '') NOT RLIKE '^[$]argon2id[$]v=19[$]m=[0-9]+,t=[0-9]+,p=[0-9]+[$][A-Za-z0-9+/]{22}[$][A-Za-z0-9+/]{43}$' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a hash';
    END IF;
    SELECT u.email, u.display_name INTO l_email, l_name FROM {{main}}.user u WHERE u.user_id = p_user FOR UPDATE;
    UPDATE {{main}}.user SET password_hash = p_password_hash WHERE user_id = p_user;
    CALL {{main}}.sessions_end_of(p_user, p_keep_session);
    CALL {{main}}.link_withdraw('passord', p_user);
    IF l_email <> '' THEN
        CALL {{main}}.mail_put('passord-endret', l_email, l_name, '');
    END IF;
END//

-- By the link, once: 'done', or 'gone' where it is not good.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.reset_finish(IN p_token VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_link, l_user, l_subject BIGINT UNSIGNED;
    DECLARE l_state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'gone';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; CALL {{main}}.ctx.leave(); RESIGNAL; END;

    ROLLBACK;
    CALL {{main}}.ctx.open_link(p_token); -- the log names whose link it was
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT MAX(l.subject_id) INTO l_subject FROM {{main}}.link l WHERE l.token_hash = UNHEX(SHA2(p_token, 256)) AND l.kind = 'passord';
    SELECT MAX(u.user_id) INTO l_user FROM {{main}}.user u WHERE u.user_id = l_subject AND u.active = 1 FOR UPDATE;
    CALL {{main}}.link_find(p_token, 'passord', 0, l_link, l_subject, l_state);
    IF l_state = 'good' AND l_user = l_subject THEN
        CALL {{main}}.link_use(l_link);
        CALL {{main}}.password_put(l_user, p_password_hash, NULL);
        SET l_outcome = 'done';
    END IF;
    COMMIT;
    CALL {{main}}.ctx.leave();
    SELECT l_outcome AS outcome;
END//

-- By the old password, for the one who is logged in: 'ok' or 'password'. Her other sessions end.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.password_change(
    IN p_attempt VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_encoded VARCHAR(255),
    IN p_password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    CALL {{main}}.password_take(p_attempt, p_encoded, l_user, l_outcome);
    IF l_outcome = 'ok' AND l_user = {{main}}.ctx.user_id() THEN
        CALL {{main}}.password_put(l_user, p_password_hash, {{main}}.ctx.session_id());
    ELSE
        SET l_outcome = 'password';
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

DELIMITER ;
