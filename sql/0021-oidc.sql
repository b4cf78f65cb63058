-- Login through an OpenID provider (requirement A4).

-- Where a provider's pages are, as it says itself: kept by the daemon that asks it. Workers have no network.
CREATE TABLE IF NOT EXISTS {{main}}.oidc_provider (
    name VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    authorization_endpoint VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    end_session_endpoint VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    sends_issuer TINYINT UNSIGNED NOT NULL,
    read_at DATETIME(6) NOT NULL
);

-- One login on its way. Of the browser's token and the state there are hashes alone; code, verifier and nonce are here from
-- the browser's return until the daemon has taken them. Who she is (issuer, subject) the daemon alone writes.
CREATE TABLE IF NOT EXISTS {{main}}.oidc_login (
    oidc_login_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    browser_hash BINARY(32) NOT NULL,
    state_hash BINARY(32) NOT NULL,
    provider VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    purpose ENUM('invite', 'login', 'tie') NOT NULL,
    session_id BIGINT UNSIGNED NULL,
    return_to VARCHAR(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    remote VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
    begun_at DATETIME(6) NOT NULL,
    state ENUM('asked', 'begun', 'finished', 'refused', 'taken', 'verified') NOT NULL DEFAULT 'begun',
    state_at DATETIME(6) NOT NULL,
    code_hash BINARY(32) NULL,
    code VARCHAR(2000) CHARACTER SET ascii COLLATE ascii_bin NULL,
    verifier CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    nonce CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    lease_key BIGINT UNSIGNED NULL,
    subject VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    reason VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    UNIQUE KEY login_of_browser (browser_hash),
    KEY login_queue (state, state_at),
    KEY login_from (remote, begun_at)
);

-- Who a user is to a provider: one of its subjects for each user, and one user for each subject. No other claim is kept, least
-- of all the national identity number.
CREATE TABLE IF NOT EXISTS {{main}}.user_identity (
    identity_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id BIGINT UNSIGNED NOT NULL,
    issuer VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    subject VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    tied_at DATETIME(6) NOT NULL,
    UNIQUE KEY identity_subject (issuer, subject),
    UNIQUE KEY identity_of_user (user_id, issuer),
    CONSTRAINT identity_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);

-- Through which provider a session was begun: there, too, its user logs out.
ALTER TABLE {{main}}.session ADD COLUMN IF NOT EXISTS oidc_provider VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
