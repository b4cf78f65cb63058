-- One woman, several participations (requirement P13): what is told of one elsewhere, how often, and the pairs.
-- A participation is open while it has no end date and is not discharged.

DELIMITER //

-- May what is being written go on, though she may have an open participation that the user does not see? Asked when
-- all else is written and still can be undone, so that every woman costs the same work. p_answer NULL: go on. 'told'
-- and 'later' are answers for the user: the caller undoes what was written, and notes them. 'later' says nothing of
-- this woman: it is for any whom the user was not told of today. 'went_on': the user knew, and it is noted too.
-- The limits: 30 women an hour and 100 a day are far above what work brings, and too few to look people up with.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.double_ask(
    IN p_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin, IN p_beside BIGINT UNSIGNED, IN p_goes_on TINYINT,
    OUT p_answer VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_day DATE;
    DECLARE l_elsewhere, l_knows, l_this_hour, l_this_day INT;

    -- one question of a user's at a time, or many at once would pass the limit together
    SELECT d.worked_out_for INTO l_day FROM {{main}}.user_scope_date d
        WHERE d.user_id = {{main}}.ctx.user_id() FOR UPDATE;
    SELECT COUNT(*) INTO l_elsewhere FROM {{main}}.participant p FORCE INDEX (all_person)
        WHERE p.person_id = p_person AND p.participant_id <> p_beside
          AND p.avslutningsdato IS NULL AND p.status <> 'utskrevet';
    SELECT COALESCE(SUM(a.person_id = p_person), 0),
           COUNT(DISTINCT IF(a.answered_at > l_now - INTERVAL 1 HOUR, a.person_id, NULL)), COUNT(DISTINCT a.person_id)
        INTO l_knows, l_this_hour, l_this_day FROM {{main}}.double_answer a FORCE INDEX (answer_to_user)
        WHERE a.user_id = {{main}}.ctx.user_id() AND a.answered_at > l_now - INTERVAL 1 DAY AND a.outcome <> 'later';
    SET p_answer = CASE WHEN l_knows = 0 AND (l_this_hour >= 30 OR l_this_day >= 100) THEN 'later'
                        WHEN l_elsewhere > 0 THEN IF(p_goes_on, 'went_on', 'told') END;
END//

CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.double_note(
    IN p_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin, IN p_occasion VARCHAR(10), IN p_answer VARCHAR(10))
    SQL SECURITY DEFINER
BEGIN
    INSERT INTO {{main}}.double_answer (answered_at, user_id, user_name, session_id, person_id, occasion, outcome)
        VALUES ({{main}}.utc_now(), {{main}}.ctx.user_id(), {{main}}.ctx.user_name(), {{main}}.ctx.session_id(),
                p_person, p_occasion, p_answer);
END//

DELIMITER ;

-- The pairs as the participations are now. The end day of one may be the first of the next; one that ends before it
-- begins lies over nothing.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.double_now AS
    SELECT a.participant_id, b.participant_id AS other_id, a.person_id, a.kommunenummer, a.bydel,
           IF(a.avslutningsdato IS NULL AND a.status <> 'utskrevet' AND b.avslutningsdato IS NULL AND b.status <> 'utskrevet',
              'open', 'overlap') AS kind,
           a.participant_id < b.participant_id AS is_first
    FROM {{main}}.participant a FORCE INDEX (all_person)
    JOIN {{main}}.participant b FORCE INDEX (all_person)
        ON b.person_id = a.person_id AND b.participant_id <> a.participant_id
    WHERE (a.avslutningsdato IS NULL AND a.status <> 'utskrevet' AND b.avslutningsdato IS NULL AND b.status <> 'utskrevet')
       OR (a.oppstartsdato < COALESCE(b.avslutningsdato, DATE(b.discharged_at), '9999-12-31')
           AND b.oppstartsdato < COALESCE(a.avslutningsdato, DATE(a.discharged_at), '9999-12-31')
           AND a.oppstartsdato <= COALESCE(a.avslutningsdato, '9999-12-31')
           AND b.oppstartsdato <= COALESCE(b.avslutningsdato, '9999-12-31'));

-- Both sides of the kept pairs.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.double_pair AS
    SELECT d.kind, d.person_id, d.found_at, d.is_first,
           d.participant_id AS one_id, a.kommunenavn AS one_kommunenavn, a.bydel AS one_bydel,
           a.oppstartsdato AS one_start, a.avslutningsdato AS one_end, a.status AS one_status,
           d.other_id, b.kommunenavn AS other_kommunenavn, b.bydel AS other_bydel,
           b.oppstartsdato AS other_start, b.avslutningsdato AS other_end, b.status AS other_status,
           d.kommunenummer AS one_place, d.bydel AS one_part, b.kommunenummer AS other_place, b.bydel AS other_part
    FROM {{main}}.participant_double d FORCE INDEX (double_latest, double_at_place)
    STRAIGHT_JOIN {{main}}.participant a ON a.participant_id = d.participant_id
    STRAIGHT_JOIN {{main}}.participant b ON b.participant_id = d.other_id;

-- The pairs that a user who sees some municipalities or districts may know of, each once: those she sees both sides of,
-- and open ones of which she sees one, without the other.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.double_seen AS
    SELECT p.kind, p.person_id, p.found_at, p.one_id, p.one_kommunenavn, p.one_bydel, p.one_start, p.one_end, p.one_status,
           IF(p.seen, p.other_id, NULL) AS other_id, IF(p.seen, p.other_kommunenavn, NULL) AS other_kommunenavn,
           IF(p.seen, p.other_bydel, NULL) AS other_bydel, IF(p.seen, p.other_start, NULL) AS other_start,
           IF(p.seen, p.other_end, NULL) AS other_end, IF(p.seen, p.other_status, NULL) AS other_status
    FROM (SELECT d.*, EXISTS (SELECT 1 FROM {{main}}.user_scope t
                              WHERE t.user_id = {{main}}.ctx.user_id() AND t.register = 'jobbsjansen' AND t.kommunenummer = d.other_place
                                AND (t.kind = 'municipality' OR t.bydel = d.other_part)) AS seen
          FROM {{main}}.user_scope s
          STRAIGHT_JOIN {{main}}.double_pair d
              ON d.one_place = s.kommunenummer AND (s.kind = 'municipality' OR d.one_part = s.bydel)
          WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind IN ('municipality', 'district')) p
    WHERE p.seen AND p.is_first OR NOT p.seen AND p.kind = 'open';

DELIMITER //

-- Called by the triggers of participant. Two who change two participations of hers at once come one after the other.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.doubles_refresh(
    IN p_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_person CHAR(36) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    IF (SELECT COUNT(*) FROM {{main}}.participant p FORCE INDEX (all_person) WHERE p.person_id = p_person) > 1
       OR EXISTS (SELECT 1 FROM {{main}}.participant_double d WHERE d.person_id = p_person) THEN
        SELECT r.person_id INTO l_person FROM {{main}}.person r WHERE r.person_id = p_person FOR UPDATE;
        DELETE FROM {{main}}.participant_double
            WHERE person_id = p_person
              AND NOT EXISTS (SELECT 1 FROM {{main}}.double_now n
                              WHERE n.person_id = p_person AND n.participant_id = participant_double.participant_id
                                AND n.other_id = participant_double.other_id);
        INSERT INTO {{main}}.participant_double (participant_id, other_id, person_id, kommunenummer, bydel, kind, is_first, found_at)
            SELECT n.participant_id, n.other_id, n.person_id, n.kommunenummer, n.bydel, n.kind, n.is_first, l_now
            FROM {{main}}.double_now n WHERE n.person_id = p_person
            ON DUPLICATE KEY UPDATE kommunenummer = n.kommunenummer, bydel = n.bydel, kind = n.kind;
    END IF;
END//

-- What lies over one participation in time: a NULL stands for one that the user may not see, of which she may know
-- only where neither has ended (double_ask told her, or the other was registered later).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.doubles_tell(IN p_id BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    SELECT IF(d.other_seen, d.other_id, NULL) AS other_id, d.kind FROM (
        SELECT d.other_id, d.kind,
               EXISTS (SELECT 1 FROM {{main}}.participant o
                       JOIN {{main}}.user_scope s ON s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen'
                       WHERE o.participant_id = d.other_id
                         AND (s.kind = 'all' OR s.kommunenummer = o.kommunenummer
                                                AND (s.kind = 'municipality' OR s.bydel = o.bydel))) AS other_seen
        FROM {{main}}.participant_double d WHERE d.participant_id = p_id) d
        WHERE d.other_seen OR d.kind = 'open' ORDER BY d.kind = 'open' DESC, d.other_id;
END//

-- The quality list. First how many pairs the user's list has, and how many participations with an open pair there are
-- where she is administrator, who sees no participants; then the pairs of a page. Whoever sees the whole country sees
-- every pair. Others see those with a side of their own: both sides where they see both, else their own alone, and only
-- of open pairs: of those they were told, and the number of them is limited, when they made them (double_ask).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.quality_doubles(IN p_offset INT UNSIGNED, IN p_limit INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED DEFAULT {{main}}.ctx.user_id();
    DECLARE l_all TINYINT DEFAULT l_user IS NOT NULL AND {{main}}.ctx.sees_all('jobbsjansen');
    DECLARE l_limit INT UNSIGNED DEFAULT LEAST(COALESCE(p_limit, 0), 100);
    DECLARE l_offset INT UNSIGNED DEFAULT COALESCE(p_offset, 0);
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION READ ONLY;
    SELECT IF(l_all, (SELECT COUNT(*) FROM {{main}}.participant_double WHERE is_first = 1),
              (SELECT COUNT(*) FROM {{main}}.double_seen)) AS pairs,
           (SELECT COUNT(DISTINCT d.participant_id) FROM {{main}}.user_grant g
                JOIN {{main}}.municipality m ON m.kommunenummer = g.kommunenummer
                JOIN {{main}}.municipality c
                    ON COALESCE(c.successor, c.kommunenummer) = COALESCE(m.successor, m.kommunenummer)
                JOIN {{main}}.participant_double d
                    ON d.kommunenummer = c.kommunenummer AND d.kind = 'open' AND g.bydel IN ('', d.bydel)
                WHERE g.user_id = l_user AND g.role = 'administrator' AND g.register IN ('', 'jobbsjansen')
                  AND g.valid_from <= {{main}}.ctx.today() AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today()))
               AS administered;
    IF l_all THEN
        SELECT p.* FROM {{main}}.double_pair p WHERE p.is_first = 1
            ORDER BY p.kind DESC, p.found_at DESC, p.one_id DESC, p.other_id DESC LIMIT l_limit OFFSET l_offset;
    ELSE
        SELECT p.* FROM {{main}}.double_seen p
            ORDER BY p.kind = 'open' DESC, p.found_at DESC, p.one_id DESC, p.other_id DESC LIMIT l_limit OFFSET l_offset;
    END IF;
    COMMIT;
END//

DELIMITER ;

-- Installations from before there was a list of pairs get theirs here; elsewhere this changes nothing.
INSERT INTO {{main}}.participant_double (participant_id, other_id, person_id, kommunenummer, bydel, kind, is_first, found_at)
    SELECT n.participant_id, n.other_id, n.person_id, n.kommunenummer, n.bydel, n.kind, n.is_first, {{main}}.utc_now()
    FROM {{main}}.double_now n
    ON DUPLICATE KEY UPDATE kind = n.kind;
