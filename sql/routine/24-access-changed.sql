-- What follows a change of what somebody may: called by the procedures that make it, inside their transaction. No worker
-- may call these.

DELIMITER //

-- Ends all her sessions, at her next request (A5), and logins that wait for a code; p_keep_session is left, where it is hers.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.sessions_end_of(IN p_user BIGINT UNSIGNED, IN p_keep_session BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    UPDATE {{main}}.session SET ended_at = {{main}}.utc_now()
        WHERE user_id = p_user AND ended_at IS NULL AND NOT session_id <=> p_keep_session;
    UPDATE {{main}}.half_session SET ended_at = {{main}}.utc_now() WHERE user_id = p_user AND ended_at IS NULL;
END//

-- What she sees and may change is worked out anew, and all her sessions end (A3).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.user_access_changed(IN p_user BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;

    SELECT u.user_id INTO l_user FROM {{main}}.user u WHERE u.user_id = p_user FOR UPDATE;
    IF l_user IS NOT NULL THEN
        CALL {{main}}.user_scope_refresh(l_user, {{main}}.norwegian_date({{main}}.utc_now()));
        CALL {{main}}.sessions_end_of(l_user, NULL);
    END IF;
END//

DELIMITER ;
