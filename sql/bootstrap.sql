-- What the migration runner itself stands on. Run at every start of it: changes nothing that exists.
CREATE DATABASE IF NOT EXISTS {{main}} CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
CREATE DATABASE IF NOT EXISTS {{audit}} CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;
CREATE DATABASE IF NOT EXISTS {{history}} CHARACTER SET utf8mb4 COLLATE utf8mb4_danish_ci;

-- Numbered steps that have been taken.
CREATE TABLE IF NOT EXISTS {{main}}.schema_step (
    number INT UNSIGNED NOT NULL PRIMARY KEY,
    name VARCHAR(100) NOT NULL,
    checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    applied_at DATETIME(6) NOT NULL
);

-- What can be made anew at any time (views, triggers, routines, accounts), and from which text it was made:
-- remaking one empties every session's context, so nothing unchanged is remade.
CREATE TABLE IF NOT EXISTS {{main}}.generated_object (
    name VARCHAR(120) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
    digest CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    made_at DATETIME(6) NOT NULL
);

-- The row that a runner holds locked while it works.
CREATE TABLE IF NOT EXISTS {{main}}.migration_lock (
    number TINYINT UNSIGNED NOT NULL PRIMARY KEY
);
INSERT IGNORE INTO {{main}}.migration_lock VALUES (1);
