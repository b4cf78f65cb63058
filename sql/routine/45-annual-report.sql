-- The annual report (requirements Y1-Y3): a participant is confirmed for a reporting year, what was confirmed is kept as
-- it was, and progress is counted. Year y is bit y - 2020 of participant.confirmed_years and changed_years.

-- Where the user may see how far the reporting has come: her places as caseworker or administrator today, with the numbers they
-- had before.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.report_grant AS
    SELECT COALESCE(m.successor, m.kommunenummer) AS kommunenummer, g.bydel
    FROM {{main}}.user_grant g JOIN {{main}}.municipality m ON m.kommunenummer = g.kommunenummer
    WHERE g.user_id = {{main}}.ctx.user_id()
      AND (g.role = 'caseworker' AND g.register = 'jobbsjansen' OR g.role = 'administrator' AND g.register IN ('', 'jobbsjansen'))
      AND g.valid_from <= {{main}}.ctx.today() AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today());

CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.report_own AS
    SELECT r.kommunenummer, r.bydel FROM {{main}}.report_grant r
    UNION SELECT m.kommunenummer, r.bydel FROM {{main}}.report_grant r JOIN {{main}}.municipality m ON m.successor = r.kommunenummer;

DELIMITER //

-- All that is registered of a participation, as one JSON text: {"answers":{},"choices":{},"tests":[]}.
CREATE OR REPLACE DEFINER = {{definer}} FUNCTION {{main}}.participant_figures(p_id BIGINT UNSIGNED) RETURNS LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    READS SQL DATA SQL SECURITY DEFINER
BEGIN
    DECLARE l_answers, l_choices, l_tests, l_figures LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

    -- A session can make GROUP_CONCAT break off, also where what is left is JSON still.
    IF @@SESSION.group_concat_max_len < 65536 THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the session shortens lists';
    END IF;
    SELECT JSON_OBJECT({{answer_pairs}}) INTO l_answers FROM {{main}}.participant p WHERE p.participant_id = p_id;
    SELECT CONCAT('{', COALESCE(GROUP_CONCAT(JSON_QUOTE(one.variabel), ':', one.codes ORDER BY one.variabel), ''), '}') INTO l_choices
        FROM (SELECT c.variabel, CONCAT('[', GROUP_CONCAT(c.kode ORDER BY c.kode), ']') AS codes
              FROM {{main}}.participant_choice c WHERE c.participant_id = p_id GROUP BY c.variabel) one;
    SELECT CONCAT('[', COALESCE(GROUP_CONCAT(JSON_OBJECT('test_no', p.test_no, {{test_pairs}}) ORDER BY p.test_no), ''), ']') INTO l_tests
        FROM {{main}}.participant_test p WHERE p.participant_id = p_id;
    SET l_figures = CONCAT('{"answers":', l_answers, ',"choices":', l_choices, ',"tests":', l_tests, '}');
    IF NOT COALESCE(JSON_VALID(l_figures), 0) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the figures are not whole';
    END IF;
    RETURN l_figures;
END//

