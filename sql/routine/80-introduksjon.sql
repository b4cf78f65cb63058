-- The introduction programme (requirements N0-N6): who is seen, and how a person's rows are read and written. Each write is one
-- transaction: context, one-time key, right, version, rows, how she stands.

-- As the views in 30-views.sql, for the same reasons.
CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.intro_participant_all AS
    SELECT p.participant_id, p.row_version, p.person_id, p.duf_nummer, p.navn, p.kategori, p.lov, p.kommunenummer, p.bydel,
           p.oppstartsfrist, p.oppstartsdato, p.gjennomforingsfrist, p.reopened_on, p.decided_on, p.rejected_on, p.stopped_on,
           p.sluttmal, p.avslutningsdato, p.avslutningsarsak, p.timer_per_uke, p.ended_by, p.ended_entered_at,
           p.ended_entered_by_name, p.changed_at, p.changed_by_name
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.intro_participant p FORCE INDEX (intro_all_id, intro_all_name, intro_all_duf, intro_all_end)
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'introduksjon' AND s.kind = 'all' AND s.kommunenummer = '' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.intro_participant_municipality AS
    SELECT p.participant_id, p.row_version, p.person_id, p.duf_nummer, p.navn, p.kategori, p.lov, s.kommunenummer, p.bydel,
           p.oppstartsfrist, p.oppstartsdato, p.gjennomforingsfrist, p.reopened_on, p.decided_on, p.rejected_on, p.stopped_on,
           p.sluttmal, p.avslutningsdato, p.avslutningsarsak, p.timer_per_uke, p.ended_by, p.ended_entered_at,
           p.ended_entered_by_name, p.changed_at, p.changed_by_name
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.intro_participant p
        FORCE INDEX (intro_municipality_id, intro_municipality_name, intro_municipality_duf, intro_municipality_end)
        ON p.kommunenummer = s.seen_kommunenummer
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'introduksjon' AND s.kind = 'municipality' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.intro_participant_district AS
    SELECT p.participant_id, p.row_version, p.person_id, p.duf_nummer, p.navn, p.kategori, p.lov, s.kommunenummer, s.bydel,
           p.oppstartsfrist, p.oppstartsdato, p.gjennomforingsfrist, p.reopened_on, p.decided_on, p.rejected_on, p.stopped_on,
           p.sluttmal, p.avslutningsdato, p.avslutningsarsak, p.timer_per_uke, p.ended_by, p.ended_entered_at,
           p.ended_entered_by_name, p.changed_at, p.changed_by_name
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.intro_participant p
        FORCE INDEX (intro_district_id, intro_district_name, intro_district_duf, intro_district_end)
        ON p.kommunenummer = s.seen_kommunenummer AND p.bydel = s.seen_bydel
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'introduksjon' AND s.kind = 'district';

DELIMITER //

CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_seen(IN p_id BIGINT UNSIGNED, OUT p_seen BIGINT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    SELECT MAX(seen.participant_id) INTO p_seen FROM (
        SELECT participant_id FROM {{main}}.intro_participant_municipality WHERE participant_id = p_id
        UNION ALL SELECT participant_id FROM {{main}}.intro_participant_district WHERE participant_id = p_id
        UNION ALL SELECT participant_id FROM {{main}}.intro_participant_all WHERE participant_id = p_id) seen;
END//

-- All of one person, with her decisions, goals and terminations, the deleted ones too. That she was opened is noted before
-- anything of her is told (L3). NULL for a page: to be changed, which is noted by itself.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_open(IN p_id BIGINT UNSIGNED,
    IN p_page VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    IF p_page IS NOT NULL THEN
        ROLLBACK;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        START TRANSACTION;
        CALL {{main}}.intro_seen(p_id, l_id);
        IF l_id IS NOT NULL THEN
            CALL {{main}}.opened_note(l_id, p_page);
        END IF;
        COMMIT;
    END IF;
    START TRANSACTION READ ONLY;
    CALL {{main}}.intro_seen(p_id, l_id);
    SELECT p.participant_id, p.row_version, p.duf_nummer, p.navn, p.kategori, p.lov, p.kommunenummer, p.bydel, p.oppstartsfrist,
           p.oppstartsdato, p.gjennomforingsfrist, p.deadline_set, p.deadline_reason, p.days_off, p.is_extended, p.dead_on, p.emigrated_on,
           p.moved_on, p.out_of_category_on, p.reopened_on, p.learned_since, p.decided_on, p.rejected_on, p.stopped_on, p.sluttmal,
           p.avslutningsdato, p.avslutningsarsak, p.timer_per_uke, p.ended_by, p.ended_entered_at, p.ended_entered_by_name, p.changed_at,
           p.changed_by_name,
           EXISTS (SELECT 1 FROM {{main}}.user_write_scope w
                   WHERE w.user_id = {{main}}.ctx.user_id() AND w.register = 'introduksjon' AND w.kommunenummer = p.kommunenummer
                     AND w.bydel IN ('', p.bydel)) AS may_write
        FROM {{main}}.intro_participant p WHERE p.participant_id = l_id;
    SELECT d.row_id, d.vedtakstype, d.vedtaksresultat, d.vedtaksdato, d.entered_at, d.entered_by_name, d.changed_at, d.changed_by_name,
           d.deleted_at, d.deleted_by_name, COALESCE(d.changed_at > p.reopened_at, 0) AS is_since
        FROM {{main}}.intro_decision d JOIN {{main}}.intro_participant p USING (participant_id)
        WHERE d.participant_id = l_id ORDER BY d.vedtaksdato, d.entered_at, d.row_id;
    SELECT g.row_id, g.sluttmal, g.sluttmal_dato, g.entered_at, g.entered_by_name, g.changed_at, g.changed_by_name,
           g.deleted_at, g.deleted_by_name
        FROM {{main}}.intro_goal g WHERE g.participant_id = l_id ORDER BY g.sluttmal_dato, g.entered_at, g.row_id;
    SELECT t.row_id, t.avslutningsdato, t.avslutningsarsak, t.timer_per_uke, t.computed, t.entered_at, t.entered_by_name, t.changed_at,
           t.changed_by_name, t.deleted_at, t.deleted_by_name
        FROM {{main}}.intro_termination t WHERE t.participant_id = l_id ORDER BY t.entered_at, t.row_id;
    COMMIT;
END//

-- How she stands follows from her rows; her version counts one on. p_deadline is the one that holds after the change. A rejection or a
-- stop that she was reopened from counts where there is no other: one that is dated later, or was entered since.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_standing(IN p_id BIGINT UNSIGNED, IN p_deadline DATE)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_reopened_on, l_decided, l_rejected, l_rejected_anew, l_stopped, l_stopped_anew, l_ended DATE;
    DECLARE l_extended, l_computed, l_rejected_since, l_stopped_since TINYINT UNSIGNED;
    DECLARE l_goal, l_cause, l_hours SMALLINT UNSIGNED;
    DECLARE l_reopened_at, l_entered_at DATETIME(6);
    DECLARE l_entered_by VARCHAR(100);

    -- whoever was never reopened was so before all days, and after all instants
    SELECT COALESCE(MAX(p.reopened_on), '1000-01-01'), COALESCE(MAX(p.reopened_at), '9999-12-31') INTO l_reopened_on, l_reopened_at
        FROM {{main}}.intro_participant p WHERE p.participant_id = p_id;
    SELECT MIN(IF(d.vedtakstype = 1 AND d.vedtaksresultat = 1, d.vedtaksdato, NULL)),
           COALESCE(MAX(d.vedtakstype = 2 AND d.vedtaksresultat = 1), 0),
           MAX(IF(d.vedtakstype = 1 AND d.vedtaksresultat = 2, d.vedtaksdato, NULL)),
           MAX(IF(d.vedtakstype = 1 AND d.vedtaksresultat = 2 AND (d.vedtaksdato > l_reopened_on OR d.changed_at > l_reopened_at),
                  d.vedtaksdato, NULL)),
           COALESCE(MAX(d.vedtakstype = 1 AND d.vedtaksresultat = 2 AND d.changed_at > l_reopened_at), 0),
           MAX(IF(d.vedtakstype = 4 AND d.vedtaksresultat = 1, d.vedtaksdato, NULL)),
           MAX(IF(d.vedtakstype = 4 AND d.vedtaksresultat = 1 AND (d.vedtaksdato > l_reopened_on OR d.changed_at > l_reopened_at),
                  d.vedtaksdato, NULL)),
           COALESCE(MAX(d.vedtakstype = 4 AND d.vedtaksresultat = 1 AND d.changed_at > l_reopened_at), 0)
        INTO l_decided, l_extended, l_rejected, l_rejected_anew, l_rejected_since, l_stopped, l_stopped_anew, l_stopped_since
        FROM {{main}}.intro_decision d WHERE d.participant_id = p_id AND d.deleted_at IS NULL;
    SET l_goal = (SELECT g.sluttmal FROM {{main}}.intro_goal g WHERE g.participant_id = p_id AND g.deleted_at IS NULL
                  ORDER BY g.sluttmal_dato DESC, g.entered_at DESC, g.row_id DESC LIMIT 1);
    SELECT MAX(t.avslutningsdato), MAX(t.avslutningsarsak), MAX(t.timer_per_uke), MAX(t.computed), MAX(t.entered_at), MAX(t.entered_by_name)
        INTO l_ended, l_cause, l_hours, l_computed, l_entered_at, l_entered_by
        FROM {{main}}.intro_termination t WHERE t.standing_of = p_id;
    UPDATE {{main}}.intro_participant
        SET row_version = row_version + 1, gjennomforingsfrist = p_deadline, decided_on = l_decided, is_extended = l_extended,
            rejected_on = COALESCE(l_rejected_anew, l_rejected), stopped_on = COALESCE(l_stopped_anew, l_stopped), sluttmal = l_goal,
            -- of the set's five the first three are facts, which an import keeps
            learned_since = learned_since & 7 | IF(l_rejected_since, 8, 0) | IF(l_stopped_since, 16, 0),
            avslutningsdato = l_ended, avslutningsarsak = l_cause,
            timer_per_uke = l_hours, ended_by = ELT(l_computed + 1, 'municipality', 'engine'), ended_entered_at = l_entered_at,
            ended_entered_by_name = l_entered_by, engine_due = 1, changed_at = l_now, changed_by = {{main}}.ctx.user_id(),
            changed_by_name = {{main}}.ctx.user_name()
        WHERE participant_id = p_id;
END//

-- What every write to a person begins with, as participant_hold; participant_answer ends what this began.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_hold(
    IN p_id BIGINT UNSIGNED, IN p_expected INT UNSIGNED,
    IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin, IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin,
    OUT p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin, OUT p_kept TINYINT, OUT p_held BIGINT UNSIGNED,
    OUT p_version INT UNSIGNED)
    SQL SECURITY DEFINER
hold_one: BEGIN
    DECLARE l_done, l_right TINYINT;
    DECLARE l_kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin;

    SET p_outcome = NULL;
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    IF {{main}}.ctx.user_id() IS NULL THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no context';
    END IF;
    CALL {{main}}.one_time_key_take(p_nokkel, p_digest, p_kept, l_done, p_held, p_version);
    IF l_done THEN
        SET p_outcome = 'repeat';
        LEAVE hold_one;
    END IF;
    SET p_held = p_id, p_version = NULL;
    SELECT p.kommunenummer, p.bydel, p.row_version INTO l_kommunenummer, l_bydel, p_version
        FROM {{main}}.intro_participant p WHERE p.participant_id = p_id FOR UPDATE;
    CALL {{main}}.place_check('introduksjon', l_kommunenummer, l_bydel, l_right);
    IF NOT l_right THEN
        SET p_outcome = 'absent';
    ELSEIF NOT p_version <=> p_expected THEN
        SET p_outcome = 'stale';
    END IF;
END//

-- Is the row hers, and one that may be changed? NULL: yes.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_row_check(
    IN p_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_id BIGINT UNSIGNED, IN p_row BIGINT UNSIGNED,
    OUT p_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_computed TINYINT;

    SELECT MAX(r.computed) INTO l_computed FROM (
        SELECT 0 AS computed FROM {{main}}.intro_decision d
            WHERE p_kind = 'vedtak' AND d.row_id = p_row AND d.participant_id = p_id AND d.deleted_at IS NULL
        UNION ALL SELECT 0 FROM {{main}}.intro_goal g
            WHERE p_kind = 'sluttmal' AND g.row_id = p_row AND g.participant_id = p_id AND g.deleted_at IS NULL
        UNION ALL SELECT t.computed FROM {{main}}.intro_termination t
            WHERE p_kind = 'avslutning' AND t.row_id = p_row AND t.participant_id = p_id AND t.deleted_at IS NULL) r;
    SET p_outcome = CASE l_computed WHEN 0 THEN NULL WHEN 1 THEN 'computed' ELSE 'absent' END;
END//

-- What a termination by the municipality rests on (requirement N2).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_end_check(IN p_id BIGINT UNSIGNED, IN p_date DATE, IN p_deadline DATE)
    SQL SECURITY DEFINER
BEGIN
    IF NOT EXISTS (SELECT 1 FROM {{main}}.intro_participant p
                   WHERE p.participant_id = p_id AND p.decided_on IS NOT NULL AND (p.lov <> 1 OR p.sluttmal IS NOT NULL)) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no decision or no goal';
    END IF;
    IF p_date > p_deadline THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'after the deadline';
    END IF;
END//

-- The computed termination that stands gives way to what the municipality enters (N4, N5).
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_end_lift(IN p_id BIGINT UNSIGNED, IN p_computed_only TINYINT)
    SQL SECURITY DEFINER
BEGIN
    UPDATE {{main}}.intro_termination
        SET deleted_at = {{main}}.utc_now(), deleted_by = {{main}}.ctx.user_id(), deleted_by_name = {{main}}.ctx.user_name()
        WHERE standing_of = p_id AND (computed = 1 OR NOT p_computed_only);
END//

-- A row of hers, new or changed. 'computed': the rule engine's cannot be. 'ended': another of the municipality's stands.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_row_put(
    IN p_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_id BIGINT UNSIGNED, IN p_row BIGINT UNSIGNED, IN p_is_new TINYINT,
    IN p_version INT UNSIGNED, IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin, IN p_fields LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    IN p_deadline DATE)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept TINYINT;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_user BIGINT UNSIGNED DEFAULT {{main}}.ctx.user_id();
    DECLARE l_name VARCHAR(100) DEFAULT {{main}}.ctx.user_name();
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    CALL {{main}}.intro_hold(p_id, p_version, p_nokkel, p_digest, l_outcome, l_kept, l_id, l_version);
    IF p_kind NOT IN ('vedtak', 'sluttmal', 'avslutning') OR p_kind IS NULL OR NOT JSON_VALID(p_fields) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no such row';
    END IF;
    IF l_outcome IS NULL AND NOT p_is_new THEN
        CALL {{main}}.intro_row_check(p_kind, p_id, p_row, l_outcome);
    END IF;
    IF l_outcome IS NULL AND p_kind = 'avslutning' THEN
        IF p_is_new AND EXISTS (SELECT 1 FROM {{main}}.intro_termination t WHERE t.standing_of = p_id AND t.computed = 0) THEN
            SET l_outcome = 'ended';
        ELSE
            CALL {{main}}.intro_end_check(p_id, JSON_VALUE(p_fields, '$.avslutningsdato'), p_deadline);
            CALL {{main}}.intro_end_lift(p_id, 1);
        END IF;
    END IF;
    IF l_outcome IS NULL THEN
        IF p_kind = 'vedtak' AND p_is_new THEN
            INSERT INTO {{main}}.intro_decision (row_id, participant_id, vedtakstype, vedtaksresultat, vedtaksdato,
                    entered_at, entered_by, entered_by_name, changed_at, changed_by, changed_by_name)
                VALUES (p_row, p_id, JSON_VALUE(p_fields, '$.vedtakstype'), JSON_VALUE(p_fields, '$.vedtaksresultat'),
                    JSON_VALUE(p_fields, '$.vedtaksdato'), l_now, l_user, l_name, l_now, l_user, l_name);
        ELSEIF p_kind = 'vedtak' THEN
            UPDATE {{main}}.intro_decision
                SET vedtakstype = JSON_VALUE(p_fields, '$.vedtakstype'), vedtaksresultat = JSON_VALUE(p_fields, '$.vedtaksresultat'),
                    vedtaksdato = JSON_VALUE(p_fields, '$.vedtaksdato'), changed_at = l_now, changed_by = l_user, changed_by_name = l_name
                WHERE row_id = p_row -- who looked at it, and saved, has said nothing new since a reopening
                  AND NOT (vedtakstype <=> JSON_VALUE(p_fields, '$.vedtakstype') AND vedtaksresultat <=> JSON_VALUE(p_fields, '$.vedtaksresultat')
                           AND vedtaksdato <=> JSON_VALUE(p_fields, '$.vedtaksdato'));
        ELSEIF p_kind = 'sluttmal' AND p_is_new THEN
            INSERT INTO {{main}}.intro_goal (row_id, participant_id, sluttmal, sluttmal_dato,
                    entered_at, entered_by, entered_by_name, changed_at, changed_by, changed_by_name)
                VALUES (p_row, p_id, JSON_VALUE(p_fields, '$.sluttmal'), JSON_VALUE(p_fields, '$.sluttmal_dato'),
                    l_now, l_user, l_name, l_now, l_user, l_name);
        ELSEIF p_kind = 'sluttmal' THEN
            UPDATE {{main}}.intro_goal
                SET sluttmal = JSON_VALUE(p_fields, '$.sluttmal'), sluttmal_dato = JSON_VALUE(p_fields, '$.sluttmal_dato'),
                    changed_at = l_now, changed_by = l_user, changed_by_name = l_name
                WHERE row_id = p_row;
        ELSEIF p_is_new THEN
            INSERT INTO {{main}}.intro_termination (row_id, participant_id, avslutningsdato, avslutningsarsak, timer_per_uke,
                    entered_at, entered_by, entered_by_name, changed_at, changed_by, changed_by_name)
                VALUES (p_row, p_id, JSON_VALUE(p_fields, '$.avslutningsdato'), JSON_VALUE(p_fields, '$.avslutningsarsak'),
                    JSON_VALUE(p_fields, '$.timer_per_uke'), l_now, l_user, l_name, l_now, l_user, l_name);
        ELSE
            UPDATE {{main}}.intro_termination
                SET avslutningsdato = JSON_VALUE(p_fields, '$.avslutningsdato'),
                    avslutningsarsak = JSON_VALUE(p_fields, '$.avslutningsarsak'),
                    timer_per_uke = JSON_VALUE(p_fields, '$.timer_per_uke'),
                    changed_at = l_now, changed_by = l_user, changed_by_name = l_name
                WHERE row_id = p_row;
        END IF;
        CALL {{main}}.intro_standing(p_id, p_deadline);
        SET l_outcome = 'saved', l_version = l_version + 1;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
END//

CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_row_delete(
    IN p_kind VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin, IN p_id BIGINT UNSIGNED, IN p_row BIGINT UNSIGNED,
    IN p_version INT UNSIGNED, IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin, IN p_deadline DATE)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept TINYINT;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_user BIGINT UNSIGNED DEFAULT {{main}}.ctx.user_id();
    DECLARE l_name VARCHAR(100) DEFAULT {{main}}.ctx.user_name();
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    CALL {{main}}.intro_hold(p_id, p_version, p_nokkel, p_digest, l_outcome, l_kept, l_id, l_version);
    IF l_outcome IS NULL THEN
        CALL {{main}}.intro_row_check(p_kind, p_id, p_row, l_outcome);
    END IF;
    IF l_outcome IS NULL THEN
        IF p_kind = 'vedtak' THEN
            UPDATE {{main}}.intro_decision SET deleted_at = l_now, deleted_by = l_user, deleted_by_name = l_name WHERE row_id = p_row;
        ELSEIF p_kind = 'sluttmal' THEN
            UPDATE {{main}}.intro_goal SET deleted_at = l_now, deleted_by = l_user, deleted_by_name = l_name WHERE row_id = p_row;
        ELSE
            UPDATE {{main}}.intro_termination SET deleted_at = l_now, deleted_by = l_user, deleted_by_name = l_name WHERE row_id = p_row;
        END IF;
        CALL {{main}}.intro_standing(p_id, p_deadline);
        SET l_outcome = 'saved', l_version = l_version + 1;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
END//

-- "Gjenåpne program" (N5): the termination that stands is deleted, what is known by now ends her no more (N4), and the programme runs
-- on until a deadline that has not passed; p_deadline is a new one, with its reason, or NULL where she has one to run on to. 'open':
-- nothing stands.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_reopen(
    IN p_id BIGINT UNSIGNED, IN p_version INT UNSIGNED, IN p_nokkel VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_digest VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin, IN p_deadline DATE, IN p_reason VARCHAR(500))
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_today DATE DEFAULT {{main}}.norwegian_date({{main}}.utc_now());
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE l_kept TINYINT;
    DECLARE l_id BIGINT UNSIGNED;
    DECLARE l_version INT UNSIGNED;
    DECLARE l_deadline DATE;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    CALL {{main}}.intro_hold(p_id, p_version, p_nokkel, p_digest, l_outcome, l_kept, l_id, l_version);
    IF l_outcome IS NULL AND NOT EXISTS (SELECT 1 FROM {{main}}.intro_termination t WHERE t.standing_of = p_id) THEN
        SET l_outcome = 'open';
    END IF;
    IF l_outcome IS NULL THEN
        SELECT COALESCE(p_deadline, MAX(p.gjennomforingsfrist)) INTO l_deadline
            FROM {{main}}.intro_participant p WHERE p.participant_id = p_id;
        IF l_deadline IS NULL OR l_deadline < l_today OR p_deadline IS NOT NULL AND COALESCE(p_reason, '') = '' THEN
            SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no deadline to run on to, or no reason';
        END IF;
        CALL {{main}}.intro_end_lift(p_id, 0);
        UPDATE {{main}}.intro_participant
            SET reopened_on = l_today, reopened_at = {{main}}.utc_now(), learned_since = '', deadline_set = COALESCE(p_deadline, deadline_set),
                deadline_reason = IF(p_deadline IS NULL, deadline_reason, p_reason)
            WHERE participant_id = p_id;
        CALL {{main}}.intro_standing(p_id, l_deadline);
        SET l_outcome = 'saved', l_version = l_version + 1;
    END IF;
    CALL {{main}}.participant_answer(l_outcome, l_id, l_version, l_kept, p_nokkel);
END//

-- What the rule engine decides from (N6), in the order of participant_id; with p_due_only those that something has happened to.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_facts(IN p_after BIGINT UNSIGNED, IN p_limit INT UNSIGNED,
    IN p_due_only TINYINT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_limit INT UNSIGNED DEFAULT LEAST(COALESCE(p_limit, 1000), 1000);

    IF p_due_only THEN
        SELECT p.participant_id, p.row_version, p.lov, p.oppstartsfrist, p.oppstartsdato, p.gjennomforingsfrist, p.deadline_set, p.days_off,
               p.is_extended, p.dead_on, p.emigrated_on, p.moved_on, p.out_of_category_on, p.reopened_on, p.learned_since, p.decided_on,
               p.rejected_on, p.stopped_on, p.sluttmal, p.avslutningsdato, p.avslutningsarsak, p.ended_by, p.engine_due
            FROM {{main}}.intro_participant p FORCE INDEX (intro_due)
            WHERE p.engine_due = 1 AND p.participant_id > p_after ORDER BY p.participant_id LIMIT l_limit;
    ELSE
        SELECT p.participant_id, p.row_version, p.lov, p.oppstartsfrist, p.oppstartsdato, p.gjennomforingsfrist, p.deadline_set, p.days_off,
               p.is_extended, p.dead_on, p.emigrated_on, p.moved_on, p.out_of_category_on, p.reopened_on, p.learned_since, p.decided_on,
               p.rejected_on, p.stopped_on, p.sluttmal, p.avslutningsdato, p.avslutningsarsak, p.ended_by, p.engine_due
            FROM {{main}}.intro_participant p FORCE INDEX (PRIMARY)
            WHERE p.participant_id > p_after ORDER BY p.participant_id LIMIT l_limit;
    END IF;
END//

-- What it wants of some of them, in one transaction: a list of {"id", "version", "frist", "arsak", "dato"}; no arsak: nothing of
-- its own stands. Who has changed meanwhile is left as she is, and told ("17,23"); a municipality's termination is never touched.
-- Who is as she is to be keeps her version, so that no form grows stale by being looked at.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_apply(IN p_changes LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_left LONGTEXT CHARACTER SET ascii COLLATE ascii_bin;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; CALL {{main}}.ctx.`leave`(); RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    CALL {{main}}.ctx.open_system('Regelmotor');
    START TRANSACTION;
    SELECT GROUP_CONCAT(IF(p.participant_id IS NULL, w.id, NULL)) INTO l_left
        FROM JSON_TABLE(p_changes, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id', version INT UNSIGNED PATH '$.version',
            frist DATE PATH '$.frist', arsak SMALLINT UNSIGNED PATH '$.arsak', dato DATE PATH '$.dato')) w
        LEFT JOIN {{main}}.intro_participant p ON p.participant_id = w.id AND p.row_version = w.version
        FOR UPDATE;
    UPDATE JSON_TABLE(p_changes, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id', version INT UNSIGNED PATH '$.version',
            frist DATE PATH '$.frist', arsak SMALLINT UNSIGNED PATH '$.arsak', dato DATE PATH '$.dato')) w
        STRAIGHT_JOIN {{main}}.intro_participant p ON p.participant_id = w.id AND p.row_version = w.version
        STRAIGHT_JOIN {{main}}.intro_termination t ON t.standing_of = p.participant_id
        SET t.deleted_at = l_now, t.deleted_by = NULL, t.deleted_by_name = 'Regelmotor'
        WHERE t.computed = 1 AND NOT (t.avslutningsarsak <=> w.arsak AND t.avslutningsdato <=> w.dato);
    INSERT INTO {{main}}.intro_termination (row_id, participant_id, avslutningsdato, avslutningsarsak, computed,
            entered_at, entered_by, entered_by_name, changed_at, changed_by, changed_by_name)
        SELECT CAST(CONV(HEX(RANDOM_BYTES(8)), 16, 10) AS UNSIGNED) >> 1, p.participant_id, w.dato, w.arsak, 1,
               l_now, NULL, 'Regelmotor', l_now, NULL, 'Regelmotor'
        FROM JSON_TABLE(p_changes, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id', version INT UNSIGNED PATH '$.version',
            frist DATE PATH '$.frist', arsak SMALLINT UNSIGNED PATH '$.arsak', dato DATE PATH '$.dato')) w
        STRAIGHT_JOIN {{main}}.intro_participant p ON p.participant_id = w.id AND p.row_version = w.version
        LEFT JOIN {{main}}.intro_termination t ON t.standing_of = p.participant_id
        WHERE w.arsak IS NOT NULL AND t.row_id IS NULL;
    UPDATE JSON_TABLE(p_changes, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id', version INT UNSIGNED PATH '$.version',
            frist DATE PATH '$.frist', arsak SMALLINT UNSIGNED PATH '$.arsak', dato DATE PATH '$.dato')) w
        STRAIGHT_JOIN {{main}}.intro_participant p ON p.participant_id = w.id AND p.row_version = w.version
        LEFT JOIN {{main}}.intro_termination t ON t.standing_of = p.participant_id
        SET p.row_version = p.row_version + 1, p.gjennomforingsfrist = w.frist, p.avslutningsdato = t.avslutningsdato,
            p.avslutningsarsak = t.avslutningsarsak, p.timer_per_uke = t.timer_per_uke,
            p.ended_by = ELT(t.computed + 1, 'municipality', 'engine'), p.ended_entered_at = t.entered_at,
            p.ended_entered_by_name = t.entered_by_name, p.engine_due = 0, p.changed_at = l_now, p.changed_by = NULL,
            p.changed_by_name = 'Regelmotor'
        WHERE NOT (p.gjennomforingsfrist <=> w.frist AND p.avslutningsdato <=> t.avslutningsdato
                   AND p.avslutningsarsak <=> t.avslutningsarsak AND p.ended_entered_at <=> t.entered_at);
    UPDATE JSON_TABLE(p_changes, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$.id', version INT UNSIGNED PATH '$.version',
            frist DATE PATH '$.frist', arsak SMALLINT UNSIGNED PATH '$.arsak', dato DATE PATH '$.dato')) w
        STRAIGHT_JOIN {{main}}.intro_participant p ON p.participant_id = w.id AND p.row_version = w.version
        SET p.engine_due = 0
        WHERE p.engine_due = 1;
    COMMIT;
    CALL {{main}}.ctx.`leave`();
    SELECT l_left AS left_ids;
END//

-- The whole register is about to leave as a file, by the administrator's command: noted first (L3), and by an account of the
-- system alone.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.intro_export_note()
    SQL SECURITY DEFINER
BEGIN
    CALL {{main}}.ctx.open_system('export');
    INSERT INTO {{audit}}.access_log (logged_at, user_id, user_name, session_id, action, what, details)
        VALUES ({{main}}.utc_now(), NULL, {{main}}.ctx.user_name(), NULL, 'download', 'introduksjon/eksport.csv', '{}');
    CALL {{main}}.ctx.`leave`();
END//

DELIMITER ;
