-- The activity log (requirement L2): the two logs as one list in the order of time, for the system owner of all registers alone, since it
-- tells of all of them. For anybody else there is nothing in it. That it was looked at is an event too, written before anything of it is told.

DELIMITER //

-- What a branch of the list is cut by: the rows beyond a place in it. The order is time, then log, then number; p_source is the
-- branch's own log, p_at .. p_id the place, and NULL for no place. An alias of the branch's table comes before each column.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.activity_beyond(p_alias CHAR(1), p_source TINYINT, p_at DATETIME(6),
    p_at_source TINYINT, p_id BIGINT UNSIGNED, p_newer TINYINT)
    RETURNS VARCHAR(400) CHARACTER SET utf8mb4 DETERMINISTIC NO SQL SQL SECURITY DEFINER
BEGIN
    DECLARE l_column VARCHAR(20) DEFAULT CONCAT(p_alias, '.logged_at');
    DECLARE l_side CHAR(1) DEFAULT IF(p_newer, '>', '<');

    RETURN CASE WHEN p_at IS NULL THEN ''
                WHEN p_source = p_at_source THEN
                    CONCAT(' AND ', l_column, ' ', l_side, '= ', QUOTE(p_at), ' AND (', l_column, ' ', l_side, ' ', QUOTE(p_at), ' OR ',
                           p_alias, '.log_id ', l_side, ' ', p_id, ')')
                -- of one instant the higher log is the newer
                WHEN (p_source > p_at_source) = (p_newer <> 0) THEN CONCAT(' AND ', l_column, ' ', l_side, '= ', QUOTE(p_at))
                ELSE CONCAT(' AND ', l_column, ' ', l_side, ' ', QUOTE(p_at)) END;
END//

