-- Changing what people may (requirements A1, A3). Each procedure asks again whether she who asks may, works out the person's
-- scopes anew and ends her sessions. What she may not see is 'absent', as what there is not.

DELIMITER //

-- Is it a grant that could be, and that the one who asks may give? 'good', or what is wrong with it: 'role', 'place', 'dates'.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.grant_judge(
    IN p_role VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_kommunenummer VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin, IN p_bydel VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_from DATE, IN p_to DATE, OUT p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_owner TINYINT DEFAULT EXISTS (SELECT 1 FROM {{main}}.people_owner);

    SET p_outcome = 'good';
    IF p_role IN ('administrator', 'caseworker') THEN
        IF COALESCE(p_register, '') NOT IN ('introduksjon', 'jobbsjansen') THEN
            SET p_outcome = 'role';
        ELSEIF NOT EXISTS (SELECT 1 FROM {{main}}.municipality m WHERE m.kommunenummer = p_kommunenummer AND m.successor IS NULL
                             AND (m.valid_to IS NULL OR m.valid_to >= {{main}}.ctx.today()))
            OR p_bydel IS NULL
            OR p_bydel <> '' AND NOT EXISTS (SELECT 1 FROM {{main}}.district d WHERE d.bydel = p_bydel AND d.kommunenummer = p_kommunenummer)
            OR NOT l_owner AND NOT EXISTS (SELECT 1 FROM {{main}}.people_place p
                                           WHERE p.register IN ('', p_register) AND p.kommunenummer = p_kommunenummer AND p.bydel IN ('', p_bydel)) THEN
            SET p_outcome = 'place';
        END IF;
    ELSEIF NOT l_owner OR NOT COALESCE(p_role = 'system_owner' AND p_register = ''
                                       OR p_role = 'imdi' AND p_register IN ('introduksjon', 'jobbsjansen'), 0) THEN
        SET p_outcome = 'role';
    ELSEIF NOT (p_kommunenummer <=> '' AND p_bydel <=> '') THEN
        SET p_outcome = 'place';
    END IF;
    IF p_outcome = 'good' AND (p_from IS NULL OR p_from < '2020-01-01' OR p_to < p_from OR p_to < {{main}}.ctx.today()) THEN
        SET p_outcome = 'dates';
    END IF;
END//

-- Would whole municipalities be left without an administrator (or the register without a system owner), were this grant gone? Asked with the
-- rows locked, so that two who take each other's away do not both succeed.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.grant_last(IN p_grant BIGINT UNSIGNED, OUT p_last TINYINT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_role, l_register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_others INT;

    SET p_last = 0;
    SELECT g.role, g.register, g.kommunenummer, g.bydel INTO l_role, l_register, l_kommunenummer, l_bydel
        FROM {{main}}.user_grant g WHERE g.grant_id = p_grant;
    IF l_role = 'system_owner' OR l_role = 'administrator' AND l_bydel = '' AND NOT EXISTS (SELECT 1 FROM {{main}}.people_owner) THEN
        SELECT COUNT(*) INTO l_others FROM {{main}}.user_grant g JOIN {{main}}.user u ON u.user_id = g.user_id AND u.active = 1
            WHERE g.role = l_role AND g.register IN ('', l_register) AND g.kommunenummer = l_kommunenummer AND g.bydel = '' AND g.grant_id <> p_grant
              AND g.valid_from <= {{main}}.ctx.today() AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today()) FOR UPDATE;
        SET p_last = l_others = 0;
    END IF;
END//

-- Takes a grant away from this instant; it stands in the list as it was until then.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.grant_stop(IN p_grant BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    UPDATE {{main}}.user_grant SET valid_to = {{main}}.ctx.today() - INTERVAL 1 DAY, ended_at = {{main}}.utc_now()
        WHERE grant_id = p_grant;
END//

-- After a change of somebody's grants: whoever has none left, today or later, cannot log in.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.grants_changed(IN p_user BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    UPDATE {{main}}.user SET active = 0
        WHERE user_id = p_user AND active = 1
          AND NOT EXISTS (SELECT 1 FROM {{main}}.user_grant g
                          WHERE g.user_id = p_user AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today()));
    CALL {{main}}.user_access_changed(p_user);
