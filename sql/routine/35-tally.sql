-- Totals kept by the triggers of participant (participant_tally, county_tally, report_tally), and what the overview shows beside its rows.

DELIMITER //

-- A participation as it was and as it is; NULL where there was or is none. Rows are taken in the order of their keys, after all other
-- locks of the change: two changes cannot wait for each other here. What is added is added to the number as it is, not as the
-- change's snapshot has it, so whoever waited for a row goes on and is no conflict.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.tally_change(
    IN p_old_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin, IN p_old_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_old_status VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_old_start DATE, IN p_old_end DATE, IN p_old_years BIGINT UNSIGNED,
    IN p_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin, IN p_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_status VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_start DATE, IN p_end DATE, IN p_years BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_isolation TINYINT DEFAULT @@SESSION.innodb_snapshot_isolation;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN SET SESSION innodb_snapshot_isolation = l_isolation; RESIGNAL; END;

    SET SESSION innodb_snapshot_isolation = OFF;
    IF NOT (p_old_kommunenummer <=> p_kommunenummer AND p_old_bydel <=> p_bydel AND p_old_status <=> p_status) THEN
        INSERT INTO {{main}}.participant_tally (kommunenummer, bydel, status, participants)
            SELECT c.kommunenummer, c.bydel, c.status, c.more FROM (
                SELECT p_old_kommunenummer AS kommunenummer, p_old_bydel AS bydel, p_old_status AS status, -1 AS more
                UNION ALL SELECT p_kommunenummer, p_bydel, p_status, 1) c
            WHERE c.status IS NOT NULL ORDER BY c.kommunenummer, c.bydel, c.status
            ON DUPLICATE KEY UPDATE participants = participants + c.more;
    END IF;
    IF NOT (LEFT(p_old_kommunenummer, 2) <=> LEFT(p_kommunenummer, 2) AND p_old_status <=> p_status) THEN
        INSERT INTO {{main}}.county_tally (county, status, participants)
            SELECT c.county, c.status, c.more FROM (
                SELECT LEFT(p_old_kommunenummer, 2) AS county, p_old_status AS status, -1 AS more
                UNION ALL SELECT LEFT(p_kommunenummer, 2), p_status, 1) c
            WHERE c.status IS NOT NULL ORDER BY c.county, c.status
            ON DUPLICATE KEY UPDATE participants = participants + c.more;
    END IF;
    IF NOT (p_old_kommunenummer <=> p_kommunenummer AND p_old_bydel <=> p_bydel AND YEAR(p_old_start) <=> YEAR(p_start)
            AND YEAR(p_old_end) <=> YEAR(p_end) AND p_old_years <=> p_years) THEN
        INSERT INTO {{main}}.report_tally (kommunenummer, bydel, from_year, to_year, confirmed_years, participants)
            SELECT c.kommunenummer, c.bydel, c.from_year, c.to_year, c.years, c.more FROM (
                SELECT p_old_kommunenummer AS kommunenummer, p_old_bydel AS bydel, YEAR(p_old_start) AS from_year,
                       COALESCE(YEAR(p_old_end), 9999) AS to_year, p_old_years AS years, -1 AS more
                UNION ALL SELECT p_kommunenummer, p_bydel, YEAR(p_start), COALESCE(YEAR(p_end), 9999), p_years, 1) c
            WHERE c.from_year IS NOT NULL ORDER BY c.kommunenummer, c.bydel, c.from_year, c.to_year, c.years
            ON DUPLICATE KEY UPDATE participants = participants + c.more;
    END IF;
    SET SESSION innodb_snapshot_isolation = l_isolation;
END//

