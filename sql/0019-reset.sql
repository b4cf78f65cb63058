-- Asking for a new password by mail (requirement A4). What was typed stands here until the jobs have looked, for less than a
-- second as a rule; the rest counts how often, for a day.
CREATE TABLE IF NOT EXISTS {{main}}.reset_request (
    request_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    asked_at DATETIME(6) NOT NULL,
    who VARCHAR(254) COLLATE utf8mb4_bin NOT NULL,
    remote_group VARCHAR(64) COLLATE utf8mb4_bin NOT NULL,
    user_id BIGINT UNSIGNED NULL,
    outcome ENUM('many', 'nobody', 'sent', 'waiting') CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'waiting',
    KEY request_waiting (outcome, request_id),
    KEY request_of_user (user_id, asked_at),
    KEY request_from (remote_group, asked_at),
    KEY request_age (asked_at),
    CONSTRAINT request_user FOREIGN KEY (user_id) REFERENCES {{main}}.user (user_id)
);
