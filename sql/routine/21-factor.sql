-- The second factor (requirement A4): codes that an app on the phone makes (RFC 6238: 6 digits, 30 seconds, SHA-1), and codes
-- on paper for whoever has lost it.
--
-- What the app knows lies here sealed (`sealed` = secret XOR pad), and the pad is made by the workers from `salt` and a key that is
-- not here. A worker never gets what is sealed, but for the one that it has just offered; this gets a pad with each code that is
-- typed. So neither a worker that was taken over nor a copy of the database can make a code, and no session is made for a worker's word.

DELIMITER //

-- Eight bytes at a time; both are as long, a whole number of those or the rest.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.bytes_xor(p_a VARBINARY(64), p_b VARBINARY(64)) RETURNS VARBINARY(64)
    DETERMINISTIC NO SQL SQL SECURITY DEFINER
BEGIN
    DECLARE l_out VARBINARY(64) DEFAULT '';
    DECLARE l_at, l_size INT DEFAULT 0;

    WHILE l_at < LENGTH(p_a) DO
        SET l_size = LEAST(8, LENGTH(p_a) - l_at);
        SET l_out = CONCAT(l_out, UNHEX(LPAD(HEX(
            CAST(CONV(HEX(SUBSTR(p_a, l_at + 1, l_size)), 16, 10) AS UNSIGNED)
            ^ CAST(CONV(HEX(SUBSTR(p_b, l_at + 1, l_size)), 16, 10) AS UNSIGNED)), 2 * l_size, '0')));
        SET l_at = l_at + l_size;
    END WHILE;
    RETURN l_out;
END//

-- The code of that half minute (RFC 4226, RFC 2104).
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.totp_code(p_secret VARBINARY(20), p_counter BIGINT UNSIGNED)
    RETURNS CHAR(6) CHARACTER SET ascii COLLATE ascii_bin
    DETERMINISTIC NO SQL SQL SECURITY DEFINER
BEGIN
    DECLARE l_key VARBINARY(64) DEFAULT RPAD(p_secret, 64, UNHEX('00'));
    DECLARE l_inner VARBINARY(64) DEFAULT {{main}}.bytes_xor(l_key, UNHEX(REPEAT('36', 64)));
    DECLARE l_outer VARBINARY(64) DEFAULT {{main}}.bytes_xor(l_key, UNHEX(REPEAT('5C', 64)));
    DECLARE l_hash VARBINARY(20);

    SET l_hash = UNHEX(SHA1(CONCAT(l_inner, UNHEX(LPAD(HEX(p_counter), 16, '0')))));
    SET l_hash = UNHEX(SHA1(CONCAT(l_outer, l_hash)));
    RETURN LPAD((CAST(CONV(HEX(SUBSTR(l_hash, 1 + (CAST(CONV(HEX(SUBSTR(l_hash, 20, 1)), 16, 10) AS UNSIGNED) & 15), 4)), 16, 10)
                      AS UNSIGNED) & 0x7FFFFFFF) % 1000000, 6, '0');
END//

-- Which half minute near to now the code is of; NULL for none. One before and one after: clocks differ, and fingers are slow.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.totp_counter(p_secret VARBINARY(20),
    p_code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, p_now DATETIME(6)) RETURNS BIGINT UNSIGNED
    DETERMINISTIC NO SQL SQL SECURITY DEFINER
BEGIN
    DECLARE l_counter BIGINT UNSIGNED DEFAULT TIMESTAMPDIFF(SECOND, '1970-01-01', p_now) DIV 30;

    RETURN CASE p_code WHEN {{main}}.totp_code(p_secret, l_counter) THEN l_counter
                       WHEN {{main}}.totp_code(p_secret, l_counter - 1) THEN l_counter - 1
                       WHEN {{main}}.totp_code(p_secret, l_counter + 1) THEN l_counter + 1 END;
END//

-- Ten minutes for a code, twenty for choosing an app. Inside the caller's transaction.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.half_session_begin(IN p_user BIGINT UNSIGNED, IN p_purpose VARCHAR(10),
    IN p_token VARCHAR(200), IN p_remote VARCHAR(64), IN p_browser VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_browser_hash BINARY(32))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    IF CHAR_LENGTH(COALESCE(p_token, '')) < 43 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no token';
    END IF;
    INSERT INTO {{main}}.half_session (token_hash, user_id, purpose, made_at, ends_at, remote, browser, browser_hash)
        VALUES (UNHEX(SHA2(p_token, 256)), p_user, p_purpose, l_now,
                l_now + INTERVAL IF(p_purpose = 'kode', 10, 20) MINUTE, COALESCE(p_remote, ''), COALESCE(p_browser, ''), p_browser_hash);
