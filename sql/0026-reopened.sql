-- When the register learned of a reopening (requirements N4-N6). Its day alone cannot tell what was known when somebody reopened the
-- programme from what was entered later that day, nor see what came late and is dated before.

-- `learned_since`: which of what may end her came to be known after she was last reopened, by the rule engine's names of causes.
ALTER TABLE {{main}}.intro_participant
    ADD COLUMN IF NOT EXISTS reopened_at DATETIME(6) NULL AFTER reopened_on,
    ADD COLUMN IF NOT EXISTS learned_since SET('utvandret', 'flyttet', 'ikke_i_kategori', 'avvist', 'permanent_stans')
        CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '' AFTER reopened_at;

-- Until now all that was dated until a reopening's day was passed over, whenever it was entered, and her page said so. It stays so:
-- nobody's programme ends by this step. So for reopenings of before it, all that is known now was known then.
DELIMITER //
BEGIN NOT ATOMIC
    IF EXISTS (SELECT 1 FROM {{main}}.intro_participant p WHERE p.reopened_on IS NOT NULL AND p.reopened_at IS NULL) THEN
        CALL {{main}}.ctx.open_system('migrate');
        UPDATE {{main}}.intro_participant SET reopened_at = UTC_TIMESTAMP(6) WHERE reopened_on IS NOT NULL AND reopened_at IS NULL;
        CALL {{main}}.ctx.`leave`();
    END IF;
END//
DELIMITER ;
