-- The queue of mail: what the jobs daemon takes, and how each try ended. It has an account of its own and these three, and
-- reads nothing else of links or mail. Locks are taken in one order: mail, link.

DELIMITER //

-- The next mail that is due, for this daemon alone until the lease is over; those that have failed least come first. 'none':
-- nothing is due. 'over': one was due whose link is good no more; it is not sent. No pause is longer than an hour and a fifth:
-- a longer one was written before the clock was put back, and holds nobody up.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.mail_take(IN p_lease_seconds INT UNSIGNED)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_outcome VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin DEFAULT 'none';
    DECLARE l_mail, l_link, l_key BIGINT UNSIGNED;
    DECLARE l_expires, l_used, l_withdrawn DATETIME(6);
    DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    CALL {{main}}.reset_prepare(); -- what was asked for becomes mail
    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT m.mail_id, m.link_id INTO l_mail, l_link FROM {{main}}.mail m
        WHERE m.state = 'waiting' AND (m.not_before <= l_now OR m.not_before > l_now + INTERVAL 2 HOUR)
        ORDER BY m.tries, m.not_before LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF l_mail IS NOT NULL THEN
        SET l_outcome = 'mail', l_key = CONV(HEX(RANDOM_BYTES(7)), 16, 10);
        SELECT l.expires_at, l.used_at, l.withdrawn_at INTO l_expires, l_used, l_withdrawn
            FROM {{main}}.link l WHERE l.link_id = l_link;
        IF l_used IS NOT NULL OR l_withdrawn IS NOT NULL OR l_expires <= l_now THEN
            SET l_outcome = 'over';
            UPDATE {{main}}.mail SET lease_key = NULL, last_error = IF(l_used IS NULL AND l_withdrawn IS NULL, 'expired', last_error),
                    state = CASE WHEN l_used IS NOT NULL THEN 'sent' WHEN l_withdrawn IS NOT NULL THEN 'withdrawn' ELSE 'given_up' END
                WHERE mail_id = l_mail;
        ELSE
            UPDATE {{main}}.mail SET lease_key = l_key, not_before = l_now + INTERVAL p_lease_seconds SECOND WHERE mail_id = l_mail;
        END IF;
    END IF;
    COMMIT;
    SELECT l_outcome AS outcome, l_key AS lease_key, m.mail_id, m.kind, m.recipient, m.recipient_name,
           JSON_VALUE(NULLIF(m.about, ''), '$.invited_by') AS invited_by, JSON_VALUE(NULLIF(m.about, ''), '$.place') AS place,
           m.language, m.made_at, m.tries, GREATEST(0, TIMESTAMPDIFF(SECOND, m.made_at, l_now)) AS age_seconds,
           l.link_id, LOWER(HEX(l.token_salt)) AS token_salt, l.expires_at
        FROM (SELECT 1) one LEFT JOIN {{main}}.mail m ON m.mail_id = l_mail AND l_outcome = 'mail'
        LEFT JOIN {{main}}.link l ON l.link_id = m.link_id;
END//

-- It is about to be sent: its link gets the hash of its token, in hex (NULL where it has no link). 'go', or 'gone': it has
-- been withdrawn meanwhile, or the lease is over.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.mail_ready(
    IN p_mail BIGINT UNSIGNED, IN p_key BIGINT UNSIGNED, IN p_token_hash CHAR(64) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_mail, l_link BIGINT UNSIGNED;
    DECLARE l_good TINYINT DEFAULT 1;
    DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN END;
    DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;

    ROLLBACK;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    START TRANSACTION;
    SELECT m.mail_id, m.link_id INTO l_mail, l_link FROM {{main}}.mail m
        WHERE m.mail_id = p_mail AND m.state = 'waiting' AND m.lease_key = p_key AND m.not_before > l_now FOR UPDATE;
    IF l_link IS NOT NULL THEN
        SET l_good = 0;
        SELECT 1 INTO l_good FROM {{main}}.link l
            WHERE l.link_id = l_link AND l.used_at IS NULL AND l.withdrawn_at IS NULL AND l.expires_at > l_now FOR UPDATE;
        IF l_good THEN
            UPDATE {{main}}.link SET token_hash = UNHEX(p_token_hash) WHERE link_id = l_link AND NOT token_hash <=> UNHEX(p_token_hash);
        ELSE
            UPDATE {{main}}.mail SET lease_key = NULL, not_before = l_now WHERE mail_id = l_mail; -- the next to take it ends it
        END IF;
    END IF;
    COMMIT;
    SELECT IF(l_mail IS NOT NULL AND l_good, 'go', 'gone') AS outcome;
END//

-- How a try ended. 'sent' is what happened, whoever holds the mail now; 'refused', 'given_up' and 'waiting' (for p_delay_ms)
-- are for who holds it. p_error: fixed words and codes, never what a server wrote.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.mail_done(
    IN p_mail BIGINT UNSIGNED, IN p_key BIGINT UNSIGNED, IN p_state VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin,
    IN p_delay_ms INT UNSIGNED, IN p_error VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();
    DECLARE l_done INT;

    IF p_state = 'sent' THEN
        UPDATE {{main}}.mail SET state = IF(state = 'withdrawn', state, 'sent'), sent_at = l_now, lease_key = NULL, last_error = ''
            WHERE mail_id = p_mail AND sent_at IS NULL;
    ELSE
        UPDATE {{main}}.mail SET state = p_state, tries = LEAST(tries + 1, 60000), lease_key = NULL, last_error = p_error,
                not_before = l_now + INTERVAL p_delay_ms * 1000 MICROSECOND
            WHERE mail_id = p_mail AND state = 'waiting' AND lease_key = p_key;
    END IF;
    SET l_done = ROW_COUNT();
    SELECT IF(l_done = 1, 'done', 'gone') AS outcome;
END//

-- What is swept away: thirty days after it was made, who a mail was to and what it was about, unless it waits still; a year after
-- its link has expired, the mail and the link. A thousand rows of each at most.
CREATE OR REPLACE DEFINER = {{definer}} PROCEDURE {{main}}.mail_sweep(OUT p_emptied INT, OUT p_gone INT)
    SQL SECURITY DEFINER
BEGIN
    DECLARE l_now DATETIME(6) DEFAULT {{main}}.utc_now();

    UPDATE {{main}}.mail SET recipient = '', recipient_name = '', about = ''
        WHERE made_at < l_now - INTERVAL 30 DAY AND state <> 'waiting' AND recipient <> '' LIMIT 1000;
    SET p_emptied = ROW_COUNT();
    DELETE FROM {{main}}.mail
        WHERE made_at < l_now - INTERVAL 1 YEAR AND state <> 'waiting'
          AND (link_id IS NULL OR link_id IN (SELECT l.link_id FROM {{main}}.link l WHERE l.expires_at < l_now - INTERVAL 1 YEAR)) LIMIT 1000;
    SET p_gone = ROW_COUNT();
    DELETE FROM {{main}}.link
        WHERE expires_at < l_now - INTERVAL 1 YEAR
          AND NOT EXISTS (SELECT 1 FROM {{main}}.mail m WHERE m.link_id = link.link_id) LIMIT 1000;
    -- Who never took her invitation goes with the last of its links.
    DELETE FROM {{main}}.invitation
        WHERE accepted_at IS NULL AND invited_at < l_now - INTERVAL 1 YEAR
          AND NOT EXISTS (SELECT 1 FROM {{main}}.link l WHERE l.kind = 'invitasjon' AND l.subject_id = invitation.invitation_id)
        LIMIT 1000;
END//

DELIMITER ;
