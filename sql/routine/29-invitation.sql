-- Invitations (requirement A3): made and withdrawn by those who could give the grant themselves, taken by whoever has the link.

DELIMITER //

-- Mail and link, good for seven days. The invitation is locked by the caller.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_send(IN p_invitation BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_email, l_name, l_place VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
    DECLARE l_link BIGINT UNSIGNED;

    SELECT i.email, i.display_name, COALESCE(d.bydelsnavn, m.kommunenavn, '') INTO l_email, l_name, l_place
        FROM {{main}}.invitation i
        LEFT JOIN {{main}}.municipality m ON m.kommunenummer = i.kommunenummer
        LEFT JOIN {{main}}.district d ON d.bydel = i.bydel
        WHERE i.invitation_id = p_invitation;
    CALL {{main}}.link_put('invitasjon', p_invitation, l_email, l_name,
        JSON_OBJECT('invited_by', {{main}}.ctx.user_name(), 'place', l_place), 7 * 86400, l_link);
END//

-- 'made', with the invitation's public_id; 'known' with the user's, where there is one with that address whom she may see and give the
-- grant directly; 'self' (nobody invites herself), 'twice' (invited already), 'many' (100 in a day), or grant_judge's.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_make(
    IN p_name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci, IN p_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci, IN p_phone VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci,
    IN p_role VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_kommunenummer VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin, IN p_bydel VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_from DATE, IN p_to DATE)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_user BIGINT UNSIGNED DEFAULT {{main}}.ctx.user_id();
    DECLARE l_public, l_invitation BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF l_user IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    IF COALESCE(TRIM(p_name), '') = '' OR p_name RLIKE '[[:cntrl:]]' OR COALESCE(p_phone, '') NOT RLIKE '^[+]?[0-9 ]{8,29}$'
       OR COALESCE(p_email, '') NOT RLIKE '^[!-?A-~]+@[A-Za-z0-9.-]+$' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a name, an address and a phone';
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT u.user_id INTO l_user FROM {{main}}.user u WHERE u.user_id = l_user FOR UPDATE; -- one of hers at a time
    CALL {{main}}.grant_judge(p_role, p_register, p_kommunenummer, p_bydel, p_from, p_to, l_outcome);
    IF l_outcome = 'good' THEN
        SELECT MAX(p.public_id) INTO l_public FROM {{main}}.people_user p JOIN {{main}}.user u ON u.user_id = p.user_id
            WHERE p.email = p_email AND u.active = 1;
        SET l_outcome = CASE
            WHEN EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.user_id = l_user AND u.email = p_email) THEN 'self'
            WHEN l_public IS NOT NULL THEN 'known'
            WHEN EXISTS (SELECT 1 FROM {{main}}.people_invitation i
                         WHERE i.email = p_email AND i.role = p_role AND i.register = p_register AND i.kommunenummer = p_kommunenummer
                           AND i.bydel = p_bydel AND i.state <> 'withdrawn' AND (i.valid_to IS NULL OR i.valid_to >= {{main}}.ctx.today())) THEN 'twice'
            WHEN (SELECT COUNT(*) FROM {{main}}.invitation i
                  WHERE i.invited_by = l_user AND i.invited_at > l_now - INTERVAL 1 DAY) >= 100 THEN 'many'
            ELSE 'made' END;
    END IF;
    IF l_outcome = 'made' THEN
        INSERT INTO {{main}}.invitation (display_name, email, phone, role, register, kommunenummer, bydel, valid_from, valid_to, invited_by, invited_at)
            VALUES (p_name, p_email, p_phone, p_role, p_register, p_kommunenummer, p_bydel, p_from, p_to, l_user, l_now);
        SET l_invitation = LAST_INSERT_ID();
        CALL {{main}}.invitation_send(l_invitation);
        SELECT i.public_id INTO l_public FROM {{main}}.invitation i WHERE i.invitation_id = l_invitation;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome, IF(l_outcome IN ('known', 'made'), l_public, NULL) AS public_id;
END//