-- All of it anew, for a register that was there before its totals. The participants are held first, so that nobody changes
-- one meanwhile who already holds a row of the totals.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.tally_fill()
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_held BIGINT;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
    START TRANSACTION;
    SELECT COUNT(*) INTO l_held FROM {{main}}.participant LOCK IN SHARE MODE;
    DELETE FROM {{main}}.participant_tally;
    DELETE FROM {{main}}.county_tally;
    DELETE FROM {{main}}.report_tally;
    INSERT INTO {{main}}.participant_tally (kommunenummer, bydel, status, participants)
        SELECT p.kommunenummer, p.bydel, p.status, COUNT(*) FROM {{main}}.participant p
        GROUP BY p.kommunenummer, p.bydel, p.status;
    INSERT INTO {{main}}.county_tally (county, status, participants)
        SELECT LEFT(t.kommunenummer, 2) AS county, t.status, SUM(t.participants) FROM {{main}}.participant_tally t GROUP BY county, t.status;
    INSERT INTO {{main}}.report_tally (kommunenummer, bydel, from_year, to_year, confirmed_years, participants)
        SELECT p.kommunenummer, p.bydel, YEAR(p.oppstartsdato) AS from_year, COALESCE(YEAR(p.avslutningsdato), 9999) AS to_year,
               p.confirmed_years, COUNT(*) FROM {{main}}.participant p WHERE p.oppstartsdato IS NOT NULL
        GROUP BY p.kommunenummer, p.bydel, from_year, to_year, p.confirmed_years;
    COMMIT;
END//

-- Beside the overview's rows, in one answer: who asks; how many of each status she sees; the reporting years; and, for one who
-- changes any, of those that are open now, how many took part and how many are confirmed of those whom she sees.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.overview_totals()
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_user BIGINT UNSIGNED DEFAULT {{main}}.ctx.user_id();
    DECLARE l_today DATE DEFAULT {{main}}.ctx.today();

    SELECT l_user AS user_id;
    IF l_user IS NOT NULL AND {{main}}.ctx.sees_all('jobbsjansen') THEN
        SELECT t.status, SUM(t.participants) AS participants FROM {{main}}.county_tally t GROUP BY t.status;
    ELSE
        SELECT t.status, SUM(t.participants) AS participants
            FROM {{main}}.user_scope s
            STRAIGHT_JOIN {{main}}.participant_tally t
                ON t.kommunenummer = s.kommunenummer AND (s.kind = 'municipality' OR t.bydel = s.bydel)
            WHERE s.user_id = l_user AND s.register = 'jobbsjansen' AND s.kind IN ('district', 'municipality') GROUP BY t.status;
    END IF;
    SELECT y.year, y.opens, y.deadline, y.closes FROM {{main}}.reporting_year y ORDER BY y.year DESC;
    IF EXISTS (SELECT 1 FROM {{main}}.user_write_scope w WHERE w.user_id = l_user AND w.register = 'jobbsjansen') THEN
        IF {{main}}.ctx.sees_all('jobbsjansen') THEN
            SELECT y.year, SUM(t.participants) AS participants,
                   SUM(IF(t.confirmed_years & 1 << (CAST(y.year AS SIGNED) - 2020), t.participants, 0)) AS confirmed
                FROM {{main}}.reporting_year y
                STRAIGHT_JOIN {{main}}.report_tally t ON y.year BETWEEN t.from_year AND t.to_year
                WHERE y.opens <= l_today AND y.closes >= l_today GROUP BY y.year;
        ELSE
            SELECT y.year, SUM(t.participants) AS participants,
                   SUM(IF(t.confirmed_years & 1 << (CAST(y.year AS SIGNED) - 2020), t.participants, 0)) AS confirmed
                FROM {{main}}.reporting_year y
                STRAIGHT_JOIN {{main}}.user_scope s
                STRAIGHT_JOIN {{main}}.report_tally t
                    ON t.kommunenummer = s.kommunenummer AND (s.kind = 'municipality' OR t.bydel = s.bydel)
                       AND y.year BETWEEN t.from_year AND t.to_year
                WHERE y.opens <= l_today AND y.closes >= l_today
                  AND s.user_id = l_user AND s.kind IN ('district', 'municipality') GROUP BY y.year;
        END IF;
    END IF;
END//

DELIMITER ;
