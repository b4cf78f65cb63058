-- Mail that is to be sent, and the single-use links some of it carries (requirements A3, A4). Both are written in the
-- transaction of what they tell of; the jobs daemon sends.

-- What a link opens: an invitation, or a new password for a user. The token in its address is made by the jobs daemon alone,
-- which leaves the hash here before the mail goes out: neither the database nor a worker can make a link.
CREATE TABLE IF NOT EXISTS {{main}}.link (
    link_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    kind ENUM('invitasjon', 'passord') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject_id BIGINT UNSIGNED NOT NULL,
    made_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    token_hash BINARY(32) NULL,
    opened_at DATETIME(6) NULL,
    used_at DATETIME(6) NULL,
    withdrawn_at DATETIME(6) NULL,
    UNIQUE KEY link_token (token_hash),
    KEY link_of_subject (kind, subject_id),
    KEY link_age (expires_at)
);

-- Waiting mail is taken by a daemon for a while (until not_before, under a key of its own); a daemon that dies leaves one that
-- falls due again. `refused`: no such address, says its server; `given_up`: tried for days, or its link has expired. `about` is JSON,
-- by kind: an invitation's says invited_by and place. Names and addresses are emptied some time after (jobs_housekeeping).
CREATE TABLE IF NOT EXISTS {{main}}.mail (
    mail_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    link_id BIGINT UNSIGNED NULL,
    kind ENUM('invitasjon', 'passord', 'passord-endret') CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    recipient VARCHAR(254) COLLATE utf8mb4_bin NOT NULL,
    recipient_name VARCHAR(100) COLLATE utf8mb4_bin NOT NULL,
    about VARCHAR(1000) COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    language ENUM('en', 'nb', 'nn') CHARACTER SET ascii COLLATE ascii_bin NULL,
    made_at DATETIME(6) NOT NULL,
    tries SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    not_before DATETIME(6) NOT NULL,
    lease_key BIGINT UNSIGNED NULL,
    state ENUM('given_up', 'refused', 'sent', 'waiting', 'withdrawn') CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
    sent_at DATETIME(6) NULL,
    last_error VARCHAR(60) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    UNIQUE KEY mail_link (link_id),
    KEY mail_order (state, tries, not_before),
    KEY mail_age (made_at),
    CONSTRAINT mail_of_link FOREIGN KEY (link_id) REFERENCES {{main}}.link (link_id)
);
