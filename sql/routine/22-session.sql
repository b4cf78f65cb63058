-- A user's own sessions (requirement A5): which there are, and ending them.

DELIMITER //

-- The one that asks, at logout.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.session_end()
    SQL SECURITY DEFINER
BEGIN
    IF {{main}}.ctx.session_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context'; -- or she would believe to be logged out
    END IF;
    UPDATE {{main}}.session SET ended_at = {{main}}.utc_now()
        WHERE session_id = {{main}}.ctx.session_id() AND ended_at IS NULL;
    CALL {{main}}.ctx.leave();
END//

-- Those that are not over, the one that asks first and then the latest used.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.session_list()
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    SELECT s.session_id, s.session_id = {{main}}.ctx.session_id() AS is_this, s.created_at, s.seen_at, s.ends_at, s.remote, s.browser
        FROM {{main}}.session s
        WHERE s.user_id = {{main}}.ctx.user_id() AND s.ended_at IS NULL AND s.idle_until > l_now AND s.ends_at > l_now
        ORDER BY is_this DESC, s.seen_at DESC, s.session_id DESC LIMIT 100;
END//

-- One of the user's other sessions, or all of them (NULL). Answers with how many it were: somebody else's is none.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.session_end_other(IN p_session BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_ended INT;

    IF {{main}}.ctx.session_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    UPDATE {{main}}.session SET ended_at = l_now
        WHERE user_id = {{main}}.ctx.user_id() AND session_id <> {{main}}.ctx.session_id()
          AND session_id = COALESCE(p_session, session_id) AND ended_at IS NULL AND idle_until > l_now AND ends_at > l_now;
    SET l_ended = ROW_COUNT();
    SELECT l_ended AS ended;
END//

DELIMITER ;
