-- Login through an OpenID provider (requirement A4). A worker begins a login and brings what the browser came back with; the
-- daemon, under an account of its own, asks the provider and writes who it is; only from that is a session made here, for the
-- browser that began.

DELIMITER //

-- Is it she who sits there? 'begun', or 'password' and 'login' as below.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.oidc_prove(
    IN p_attempt VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_encoded VARCHAR(255),
    OUT p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.user_id = {{main}}.ctx.user_id() AND u.password_hash IS NOT NULL) THEN
        START TRANSACTION;
        CALL {{main}}.password_take(p_attempt, p_encoded, l_user, l_outcome);
        COMMIT;
        SET p_outcome = IF(l_outcome = 'ok' AND l_user = {{main}}.ctx.user_id(), 'begun', 'password');
    ELSE
        SET p_outcome = IF(EXISTS (SELECT 1 FROM {{main}}.session s WHERE s.session_id = {{main}}.ctx.session_id()
                                     AND s.created_at > {{main}}.utc_now() - INTERVAL 15 MINUTE), 'begun', 'login');
    END IF;
END//

-- A browser goes to the provider. p_purpose: login; tie, by a user who is logged in and gives her password once more (p_attempt,
-- p_encoded, as for login_finish), since what is tied is a new way in; invite, from the page of an invitation's link with p_link, its
-- token. 'away': the provider is not known by its issuer (yet). 'many': too many were begun from one address. 'password': it was
-- wrong, or came too late. 'login': she has none, and it is more than a quarter of an hour since she logged in.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.oidc_begin(
    IN p_provider VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_browser VARCHAR(100), IN p_state VARCHAR(100), IN p_purpose VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_return_to VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin, IN p_remote VARCHAR(200),
    IN p_link VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_attempt VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_encoded VARCHAR(255))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_remote VARCHAR(64) COLLATE utf8mb4_bin DEFAULT LEFT(COALESCE(p_remote, ''), 64);
    DECLARE l_session BIGINT UNSIGNED DEFAULT IF(p_purpose = 'tie', {{main}}.ctx.session_id(), NULL);
    DECLARE l_link BINARY(32) DEFAULT IF(p_purpose = 'invite', UNHEX(SHA2(p_link, 256)), NULL);
    DECLARE l_endpoint VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'begun';

    IF p_purpose = 'tie' AND l_session IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    IF p_purpose = 'invite' AND NOT EXISTS (SELECT 1 FROM {{main}}.link l WHERE l.token_hash = l_link AND l.kind = 'invitasjon') THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no invitation';
    END IF;
    IF COALESCE(CHAR_LENGTH(p_browser), 0) < 43 OR COALESCE(CHAR_LENGTH(p_state), 0) < 43 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a token that can be guessed';
    END IF;
    IF p_purpose = 'tie' THEN
        CALL {{main}}.oidc_prove(p_attempt, p_encoded, l_outcome);
    END IF;
    DELETE FROM {{main}}.oidc_login WHERE remote = l_remote AND begun_at < l_now - INTERVAL 1 DAY LIMIT 100;
    SELECT MAX(authorization_endpoint) INTO l_endpoint FROM {{main}}.oidc_provider WHERE name = p_provider AND issuer = p_issuer;
    IF l_outcome <> 'begun' THEN
        SET l_endpoint = NULL;
    ELSEIF l_endpoint IS NULL THEN
        SET l_outcome = 'away';
    ELSEIF (SELECT COUNT(*) FROM {{main}}.oidc_login
            WHERE remote = l_remote AND begun_at > l_now - INTERVAL 15 MINUTE AND state <> 'finished') >= 200 THEN
        SET l_outcome = 'many';
    ELSE
        INSERT INTO {{main}}.oidc_login (browser_hash, state_hash, provider, issuer, purpose, session_id, link_hash, return_to, remote, begun_at, state_at)
            VALUES (UNHEX(SHA2(p_browser, 256)), UNHEX(SHA2(p_state, 256)), p_provider, p_issuer, p_purpose, l_session, l_link,
                    COALESCE(p_return_to, ''), l_remote, l_now, l_now);
    END IF;
    SELECT l_outcome AS outcome, l_endpoint AS authorization_endpoint;
