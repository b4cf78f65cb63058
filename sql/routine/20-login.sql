-- Logging in. A worker computes the hash of what was typed, this compares: no worker sees a stored hash, and none
-- can make a session without the password.

DELIMITER //

-- Limits on guessing: 5 failures of one name from one address, 60 from one address, in 15 minutes. An attempt that
-- was begun and never finished counts as a failure, or many at once could be.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.login_begin(IN p_brukernavn VARCHAR(200), IN p_remote VARCHAR(200))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_since DATETIME(6) DEFAULT l_now - INTERVAL 15 MINUTE;
    DECLARE l_name VARCHAR(100) COLLATE utf8mb4_bin DEFAULT LEFT(LOWER(TRIM(p_brukernavn)), 100);
    DECLARE l_remote VARCHAR(64) COLLATE utf8mb4_bin DEFAULT LEFT(p_remote, 64);
    DECLARE l_attempt CHAR(32) CHARACTER SET ascii COLLATE ascii_bin DEFAULT LOWER(HEX(RANDOM_BYTES(16)));
    DECLARE l_last_ok, l_oldest DATETIME(6);
    DECLARE l_failures INT;
    DECLARE l_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin;

    DELETE FROM {{main}}.login_attempt WHERE remote = l_remote AND started_at < l_now - INTERVAL 1 DAY LIMIT 100;
    INSERT INTO {{main}}.login_attempt (attempt_id, brukernavn, remote, started_at, outcome)
        VALUES (l_attempt, COALESCE(l_name, ''), COALESCE(l_remote, ''), l_now, 'open');

    SELECT MAX(started_at) INTO l_last_ok FROM {{main}}.login_attempt
        WHERE brukernavn = l_name AND remote = l_remote AND started_at > l_since AND outcome = 'ok';
    SELECT COUNT(*), MIN(started_at) INTO l_failures, l_oldest FROM {{main}}.login_attempt
        WHERE brukernavn = l_name AND remote = l_remote AND started_at > COALESCE(l_last_ok, l_since)
          AND outcome IN ('open', 'wrong') AND attempt_id <> l_attempt;
    IF l_failures < 5 THEN
        SELECT COUNT(*), MIN(started_at) INTO l_failures, l_oldest FROM {{main}}.login_attempt
            WHERE remote = l_remote AND started_at > l_since
              AND outcome IN ('open', 'wrong') AND attempt_id <> l_attempt;
        SET l_failures = IF(l_failures < 60, 0, 5);
    END IF;
    IF l_failures >= 5 THEN
        UPDATE {{main}}.login_attempt SET outcome = 'denied' WHERE attempt_id = l_attempt;
        SELECT l_attempt AS attempt_id, 0 AS allowed,
               GREATEST(1, CEIL(TIMESTAMPDIFF(MICROSECOND, l_now, l_oldest + INTERVAL 15 MINUTE) / 1000000))
                   AS retry_seconds, '' AS prefix;
    ELSE
        SELECT MAX(u.password_hash) INTO l_hash FROM {{main}}.user u WHERE u.brukernavn = l_name AND u.active = 1;
        IF l_hash IS NULL THEN
            SELECT CONCAT('$argon2id$v=19$m=19456,t=2,p=1$', TRIM(TRAILING '=' FROM TO_BASE64(
                       LEFT(UNHEX(SHA2(CONCAT(s.value, l_name), 256)), 16))), '$')
                INTO l_hash FROM {{main}}.secret s WHERE s.name = 'unknown-user-salt';
        END IF;
        SELECT l_attempt AS attempt_id, 1 AS allowed, 0 AS retry_seconds, SUBSTRING_INDEX(l_hash, '$', 5) AS prefix;
    END IF;
END//

-- An attempt is good for one answer within 60 seconds. What is compared are hashes of the hashes, so the time it
-- takes says nothing. The longest session is a day, whatever is asked for. A session that the same browser was in ends: whoever
-- logs in again goes on with the new one alone.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.login_finish(
    IN p_attempt VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_encoded VARCHAR(255), IN p_token VARCHAR(200),
    IN p_idle_seconds INT UNSIGNED, IN p_total_seconds INT UNSIGNED,
    IN p_browser VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_total INT UNSIGNED DEFAULT LEAST(COALESCE(p_total_seconds, 0), 86400);
    DECLARE l_idle INT UNSIGNED DEFAULT LEAST(COALESCE(p_idle_seconds, 0), l_total);
    DECLARE l_outcome VARCHAR(10) DEFAULT 'wrong';
    DECLARE l_name VARCHAR(100) COLLATE utf8mb4_bin;
    DECLARE l_remote VARCHAR(64) COLLATE utf8mb4_bin;
    DECLARE l_started DATETIME(6);
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION;
    SELECT brukernavn, remote, started_at INTO l_name, l_remote, l_started FROM {{main}}.login_attempt
        WHERE attempt_id = p_attempt AND outcome = 'open' FOR UPDATE;
    IF l_started IS NULL OR l_started < l_now - INTERVAL 60 SECOND THEN
        SET l_outcome = 'expired';
    ELSE
        SELECT MAX(u.user_id) INTO l_user FROM {{main}}.user u
            WHERE u.brukernavn = l_name AND u.active = 1 AND u.password_hash IS NOT NULL
              AND SHA2(u.password_hash, 256) = SHA2(p_encoded, 256);
        IF l_user IS NOT NULL AND CHAR_LENGTH(p_token) >= 43 THEN
            SET l_outcome = 'ok';
            UPDATE {{main}}.session SET ended_at = l_now
                WHERE session_id = {{main}}.ctx.session_id() AND ended_at IS NULL;
            INSERT INTO {{main}}.session (token_hash, user_id, created_at, seen_at, idle_seconds, idle_until, ends_at, remote, browser)
                VALUES (UNHEX(SHA2(p_token, 256)), l_user, l_now, l_now, l_idle, l_now + INTERVAL l_idle SECOND,
                        l_now + INTERVAL l_total SECOND, l_remote, COALESCE(p_browser, ''));
        END IF;
        UPDATE {{main}}.login_attempt SET outcome = l_outcome WHERE attempt_id = p_attempt;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

DELIMITER ;
