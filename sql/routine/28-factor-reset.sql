-- Taking somebody's code app away (requirement A4), for whoever has lost both phone and recovery codes: she registers a new one at
-- the next login. Her password is asked for as before, and she is told by mail.

DELIMITER //

-- By those who administer all that she may: 'reset', 'none' (she has no app), 'self' (that is for /min-bruker), 'elsewhere' (she may
-- more than that, and others are to be asked), 'absent'.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.factor_reset(IN p_public BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_email, l_name VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'absent';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT MAX(u.user_id), MAX(u.email), MAX(u.display_name) INTO l_user, l_email, l_name
        FROM {{main}}.user u WHERE u.public_id = p_public AND u.active = 1 FOR UPDATE;
    IF EXISTS (SELECT 1 FROM {{main}}.people_user p WHERE p.user_id = l_user AND p.has_access) THEN
        SET l_outcome = CASE
            WHEN l_user = {{main}}.ctx.user_id() THEN 'self'
            WHEN EXISTS (SELECT 1 FROM {{main}}.user_grant g
                         WHERE g.user_id = l_user AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today())
                           AND g.grant_id NOT IN (SELECT p.grant_id FROM {{main}}.people_grant p WHERE p.user_id = l_user)) THEN 'elsewhere'
            WHEN NOT EXISTS (SELECT 1 FROM {{main}}.user_factor f WHERE f.user_id = l_user) THEN 'none'
            ELSE 'reset' END;
    END IF;
    IF l_outcome = 'reset' THEN
        DELETE FROM {{main}}.user_factor WHERE user_id = l_user;
        DELETE FROM {{main}}.recovery_code WHERE user_id = l_user;
        DELETE FROM {{main}}.factor_attempt WHERE user_id = l_user;
        DELETE FROM {{main}}.known_browser WHERE user_id = l_user;
        UPDATE {{main}}.user SET factor_required = 1 WHERE user_id = l_user;
        CALL {{main}}.sessions_end_of(l_user, NULL);
        IF l_email <> '' THEN
            CALL {{main}}.mail_put('kodeapp-fjernet', l_email, l_name, '');
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

DELIMITER ;
