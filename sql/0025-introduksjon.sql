-- The introduction programme (requirements N0-N7): persons with their decisions, goals and terminations. And scopes for each
-- register by itself: who sees or changes whom in one has no say in the other.

-- Both are worked out anew with everybody's next context, from the grants.
DELETE FROM {{main}}.user_scope_date;
ALTER TABLE {{main}}.user_scope
    ADD COLUMN IF NOT EXISTS register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'jobbsjansen' AFTER user_id,
    DROP PRIMARY KEY, ADD PRIMARY KEY (user_id, register, kind, kommunenummer, bydel);
ALTER TABLE {{main}}.user_write_scope
    ADD COLUMN IF NOT EXISTS register VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'jobbsjansen' AFTER user_id,
    DROP PRIMARY KEY, ADD PRIMARY KEY (user_id, register, kommunenummer, bydel);

-- One person followed up by one municipality: who moves has a row in each. Columns with Norwegian names are the codebook's.
-- From `decided_on` on she stands as her rows below say; intro_standing alone works it out. So lists, the report and the rule
-- engine read this one table. `row_version` counts every change of her and of her rows.
CREATE TABLE IF NOT EXISTS {{main}}.intro_participant (
    participant_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    row_version INT UNSIGNED NOT NULL DEFAULT 1,
    person_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    duf_nummer CHAR(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    navn VARCHAR(602) NOT NULL,
    kategori SMALLINT UNSIGNED NOT NULL,
    lov SMALLINT UNSIGNED NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    oppstartsfrist DATE NULL,
    oppstartsdato DATE NULL,
    gjennomforingsfrist DATE NULL, -- the one that holds
    deadline_set DATE NULL,        -- imported, or set when the programme was reopened: goes before the one of the law
    deadline_reason VARCHAR(500) NULL,
    days_off SMALLINT UNSIGNED NOT NULL DEFAULT 0, -- absence and leave that the time is lengthened by
    dead_on DATE NULL,
    emigrated_on DATE NULL,
    moved_on DATE NULL,
    out_of_category_on DATE NULL,
    reopened_on DATE NULL,
    decided_on DATE NULL,          -- the first decision on a programme that holds
    is_extended TINYINT UNSIGNED NOT NULL DEFAULT 0,
    rejected_on DATE NULL,
    stopped_on DATE NULL,
    sluttmal SMALLINT UNSIGNED NULL,
    avslutningsdato DATE NULL,
    avslutningsarsak SMALLINT UNSIGNED NULL,
    timer_per_uke SMALLINT UNSIGNED NULL, -- tenths of an hour
    ended_by ENUM('engine', 'municipality') NULL,
    ended_entered_at DATETIME(6) NULL,
    ended_entered_by_name VARCHAR(100) NULL,
    engine_due TINYINT UNSIGNED NOT NULL DEFAULT 1, -- something has changed since the rule engine looked
    created_at DATETIME(6) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    changed_by BIGINT UNSIGNED NULL,
    changed_by_name VARCHAR(100) NOT NULL DEFAULT '',
    UNIQUE KEY intro_once (duf_nummer, kommunenummer),
    KEY intro_person (person_id),
    KEY intro_due (engine_due, participant_id),
    KEY intro_all_id (participant_id, row_version),
    KEY intro_all_name (navn, participant_id),
    KEY intro_all_duf (duf_nummer, participant_id),
    KEY intro_all_end (lov, avslutningsdato, participant_id, avslutningsarsak, ended_by, kategori, kommunenummer, bydel),
    KEY intro_municipality_id (kommunenummer, participant_id),
    KEY intro_municipality_name (kommunenummer, navn, participant_id),
    KEY intro_municipality_duf (kommunenummer, duf_nummer, participant_id),
    KEY intro_municipality_end (kommunenummer, lov, avslutningsdato, participant_id, avslutningsarsak, ended_by, kategori, bydel),
    KEY intro_district_id (kommunenummer, bydel, participant_id),
    KEY intro_district_name (kommunenummer, bydel, navn, participant_id),
    KEY intro_district_duf (kommunenummer, bydel, duf_nummer, participant_id),
    KEY intro_district_end (kommunenummer, bydel, lov, avslutningsdato, participant_id, avslutningsarsak, ended_by, kategori),
    CONSTRAINT intro_municipality FOREIGN KEY (kommunenummer) REFERENCES {{main}}.municipality (kommunenummer)
);

-- Her rows. What was deleted stays, and is told to be. The place is hers.
CREATE TABLE IF NOT EXISTS {{main}}.intro_decision (
    row_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    participant_id BIGINT UNSIGNED NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    vedtakstype SMALLINT UNSIGNED NOT NULL,
    vedtaksresultat SMALLINT UNSIGNED NOT NULL,
    vedtaksdato DATE NOT NULL,
    entered_at DATETIME(6) NOT NULL,
    entered_by BIGINT UNSIGNED NULL,
    entered_by_name VARCHAR(100) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    changed_by BIGINT UNSIGNED NULL,
    changed_by_name VARCHAR(100) NOT NULL,
    deleted_at DATETIME(6) NULL,
    deleted_by BIGINT UNSIGNED NULL,
    deleted_by_name VARCHAR(100) NULL,
    KEY decision_of (participant_id),
    CONSTRAINT decision_participant FOREIGN KEY (participant_id) REFERENCES {{main}}.intro_participant (participant_id)
);

CREATE TABLE IF NOT EXISTS {{main}}.intro_goal (
    row_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    participant_id BIGINT UNSIGNED NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    sluttmal SMALLINT UNSIGNED NOT NULL,
    sluttmal_dato DATE NOT NULL,
    entered_at DATETIME(6) NOT NULL,
    entered_by BIGINT UNSIGNED NULL,
    entered_by_name VARCHAR(100) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    changed_by BIGINT UNSIGNED NULL,
    changed_by_name VARCHAR(100) NOT NULL,
    deleted_at DATETIME(6) NULL,
    deleted_by BIGINT UNSIGNED NULL,
    deleted_by_name VARCHAR(100) NULL,
    KEY goal_of (participant_id),
    CONSTRAINT goal_participant FOREIGN KEY (participant_id) REFERENCES {{main}}.intro_participant (participant_id)
);

-- `computed`: entered by the rule engine. At most one of a person's stands.
CREATE TABLE IF NOT EXISTS {{main}}.intro_termination (
    row_id BIGINT UNSIGNED NOT NULL PRIMARY KEY,
    participant_id BIGINT UNSIGNED NOT NULL,
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    avslutningsdato DATE NOT NULL,
    avslutningsarsak SMALLINT UNSIGNED NOT NULL,
    timer_per_uke SMALLINT UNSIGNED NULL, -- tenths of an hour
    computed TINYINT UNSIGNED NOT NULL DEFAULT 0,
    entered_at DATETIME(6) NOT NULL,
    entered_by BIGINT UNSIGNED NULL,
    entered_by_name VARCHAR(100) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    changed_by BIGINT UNSIGNED NULL,
    changed_by_name VARCHAR(100) NOT NULL,
    deleted_at DATETIME(6) NULL,
    deleted_by BIGINT UNSIGNED NULL,
    deleted_by_name VARCHAR(100) NULL,
    standing_of BIGINT UNSIGNED AS (IF(deleted_at IS NULL, participant_id, NULL)) STORED,
    UNIQUE KEY termination_stands (standing_of),
    KEY termination_of (participant_id),
    CONSTRAINT termination_participant FOREIGN KEY (participant_id) REFERENCES {{main}}.intro_participant (participant_id)
);
