-- What participants lack at their next gate (requirement P15): the trigger before each write of a participation works
-- her bits out (src/register/store/schema_gap.c). Here it is done for many, where what is asked has changed meanwhile.

-- Which bit is which question's. Nothing of a person's is in it.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.gap_bit_list AS
    SELECT variabel, bit FROM {{main}}.gap_bit;

DELIMITER //

-- At most p_rounds times 500 participations, each round by itself, so that nobody waits long; p_left: there are more. Where
-- some question begins or ends with a date and that day has come, it begins by itself, with those whom it can touch. The
-- triggers do the work; they see that neither log nor history nor version tell of it.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.gaps_refresh(IN p_rounds INT UNSIGNED, OUT p_left TINYINT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_day, l_today DATE DEFAULT {{main}}.norwegian_date({{main}}.utc_now());
    DECLARE l_after, l_last BIGINT UNSIGNED;
    DECLARE l_whole TINYINT;
    DECLARE l_round INT UNSIGNED DEFAULT 0;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; CALL {{main}}.ctx.`leave`(); RESIGNAL; END;

    ROLLBACK;
    CALL {{main}}.ctx.open_system('gaps');
    REPEAT
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        START TRANSACTION;
        SELECT r.day, r.after_id, r.whole INTO l_day, l_after, l_whole FROM {{main}}.gap_refresh r WHERE r.only_row = 1 FOR UPDATE;
        IF {{gap_turns}} THEN
            SET l_after = 0;
        END IF;
        IF l_after IS NOT NULL THEN
            SELECT MAX(few.participant_id) INTO l_last FROM (
                SELECT p.participant_id FROM {{main}}.participant p
                    WHERE p.participant_id > l_after AND (l_whole OR {{gap_undated}}) ORDER BY p.participant_id LIMIT 500) few;
            UPDATE {{main}}.participant p SET p.gaps = 0
                WHERE p.participant_id > l_after AND p.participant_id <= l_last AND (l_whole OR {{gap_undated}});
            SET l_after = l_last;
        END IF;
        UPDATE {{main}}.gap_refresh SET day = l_today, after_id = l_after, whole = l_whole AND l_after IS NOT NULL WHERE only_row = 1;
        COMMIT;
        SET l_round = l_round + 1;
    UNTIL l_after IS NULL OR l_round >= p_rounds END REPEAT;
    CALL {{main}}.ctx.`leave`();
    SET p_left = l_after IS NOT NULL;
END//

DELIMITER ;
