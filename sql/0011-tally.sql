-- How many participants there are, kept by the triggers of participant, so that nobody counts the register to show a total.

-- By status (requirement O3).
CREATE TABLE IF NOT EXISTS {{main}}.participant_tally (
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status ENUM('avsluttet', 'endret', 'opprettet', 'utskrevet') NOT NULL,
    participants BIGINT NOT NULL,
    PRIMARY KEY (kommunenummer, bydel, status)
);

-- The same by county, the first two digits of the municipality: who sees the whole country adds up few rows, and no single row
-- is everybody's to wait for.
CREATE TABLE IF NOT EXISTS {{main}}.county_tally (
    county CHAR(2) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    status ENUM('avsluttet', 'endret', 'opprettet', 'utskrevet') NOT NULL,
    participants BIGINT NOT NULL,
    PRIMARY KEY (county, status)
);

-- By the years of taking part and those confirmed (requirement Y3). Who has not begun is in none of them; to_year 9999: no end.
CREATE TABLE IF NOT EXISTS {{main}}.report_tally (
    kommunenummer CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    bydel CHAR(6) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    from_year SMALLINT UNSIGNED NOT NULL,
    to_year SMALLINT UNSIGNED NOT NULL,
    confirmed_years BIGINT UNSIGNED NOT NULL,
    participants BIGINT NOT NULL,
    PRIMARY KEY (kommunenummer, bydel, from_year, to_year, confirmed_years)
);

-- It was counted from this index till now.
ALTER TABLE IF EXISTS {{main}}.participant DROP KEY IF EXISTS participant_report;