END//

-- The browser is back, with a code or with an error. 'asked': the daemon is to ask. The same answer again, from the same
-- browser, is the same question. 'refused': it ends here. 'unknown': not a login that this browser has begun, or one that is over.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.oidc_answer(
    IN p_browser VARCHAR(100), IN p_state VARCHAR(300), IN p_issuer VARCHAR(300) COLLATE utf8mb4_bin, IN p_code VARCHAR(2000),
    IN p_denied TINYINT, IN p_verifier VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_nonce VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'unknown';
    DECLARE l_reason VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT '';
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_code BINARY(32) DEFAULT UNHEX(SHA2(p_code, 256));
    DECLARE l_code_before BINARY(32);
    DECLARE l_issuer VARCHAR(300) COLLATE utf8mb4_bin;
    DECLARE l_provider VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION;
    SELECT oidc_login_id, state, code_hash, issuer, provider INTO l_id, l_state, l_code_before, l_issuer, l_provider
        FROM {{main}}.oidc_login
        WHERE browser_hash = UNHEX(SHA2(p_browser, 256)) AND state_hash = UNHEX(SHA2(p_state, 256))
          AND begun_at > l_now - INTERVAL 15 MINUTE FOR UPDATE;
    IF l_state = 'begun' THEN
        IF p_issuer <> l_issuer OR (p_issuer IS NULL AND EXISTS (SELECT 1 FROM {{main}}.oidc_provider p
                                                                 WHERE p.name = l_provider AND p.sends_issuer = 1)) THEN
            SET l_reason = 'doubted';
        ELSEIF p_code IS NULL THEN
            SET l_reason = IF(p_denied, 'denied', 'doubted');
        END IF;
        SET l_outcome = IF(l_reason = '', 'asked', 'refused');
        UPDATE {{main}}.oidc_login
            SET state = l_outcome, state_at = l_now, reason = l_reason, code_hash = l_code,
                code = IF(l_reason = '', p_code, NULL), verifier = IF(l_reason = '', p_verifier, NULL),
                nonce = IF(l_reason = '', p_nonce, NULL)
            WHERE oidc_login_id = l_id;
    ELSEIF l_state IN ('asked', 'taken', 'verified') AND l_code = l_code_before THEN
        SET l_outcome = 'asked';
    ELSEIF l_state = 'refused' AND l_code <=> l_code_before THEN
        SET l_outcome = 'refused';
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- Ties a verified subject to a user, who is told by mail: one for each issuer, and nobody else's. 'tied', 'taken' (by another user) or 'has' (another).
-- Runs inside the caller's transaction.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.identity_tie(
    IN p_user BIGINT UNSIGNED, IN p_issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_subject VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin,
    OUT p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_owner BIGINT UNSIGNED;
    DECLARE l_email, l_name VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
    DECLARE l_subject VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin;

    SELECT MAX(user_id) INTO l_owner FROM {{main}}.user_identity WHERE issuer = p_issuer AND subject = p_subject FOR UPDATE;
    SELECT MAX(subject) INTO l_subject FROM {{main}}.user_identity WHERE user_id = p_user AND issuer = p_issuer FOR UPDATE;
    IF l_owner = p_user THEN
        SET p_outcome = 'tied';
    ELSEIF l_owner IS NOT NULL THEN
        SET p_outcome = 'taken';
    ELSEIF l_subject IS NOT NULL THEN
        SET p_outcome = 'has';
    ELSE
        INSERT INTO {{main}}.user_identity (user_id, issuer, subject, tied_at)
            VALUES (p_user, p_issuer, p_subject, {{main}}.utc_now());
        SELECT u.email, u.display_name INTO l_email, l_name FROM {{main}}.user u WHERE u.user_id = p_user;
        IF l_email <> '' THEN
            CALL {{main}}.mail_put('tilknyttet', l_email, l_name, '');
        END IF;
        SET p_outcome = 'tied';
    END IF;
END//

-- The browser asks how it went. 'waiting'; 'in': there is a session now, under p_token; 'stranger': verified, and nobody here;
-- 'tied', 'taken' or 'has', as above; of an invitation 'in', or 'gone', 'self' or 'known' of invitation_take_verified; 'refused' with a reason; 'unknown'. Each login ends once.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.oidc_finish(
    IN p_browser VARCHAR(100), IN p_token VARCHAR(200), IN p_remote VARCHAR(200),
    IN p_kind VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin, IN p_idle_seconds INT UNSIGNED, IN p_total_seconds INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'unknown';
    DECLARE l_reason, l_state, l_purpose VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_id, l_user, l_session BIGINT UNSIGNED;
    DECLARE l_before BIGINT UNSIGNED DEFAULT {{main}}.ctx.session_id();
    DECLARE l_link BINARY(32);
    DECLARE l_at DATETIME(6);
    DECLARE l_issuer, l_subject VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_provider VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_return_to VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT oidc_login_id, state, state_at, purpose, session_id, link_hash, issuer, subject, reason, provider, return_to
        INTO l_id, l_state, l_at, l_purpose, l_session, l_link, l_issuer, l_subject, l_reason, l_provider, l_return_to
        FROM {{main}}.oidc_login WHERE browser_hash = UNHEX(SHA2(p_browser, 256)) AND begun_at > l_now - INTERVAL 30 MINUTE FOR UPDATE;
    IF l_state IN ('asked', 'taken') AND l_at > l_now - INTERVAL 60 SECOND THEN
        SET l_outcome = 'waiting';
    ELSEIF l_state IN ('asked', 'taken') THEN -- nobody asked in time; the code is not used any more
        SET l_outcome = 'refused', l_reason = 'away';
        UPDATE {{main}}.oidc_login SET state = 'refused', state_at = l_now, reason = 'away', code = NULL, verifier = NULL, nonce = NULL
            WHERE oidc_login_id = l_id;
    ELSEIF l_state = 'refused' THEN
        SET l_outcome = 'refused';
    ELSEIF l_state = 'verified' AND l_at > l_now - INTERVAL 5 MINUTE
           AND (l_purpose <> 'tie' OR l_session = {{main}}.ctx.session_id()) THEN
        UPDATE {{main}}.oidc_login SET state = 'finished', state_at = l_now, subject = NULL, return_to = '' WHERE oidc_login_id = l_id;
        IF l_purpose = 'tie' THEN
            CALL {{main}}.identity_tie({{main}}.ctx.user_id(), l_issuer, l_subject, l_outcome);
        ELSEIF l_purpose = 'invite' THEN
            SELECT p.name INTO l_provider FROM {{main}}.oidc_provider p WHERE p.name = l_provider FOR UPDATE; -- one at a time
            CALL {{main}}.invitation_take_verified(l_link, l_issuer, l_subject, l_user, l_outcome);
            IF l_outcome = 'taken' THEN
                UPDATE {{main}}.session SET ended_at = l_now WHERE session_id = l_before AND ended_at IS NULL;
                SET l_outcome = 'in';
            END IF;
        ELSE
            SELECT MAX(u.user_id) INTO l_user FROM {{main}}.user_identity i JOIN {{main}}.user u ON u.user_id = i.user_id
                WHERE i.issuer = l_issuer AND i.subject = l_subject AND u.active = 1;
            SET l_outcome = IF(l_user IS NULL, 'stranger', 'in');
        END IF;
        IF l_outcome = 'in' THEN
            CALL {{main}}.session_begin(l_user, p_token, p_remote, p_kind, 'oidc', p_idle_seconds, p_total_seconds);
            UPDATE {{main}}.session SET oidc_provider = l_provider WHERE token_hash = UNHEX(SHA2(p_token, 256));
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome, COALESCE(l_reason, '') AS reason, l_return_to AS return_to, l_purpose AS purpose, l_provider AS provider;
END//

-- Where the session that asks is to be ended besides: its provider's name and page. No row: nowhere.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.oidc_logout()
    SQL SECURITY DEFINER
BEGIN
    SELECT p.name, p.end_session_endpoint FROM {{main}}.session s JOIN {{main}}.oidc_provider p ON p.name = s.oidc_provider
        WHERE s.session_id = {{main}}.ctx.session_id() AND p.end_session_endpoint <> '';
END//

-- Which providers know the user that asks.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.identity_list()
    SQL SECURITY DEFINER
BEGIN
    SELECT i.issuer, i.tied_at FROM {{main}}.user_identity i WHERE i.user_id = {{main}}.ctx.user_id() ORDER BY i.identity_id;
END//

-- She is known there no more. 'gone', or 'only': without a password there would be no way in left.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.identity_remove(IN p_issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'gone';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    START TRANSACTION;
    IF EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.user_id = {{main}}.ctx.user_id() AND u.password_hash IS NOT NULL) THEN
        DELETE FROM {{main}}.user_identity WHERE user_id = {{main}}.ctx.user_id() AND issuer = p_issuer;
    ELSE
        SET l_outcome = 'only';
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- What a provider says of itself. For the daemon of logins alone, like all below.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.oidc_provider_put(
    IN p_name VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_authorization VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_end_session VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin, IN p_sends_issuer TINYINT)
    SQL SECURITY DEFINER
BEGIN
    INSERT INTO {{main}}.oidc_provider (name, issuer, authorization_endpoint, end_session_endpoint, sends_issuer, read_at)
        VALUES (p_name, p_issuer, p_authorization, p_end_session, p_sends_issuer, {{main}}.utc_now())
        ON DUPLICATE KEY UPDATE issuer = p_issuer, authorization_endpoint = p_authorization, end_session_endpoint = p_end_session,
            sends_issuer = p_sends_issuer, read_at = {{main}}.utc_now();
END//

-- The next login to ask about, for this daemon alone, or no row. Its code is given away once.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.oidc_take()
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_key BIGINT UNSIGNED DEFAULT CONV(HEX(RANDOM_BYTES(7)), 16, 10);
    DECLARE l_provider VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_code VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_verifier, l_nonce CHAR(64) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT oidc_login_id, provider, issuer, code, verifier, nonce INTO l_id, l_provider, l_issuer, l_code, l_verifier, l_nonce
        FROM {{main}}.oidc_login WHERE state = 'asked' AND state_at > l_now - INTERVAL 60 SECOND
        ORDER BY state_at LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF l_id IS NOT NULL THEN
        UPDATE {{main}}.oidc_login
            SET state = 'taken', state_at = l_now, code = NULL, verifier = NULL, nonce = NULL, lease_key = l_key
            WHERE oidc_login_id = l_id;
    END IF;
    COMMIT;
    SELECT l_id AS oidc_login_id, l_key AS lease_key, l_provider AS provider, l_issuer AS issuer, l_code AS code,
           l_verifier AS verifier, l_nonce AS nonce FROM DUAL WHERE l_id IS NOT NULL;
END//

-- Who it is; or (p_subject NULL) why nobody is let in.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.oidc_done(
    IN p_id BIGINT UNSIGNED, IN p_key BIGINT UNSIGNED, IN p_subject VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_reason VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    UPDATE {{main}}.oidc_login
        SET state = IF(p_subject IS NULL, 'refused', 'verified'), state_at = {{main}}.utc_now(), subject = p_subject,
            reason = IF(p_subject IS NULL, p_reason, ''), lease_key = NULL
        WHERE oidc_login_id = p_id AND lease_key = p_key AND state = 'taken';
END//

DELIMITER ;