-- The branches of a list: each reads an index in the list's order and stops after p_limit rows, so that what is read does not
-- grow with the log. p_kinds is a list of kinds with a comma between; p_user NULL is anybody and 0 is the system itself;
-- p_persons is a JSON list of PersonIds or NULL. Each person has branches for her participations, deleted ones too, and one for
-- the lists and searches she was in. Ends as sources, numbers and times.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.activity_branches(
    IN p_kinds VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_user BIGINT UNSIGNED, IN p_from DATETIME(6), IN p_to DATETIME(6),
    IN p_persons LONGTEXT CHARACTER SET ascii COLLATE ascii_bin, IN p_at DATETIME(6), IN p_source TINYINT, IN p_id BIGINT UNSIGNED,
    IN p_newer TINYINT, IN p_limit INT UNSIGNED, OUT p_sql LONGTEXT CHARACTER SET utf8mb4)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user VARCHAR(60) DEFAULT CASE WHEN p_user IS NULL THEN '' WHEN p_user = 0 THEN ' AND l.user_id IS NULL'
                                            ELSE CONCAT(' AND l.user_id = ', p_user) END;
    DECLARE l_period VARCHAR(200) DEFAULT CONCAT(IF(p_from IS NULL, '', CONCAT(' AND l.logged_at >= ', QUOTE(p_from))),
                                                 IF(p_to IS NULL, '', CONCAT(' AND l.logged_at < ', QUOTE(p_to))));
    DECLARE l_order VARCHAR(100) DEFAULT REPLACE(CONCAT(' ORDER BY l.logged_at %, l.log_id % LIMIT ', p_limit, ')'), '%', IF(p_newer, 'ASC', 'DESC'));
    DECLARE l_changes VARCHAR(500) DEFAULT CONCAT(l_period, {{main}}.activity_beyond('l', 1, p_at, p_source, p_id, p_newer), l_order);
    DECLARE l_accesses VARCHAR(500) DEFAULT CONCAT(l_period, {{main}}.activity_beyond('l', 2, p_at, p_source, p_id, p_newer), l_order);
    DECLARE l_kind, l_number INT DEFAULT 1;
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_ids LONGTEXT CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_index VARCHAR(10) DEFAULT IF(p_user IS NULL, 'kind', 'user');

    SET p_sql = '';
    IF p_persons IS NULL THEN
        WHILE l_kind <= 6 DO
            IF FIND_IN_SET(l_kind, p_kinds) AND l_kind IN (1, 2, 3, 6) THEN
                SET p_sql = CONCAT(p_sql, ' UNION ALL (SELECT 1 AS source, l.log_id, l.logged_at FROM {{audit}}.change_log l FORCE INDEX (change_by_',
                                   l_index, ') WHERE l.kind = ', l_kind, l_user, l_changes);
            END IF;
            IF FIND_IN_SET(l_kind, p_kinds) AND l_kind IN (4, 5, 6) THEN
                SET p_sql = CONCAT(p_sql, ' UNION ALL (SELECT 2 AS source, l.log_id, l.logged_at FROM {{audit}}.access_log l FORCE INDEX (access_by_',
                                   l_index, ') WHERE l.kind = ', l_kind, l_user, l_accesses);
            END IF;
            SET l_kind = l_kind + 1;
        END WHILE;
    ELSE
        WHILE l_number <= LEAST(JSON_LENGTH(p_persons), 20) DO
            SET l_person = JSON_VALUE(p_persons, CONCAT('$[', l_number - 1, ']'));
            SET p_sql = CONCAT(p_sql, ' UNION ALL (SELECT 2 AS source, l.log_id, l.logged_at FROM {{audit}}.access_log_person l FORCE INDEX (PRIMARY) ',
                'STRAIGHT_JOIN {{audit}}.access_log a ON a.log_id = l.log_id AND a.logged_at = l.logged_at WHERE l.person_id = ', QUOTE(l_person),
                ' AND a.kind IN (', p_kinds, ')', REPLACE(l_user, 'l.user_id', 'a.user_id'), l_accesses);
            SELECT CONCAT('[', GROUP_CONCAT(one.participant_id ORDER BY one.participant_id), ']') INTO l_ids FROM (
                SELECT p.participant_id FROM {{main}}.participant p FORCE INDEX (all_person) WHERE p.person_id = l_person
                UNION SELECT d.participant_id FROM {{main}}.participant_deleted d FORCE INDEX (deleted_person) WHERE d.person_id = l_person
                UNION SELECT i.participant_id FROM {{main}}.intro_participant i FORCE INDEX (intro_person) WHERE i.person_id = l_person) one;
            SET l_kind = 0;
            WHILE l_kind < LEAST(COALESCE(JSON_LENGTH(l_ids), 0), 40) DO
                SET p_sql = CONCAT(p_sql, ' UNION ALL (SELECT 1 AS source, l.log_id, l.logged_at FROM {{audit}}.change_log l FORCE INDEX (log_of_participant) ',
                    'WHERE l.participant_id = ', JSON_VALUE(l_ids, CONCAT('$[', l_kind, ']')), ' AND l.kind IN (', p_kinds, ')', l_user, l_changes,
                    ' UNION ALL (SELECT 2 AS source, l.log_id, l.logged_at FROM {{audit}}.access_log l FORCE INDEX (access_of_participant) ',
                    'WHERE l.participant_id = ', JSON_VALUE(l_ids, CONCAT('$[', l_kind, ']')), ' AND l.kind IN (', p_kinds, ')', l_user, l_accesses);
                SET l_kind = l_kind + 1;
            END WHILE;
            SET l_number = l_number + 1;
        END WHILE;
    END IF;
    SET p_sql = IF(p_sql = '', '(SELECT 1 AS source, 0 AS log_id, NULL AS logged_at FROM DUAL WHERE 1 = 0)', SUBSTR(p_sql, LENGTH(' UNION ALL ') + 1));
END//

