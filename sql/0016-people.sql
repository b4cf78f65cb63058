-- People, their grants and invitations (requirements A1-A3).

-- What stands for a user in an address: random, and nobody's number.
ALTER TABLE {{main}}.user ADD COLUMN IF NOT EXISTS
    public_id BIGINT UNSIGNED NOT NULL DEFAULT (CONV(SUBSTR(HEX(RANDOM_BYTES(8)), 2), 16, 10));
ALTER TABLE {{main}}.user ADD UNIQUE KEY IF NOT EXISTS user_address (public_id);
ALTER TABLE {{main}}.user ADD KEY IF NOT EXISTS user_email (email);

-- Taken away before its last day: valid_to is then the day before, so that it counts no more from that instant.
ALTER TABLE {{main}}.user_grant ADD COLUMN IF NOT EXISTS ended_at DATETIME(6) NULL;
ALTER TABLE {{main}}.user_grant ADD KEY IF NOT EXISTS grant_of_place (kommunenummer, role);

-- A grant that waits for the person to come and take it. Its link and mail are rows of `link` and `mail`.
CREATE TABLE IF NOT EXISTS {{main}}.invitation (
    invitation_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    public_id BIGINT UNSIGNED NOT NULL DEFAULT (CONV(SUBSTR(HEX(RANDOM_BYTES(8)), 2), 16, 10)),
    display_name VARCHAR(100) NOT NULL,
    email VARCHAR(254) NOT NULL,
    phone VARCHAR(30) NOT NULL,
    role ENUM('administrator', 'caseworker', 'imdi', 'system_owner') NOT NULL,
    register ENUM('', 'introduksjon', 'jobbsjansen') NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    valid_from DATE NOT NULL,
    valid_to DATE NULL,
    invited_by BIGINT UNSIGNED NOT NULL,
    invited_at DATETIME(6) NOT NULL,
    accepted_by BIGINT UNSIGNED NULL,
    accepted_at DATETIME(6) NULL,
    withdrawn_at DATETIME(6) NULL,
    UNIQUE KEY invitation_address (public_id),
    KEY invitation_to (email),
    KEY invitation_of_place (kommunenummer, invited_at),
    KEY invitation_from (invited_by, invited_at),
    CONSTRAINT invitation_inviter FOREIGN KEY (invited_by) REFERENCES {{main}}.user (user_id),
    CONSTRAINT invitation_user FOREIGN KEY (accepted_by) REFERENCES {{main}}.user (user_id)
);
