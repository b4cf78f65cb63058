-- Logging in. A worker computes the hash of what was typed, this compares: no worker sees a stored hash, and none
-- can make a session without the password.

DELIMITER //

-- What tries are counted by: one household or office has a /64 of IPv6, and as many addresses as it likes.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.address_group(p_remote VARCHAR(200)) RETURNS VARCHAR(64) COLLATE utf8mb4_bin
    DETERMINISTIC NO SQL SQL SECURITY DEFINER
BEGIN
    DECLARE l_bytes VARBINARY(16) DEFAULT INET6_ATON(p_remote);

    RETURN CASE WHEN LEFT(HEX(l_bytes), 24) = '00000000000000000000FFFF' THEN INET_NTOA(CONV(HEX(SUBSTR(l_bytes, 13)), 16, 10))
                WHEN LENGTH(l_bytes) = 16 THEN CONCAT(INET6_NTOA(CONCAT(LEFT(l_bytes, 8), UNHEX(REPEAT('0', 16)))), '/64')
                ELSE LEFT(COALESCE(p_remote, ''), 64) END;
END//

-- The browser goes on as one that this user has logged in with. Of each user the latest twenty.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.browser_remember(IN p_user BIGINT UNSIGNED, IN p_browser BINARY(32))
    SQL SECURITY DEFINER
BEGIN
    IF p_browser IS NOT NULL THEN
        INSERT INTO {{main}}.known_browser (user_id, browser_hash, seen_at) VALUES (p_user, p_browser, {{main}}.utc_now())
            ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at);
        DELETE FROM {{main}}.known_browser WHERE user_id = p_user AND browser_hash NOT IN (SELECT * FROM
            (SELECT browser_hash FROM {{main}}.known_browser WHERE user_id = p_user ORDER BY seen_at DESC LIMIT 20) latest);
    END IF;
END//