-- Requirement Y1. What the gate lacks is judged before; here: is the year open, and did she take part in it? The
-- figures are taken by a trigger, from the version the user was shown. Confirmed again at the same version, the first stands.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.participant_report(
    IN p_id BIGINT UNSIGNED, IN p_expected INT UNSIGNED,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_year SMALLINT UNSIGNED, IN p_codebook_version VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_codebook_digest CHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_bit BIGINT UNSIGNED;
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept TINYINT;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    CALL {{main}}.participant_hold(p_id, p_expected, p_nokkel, p_digest, l_outcome, l_kept, l_id, l_version, l_kommunenummer, l_bydel);
    IF l_outcome IS NULL AND NOT ({{annual_report}} AND EXISTS (
            SELECT 1 FROM {{main}}.reporting_year y
            WHERE y.year = p_year AND y.opens <= {{main}}.ctx.today() AND y.closes >= {{main}}.ctx.today())) THEN
        SET l_outcome = 'closed';
    END IF;
    IF l_outcome IS NULL AND NOT EXISTS (
            SELECT 1 FROM {{main}}.participant p
            WHERE p.participant_id = p_id AND p.oppstartsdato <= CONCAT(p_year, '-12-31')
              AND (p.avslutningsdato IS NULL OR p.avslutningsdato >= CONCAT(p_year, '-01-01'))) THEN
        SET l_outcome = 'outside';
    END IF;
    IF l_outcome IS NULL AND EXISTS (SELECT 1 FROM {{main}}.participant_confirmation c
                                     WHERE c.participant_id = p_id AND c.year = p_year AND c.version = l_version) THEN
        SET l_outcome = 'repeat';
    END IF;
    IF l_outcome IS NULL THEN
        SET l_outcome = 'saved', l_bit = 1 << (CAST(p_year AS SIGNED) - 2020);
        INSERT INTO {{main}}.participant_confirmation
            (participant_id, year, version, confirmed_at, confirmed_by, confirmed_by_name, codebook_version, codebook_digest)
            VALUES (p_id, p_year, l_version, l_now, {{main}}.ctx.user_id(), {{main}}.ctx.user_name(),
                    COALESCE(p_codebook_version, ''), COALESCE(p_codebook_digest, ''));
        UPDATE {{main}}.participant
            SET rapporteringsar = GREATEST(COALESCE(rapporteringsar, 0), p_year),
                confirmed_years = confirmed_years | l_bit, changed_years = changed_years & ~l_bit
            WHERE participant_id = p_id;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
END//

-- All confirmations of a participation, the latest first; and the questions a person has answered otherwise since the
-- last one of each year.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.confirmation_list(IN p_id BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION READ ONLY;
    CALL {{main}}.participant_seen(p_id, l_id);
    SELECT c.year, c.version, c.confirmed_at, c.confirmed_by_name FROM {{main}}.participant_confirmation c
        WHERE c.participant_id = l_id ORDER BY c.year DESC, c.version DESC;
    SELECT last.year, h.variabel FROM (
            SELECT c.year, MAX(c.version) AS version FROM {{main}}.participant_confirmation c
            WHERE c.participant_id = l_id GROUP BY c.year) last
        JOIN {{main}}.participant_change h ON h.participant_id = l_id AND h.version > last.version AND h.user_id IS NOT NULL
        GROUP BY last.year, h.variabel ORDER BY last.year DESC, MIN(h.version), h.variabel;
    COMMIT;
END//

-- The figures as they were confirmed for a year: the last time, or at the version asked for.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.confirmation_open(IN p_id BIGINT UNSIGNED, IN p_year SMALLINT UNSIGNED, IN p_version INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_figures LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    START TRANSACTION READ ONLY;
    CALL {{main}}.participant_seen(p_id, l_id);
    SELECT COALESCE(p_version, MAX(c.version)) INTO l_version FROM {{main}}.participant_confirmation c
        WHERE c.participant_id = l_id AND c.year = p_year;
    SELECT MAX(c.figures) INTO l_figures FROM {{main}}.participant_confirmation c
        WHERE c.participant_id = l_id AND c.year = p_year AND c.version = l_version;
    SELECT c.year, c.version, c.confirmed_at, c.confirmed_by_name, c.codebook_version, c.codebook_digest
        FROM {{main}}.participant_confirmation c
        WHERE c.participant_id = l_id AND c.year = p_year AND c.version = l_version;
    SELECT k.variabel, JSON_VALUE(l_figures, CONCAT('$.answers.', k.variabel)) AS answer
        FROM JSON_TABLE(COALESCE(JSON_KEYS(l_figures, '$.answers'), '[]'), '$[*]' COLUMNS (variabel VARCHAR(64) PATH '$')) k;
    SELECT k.variabel, w.kode
        FROM JSON_TABLE(COALESCE(JSON_KEYS(l_figures, '$.choices'), '[]'), '$[*]' COLUMNS (variabel VARCHAR(64) PATH '$')) k
        JOIN JSON_TABLE(JSON_EXTRACT(l_figures, CONCAT('$.choices.', k.variabel)), '$[*]' COLUMNS (kode INT UNSIGNED PATH '$')) w
        ORDER BY k.variabel, w.kode;
    SELECT t.test_no, t.provedato, t.provetype, t.proveresultat
        FROM JSON_TABLE(COALESCE(JSON_EXTRACT(l_figures, '$.tests'), '[]'), '$[*]' COLUMNS (
            test_no INT UNSIGNED PATH '$.test_no', provedato VARCHAR(10) PATH '$.provedato',
            provetype VARCHAR(10) PATH '$.provetype', proveresultat VARCHAR(10) PATH '$.proveresultat')) t
        ORDER BY t.test_no;
    COMMIT;
END//

-- Requirement Y3: who took part in the year, and for how many it is confirmed, by place as it is called today: for IMDi everywhere, for others where
-- they are caseworkers or administrators. Numbers alone, from the totals that are kept.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.report_progress(IN p_year SMALLINT UNSIGNED)
    SQL SECURITY DEFINER
progress: BEGIN
    DECLARE l_bit BIGINT UNSIGNED DEFAULT 1 << (CAST(p_year AS SIGNED) - 2020);

    IF {{main}}.ctx.user_id() IS NOT NULL AND {{main}}.ctx.sees_all('jobbsjansen') = 1 THEN
        SELECT c.kommunenummer, c.kommunenavn, t.bydel, SUM(t.participants) AS participants,
               SUM(IF(t.confirmed_years & l_bit, t.participants, 0)) AS confirmed
            FROM {{main}}.report_tally t
            JOIN {{main}}.municipality m ON m.kommunenummer = t.kommunenummer
            JOIN {{main}}.municipality c ON c.kommunenummer = COALESCE(m.successor, m.kommunenummer)
            WHERE t.from_year <= p_year AND t.to_year >= p_year
            GROUP BY c.kommunenummer, c.kommunenavn, t.bydel HAVING participants > 0 ORDER BY c.kommunenavn, c.kommunenummer, t.bydel;
        LEAVE progress;
    END IF;
    SELECT c.kommunenummer, c.kommunenavn, t.bydel, SUM(t.participants) AS participants,
           SUM(IF(t.confirmed_years & l_bit, t.participants, 0)) AS confirmed
        FROM {{main}}.report_own o
        JOIN {{main}}.report_tally t ON t.kommunenummer = o.kommunenummer AND o.bydel IN ('', t.bydel)
        JOIN {{main}}.municipality m ON m.kommunenummer = t.kommunenummer
        JOIN {{main}}.municipality c ON c.kommunenummer = COALESCE(m.successor, m.kommunenummer)
        WHERE (o.bydel = '' OR o.kommunenummer NOT IN (SELECT whole.kommunenummer FROM {{main}}.report_own whole WHERE whole.bydel = ''))
          AND t.from_year <= p_year AND t.to_year >= p_year
        GROUP BY c.kommunenummer, c.kommunenavn, t.bydel HAVING participants > 0 ORDER BY c.kommunenavn, c.kommunenummer, t.bydel;
END//

-- Requirement Y3: IMDi and the system owner set a year's dates. p_before is what the user was shown, "opens deadline closes", or ''
-- for a year that has none yet; a repeat of what is stored is done already.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.reporting_year_set(
    IN p_year SMALLINT UNSIGNED, IN p_opens DATE, IN p_deadline DATE, IN p_closes DATE,
    IN p_before VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'saved';
    DECLARE l_stored VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    IF p_year IS NULL OR p_year < 2022 OR p_year > YEAR({{main}}.ctx.today()) + 1 OR p_opens IS NULL OR p_deadline IS NULL
            OR p_closes IS NULL OR NOT (p_opens <= p_deadline AND p_deadline <= p_closes)
            OR p_opens < CONCAT(p_year, '-01-01') OR p_closes > CONCAT(p_year + 5, '-12-31') THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not a reporting year';
    END IF;
    SELECT CONCAT_WS(' ', y.opens, y.deadline, y.closes) INTO l_stored FROM {{main}}.reporting_year y WHERE y.year = p_year FOR UPDATE;
    IF NOT EXISTS (SELECT 1 FROM {{main}}.user_grant g
                   WHERE g.user_id = {{main}}.ctx.user_id() AND g.role IN ('imdi', 'system_owner') AND g.register IN ('', 'jobbsjansen')
                     AND g.valid_from <= {{main}}.ctx.today() AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today())) THEN
        SET l_outcome = 'absent';
    ELSEIF COALESCE(l_stored, '') NOT IN (COALESCE(p_before, ''), CONCAT_WS(' ', p_opens, p_deadline, p_closes)) THEN
        SET l_outcome = 'stale';
    ELSE
        INSERT INTO {{main}}.reporting_year (year, opens, deadline, closes) VALUES (p_year, p_opens, p_deadline, p_closes)
            ON DUPLICATE KEY UPDATE opens = p_opens, deadline = p_deadline, closes = p_closes;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome;
END//

DELIMITER ;
