-- People and what they may: reading. Nobody reads the views themselves.

-- The people she may know of. Whether they have access is told by what she may see of it.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.people_user AS
    SELECT u.user_id, u.public_id, u.display_name, u.brukernavn, u.email, u.phone, u.user_id = {{main}}.ctx.user_id() AS is_self,
           (SELECT COUNT(*) FROM {{main}}.people_grant g WHERE g.user_id = u.user_id AND g.state <> 'over') > 0 AS has_access
    FROM {{main}}.user u
    WHERE EXISTS (SELECT 1 FROM {{main}}.people_owner)
       OR EXISTS (SELECT 1 FROM {{main}}.people_grant g WHERE g.user_id = u.user_id);

DELIMITER //

-- What was typed, as a pattern of LIKE with '|' before what stands for itself.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.people_pattern(p_typed VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci)
    RETURNS VARCHAR(202) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci DETERMINISTIC NO SQL SQL SECURITY DEFINER
    RETURN CONCAT('%', REPLACE(REPLACE(REPLACE(TRIM(COALESCE(p_typed, '')), '|', '||'), '%', '|%'), '_', '|_'), '%')//

-- One page of the people she may know of, those with access first, each with her grants that are not over: how many people in
-- all, then a row per grant.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.people_list(
    IN p_search VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci, IN p_kommunenummer VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_offset INT UNSIGNED, IN p_limit INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_pattern VARCHAR(202) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci DEFAULT {{main}}.people_pattern(p_search);
    DECLARE l_place VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin DEFAULT COALESCE(p_kommunenummer, '');
    DECLARE l_offset INT UNSIGNED DEFAULT COALESCE(p_offset, 0);
    DECLARE l_limit INT UNSIGNED DEFAULT LEAST(COALESCE(p_limit, 0), 100);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    START TRANSACTION READ ONLY;
    SELECT COUNT(*) AS people FROM {{main}}.people_user u
        WHERE CONCAT_WS('\n', u.display_name, u.brukernavn COLLATE utf8mb4_danish_ci, u.email) LIKE l_pattern ESCAPE '|'
          AND (l_place = '' OR EXISTS (SELECT 1 FROM {{main}}.people_grant g WHERE g.user_id = u.user_id AND g.kommunenummer = l_place));
    SELECT p.public_id, p.display_name, p.brukernavn, p.email, p.phone, p.is_self, p.has_access,
           IF(p.has_access, (SELECT MAX(s.created_at) FROM {{main}}.session s WHERE s.user_id = p.user_id), NULL) AS last_login,
           g.grant_id, g.role, g.register, g.kommunenummer, g.bydel, g.valid_from, g.valid_to, g.ended_at, g.state
        FROM (SELECT u.user_id, u.public_id, u.display_name, u.brukernavn, u.email, u.phone, u.is_self, u.has_access
              FROM {{main}}.people_user u
              WHERE CONCAT_WS('\n', u.display_name, u.brukernavn COLLATE utf8mb4_danish_ci, u.email) LIKE l_pattern ESCAPE '|'
                AND (l_place = '' OR EXISTS (SELECT 1 FROM {{main}}.people_grant g WHERE g.user_id = u.user_id AND g.kommunenummer = l_place))
              ORDER BY u.has_access DESC, u.display_name, u.user_id LIMIT l_limit OFFSET l_offset) p
        LEFT JOIN {{main}}.people_grant g ON g.user_id = p.user_id AND g.state <> 'over'
        ORDER BY p.has_access DESC, p.display_name, p.user_id, g.valid_from, g.grant_id;
    COMMIT;
END//

-- One of them, with all the grants that may be seen, those that are over last. Nobody else is anybody.
-- A former user's last login is not told: it may have been anywhere. Sessions are kept for 90 days (jobs_housekeeping).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.people_open(IN p_public BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    START TRANSACTION READ ONLY;
    SELECT p.public_id, p.display_name, p.brukernavn, p.email, p.phone, p.is_self, p.has_access,
           IF(p.has_access, (SELECT MAX(s.created_at) FROM {{main}}.session s WHERE s.user_id = p.user_id), NULL) AS last_login,
           g.grant_id, g.role, g.register, g.kommunenummer, g.bydel, g.valid_from, g.valid_to, g.ended_at, g.state
        FROM {{main}}.people_user p
        LEFT JOIN {{main}}.people_grant g ON g.user_id = p.user_id
        WHERE p.public_id = p_public
        ORDER BY g.state = 'over', g.valid_from DESC, g.grant_id;
    COMMIT;
END//

-- Whom a municipality's users can ask for access: for the IMDi professional, who sees nothing else of people (A1).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.people_administrators(
    IN p_search VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci, IN p_kommunenummer VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_offset INT UNSIGNED, IN p_limit INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_pattern VARCHAR(202) CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci DEFAULT {{main}}.people_pattern(p_search);
    DECLARE l_place VARCHAR(4) CHARACTER SET ascii COLLATE ascii_bin DEFAULT COALESCE(p_kommunenummer, '');
    DECLARE l_offset INT UNSIGNED DEFAULT COALESCE(p_offset, 0);
    DECLARE l_limit INT UNSIGNED DEFAULT LEAST(COALESCE(p_limit, 0), 100);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    START TRANSACTION READ ONLY;
    SELECT COUNT(*) AS people FROM {{main}}.people_administrator a
        WHERE a.display_name LIKE l_pattern ESCAPE '|' AND (l_place = '' OR a.kommunenummer = l_place);
    SELECT a.display_name, a.email, a.phone, a.register, a.kommunenummer, a.bydel FROM {{main}}.people_administrator a
        WHERE a.display_name LIKE l_pattern ESCAPE '|' AND (l_place = '' OR a.kommunenummer = l_place)
        ORDER BY a.kommunenavn, a.kommunenummer, a.bydel, a.display_name, a.grant_id LIMIT l_limit OFFSET l_offset;
    COMMIT;
END//

DELIMITER ;