END//

-- Locks the half session, where it is not over. A clock that was put back has not made it longer: what begins later than now
-- is over.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.half_session_take(IN p_half VARCHAR(200), IN p_purpose VARCHAR(10),
    OUT p_id BIGINT UNSIGNED, OUT p_user BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    SELECT MAX(h.half_session_id), MAX(h.user_id) INTO p_id, p_user
        FROM {{main}}.half_session h JOIN {{main}}.user u ON u.user_id = h.user_id
        WHERE h.token_hash = UNHEX(SHA2(p_half, 256)) AND h.purpose = COALESCE(p_purpose, h.purpose) AND h.ended_at IS NULL
          AND h.made_at <= l_now AND h.ends_at > l_now AND u.active = 1 FOR UPDATE;
END//

-- What the page of a half session needs: for a code the salt of the pad, for an app what was offered. No row: it is over.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.half_session_open(IN p_half VARCHAR(200))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    SELECT h.purpose, h.user_id, u.brukernavn, HEX(COALESCE(h.offer_salt, f.salt)) AS salt, HEX(h.offer_sealed) AS offer,
           TIMESTAMPDIFF(SECOND, l_now, h.ends_at) AS seconds_left
        FROM {{main}}.half_session h
        JOIN {{main}}.user u ON u.user_id = h.user_id
        LEFT JOIN {{main}}.user_factor f ON f.user_id = h.user_id AND h.purpose = 'kode'
        WHERE h.token_hash = UNHEX(SHA2(p_half, 256)) AND h.ended_at IS NULL AND h.made_at <= l_now AND h.ends_at > l_now
          AND u.active = 1;
END//

CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.half_session_end(IN p_half VARCHAR(200))
    SQL SECURITY DEFINER
BEGIN
    UPDATE {{main}}.half_session SET ended_at = {{main}}.utc_now()
        WHERE token_hash = UNHEX(SHA2(p_half, 256)) AND ended_at IS NULL;
END//

-- Is that a code of hers, not used before? Inside the caller's transaction. Of wrong ones 20 a day are taken from her known
-- browsers, each by itself, and 20 from all others together: whoever has her password and no phone locks nobody out of where
-- she works. 'ok' with the way, 'wrong', 'used', 'denied'.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.factor_check(IN p_user BIGINT UNSIGNED, IN p_browser BINARY(32),
    IN p_code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_pad VARCHAR(40), IN p_recovery VARCHAR(64),
    OUT p_outcome VARCHAR(10), OUT p_method VARCHAR(20))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_known BINARY(32);
    DECLARE l_sealed BINARY(20);
    DECLARE l_wrong INT;
    DECLARE l_counter BIGINT UNSIGNED;

    SET p_outcome = 'wrong', p_method = NULL;
    SELECT MAX(sealed) INTO l_sealed FROM {{main}}.user_factor WHERE user_id = p_user FOR UPDATE;
    SELECT MAX(browser_hash) INTO l_known FROM {{main}}.known_browser WHERE user_id = p_user AND browser_hash = p_browser;
    SELECT COUNT(*) INTO l_wrong FROM {{main}}.factor_attempt
        WHERE user_id = p_user AND tried_at > l_now - INTERVAL 1 DAY AND known_hash <=> l_known;
    IF l_wrong >= 20 THEN
        SET p_outcome = 'denied';
    ELSEIF l_sealed IS NOT NULL AND p_code IS NOT NULL AND LENGTH(UNHEX(p_pad)) = 20 THEN
        SET l_counter = {{main}}.totp_counter({{main}}.bytes_xor(l_sealed, UNHEX(p_pad)), p_code, l_now);
        IF l_counter IS NOT NULL THEN
            INSERT IGNORE INTO {{main}}.factor_used (user_id, counter, used_at) VALUES (p_user, l_counter, l_now);
            IF ROW_COUNT() = 1 THEN
                SET p_outcome = 'ok', p_method = 'totp';
            ELSE
                SET p_outcome = 'used';
            END IF;
        END IF;
    ELSEIF l_sealed IS NOT NULL AND LENGTH(UNHEX(p_recovery)) = 32 THEN
        UPDATE {{main}}.recovery_code SET used_at = l_now
            WHERE user_id = p_user AND code_hash = UNHEX(SHA2(UNHEX(p_recovery), 256)) AND used_at IS NULL;
        IF ROW_COUNT() = 1 THEN
            SET p_outcome = 'ok', p_method = 'gjenoppretting';
        END IF;
    END IF;
    IF p_outcome IN ('wrong', 'used') THEN
        INSERT INTO {{main}}.factor_attempt (user_id, tried_at, known_hash) VALUES (p_user, l_now, l_known);
    END IF;
END//

-- The code makes a whole session of the half one, under a token of its own. Five wrong ones end the half session: 'over'.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.factor_finish(IN p_half VARCHAR(200),
    IN p_code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_pad VARCHAR(40), IN p_recovery VARCHAR(64),
    IN p_token VARCHAR(200), IN p_idle_seconds INT UNSIGNED, IN p_total_seconds INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_id, l_user BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10) DEFAULT 'over';
    DECLARE l_method, l_browser VARCHAR(40);
    DECLARE l_remote VARCHAR(64);
    DECLARE l_browser_hash BINARY(32);
    DECLARE l_wrong INT DEFAULT 0;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION;
    IF p_token = p_half THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the same token';
    END IF;
    CALL {{main}}.half_session_take(p_half, 'kode', l_id, l_user);
    IF l_id IS NOT NULL THEN
        SELECT remote, browser, browser_hash, wrong INTO l_remote, l_browser, l_browser_hash, l_wrong
            FROM {{main}}.half_session WHERE half_session_id = l_id;
        CALL {{main}}.factor_check(l_user, l_browser_hash, p_code, p_pad, p_recovery, l_outcome, l_method);
        SET l_wrong = l_wrong + IF(l_outcome = 'ok', 0, 1);
        UPDATE {{main}}.half_session
            SET wrong = l_wrong, ended_at = IF(l_outcome IN ('ok', 'denied') OR l_wrong >= 5, {{main}}.utc_now(), NULL)
            WHERE half_session_id = l_id;
        IF l_outcome = 'ok' THEN
            CALL {{main}}.session_begin(l_user, p_token, l_remote, l_browser, l_method, p_idle_seconds, p_total_seconds);
            CALL {{main}}.browser_remember(l_user, l_browser_hash);
        ELSEIF l_outcome <> 'denied' AND l_wrong >= 5 THEN
            SET l_outcome = 'over';
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome, GREATEST(0, 5 - l_wrong) AS tries_left;
END//

-- What the half session is to register: the first offer stands, so that a page that is drawn again shows the same. Sealed by the
-- worker with the pad of its salt.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.factor_offer(IN p_half VARCHAR(200), IN p_sealed VARCHAR(40), IN p_salt VARCHAR(32))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_id, l_user BIGINT UNSIGNED;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION;
    IF NOT COALESCE(LENGTH(UNHEX(p_sealed)) = 20 AND LENGTH(UNHEX(p_salt)) = 16, 0) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no offer';
    END IF;
    CALL {{main}}.half_session_take(p_half, 'registrer', l_id, l_user);
    UPDATE {{main}}.half_session SET offer_sealed = UNHEX(p_sealed), offer_salt = UNHEX(p_salt)
        WHERE half_session_id = l_id AND offer_sealed IS NULL;
    COMMIT;
    CALL {{main}}.half_session_open(p_half);
END//

-- Ten new recovery codes for her, a JSON array of what the workers made of them; the old ones are no good any more.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.recovery_put(IN p_user BIGINT UNSIGNED, IN p_codes VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    IF COALESCE(p_codes, '') NOT RLIKE '^[[]("[0-9A-Fa-f]{64}",){9}"[0-9A-Fa-f]{64}"[]]$' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not ten codes';
    END IF;
    DELETE FROM {{main}}.recovery_code WHERE user_id = p_user;
    INSERT INTO {{main}}.recovery_code (user_id, code_hash, made_at)
        SELECT p_user, UNHEX(SHA2(UNHEX(c.code), 256)), {{main}}.utc_now()
        FROM JSON_TABLE(p_codes, '$[*]' COLUMNS (code VARCHAR(64) PATH '$')) c;
END//

-- A right code of the app that was offered makes it hers, with ten recovery codes, and a whole session. What was begun with the
-- app before ends, and browsers are known no more. Twenty wrong codes end it.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.factor_enrol(IN p_half VARCHAR(200),
    IN p_code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_pad VARCHAR(40),
    IN p_codes VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_token VARCHAR(200), IN p_idle_seconds INT UNSIGNED, IN p_total_seconds INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_id, l_user, l_counter BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10) DEFAULT 'over';
    DECLARE l_browser VARCHAR(40);
    DECLARE l_remote VARCHAR(64);
    DECLARE l_browser_hash BINARY(32);
    DECLARE l_sealed BINARY(20);
    DECLARE l_salt BINARY(16);
    DECLARE l_email, l_name VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION;
    IF p_token = p_half THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the same token';
    END IF;
    CALL {{main}}.half_session_take(p_half, 'registrer', l_id, l_user);
    IF l_id IS NOT NULL THEN
        SELECT remote, browser, browser_hash, offer_sealed, offer_salt INTO l_remote, l_browser, l_browser_hash, l_sealed, l_salt
            FROM {{main}}.half_session WHERE half_session_id = l_id;
        IF LENGTH(UNHEX(p_pad)) = 20 AND l_sealed IS NOT NULL THEN
            SET l_counter = {{main}}.totp_counter({{main}}.bytes_xor(l_sealed, UNHEX(p_pad)), p_code, l_now);
        END IF;
        IF l_counter IS NULL THEN
            SET l_outcome = 'wrong';
            UPDATE {{main}}.half_session SET wrong = wrong + 1, ended_at = IF(wrong >= 20, l_now, NULL) WHERE half_session_id = l_id;
        ELSE
            SET l_outcome = 'ok';
            SELECT MAX(u.email), MAX(u.display_name) INTO l_email, l_name
                FROM {{main}}.user u JOIN {{main}}.user_factor f ON f.user_id = u.user_id WHERE u.user_id = l_user;
            IF l_email <> '' THEN -- there was another app before
                CALL {{main}}.mail_put('kodeapp-byttet', l_email, l_name, '');
            END IF;
            REPLACE INTO {{main}}.user_factor (user_id, sealed, salt, since) VALUES (l_user, l_sealed, l_salt, l_now);
            DELETE FROM {{main}}.factor_used WHERE user_id = l_user; -- of the app before
            INSERT INTO {{main}}.factor_used (user_id, counter, used_at) VALUES (l_user, l_counter, l_now);
            CALL {{main}}.recovery_put(l_user, p_codes);
            DELETE FROM {{main}}.factor_attempt WHERE user_id = l_user;
            DELETE FROM {{main}}.known_browser WHERE user_id = l_user;
            CALL {{main}}.sessions_end_of(l_user, NULL);
            CALL {{main}}.session_begin(l_user, p_token, l_remote, l_browser, 'totp', p_idle_seconds, p_total_seconds);
            CALL {{main}}.browser_remember(l_user, l_browser_hash);
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- How it stands with the one who asks.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.factor_show()
    SQL SECURITY DEFINER
BEGIN
    SELECT f.since, HEX(f.salt) AS salt, u.factor_required,
           (SELECT COUNT(*) FROM {{main}}.recovery_code r WHERE r.user_id = u.user_id AND r.used_at IS NULL) AS codes_left
        FROM {{main}}.user u LEFT JOIN {{main}}.user_factor f ON f.user_id = u.user_id WHERE u.user_id = {{main}}.ctx.user_id();
END//

-- Password and code once more, of the one who is logged in: for a new app ('registrer', a half session under the token), or for
-- new recovery codes ('koder'). 'ok'; 'password' where that is wrong or came too late; or factor_check's. Who has no app yet is asked
-- for the password alone.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.factor_prove(
    IN p_attempt VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_encoded VARCHAR(255),
    IN p_code VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_pad VARCHAR(40), IN p_recovery VARCHAR(64),
    IN p_purpose VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin, IN p_token VARCHAR(200),
    IN p_codes VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10);
    DECLARE l_method VARCHAR(20);
    DECLARE l_browser_hash BINARY(32);
    DECLARE l_remote VARCHAR(64);
    DECLARE l_browser VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    START TRANSACTION;
    CALL {{main}}.password_take(p_attempt, p_encoded, l_user, l_outcome);
    IF l_outcome = 'ok' AND l_user = {{main}}.ctx.user_id() THEN
        SELECT a.browser_hash, s.remote, s.browser INTO l_browser_hash, l_remote, l_browser
            FROM {{main}}.login_attempt a JOIN {{main}}.session s ON s.session_id = {{main}}.ctx.session_id() WHERE a.attempt_id = p_attempt;
        IF p_purpose = 'koder' OR EXISTS (SELECT 1 FROM {{main}}.user_factor WHERE user_id = l_user) THEN
            CALL {{main}}.factor_check(l_user, l_browser_hash, p_code, p_pad, p_recovery, l_outcome, l_method);
        END IF;
        IF l_outcome = 'ok' AND p_purpose = 'koder' THEN
            CALL {{main}}.recovery_put(l_user, p_codes);
        ELSEIF l_outcome = 'ok' AND p_purpose = 'registrer' THEN
            CALL {{main}}.half_session_begin(l_user, 'registrer', p_token, l_remote, l_browser, l_browser_hash);
        END IF;
    ELSE
        SET l_outcome = 'password';
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

DELIMITER ;
