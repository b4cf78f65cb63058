-- The second factor (requirement A4). Whoever must have one and has none yet chooses it at the next login; the
-- demonstration's logins alone need none.
ALTER TABLE {{main}}.user ADD COLUMN IF NOT EXISTS factor_required TINYINT UNSIGNED NOT NULL DEFAULT 1;

-- By what a session was begun.
ALTER TABLE {{main}}.session
    ADD COLUMN IF NOT EXISTS method ENUM('gjenoppretting', 'oidc', 'passord', 'totp') NOT NULL DEFAULT 'passord';

-- What a try is counted by: the address, or the network of it (address_group); and the browser it came from, by its own cookie.
ALTER TABLE {{main}}.login_attempt
    ADD COLUMN IF NOT EXISTS remote_group VARCHAR(64) COLLATE utf8mb4_bin NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS browser_hash BINARY(32) NULL,
    DROP KEY IF EXISTS attempt_of_user,
    DROP KEY IF EXISTS attempt_from,
    ADD KEY IF NOT EXISTS attempt_of_name (brukernavn, started_at),
    ADD KEY IF NOT EXISTS attempt_from_group (remote_group, started_at);

-- The password was right and the second factor is to come: no session, and nothing is opened by it.
CREATE TABLE IF NOT EXISTS {{main}}.half_session (
    token_hash BINARY(32) NOT NULL PRIMARY KEY,
    half_session_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
    user_id BIGINT UNSIGNED NOT NULL,
    purpose ENUM('kode', 'registrer') NOT NULL,
    made_at DATETIME(6) NOT NULL,
    ends_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6) NULL,
    wrong TINYINT UNSIGNED NOT NULL DEFAULT 0,
    remote VARCHAR(64) NOT NULL DEFAULT '',
    browser VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    browser_hash BINARY(32) NULL,
    offer_sealed BINARY(20) NULL,
    offer_salt BINARY(16) NULL,
    UNIQUE KEY half_session_number (half_session_id),
    KEY half_session_of_user (user_id),
    KEY half_session_end (ends_at),
    CONSTRAINT half_session_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- What the app on the phone knows. Sealed with a pad that the workers derive from the salt and a key of theirs.
CREATE TABLE IF NOT EXISTS {{main}}.user_factor (
    user_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    sealed BINARY(20) NOT NULL,
    salt BINARY(16) NOT NULL,
    since DATETIME(6) NOT NULL,
    CONSTRAINT factor_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- The half minutes whose code was used. A row each, and not the latest alone: a clock that is put back would else lock its
-- user out until it has caught up.
CREATE TABLE IF NOT EXISTS {{main}}.factor_used (
    user_id BIGINT UNSIGNED NOT NULL,
    counter BIGINT UNSIGNED NOT NULL,
    used_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id, counter),
    KEY used_age (used_at),
    CONSTRAINT used_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- Codes for whoever has lost the phone: hashes of what the workers made of them with a key of theirs.
CREATE TABLE IF NOT EXISTS {{main}}.recovery_code (
    user_id BIGINT UNSIGNED NOT NULL,
    code_hash BINARY(32) NOT NULL,
    made_at DATETIME(6) NOT NULL,
    used_at DATETIME(6) NULL,
    PRIMARY KEY (user_id, code_hash),
    CONSTRAINT recovery_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- A wrong code after a right password.
CREATE TABLE IF NOT EXISTS {{main}}.factor_attempt (
    attempt_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NOT NULL,
    tried_at DATETIME(6) NOT NULL,
    known_hash BINARY(32) NULL,
    KEY factor_attempt_of_user (user_id, tried_at),
    KEY factor_attempt_age (tried_at),
    CONSTRAINT factor_attempt_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- Browsers that a user has logged in with: what others guess at elsewhere does not count against her there.
CREATE TABLE IF NOT EXISTS {{main}}.known_browser (
    user_id BIGINT UNSIGNED NOT NULL,
    browser_hash BINARY(32) NOT NULL,
    seen_at DATETIME(6) NOT NULL,
    PRIMARY KEY (user_id, browser_hash),
    KEY known_age (seen_at),
    CONSTRAINT known_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);