END//

-- Name and phone, from what was shown: 'changed', 'stale' or 'absent'. Only of those who have access that she may see.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.people_change(
    IN p_public BIGINT UNSIGNED, IN p_name VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci, IN p_phone VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci,
    IN p_name_was VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci, IN p_phone_was VARCHAR(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10) DEFAULT 'absent';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    IF COALESCE(TRIM(p_name), '') = '' OR p_name RLIKE '[[:cntrl:]]' OR COALESCE(p_phone, '') NOT RLIKE '^[+]?[0-9 ]{0,29}$' THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a name and a phone';
    END IF;
    SELECT u.user_id INTO l_user FROM {{main}}.user u WHERE u.public_id = p_public FOR UPDATE;
    IF EXISTS (SELECT 1 FROM {{main}}.people_user p WHERE p.user_id = l_user AND p.has_access) THEN
        SET l_outcome = 'stale';
        IF EXISTS (SELECT 1 FROM {{main}}.user u WHERE u.user_id = l_user AND BINARY u.display_name <=> BINARY p_name_was
                     AND BINARY u.phone <=> BINARY p_phone_was
                     OR u.user_id = l_user AND BINARY u.display_name <=> BINARY p_name AND BINARY u.phone <=> BINARY p_phone) THEN
            UPDATE {{main}}.user SET display_name = p_name, phone = p_phone WHERE user_id = l_user;
            SET l_outcome = 'changed';
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- One more grant for somebody who can log in: 'added', 'absent', 'self' (nobody changes what she may herself), 'inactive' (she is to be invited
-- anew), 'twice' (she has it already, at some time of those), or grant_judge's.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.grant_add(
    IN p_public BIGINT UNSIGNED, IN p_role VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_kommunenummer VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_bydel VARCHAR(6) CHARACTER SET ascii COLLATE ascii_bin, IN p_from DATE, IN p_to DATE)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_active TINYINT;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'absent';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT u.user_id, u.active INTO l_user, l_active FROM {{main}}.user u WHERE u.public_id = p_public FOR UPDATE;
    IF EXISTS (SELECT 1 FROM {{main}}.people_user p WHERE p.user_id = l_user) THEN
        CALL {{main}}.grant_judge(p_role, p_register, p_kommunenummer, p_bydel, p_from, p_to, l_outcome);
        IF l_outcome = 'good' THEN
            SET l_outcome = CASE
                WHEN l_user = {{main}}.ctx.user_id() THEN 'self'
                WHEN l_active = 0 THEN 'inactive'
                WHEN EXISTS (SELECT 1 FROM {{main}}.people_grant g
                             WHERE g.user_id = l_user AND g.role = p_role AND g.register IN ('', p_register) AND g.kommunenummer = p_kommunenummer
                               AND g.bydel IN ('', p_bydel) AND g.ended_at IS NULL
                               AND g.valid_from <= COALESCE(p_to, '9999-12-31') AND COALESCE(g.valid_to, '9999-12-31') >= p_from) THEN 'twice'
                ELSE 'added' END;
        END IF;
        IF l_outcome = 'added' THEN
            INSERT INTO {{main}}.user_grant (user_id, role, register, kommunenummer, bydel, valid_from, valid_to)
                VALUES (l_user, p_role, p_register, p_kommunenummer, p_bydel, p_from, p_to);
            CALL {{main}}.grants_changed(l_user);
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- Other dates for a grant of that person's that is not over, from those that were shown: 'changed', 'absent', 'stale', 'self', 'twice',
-- 'begun' (a first day that has been stays), 'dates'.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.grant_change(
    IN p_public BIGINT UNSIGNED, IN p_grant BIGINT UNSIGNED, IN p_from DATE, IN p_to DATE, IN p_from_was DATE, IN p_to_was DATE)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED;
    DECLARE l_from, l_to DATE;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'absent';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT u.user_id INTO l_user FROM {{main}}.user u WHERE u.public_id = p_public FOR UPDATE;
    IF EXISTS (SELECT 1 FROM {{main}}.people_grant g WHERE g.grant_id = p_grant AND g.user_id = l_user AND g.state <> 'over') THEN
        SELECT g.valid_from, g.valid_to INTO l_from, l_to FROM {{main}}.user_grant g WHERE g.grant_id = p_grant FOR UPDATE;
        SET l_outcome = CASE
            WHEN l_user = {{main}}.ctx.user_id() THEN 'self'
            WHEN NOT (p_from <=> l_from AND p_to <=> l_to) AND NOT (p_from_was <=> l_from AND p_to_was <=> l_to) THEN 'stale'
            WHEN p_from IS NULL OR p_from < '2020-01-01' OR p_to < p_from OR p_to < {{main}}.ctx.today() THEN 'dates'
            WHEN p_from <> l_from AND l_from <= {{main}}.ctx.today() THEN 'begun'
            WHEN EXISTS (SELECT 1 FROM {{main}}.user_grant m JOIN {{main}}.people_grant g
                             ON g.user_id = m.user_id AND g.role = m.role AND g.register = m.register AND g.kommunenummer = m.kommunenummer
                            AND g.bydel = m.bydel AND g.grant_id <> m.grant_id AND g.ended_at IS NULL
                         WHERE m.grant_id = p_grant AND g.valid_from <= COALESCE(p_to, '9999-12-31')
                           AND COALESCE(g.valid_to, '9999-12-31') >= p_from) THEN 'twice'
            ELSE 'changed' END;
        IF l_outcome = 'changed' AND NOT (p_from <=> l_from AND p_to <=> l_to) THEN
            UPDATE {{main}}.user_grant SET valid_from = p_from, valid_to = p_to WHERE grant_id = p_grant;
            CALL {{main}}.grants_changed(l_user);
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