-- A new link, and the older one is good no more: 'sent', 'absent', 'soon' (the last is not a minute old), 'over' (withdrawn, or its time has passed).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_again(IN p_public BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_invitation BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'absent';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT i.invitation_id INTO l_invitation FROM {{main}}.invitation i WHERE i.public_id = p_public FOR UPDATE;
    SELECT MAX(CASE WHEN i.state = 'withdrawn' OR i.valid_to < {{main}}.ctx.today() THEN 'over'
                    WHEN i.made_at > l_now - INTERVAL 1 MINUTE THEN 'soon' ELSE 'sent' END)
        INTO l_outcome FROM {{main}}.people_invitation i WHERE i.invitation_id = l_invitation;
    IF l_outcome = 'sent' THEN
        CALL {{main}}.invitation_send(l_invitation);
    END IF;
    COMMIT;
    SELECT COALESCE(l_outcome, 'absent') AS outcome;
END//

-- 'withdrawn' or 'absent'.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_withdraw(IN p_public BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_invitation BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'absent';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT i.invitation_id INTO l_invitation FROM {{main}}.invitation i WHERE i.public_id = p_public FOR UPDATE;
    IF EXISTS (SELECT 1 FROM {{main}}.people_invitation i WHERE i.invitation_id = l_invitation) THEN
        UPDATE {{main}}.invitation SET withdrawn_at = {{main}}.utc_now() WHERE invitation_id = l_invitation AND withdrawn_at IS NULL;
        CALL {{main}}.link_withdraw('invitasjon', l_invitation);
        SET l_outcome = 'withdrawn';
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- Those that have not been taken, and whose link is not ninety days past; the newest first.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_list(
    IN p_search VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci, IN p_kommunenummer VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_pattern VARCHAR(202) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci DEFAULT {{main}}.people_pattern(p_search);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    START TRANSACTION READ ONLY;
    SELECT i.public_id, i.display_name, i.email, i.phone, i.role, i.register, i.kommunenummer, i.bydel, i.valid_from, i.valid_to,
           i.made_at, i.expires_at, i.opened_at, i.sent_at, i.state
        FROM {{main}}.people_invitation i
        WHERE CONCAT_WS('\n', i.display_name, i.email) LIKE l_pattern ESCAPE '|' AND COALESCE(p_kommunenummer, '') IN ('', i.kommunenummer)
          AND i.expires_at > {{main}}.utc_now() - INTERVAL 90 DAY
        ORDER BY i.made_at DESC, i.invitation_id DESC LIMIT 200;
    COMMIT;
END//

-- What the holder of a link is shown. A look marks it as opened and uses nothing up. known: somebody with this address can log in.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_open(IN p_token VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_link, l_invitation BIGINT UNSIGNED;
    DECLARE l_state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    CALL {{main}}.link_find(p_token, 'invitasjon', 1, l_link, l_invitation, l_state);
    COMMIT;
    SELECT l_state AS state;
    SELECT i.display_name, i.email, i.role, i.register, i.kommunenummer, i.bydel, i.valid_from, i.valid_to, l.expires_at,
           b.display_name AS invited_by,
           EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.email = i.email AND u.active = 1) AS known
        FROM {{main}}.invitation i JOIN {{main}}.user b ON b.user_id = i.invited_by JOIN {{main}}.link l ON l.link_id = l_link
        WHERE l_state = 'good' AND i.invitation_id = l_invitation;
END//

-- The grant of the invitation becomes that user's, where it is not hers already; link and invitation are used. Inside the caller's
-- transaction, which has locked the invitation.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_take(
    IN p_invitation BIGINT UNSIGNED, IN p_link BIGINT UNSIGNED, IN p_user BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    INSERT INTO {{main}}.user_grant (user_id, role, register, kommunenummer, bydel, valid_from, valid_to)
        SELECT p_user, i.role, i.register, i.kommunenummer, i.bydel, i.valid_from, i.valid_to FROM {{main}}.invitation i
        WHERE i.invitation_id = p_invitation
          AND NOT EXISTS (SELECT 1 FROM {{main}}.user_grant g
                          WHERE g.user_id = p_user AND g.role = i.role AND g.register = i.register AND g.kommunenummer = i.kommunenummer
                            AND g.bydel = i.bydel AND g.ended_at IS NULL AND g.valid_from <= i.valid_from
                            AND COALESCE(g.valid_to, '9999-12-31') >= COALESCE(i.valid_to, '9999-12-31'));
    UPDATE {{main}}.invitation SET accepted_by = p_user, accepted_at = {{main}}.utc_now() WHERE invitation_id = p_invitation;
    CALL {{main}}.link_use(p_link);
    CALL {{main}}.user_access_changed(p_user);
END//

-- A new user with the name and password she chose: 'taken' with the user's name, 'gone' (the link is not good), 'name' (that user name is in use, or another's address),
-- 'known' (somebody with this address can log in, and is to do so). Who was here before, by the same name and address, is the same user
-- again: one person, one line in the log.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_accept(
    IN p_token VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, IN p_brukernavn VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci,
    IN p_password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT LOWER(TRIM(p_brukernavn));
    DECLARE l_link, l_invitation, l_subject, l_user BIGINT UNSIGNED;
    DECLARE l_state, l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
    DECLARE l_display, l_phone VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; CALL {{main}}.ctx.leave(); RESIGNAL; END;

    IF COALESCE(l_name, '') NOT RLIKE '^[a-z0-9][a-z0-9.@_-]{2,99}$'
       OR COALESCE(p_password_hash, '') NOT RLIKE '^[$]argon2id[$]v=19[$]m=[0-9]+,t=[0-9]+,p=[0-9]+[$][A-Za-z0-9+/]{22}[$][A-Za-z0-9+/]{43}$' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a user name and a hash';
    END IF;
    ROLLBACK;
    CALL {{main}}.ctx.open_link(p_token);
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT MAX(l.subject_id) INTO l_subject FROM {{main}}.link l WHERE l.token_hash = UNHEX(SHA2(p_token, 256)) AND l.kind = 'invitasjon';
    SELECT i.invitation_id, i.email, i.display_name, i.phone INTO l_invitation, l_email, l_display, l_phone
        FROM {{main}}.invitation i WHERE i.invitation_id = l_subject FOR UPDATE;
    CALL {{main}}.link_find(p_token, 'invitasjon', 0, l_link, l_subject, l_state);
    SELECT MAX(u.user_id) INTO l_user FROM {{main}}.user u
        WHERE u.email = l_email AND u.display_name = l_display AND u.active = 0 FOR UPDATE;
    SET l_outcome = CASE
        WHEN l_state <> 'good' OR {{main}}.ctx.user_name() IS NULL THEN 'gone'
        WHEN EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.email = l_email AND u.active = 1) THEN 'known'
        WHEN EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.brukernavn = l_name AND NOT u.user_id <=> l_user) THEN 'name'
        -- what a colleague types as her address (reset_ask) must not find somebody else
        WHEN l_name LIKE '%@%' AND l_name <> LOWER(l_email) COLLATE utf8mb4_bin THEN 'name'
        ELSE 'taken' END;
    IF l_outcome = 'taken' AND l_user IS NULL THEN
        INSERT INTO {{main}}.user (brukernavn, password_hash, display_name, email, phone)
            VALUES (l_name, p_password_hash, l_display, l_email, l_phone);
        SET l_user = LAST_INSERT_ID();
    ELSEIF l_outcome = 'taken' THEN
        UPDATE {{main}}.user SET brukernavn = l_name, password_hash = p_password_hash, phone = l_phone, active = 1 WHERE user_id = l_user;
    END IF;
    IF l_outcome = 'taken' THEN
        CALL {{main}}.invitation_take(l_invitation, l_link, l_user);
    END IF;
    COMMIT;
    CALL {{main}}.ctx.leave();
    SELECT l_outcome AS outcome;
END//

-- For the one who is logged in: 'taken', 'gone', or 'self' (nobody takes what she has given). Her sessions end, and she logs in with what she has now.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_accept_own(IN p_token VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED DEFAULT {{main}}.ctx.user_id();
    DECLARE l_link, l_invitation, l_subject, l_by BIGINT UNSIGNED;
    DECLARE l_state, l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF l_user IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT MAX(l.subject_id) INTO l_subject FROM {{main}}.link l WHERE l.token_hash = UNHEX(SHA2(p_token, 256)) AND l.kind = 'invitasjon';
    SELECT i.invitation_id, i.invited_by INTO l_invitation, l_by FROM {{main}}.invitation i WHERE i.invitation_id = l_subject FOR UPDATE;
    CALL {{main}}.link_find(p_token, 'invitasjon', 0, l_link, l_subject, l_state);
    SET l_outcome = CASE WHEN l_state <> 'good' THEN 'gone' WHEN l_by = l_user THEN 'self' ELSE 'taken' END;
    IF l_outcome = 'taken' THEN
        CALL {{main}}.invitation_take(l_invitation, l_link, l_user);
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- A user name that nobody has, made of an address: what stands before its @, with a number where that is in use.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.user_name_free(
    IN p_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, OUT p_name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_base VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT
        LEFT(REGEXP_REPLACE(LOWER(SUBSTRING_INDEX(p_email, '@', 1)), '^[^a-z0-9]+|[^a-z0-9._-]', ''), 90);
    DECLARE l_number INT UNSIGNED DEFAULT 1;

    IF l_base NOT RLIKE '^[a-z0-9]..' THEN
        SET l_base = CONCAT('bruker', l_base);
    END IF;
    SET p_name = l_base;
    WHILE EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.brukernavn = p_name) DO
        SET l_number = l_number + 1, p_name = CONCAT(l_base, l_number);
    END WHILE;
END//

-- By whom a provider has verified, instead of user name and password; inside the caller's transaction, which is the only one
-- with that provider. 'taken' with the user: the one who is known there by that subject, or else a new one (or, as above, who was
-- here before), without a password, who is known there from now on. 'gone', 'self' or 'known', as above: nothing is made.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.invitation_take_verified(
    IN p_hash BINARY(32), IN p_issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_subject VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin,
    OUT p_user BIGINT UNSIGNED, OUT p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE l_link, l_invitation, l_subject, l_by BIGINT UNSIGNED;
    DECLARE l_state, l_tied VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_active TINYINT UNSIGNED DEFAULT 0;
    DECLARE l_email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
    DECLARE l_display, l_phone VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;

    SELECT MAX(l.subject_id) INTO l_subject FROM {{main}}.link l WHERE l.token_hash = p_hash AND l.kind = 'invitasjon';
    SELECT i.invitation_id, i.invited_by, i.email, i.display_name, i.phone INTO l_invitation, l_by, l_email, l_display, l_phone
        FROM {{main}}.invitation i WHERE i.invitation_id = l_subject FOR UPDATE;
    CALL {{main}}.link_find_hash(p_hash, 'invitasjon', 0, l_link, l_subject, l_state);
    CALL {{main}}.ctx.open_link_hash(p_hash);
    SELECT MAX(u.user_id), COALESCE(MAX(u.active), 0) INTO p_user, l_active
        FROM {{main}}.user_identity k JOIN {{main}}.user u ON u.user_id = k.user_id
        WHERE k.issuer = p_issuer AND k.subject = p_subject FOR UPDATE;
    SET p_outcome = CASE
        WHEN l_state <> 'good' OR {{main}}.ctx.user_name() IS NULL THEN 'gone'
        WHEN p_user = l_by THEN 'self'
        WHEN l_active = 0 AND EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.email = l_email AND u.active = 1) THEN 'known'
        ELSE 'taken' END;
    IF p_outcome = 'taken' THEN
        IF p_user IS NULL THEN
            SELECT MAX(u.user_id) INTO p_user FROM {{main}}.user u
                WHERE u.email = l_email AND u.display_name = l_display AND u.active = 0
                  AND NOT EXISTS (SELECT 1 FROM {{main}}.user_identity k WHERE k.user_id = u.user_id AND k.issuer = p_issuer) FOR UPDATE;
        END IF;
        IF p_user IS NULL THEN
            CALL {{main}}.user_name_free(l_email, l_name);
            INSERT INTO {{main}}.user (brukernavn, password_hash, display_name, email, phone) VALUES (l_name, NULL, l_display, l_email, l_phone);
            SET p_user = LAST_INSERT_ID();
        ELSEIF l_active = 0 THEN -- an old password is not to open what is given now
            UPDATE {{main}}.user SET password_hash = NULL, email = l_email, phone = l_phone, active = 1 WHERE user_id = p_user;
        END IF;
        CALL {{main}}.identity_tie(p_user, p_issuer, p_subject, l_tied);
        IF l_tied <> 'tied' THEN
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the subject is not hers';
        END IF;
        CALL {{main}}.invitation_take(l_invitation, l_link, p_user);
    END IF;
    CALL {{main}}.ctx.leave();
END//

DELIMITER ;
