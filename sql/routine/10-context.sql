-- The context of access: who asks. Kept in package variables, which a session cannot set by any other way.

CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.utc_now() RETURNS DATETIME(6)
    NO SQL SQL SECURITY DEFINER
    COMMENT 'The instant in UTC whatever time zone the session has set; SYSDATE cannot be set'
    RETURN CONVERT_TZ(SYSDATE(6), @@session.time_zone, '+00:00');

DELIMITER //

CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.norwegian_date(utc DATETIME(6)) RETURNS DATE
    DETERMINISTIC NO SQL SQL SECURITY DEFINER
    COMMENT 'Summer time from the last Sunday of March to that of October, at 01:00 UTC'
BEGIN
    DECLARE march DATETIME DEFAULT CONCAT(YEAR(utc), '-03-31 01:00:00');
    DECLARE october DATETIME DEFAULT CONCAT(YEAR(utc), '-10-31 01:00:00');
    SET march = march - INTERVAL DAYOFWEEK(march) - 1 DAY;
    SET october = october - INTERVAL DAYOFWEEK(october) - 1 DAY;
    RETURN DATE(utc + INTERVAL IF(utc >= march AND utc < october, 2, 1) HOUR);
END//

-- Works out a user's scopes for a day, a set for each register. A grant on a number covers the municipality that carries it
-- on, and the numbers that one has had before (requirement P5).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.user_scope_refresh(IN p_user BIGINT UNSIGNED, IN p_day DATE)
    SQL SECURITY DEFINER
BEGIN
    DELETE FROM {{main}}.user_scope WHERE user_id = p_user;
    DELETE FROM {{main}}.user_write_scope WHERE user_id = p_user;
    INSERT INTO {{main}}.user_write_scope (user_id, register, kommunenummer, bydel)
        SELECT DISTINCT p_user, g.register, c.kommunenummer, g.bydel
        FROM {{main}}.user_grant g
        JOIN {{main}}.municipality m ON m.kommunenummer = g.kommunenummer
        JOIN {{main}}.municipality c ON COALESCE(c.successor, c.kommunenummer) = COALESCE(m.successor, m.kommunenummer)
        WHERE g.user_id = p_user AND g.role = 'caseworker' AND g.register <> ''
          AND g.valid_from <= p_day AND (g.valid_to IS NULL OR g.valid_to >= p_day);
    INSERT INTO {{main}}.user_scope (user_id, register, kind)
        SELECT DISTINCT p_user, r.register, 'all'
        FROM {{main}}.user_grant g
        JOIN (SELECT 'introduksjon' AS register UNION ALL SELECT 'jobbsjansen') r ON g.register IN ('', r.register)
        WHERE g.user_id = p_user AND g.role IN ('imdi', 'system_owner')
          AND g.valid_from <= p_day AND (g.valid_to IS NULL OR g.valid_to >= p_day);
    INSERT INTO {{main}}.user_scope (user_id, register, kind, kommunenummer, bydel)
        SELECT p_user, w.register, IF(w.bydel = '', 'municipality', 'district'), w.kommunenummer, w.bydel
        FROM {{main}}.user_write_scope w
        LEFT JOIN {{main}}.user_write_scope whole
            ON whole.user_id = w.user_id AND whole.register = w.register AND whole.kommunenummer = w.kommunenummer AND whole.bydel = ''
        LEFT JOIN {{main}}.user_scope total
            ON total.user_id = w.user_id AND total.register = w.register AND total.kind = 'all'
        WHERE w.user_id = p_user AND (w.bydel = '' OR whole.user_id IS NULL) AND total.user_id IS NULL;
    INSERT INTO {{main}}.user_scope_date (user_id, worked_out_for) VALUES (p_user, p_day)
        ON DUPLICATE KEY UPDATE worked_out_for = p_day;
END//

-- The day's first context works out the scopes anew: grants begin and end by date.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.user_scope_today(IN p_user BIGINT UNSIGNED, IN p_day DATE)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT u.user_id INTO l_user FROM {{main}}.user u WHERE u.user_id = p_user FOR UPDATE;
    IF NOT EXISTS (SELECT 1 FROM {{main}}.user_scope_date d WHERE d.user_id = p_user AND d.worked_out_for = p_day) THEN
        CALL {{main}}.user_scope_refresh(p_user, p_day);
    END IF;
    COMMIT;
END//

DELIMITER ;

-- Whoever may run a package may call all of it, also what only its body names: so there is nothing in it but what a
-- worker may do.
SET @sql_mode_before = @@session.sql_mode;
SET SESSION sql_mode = 'ORACLE,STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE';

DELIMITER //