-- Takes one grant away, or all that she may see (p_grant NULL): 'ended', 'absent', 'self', 'last'. All or none. A person's grants in other places
-- stay, and are not told of.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.grant_end(IN p_public BIGINT UNSIGNED, IN p_grant BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user, l_grant BIGINT UNSIGNED;
    DECLARE l_last TINYINT;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'absent';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT u.user_id INTO l_user FROM {{main}}.user u WHERE u.public_id = p_public FOR UPDATE;
    SELECT MIN(g.grant_id) INTO l_grant FROM {{main}}.people_grant g
        WHERE g.user_id = l_user AND g.state <> 'over' AND g.grant_id = COALESCE(p_grant, g.grant_id);
    IF l_grant IS NOT NULL THEN
        SET l_outcome = 'ended';
    END IF;
    WHILE l_outcome = 'ended' AND l_grant IS NOT NULL DO
        CALL {{main}}.grant_last(l_grant, l_last);
        IF l_last OR l_user = {{main}}.ctx.user_id() THEN
            SET l_outcome = IF(l_last, 'last', 'self');
        ELSE
            CALL {{main}}.grant_stop(l_grant);
            SELECT MIN(g.grant_id) INTO l_grant FROM {{main}}.people_grant g
                WHERE g.user_id = l_user AND g.state <> 'over' AND g.grant_id = COALESCE(p_grant, g.grant_id);
        END IF;
    END WHILE;
    IF l_outcome = 'ended' THEN
        CALL {{main}}.grants_changed(l_user);
        COMMIT;
    ELSE
        ROLLBACK;
    END IF;
    SELECT l_outcome AS outcome;
END//

DELIMITER ;
