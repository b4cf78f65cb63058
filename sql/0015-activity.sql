-- The activity log (requirements L2, L3): who opened, and who logged in or tried to; and the log read by kind, user or person.

-- Also tries at logging in. `kind` is what the activity log shows a row as, see there: 4 opened or searched for, 5 downloaded,
-- 6 login.
ALTER TABLE {{audit}}.access_log
    MODIFY COLUMN action ENUM('download', 'open', 'search', 'login') NOT NULL;
ALTER TABLE {{audit}}.access_log
    ADD COLUMN IF NOT EXISTS kind TINYINT UNSIGNED AS (CASE action WHEN 'download' THEN 5 WHEN 'login' THEN 6 ELSE 4 END) STORED,
    ADD KEY IF NOT EXISTS access_by_kind (kind, logged_at, log_id),
    ADD KEY IF NOT EXISTS access_by_user (user_id, kind, logged_at, log_id),
    DROP KEY IF EXISTS access_of_user;

-- A person's entries in the order of time.
ALTER TABLE {{audit}}.access_log_person DROP PRIMARY KEY, ADD PRIMARY KEY (person_id, logged_at, log_id);

-- 1 made, 2 changed, 3 deleted, 6 login. NULL: shown with another row (a participant's row tells her choices, and when she is
-- deleted all that went with her).
ALTER TABLE {{audit}}.change_log
    ADD COLUMN IF NOT EXISTS kind TINYINT UNSIGNED AS (
        CASE WHEN table_name IN ('participant_choice', 'participant_deleted', 'participant_choice_deleted',
                                 'participant_test_deleted', 'participant_confirmation_deleted', 'person', 'secret') THEN NULL
             WHEN table_name = 'session' THEN IF(action = 'delete', NULL, 6)
             WHEN table_name = 'person_number' AND action = 'insert' THEN NULL
             WHEN table_name = 'participant_confirmation' AND action = 'delete' THEN NULL
             WHEN action = 'insert' THEN 1
             WHEN action = 'update' THEN 2
             ELSE 3 END) STORED,
    ADD KEY IF NOT EXISTS change_by_kind (kind, logged_at, log_id),
    ADD KEY IF NOT EXISTS change_by_user (user_id, kind, logged_at, log_id);
