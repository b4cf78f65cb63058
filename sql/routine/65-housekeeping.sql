-- What the jobs daemon sweeps away every hour. Nothing here is the only trace of anything: the logs keep who
-- did what in which session.

DELIMITER //

-- Keys of forms: a form is no older than its session, which lasts a day at most. Sessions that are over and attempts at
-- logging in: long enough to look into what happened, if somebody asks. Searches for persons: as they expire. A thousand rows at a time, each by itself, so that
-- nobody waits for it; what is left after twenty such is for the next hour.

-- What logins leave behind: counts of a day, logins halfway, browsers that were not used for a year. p_most: the most rows of one table.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.login_sweep(OUT p_most INT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_before DATETIME(6) DEFAULT {{main}}.utc_now() - INTERVAL 2 DAY;

    DELETE FROM {{main}}.half_session WHERE ends_at < l_before LIMIT 1000;
    SET p_most = ROW_COUNT();
    DELETE FROM {{main}}.factor_used WHERE used_at < l_before LIMIT 1000;
    SET p_most = GREATEST(p_most, ROW_COUNT());
    DELETE FROM {{main}}.factor_attempt WHERE tried_at < l_before LIMIT 1000;
    SET p_most = GREATEST(p_most, ROW_COUNT());
    DELETE FROM {{main}}.reset_request WHERE asked_at < l_before LIMIT 1000;
    SET p_most = GREATEST(p_most, ROW_COUNT());
    DELETE FROM {{main}}.oidc_login WHERE begun_at < l_before ORDER BY oidc_login_id LIMIT 1000;
    SET p_most = GREATEST(p_most, ROW_COUNT());
    DELETE FROM {{main}}.known_browser WHERE seen_at < l_before - INTERVAL 398 DAY LIMIT 1000;
    SET p_most = GREATEST(p_most, ROW_COUNT());
END//

CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.jobs_housekeeping()
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_round, l_keys, l_sessions, l_attempts, l_searches, l_emptied, l_mail, l_gone, l_most INT DEFAULT 0;
    DECLARE l_left TINYINT;

    ROLLBACK;
    REPEAT
        DELETE FROM {{main}}.one_time_key WHERE created_at < l_now - INTERVAL 2 DAY LIMIT 1000;
        SET l_gone = ROW_COUNT();
        SET l_most = l_gone, l_keys = l_keys + l_gone;
        DELETE FROM {{main}}.person_search WHERE expires_at < l_now LIMIT 1000;
        SET l_gone = ROW_COUNT();
        SET l_most = GREATEST(l_most, l_gone), l_searches = l_searches + l_gone;
        DELETE FROM {{main}}.session WHERE ends_at < l_now - INTERVAL 90 DAY LIMIT 1000;
        SET l_gone = ROW_COUNT();
        SET l_most = GREATEST(l_most, l_gone), l_sessions = l_sessions + l_gone;
        DELETE FROM {{main}}.login_attempt WHERE started_at < l_now - INTERVAL 90 DAY LIMIT 1000;
        SET l_gone = ROW_COUNT();
        SET l_most = GREATEST(l_most, l_gone), l_attempts = l_attempts + l_gone, l_round = l_round + 1;
        CALL {{main}}.login_sweep(l_gone);
        SET l_most = GREATEST(l_most, l_gone);
    UNTIL l_most < 1000 OR l_round = 20 END REPEAT;
    CALL {{main}}.mail_sweep(l_emptied, l_mail);
    CALL {{main}}.gaps_refresh(20, l_left); -- a question may have begun or ended today
    SELECT l_keys AS one_time_keys, l_sessions AS sessions, l_attempts AS login_attempts, l_searches AS person_searches,
           l_emptied AS mail_emptied, l_mail AS mail_gone;
END//

DELIMITER ;