-- Makes a whole session, inside the caller's transaction, and ends the one that the same browser was in: whoever logs in again
-- goes on with the new one alone. The longest session is a day, whatever is asked for. No worker may call this.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.session_begin(IN p_user BIGINT UNSIGNED, IN p_token VARCHAR(200),
    IN p_remote VARCHAR(64), IN p_browser VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin, IN p_method VARCHAR(20),
    IN p_idle_seconds INT UNSIGNED, IN p_total_seconds INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_total INT UNSIGNED DEFAULT LEAST(COALESCE(p_total_seconds, 0), 86400);
    DECLARE l_idle INT UNSIGNED DEFAULT LEAST(COALESCE(p_idle_seconds, 0), l_total);

    IF CHAR_LENGTH(COALESCE(p_token, '')) < 43 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no token';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM {{main}}.user WHERE user_id = p_user AND active = 1) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no user';
    END IF;
    UPDATE {{main}}.session SET ended_at = l_now WHERE session_id = {{main}}.ctx.session_id() AND ended_at IS NULL;
    INSERT INTO {{main}}.session (token_hash, user_id, created_at, seen_at, idle_seconds, idle_until, ends_at, remote, browser, method)
        VALUES (UNHEX(SHA2(p_token, 256)), p_user, l_now, l_now, l_idle, l_now + INTERVAL l_idle SECOND,
                l_now + INTERVAL l_total SECOND, COALESCE(p_remote, ''), COALESCE(p_browser, ''), p_method);
END//

-- Limits on guessing, in a quarter of an hour: 5 failures of one name from one address, 60 from one address, 300 of one name
-- from everywhere. From a browser that this user has logged in with before, 5 of its own and nobody else's: so whoever guesses
-- at a colleague does not lock her out. An attempt that was begun and never finished counts as a failure, or many at once
-- could be. A known and an unknown name are asked for by the same statements.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.login_begin(IN p_brukernavn VARCHAR(200), IN p_remote VARCHAR(200),
    IN p_browser_token VARCHAR(200))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_since DATETIME(6) DEFAULT l_now - INTERVAL 15 MINUTE;
    DECLARE l_name VARCHAR(100) COLLATE utf8mb4_bin DEFAULT LEFT(LOWER(TRIM(COALESCE(p_brukernavn, ''))), 100);
    DECLARE l_remote VARCHAR(64) COLLATE utf8mb4_bin DEFAULT LEFT(COALESCE(p_remote, ''), 64);
    DECLARE l_group VARCHAR(64) COLLATE utf8mb4_bin DEFAULT {{main}}.address_group(l_remote);
    DECLARE l_browser BINARY(32) DEFAULT IF(CHAR_LENGTH(p_browser_token) >= 43, UNHEX(SHA2(p_browser_token, 256)), NULL);
    DECLARE l_attempt CHAR(32) CHARACTER SET ascii COLLATE ascii_bin DEFAULT LOWER(HEX(RANDOM_BYTES(16)));
    DECLARE l_last_ok, l_oldest DATETIME(6);
    DECLARE l_known, l_failures, l_of_name, l_of_group INT;
    DECLARE l_oldest_of_name, l_oldest_of_group DATETIME(6);
    DECLARE l_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin;

    DELETE FROM {{main}}.login_attempt WHERE remote_group = l_group AND started_at < l_now - INTERVAL 1 DAY LIMIT 100;
    SELECT COUNT(*) INTO l_known FROM {{main}}.user u JOIN {{main}}.known_browser k ON k.user_id = u.user_id
        WHERE u.brukernavn = l_name AND k.browser_hash = l_browser;
    INSERT INTO {{main}}.login_attempt (attempt_id, brukernavn, remote, remote_group, browser_hash, started_at, outcome)
        VALUES (l_attempt, l_name, l_remote, l_group, l_browser, l_now, 'open');

    SELECT MAX(started_at) INTO l_last_ok FROM {{main}}.login_attempt
        WHERE brukernavn = l_name AND IF(l_known, browser_hash = l_browser, remote_group = l_group)
          AND started_at > l_since AND started_at <= l_now AND outcome = 'ok';
    SELECT COUNT(*), MIN(started_at) INTO l_failures, l_oldest FROM {{main}}.login_attempt
        WHERE brukernavn = l_name AND IF(l_known, browser_hash = l_browser, remote_group = l_group)
          AND started_at > COALESCE(l_last_ok, l_since) AND outcome IN ('open', 'wrong') AND attempt_id <> l_attempt;
    SELECT COUNT(*), MIN(started_at) INTO l_of_group, l_oldest_of_group FROM {{main}}.login_attempt
        WHERE remote_group = l_group AND started_at > l_since AND outcome IN ('open', 'wrong') AND attempt_id <> l_attempt;
    SELECT COUNT(*), MIN(started_at) INTO l_of_name, l_oldest_of_name FROM {{main}}.login_attempt
        WHERE brukernavn = l_name AND started_at > l_since AND outcome IN ('open', 'wrong') AND attempt_id <> l_attempt;
    IF l_failures < 5 AND NOT l_known AND l_of_group >= 60 THEN
        SET l_failures = 5, l_oldest = l_oldest_of_group;
    ELSEIF l_failures < 5 AND NOT l_known AND l_of_name >= 300 THEN
        SET l_failures = 5, l_oldest = l_oldest_of_name;
    END IF;
    IF l_failures >= 5 THEN
        UPDATE {{main}}.login_attempt SET outcome = 'denied' WHERE attempt_id = l_attempt;
        SELECT l_attempt AS attempt_id, 0 AS allowed,
               LEAST(900, GREATEST(1, CEIL(TIMESTAMPDIFF(MICROSECOND, l_now, l_oldest + INTERVAL 15 MINUTE) / 1000000)))
                   AS retry_seconds, '' AS prefix;
    ELSE
        SELECT COALESCE((SELECT MAX(u.password_hash) FROM {{main}}.user u WHERE u.brukernavn = l_name AND u.active = 1),
                        CONCAT('$argon2id$v=19$m=19456,t=2,p=1$', TRIM(TRAILING '=' FROM TO_BASE64(
                            LEFT(UNHEX(SHA2(CONCAT(s.value, l_name), 256)), 16))), '$'))
            INTO l_hash FROM {{main}}.secret s WHERE s.name = 'unknown-user-salt';
        SELECT l_attempt AS attempt_id, 1 AS allowed, 0 AS retry_seconds, SUBSTRING_INDEX(l_hash, '$', 5) AS prefix;
    END IF;
END//

-- Takes the attempt's one answer, inside the caller's transaction: 'ok', 'wrong', or 'expired' where it is older than a minute
-- or has had its answer. What is compared are hashes of the hashes, so the time it takes says nothing.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.password_take(
    IN p_attempt VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_encoded VARCHAR(255),
    OUT p_user BIGINT UNSIGNED, OUT p_outcome VARCHAR(10))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_name VARCHAR(100) COLLATE utf8mb4_bin;
    DECLARE l_started DATETIME(6);

    SELECT MAX(brukernavn), MAX(started_at) INTO l_name, l_started FROM {{main}}.login_attempt
        WHERE attempt_id = p_attempt AND outcome = 'open' FOR UPDATE;
    SET p_user = NULL;
    IF l_started IS NULL OR l_started < l_now - INTERVAL 60 SECOND OR l_started > l_now THEN
        SET p_outcome = 'expired';
    ELSE
        SELECT MAX(u.user_id) INTO p_user FROM {{main}}.user u
            WHERE u.brukernavn = l_name AND u.active = 1 AND u.password_hash IS NOT NULL
              AND SHA2(u.password_hash, 256) = SHA2(p_encoded, 256)
            FOR UPDATE; -- a password that is just being changed is waited for
        SET p_outcome = IF(p_user IS NULL, 'wrong', 'ok');
        UPDATE {{main}}.login_attempt SET outcome = p_outcome WHERE attempt_id = p_attempt;
    END IF;
END//

-- 'ok': the token is a session's. 'half': it is a half session's, and the second factor is to come or to be chosen
-- (21-factor.sql).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.login_finish(
    IN p_attempt VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_encoded VARCHAR(255), IN p_token VARCHAR(200),
    IN p_idle_seconds INT UNSIGNED, IN p_total_seconds INT UNSIGNED,
    IN p_browser VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_outcome VARCHAR(10);
    DECLARE l_purpose VARCHAR(10) DEFAULT '';
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_remote VARCHAR(64) COLLATE utf8mb4_bin;
    DECLARE l_browser BINARY(32);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION;
    CALL {{main}}.password_take(p_attempt, IF(CHAR_LENGTH(p_token) >= 43, p_encoded, NULL), l_user, l_outcome);
    IF l_outcome = 'ok' THEN
        SELECT remote, browser_hash INTO l_remote, l_browser FROM {{main}}.login_attempt WHERE attempt_id = p_attempt;
        SELECT CASE WHEN f.user_id IS NOT NULL THEN 'kode' WHEN u.factor_required = 1 THEN 'registrer' ELSE '' END
            INTO l_purpose FROM {{main}}.user u LEFT JOIN {{main}}.user_factor f ON f.user_id = u.user_id WHERE u.user_id = l_user;
        IF l_purpose = '' THEN
            CALL {{main}}.session_begin(l_user, p_token, l_remote, p_browser, 'passord', p_idle_seconds, p_total_seconds);
            CALL {{main}}.browser_remember(l_user, l_browser);
        ELSE
            SET l_outcome = 'half';
            CALL {{main}}.half_session_begin(l_user, l_purpose, p_token, l_remote, p_browser, l_browser);
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome, l_purpose AS purpose;
END//

DELIMITER ;
