-- Sealing the logs (requirement L1), for the jobs daemon. What it is told are numbers and hashes: no log's content leaves.
-- All of it runs as an account that reads the logs, writes seals and cuts partitions, and that nobody can log in with.

DELIMITER //

-- Where the chain ends, and where the sealed numbers of a log end.
CREATE OR REPLACE DEFINER = {{audit_keeper}} PROCEDURE {{main}}.jobs_audit_state(IN p_log VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    SELECT {{main}}.utc_now() AS now, COALESCE(MAX(s.seal_no), 0) AS seal_no,
           COALESCE((SELECT LOWER(HEX(l.seal_hash)) FROM {{audit}}.seal l ORDER BY l.seal_no DESC LIMIT 1), REPEAT('0', 64)) AS seal_hash,
           COALESCE((SELECT LOWER(HEX(l.mac)) FROM {{audit}}.seal l ORDER BY l.seal_no DESC LIMIT 1), REPEAT('0', 64)) AS mac,
           COALESCE((SELECT l.sealed_at FROM {{audit}}.seal l ORDER BY l.seal_no DESC LIMIT 1), '') AS sealed_at,
           COALESCE((SELECT MAX(b.last_id) FROM {{audit}}.seal b WHERE b.log_name = p_log AND b.kind = 'block'), 0) AS last_id
        FROM {{audit}}.seal s;
END//

-- Rows of a log with these numbers, in their order.
CREATE OR REPLACE DEFINER = {{audit_keeper}} PROCEDURE {{main}}.jobs_audit_rows(
    IN p_log VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_from BIGINT UNSIGNED, IN p_to BIGINT UNSIGNED,
    IN p_limit INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    CASE p_log
    {{log_rows}}
    END CASE;
END//

-- How many rows of a log have these numbers. With the numbers as values the server reads no more than those rows.
CREATE OR REPLACE DEFINER = {{audit_keeper}} PROCEDURE {{main}}.jobs_audit_count(
    IN p_log VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_from BIGINT UNSIGNED, IN p_to BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    CASE p_log
    {{log_counts}}
    END CASE;
END//

-- A log's late rows are looked for where the latest hour of its sealing was, and in its latest three blocks, since a clock may
-- have jumped over the hour: those blocks, and in a second set the lists of late rows sealed since.
CREATE OR REPLACE DEFINER = {{audit_keeper}} PROCEDURE {{main}}.jobs_audit_recent(
    IN p_log VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_since DATETIME(6) DEFAULT (SELECT MAX(s.sealed_at) FROM {{audit}}.seal s
                                         WHERE s.log_name = p_log AND s.kind = 'block') - INTERVAL 1 HOUR;
    DECLARE l_last BIGINT UNSIGNED DEFAULT (SELECT MIN(b.first_id) FROM (
        SELECT s.first_id FROM {{audit}}.seal s WHERE s.log_name = p_log AND s.kind = 'block' ORDER BY s.last_id DESC LIMIT 3) b);
    DECLARE l_first BIGINT UNSIGNED DEFAULT LEAST(l_last, (SELECT MIN(s.first_id) FROM {{audit}}.seal s
                                             WHERE s.log_name = p_log AND s.kind = 'block' AND s.sealed_at >= l_since));

    SELECT s.seal_no, s.first_id, s.last_id, s.row_count
        FROM {{audit}}.seal s WHERE s.log_name = p_log AND s.kind = 'block' AND s.first_id >= l_first ORDER BY s.seal_no;
    SELECT l.leaves FROM {{audit}}.seal s JOIN {{audit}}.seal_leaves l ON l.seal_no = s.seal_no
        WHERE s.log_name = p_log AND s.kind = 'late' AND s.last_id >= l_first ORDER BY s.seal_no;
END//

CREATE OR REPLACE DEFINER = {{audit_keeper}} PROCEDURE {{main}}.jobs_audit_leaves(IN p_no BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    SELECT l.leaves FROM {{audit}}.seal_leaves l WHERE l.seal_no = p_no;
END//

-- The next seal. 'taken': another sealer was quicker, and everything is to be looked at anew. Hashes and the list of rows
-- come as hexadecimal digits.
CREATE OR REPLACE DEFINER = {{audit_keeper}} PROCEDURE {{main}}.jobs_audit_seal(
    IN p_no BIGINT UNSIGNED, IN p_sealed_at DATETIME(6), IN p_kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_log VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_year SMALLINT UNSIGNED,
    IN p_first BIGINT UNSIGNED, IN p_last BIGINT UNSIGNED, IN p_count BIGINT UNSIGNED,
    IN p_root CHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_previous CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_mac CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_leaves LONGTEXT CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_no BIGINT UNSIGNED;
    DECLARE l_hash BINARY(32);
    DECLARE l_outcome VARCHAR(10) DEFAULT 'sealed';
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;
    DECLARE CONTINUE HANDLER FOR 1062 SET l_outcome = 'taken';

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT COALESCE(MAX(s.seal_no), 0) INTO l_no FROM {{audit}}.seal s;
    SELECT COALESCE(MAX(s.seal_hash), UNHEX(REPEAT('0', 64))) INTO l_hash FROM {{audit}}.seal s WHERE s.seal_no = l_no;
    IF p_no <> l_no + 1 OR UNHEX(p_previous) <> l_hash THEN
        SET l_outcome = 'taken';
    ELSE
        INSERT INTO {{audit}}.seal (seal_no, sealed_at, kind, log_name, year, first_id, last_id, row_count, root, previous_hash,
                                    seal_hash, mac)
            VALUES (p_no, p_sealed_at, p_kind, p_log, p_year, p_first, p_last, p_count, UNHEX(p_root), UNHEX(p_previous),
                    UNHEX(p_hash), UNHEX(p_mac));
    END IF;
    IF l_outcome = 'sealed' AND p_leaves IS NOT NULL THEN
        INSERT INTO {{audit}}.seal_leaves (seal_no, logged_at, leaves)
            VALUES (p_no, CONCAT(p_year, '-01-01'), UNHEX(p_leaves));
    END IF;
    IF l_outcome = 'sealed' THEN
        COMMIT;
    ELSE
        ROLLBACK;
    END IF;
    SELECT l_outcome AS outcome;
END//

-- Partitions for every year up to this one, in every log. A log without them keeps writing, into the last.
CREATE OR REPLACE DEFINER = {{audit_keeper}} PROCEDURE {{main}}.jobs_audit_partitions(IN p_through SMALLINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_made INT DEFAULT 0;
    DECLARE l_year INT;

    FOR log IN (SELECT p.table_name, MAX(IF(p.partition_name = 'later', 0, SUBSTRING(p.partition_name, 2))) AS last_year
                FROM information_schema.partitions p
                WHERE p.table_schema = '{{audit}}' AND p.partition_name IS NOT NULL GROUP BY p.table_name) DO
        SET l_year = log.last_year + 1;
        WHILE l_year <= LEAST(p_through, 2100) DO
            EXECUTE IMMEDIATE CONCAT('ALTER TABLE {{audit}}.', log.table_name, ' REORGANIZE PARTITION later INTO (PARTITION y',
                l_year, ' VALUES LESS THAN (''', l_year + 1, '-01-01''), PARTITION later VALUES LESS THAN (MAXVALUE))');
            SET l_made = l_made + 1, l_year = l_year + 1;
        END WHILE;
    END FOR;
    SELECT l_made AS made;
END//

DELIMITER ;