CREATE OR REPLACE DEFINER = {{definer}} PACKAGE {{main}}.ctx AS
    PROCEDURE open(token_text VARCHAR(200));
    PROCEDURE open_system(name VARCHAR(60));
    PROCEDURE open_link(token_text VARCHAR(200));
    PROCEDURE open_link_hash(p_hash BINARY(32));
    PROCEDURE `leave`();
    FUNCTION user_id RETURN BIGINT UNSIGNED;
    FUNCTION session_id RETURN BIGINT UNSIGNED;
    FUNCTION request_id RETURN BIGINT UNSIGNED;
    FUNCTION user_name RETURN VARCHAR(100);
    FUNCTION sees_all(p_register VARCHAR(20)) RETURN TINYINT;
    FUNCTION is_system RETURN TINYINT;
    FUNCTION today RETURN CHAR(10);
END//

CREATE OR REPLACE DEFINER = {{definer}} PACKAGE BODY {{main}}.ctx AS
    v_user BIGINT UNSIGNED;
    v_session BIGINT UNSIGNED;
    v_request BIGINT UNSIGNED; -- made here at random: neither a browser nor a worker can choose it
    v_name VARCHAR(100);
    v_all VARCHAR(100); -- registers of which everything is seen, with a comma between
    v_system TINYINT;
    v_today CHAR(10); -- yyyy-mm-dd: in this sql_mode a DATE has a time of day

    -- Without DETERMINISTIC every query would read its whole table.
    -- A session that asks for join buffers with keys (levels above 2, no default) has no context: a hash join reads the
    -- whole table, and tries the caller's conditions on each row, before it looks at the scope.
    FUNCTION user_id RETURN BIGINT UNSIGNED DETERMINISTIC AS
    BEGIN
        RETURN CASE WHEN @@session.join_cache_level <= 2 THEN v_user END;
    END;
    FUNCTION session_id RETURN BIGINT UNSIGNED DETERMINISTIC AS BEGIN RETURN v_session; END;
    FUNCTION request_id RETURN BIGINT UNSIGNED DETERMINISTIC AS BEGIN RETURN v_request; END;
    FUNCTION user_name RETURN VARCHAR(100) DETERMINISTIC AS BEGIN RETURN v_name; END;
    FUNCTION sees_all(p_register VARCHAR(20)) RETURN TINYINT DETERMINISTIC AS
    BEGIN
        RETURN CASE WHEN v_user IS NOT NULL THEN FIND_IN_SET(p_register, COALESCE(v_all, '')) > 0 END;
    END;
    FUNCTION is_system RETURN TINYINT DETERMINISTIC AS BEGIN RETURN v_system; END;
    FUNCTION today RETURN CHAR(10) DETERMINISTIC AS BEGIN RETURN v_today; END;

    PROCEDURE `leave`() AS
    BEGIN
        v_all := NULL;
        v_system := NULL;
        v_user := NULL;
        v_session := NULL;
        v_request := NULL;
        v_name := NULL;
        v_today := NULL;
    END;

    PROCEDURE open(token_text VARCHAR(200)) AS
        l_now DATETIME(6);
        l_hash BINARY(32);
        l_user BIGINT UNSIGNED;
        l_session BIGINT UNSIGNED;
        l_name VARCHAR(100);
        l_login VARCHAR(100);
        l_email VARCHAR(320);
        l_seen DATETIME(6);
        l_idle DATETIME(6);
        l_ends DATETIME(6);
        l_idle_seconds INT UNSIGNED;
        l_day CHAR(10);
        l_all VARCHAR(100);
    BEGIN
        `leave`();
        l_now := {{main}}.utc_now();
        l_hash := UNHEX(SHA2(token_text, 256));
        SELECT MAX(u.user_id), MAX(s.session_id), MAX(u.display_name), MAX(s.seen_at), MAX(d.worked_out_for),
               MAX(u.brukernavn), MAX(u.email), MAX(s.idle_until), MAX(s.ends_at), MAX(s.idle_seconds)
            INTO l_user, l_session, l_name, l_seen, l_day, l_login, l_email, l_idle, l_ends, l_idle_seconds
            FROM {{main}}.session s
            JOIN {{main}}.user u ON u.user_id = s.user_id
            LEFT JOIN {{main}}.user_scope_date d ON d.user_id = s.user_id
            WHERE s.token_hash = l_hash AND s.ended_at IS NULL AND s.idle_until > l_now AND s.ends_at > l_now
              -- used later than now: the clock was put back, and would lengthen it. Nodes' clocks may differ by a little
              AND s.seen_at <= l_now + INTERVAL 60 SECOND
              AND u.active = 1;
        IF l_user IS NOT NULL THEN
            v_today := {{main}}.norwegian_date(l_now);
            IF l_day IS NULL OR l_day <> v_today THEN
                CALL {{main}}.user_scope_today(l_user, v_today);
            END IF;
            IF l_seen < l_now - INTERVAL 60 SECOND THEN
                l_idle := LEAST(l_ends, l_now + INTERVAL l_idle_seconds SECOND);
                UPDATE {{main}}.session SET seen_at = l_now, idle_until = l_idle WHERE token_hash = l_hash;
            END IF;
            SELECT GROUP_CONCAT(register) INTO l_all FROM {{main}}.user_scope WHERE user_id = l_user AND kind = 'all';
            -- A statement's time may run out between any two lines: what opens most comes last.
            v_request := CONV(HEX(RANDOM_BYTES(8)), 16, 10);
            v_session := l_session;
            v_name := l_name;
            v_user := l_user;
            v_all := l_all;
        END IF;
        SELECT v_user AS user_id, v_session AS session_id, v_request AS request_id, l_login AS brukernavn,
               v_name AS display_name, l_email AS email,
               TIMESTAMPDIFF(SECOND, l_now, l_idle) AS seconds_left, TIMESTAMPDIFF(SECOND, l_now, l_ends) AS seconds_at_most
            FROM DUAL WHERE v_user IS NOT NULL;
        SELECT g.role, g.register, COALESCE(m.successor, g.kommunenummer) AS kommunenummer, g.bydel,
               COALESCE(c.kommunenavn, m.kommunenavn, '') AS kommunenavn, COALESCE(d.bydelsnavn, '') AS bydelsnavn,
               COALESCE(c.has_districts, m.has_districts, 0) AS has_districts
            FROM {{main}}.user_grant g
            LEFT JOIN {{main}}.municipality m ON m.kommunenummer = g.kommunenummer
            LEFT JOIN {{main}}.municipality c ON c.kommunenummer = m.successor
            LEFT JOIN {{main}}.district d ON d.bydel = g.bydel
            WHERE g.user_id = v_user AND g.valid_from <= v_today AND (g.valid_to IS NULL OR g.valid_to >= v_today)
            ORDER BY g.grant_id;
        SELECT register, kind, kommunenummer, bydel FROM {{main}}.user_scope WHERE user_id = v_user
            ORDER BY register, kind, kommunenummer, bydel;
    EXCEPTION
        WHEN OTHERS THEN
            `leave`();
            RAISE;
    END;

    -- For batch jobs: an account of the system itself, never a worker's.
    PROCEDURE open_system(name VARCHAR(60)) AS
        l_known INT;
    BEGIN
        `leave`();
        SELECT COUNT(*) INTO l_known FROM {{main}}.system_account WHERE account = USER();
        IF l_known = 0 THEN
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a system account';
        END IF;
        v_request := CONV(HEX(RANDOM_BYTES(8)), 16, 10);
        v_name := CONCAT('system:', name);
        v_today := {{main}}.norwegian_date({{main}}.utc_now());
        v_system := 1;
    END;

    -- For whoever holds a link of ours that is good, and has no session: the log then has her name. Nothing is seen by it.
    PROCEDURE open_link(token_text VARCHAR(200)) AS
    BEGIN
        open_link_hash(UNHEX(SHA2(token_text, 256)));
    END;

    -- The same by the token's hash, which nobody has who has not had the token.
    PROCEDURE open_link_hash(p_hash BINARY(32)) AS
        l_now DATETIME(6);
        l_name VARCHAR(100);
    BEGIN
        `leave`();
        l_now := {{main}}.utc_now();
        SELECT MAX(CONCAT(LEFT(m.recipient_name, 90), ' (lenke)')) INTO l_name
            FROM {{main}}.link l JOIN {{main}}.mail m ON m.link_id = l.link_id
            WHERE l.token_hash = p_hash AND l.used_at IS NULL AND l.withdrawn_at IS NULL AND l.expires_at > l_now;
        IF l_name IS NOT NULL THEN
            v_request := CONV(HEX(RANDOM_BYTES(8)), 16, 10);
            v_today := {{main}}.norwegian_date(l_now);
            v_name := l_name;
        END IF;
    END;
END//

DELIMITER ;

SET SESSION sql_mode = @sql_mode_before;

DELIMITER //

-- The second line of defence, called by the triggers: may the context write to this place of that register?
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.require_write(IN p_register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin, IN p_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    IF {{main}}.ctx.is_system() IS NULL THEN
        IF {{main}}.ctx.user_id() IS NULL THEN
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM {{main}}.user_write_scope w
                       WHERE w.user_id = {{main}}.ctx.user_id() AND w.register = p_register
                         AND w.kommunenummer = p_kommunenummer AND w.bydel IN ('', p_bydel)) THEN
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'out of scope';
        END IF;
    END IF;
END//

DELIMITER ;