-- That the list was looked at, with what it was narrowed to, and about whom. Once in ten minutes for the same session and list.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.activity_note(
    IN p_details LONGTEXT CHARACTER SET utf8mb4, IN p_persons LONGTEXT CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_log BIGINT UNSIGNED;

    IF NOT EXISTS (SELECT 1 FROM {{audit}}.access_log l FORCE INDEX (access_by_user)
                   WHERE l.user_id = {{main}}.ctx.user_id() AND l.kind = 4 AND l.logged_at > l_now - INTERVAL 10 MINUTE
                     AND l.session_id = {{main}}.ctx.session_id() AND l.what = 'aktivitetslogg' AND l.details = p_details) THEN
        INSERT INTO {{audit}}.access_log (logged_at, user_id, user_name, session_id, action, what, details)
            VALUES (l_now, {{main}}.ctx.user_id(), {{main}}.ctx.user_name(), {{main}}.ctx.session_id(), 'open', 'aktivitetslogg', p_details);
        SET l_log = LAST_INSERT_ID();
        INSERT INTO {{audit}}.access_log_person (person_id, log_id, logged_at)
            SELECT DISTINCT CONVERT(t.person USING ascii), l_log, l_now
            FROM JSON_TABLE(COALESCE(p_persons, '[]'), '$[*]' COLUMNS (person CHAR(36) PATH '$')) t;
    END IF;
END//

-- A piece of the list. The filters are as above; p_search is a search for persons of the user's own, by number or PersonId, or
-- NULL; p_at, p_source, p_id the place it goes on from, towards newer rows where p_newer. p_receipt is the download it is read
-- for, which is noted already, or NULL. Three sets: how many there are, 1 001 standing for more than a thousand (none for a
-- download), and whether the search is there; the rows, always the newest first; and for each list or search among them none.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.activity_list(
    IN p_kinds VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_user BIGINT UNSIGNED, IN p_from DATETIME(6), IN p_to DATETIME(6),
    IN p_search VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_at DATETIME(6), IN p_source TINYINT, IN p_id BIGINT UNSIGNED,
    IN p_newer TINYINT, IN p_limit INT UNSIGNED, IN p_receipt CHAR(32) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_persons LONGTEXT CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_branches LONGTEXT CHARACTER SET utf8mb4;
    DECLARE l_is_download TINYINT;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    IF COALESCE(p_kinds, '') NOT RLIKE '^[1-6](,[1-6]){0,5}$' OR COALESCE(p_limit, 0) NOT BETWEEN 1 AND 1001
       OR (p_at IS NULL) <> (p_source IS NULL) OR (p_at IS NULL) <> (p_id IS NULL) OR p_newer IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a list';
    END IF;
    IF @@SESSION.group_concat_max_len < 65536 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'lists are cut short';
    END IF;
    IF NOT {{main}}.is_system_owner('') THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'out of scope';
    END IF;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    IF p_search IS NOT NULL THEN
        CALL {{main}}.search_persons(p_search, l_persons);
    END IF;
    SELECT COUNT(*) INTO l_is_download FROM {{audit}}.download d
        WHERE d.reference = p_receipt AND d.user_id = {{main}}.ctx.user_id()
          AND NOT EXISTS (SELECT 1 FROM {{audit}}.download_end e WHERE e.reference = d.reference);
    IF NOT l_is_download AND (p_search IS NULL OR l_persons IS NOT NULL) THEN
        CALL {{main}}.activity_note(JSON_OBJECT('kinds', p_kinds, 'user', p_user, 'from', p_from, 'to', p_to,
                                       'persons', COALESCE(JSON_LENGTH(l_persons), 0)), l_persons);
    END IF;
    COMMIT;
    IF p_search IS NOT NULL AND l_persons IS NULL THEN
        SELECT 0 AS events, 0 AS is_there;
    ELSE
        IF l_is_download THEN
            SELECT NULL AS events, 1 AS is_there;
        ELSE
            CALL {{main}}.activity_branches(p_kinds, p_user, p_from, p_to, l_persons, NULL, NULL, NULL, 0, 1001, l_branches);
            -- only branches of persons may tell the same event twice
            EXECUTE IMMEDIATE CONCAT('SELECT LEAST(COUNT(', IF(l_persons IS NULL, '*', 'DISTINCT b.source, b.log_id'),
                                     '), 1001) AS events, 1 AS is_there FROM (', l_branches, ') b');
        END IF;
        CALL {{main}}.activity_branches(p_kinds, p_user, p_from, p_to, l_persons, p_at, p_source, p_id, p_newer, p_limit, l_branches);
        EXECUTE IMMEDIATE CONCAT(
            'SELECT e.source, e.log_id, e.logged_at, COALESCE(c.kind, a.kind) AS kind, COALESCE(c.user_id, a.user_id) AS user_id, ',
            'COALESCE(c.user_name, a.user_name) AS user_name, u.brukernavn, COALESCE(c.action, a.action) AS action, ',
            'COALESCE(c.table_name, a.what) AS what, c.row_key, COALESCE(c.participant_id, a.participant_id) AS participant_id, ',
            'COALESCE(c.changed, a.details) AS content, COALESCE(p.kommunenavn, d.kommunenavn, m.kommunenavn) AS kommunenavn, ',
            'COALESCE(p.bydel, d.bydel, i.bydel) AS bydel, i.participant_id IS NOT NULL AS is_of_introduksjon, d.participant_id IS NOT NULL AND p.participant_id IS NULL AS is_deleted ',
            'FROM (SELECT DISTINCT b.source, b.log_id, b.logged_at FROM (', l_branches, ') b ORDER BY b.logged_at ', IF(p_newer, 'ASC', 'DESC'),
            ', b.source ', IF(p_newer, 'ASC', 'DESC'), ', b.log_id ', IF(p_newer, 'ASC', 'DESC'), ' LIMIT ', p_limit, ') e ',
            'LEFT JOIN {{audit}}.change_log c ON e.source = 1 AND c.log_id = e.log_id AND c.logged_at = e.logged_at ',
            'LEFT JOIN {{audit}}.access_log a ON e.source = 2 AND a.log_id = e.log_id AND a.logged_at = e.logged_at ',
            'LEFT JOIN {{main}}.user u ON u.user_id = COALESCE(c.user_id, a.user_id) ',
            'LEFT JOIN {{main}}.participant p ON p.participant_id = COALESCE(c.participant_id, a.participant_id) ',
            'LEFT JOIN {{main}}.participant_deleted d ON d.participant_id = COALESCE(c.participant_id, a.participant_id) ',
            'LEFT JOIN {{main}}.intro_participant i ON i.participant_id = COALESCE(c.participant_id, a.participant_id) ',
            'LEFT JOIN {{main}}.municipality m ON m.kommunenummer = i.kommunenummer ',
            'ORDER BY e.logged_at DESC, e.source DESC, e.log_id DESC');
    END IF;
END//

-- Users by what begins their user name or a word of their name: whom the list may be narrowed to. Twenty at most.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.activity_users(IN p_text VARCHAR(100))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_like VARCHAR(300) DEFAULT CONCAT(REPLACE(REPLACE(REPLACE(p_text, '!', '!!'), '%', '!%'), '_', '!_'), '%');

    SELECT u.user_id, u.brukernavn, u.display_name FROM {{main}}.user u
        WHERE {{main}}.is_system_owner('') AND p_text <> ''
          AND (u.brukernavn LIKE LOWER(l_like) ESCAPE '!' OR u.display_name LIKE l_like ESCAPE '!' OR u.display_name LIKE CONCAT('% ', l_like) ESCAPE '!')
        ORDER BY u.brukernavn = LOWER(p_text) DESC, u.display_name, u.user_id LIMIT 20;
END//

DELIMITER ;
