-- The codebooks that this database was brought up to, each with its text: what is in use, what stood in those before,
-- and who changed it when (requirement C6).
CREATE TABLE IF NOT EXISTS {{main}}.codebook_applied (
    number INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    version VARCHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    digest CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    applied_at DATETIME(6) NOT NULL,
    applied_by VARCHAR(200) COLLATE utf8mb4_bin NOT NULL,
    content LONGTEXT COLLATE utf8mb4_bin NOT NULL
);
