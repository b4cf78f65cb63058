-- Failed tries at logging in stand in the log of access (requirement L3). Those that succeed are told by the session's own row.

DELIMITER //

-- Whose name it was, where somebody has it: an unknown name is not told, since people type their password there.
CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{main}}.login_attempt_au AFTER UPDATE ON {{main}}.login_attempt FOR EACH ROW
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_name VARCHAR(100);

    IF NEW.outcome NOT IN ('ok', 'open') AND NEW.outcome <> OLD.outcome THEN
        SELECT MAX(u.user_id), MAX(u.display_name) INTO l_user, l_name FROM {{main}}.user u WHERE u.brukernavn = NEW.brukernavn;
        INSERT INTO {{audit}}.access_log (logged_at, user_id, user_name, session_id, action, what, details)
            VALUES ({{main}}.utc_now(), l_user, COALESCE(l_name, ''), NULL, 'login', CONCAT('login-', NEW.outcome),
                    JSON_OBJECT('remote', NEW.remote));
    END IF;
END//

-- A wrong code of the second factor, after the right password.
CREATE OR REPLACE DEFINER = {{audit_writer}} TRIGGER {{main}}.half_session_au AFTER UPDATE ON {{main}}.half_session FOR EACH ROW
BEGIN
    IF NEW.wrong > OLD.wrong THEN
        INSERT INTO {{audit}}.access_log (logged_at, user_id, user_name, session_id, action, what, details)
            VALUES ({{main}}.utc_now(), NEW.user_id,
                    COALESCE((SELECT u.display_name FROM {{main}}.user u WHERE u.user_id = NEW.user_id), ''), NULL, 'login', 'login-code',
                    JSON_OBJECT('remote', NEW.remote));
    END IF;
END//

DELIMITER ;
