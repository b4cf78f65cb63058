-- What workers may read. A view over participants names only indexes that begin with its scope's columns, none of
-- them unique: a row outside the scope is then never read, so no condition of the caller's can meet it.
-- With a place given as literals the row of user_scope is found by its whole key (hence bydel = ''), and the participants
-- can be read in an index's order. Columns and index names are filled in from the codebook.
-- The place that a view shows is that of user_scope's key, and the join is by a copy of it: a range of places that the
-- caller asks for must never become a range of the participants' index, as the optimizer would look into it before the
-- scope is known, and max_join_size tells what it found (tests/sql/attack_estimates.test.mjs).

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_all AS
    SELECT {{participant_columns}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX ({{indexes participant all}})
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'all' AND s.kommunenummer = '' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_municipality AS
    SELECT {{participant_columns municipality}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX ({{indexes participant municipality}})
        ON p.kommunenummer = s.seen_kommunenummer
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'municipality' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_district AS
    SELECT {{participant_columns district}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX ({{indexes participant district}})
        ON p.kommunenummer = s.seen_kommunenummer AND p.bydel = s.seen_bydel
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'district';

-- What the overview shows and filters by, by one index each. Given a choice, the server takes the first index that fits the
-- place, and finds out afterwards that another would have been in order: it then passes by all that lies before a page, or
-- sorts the scope. The district is joined by its own name: the server knows no other second column as one that has one value,
-- and sorts; a range of districts is none of the index while its first column is a copy.
CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_changed_all AS
    SELECT {{list_columns}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (all_changed)
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'all' AND s.kommunenummer = '' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_changed_municipality AS
    SELECT {{list_columns municipality}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (municipality_changed)
        ON p.kommunenummer = s.seen_kommunenummer
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'municipality' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_changed_district AS
    SELECT {{list_columns district}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (district_changed)
        ON p.kommunenummer = s.seen_kommunenummer AND p.bydel = s.bydel
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'district';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_name_all AS
    SELECT {{list_columns}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (all_name)
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'all' AND s.kommunenummer = '' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_name_municipality AS
    SELECT {{list_columns municipality}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (municipality_name)
        ON p.kommunenummer = s.seen_kommunenummer
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'municipality' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_name_district AS
    SELECT {{list_columns district}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (district_name)
        ON p.kommunenummer = s.seen_kommunenummer AND p.bydel = s.bydel
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'district';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_number_all AS
    SELECT {{list_columns}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (all_number)
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'all' AND s.kommunenummer = '' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_number_municipality AS
    SELECT {{list_columns municipality}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (municipality_number)
        ON p.kommunenummer = s.seen_kommunenummer
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'municipality' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.participant_number_district AS
    SELECT {{list_columns district}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant p FORCE INDEX (district_number)
        ON p.kommunenummer = s.seen_kommunenummer AND p.bydel = s.bydel
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'district';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.choice_all AS
    SELECT p.participant_id, p.kommunenummer, p.bydel, p.variabel, p.kode
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant_choice p FORCE INDEX ({{indexes participant_choice all}})
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'all' AND s.kommunenummer = '' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.choice_municipality AS
    SELECT p.participant_id, s.kommunenummer, p.bydel, p.variabel, p.kode
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant_choice p FORCE INDEX ({{indexes participant_choice municipality}})
        ON p.kommunenummer = s.seen_kommunenummer
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'municipality' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.choice_district AS
    SELECT p.participant_id, s.kommunenummer, s.bydel, p.variabel, p.kode
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant_choice p FORCE INDEX ({{indexes participant_choice district}})
        ON p.kommunenummer = s.seen_kommunenummer AND p.bydel = s.seen_bydel
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'district';

-- Who sees everything may read a woman's tests where they lie: half the work of a look-up by another index.
CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.test_all AS
    SELECT p.participant_id, p.kommunenummer, p.bydel, p.test_no, {{test_columns}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant_test p FORCE INDEX (PRIMARY, {{indexes participant_test all}})
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'all' AND s.kommunenummer = '' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.test_municipality AS
    SELECT p.participant_id, s.kommunenummer, p.bydel, p.test_no, {{test_columns}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant_test p FORCE INDEX ({{indexes participant_test municipality}})
        ON p.kommunenummer = s.seen_kommunenummer
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'municipality' AND s.bydel = '';

CREATE OR REPLACE ALGORITHM = MERGE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.test_district AS
    SELECT p.participant_id, s.kommunenummer, s.bydel, p.test_no, {{test_columns}}
    FROM {{main}}.user_scope s
    STRAIGHT_JOIN {{main}}.participant_test p FORCE INDEX ({{indexes participant_test district}})
        ON p.kommunenummer = s.seen_kommunenummer AND p.bydel = s.seen_bydel
    WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen' AND s.kind = 'district';

-- Open to every worker: nothing of a person's is in them.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.municipality_list AS
    SELECT kommunenummer, kommunenavn, fylkesnummer, fylkesnavn, valid_from, valid_to, successor, has_districts
    FROM {{main}}.municipality;

CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.district_list AS
    SELECT bydel, bydelsnavn, kommunenummer, owns_project FROM {{main}}.district;

CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.reporting_year_list AS
    SELECT year, opens, deadline, closes FROM {{main}}.reporting_year;

-- Projects where the user sees participants; one that covers the whole municipality is also its districts'.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.own_project AS
    SELECT p.project_id, p.kommunenummer, p.bydel, p.finansieringstype, p.valid_from, p.valid_to
    FROM {{main}}.project p
    WHERE EXISTS (SELECT 1 FROM {{main}}.user_scope s
                  WHERE s.user_id = {{main}}.ctx.user_id() AND s.register = 'jobbsjansen'
                    AND (s.kind = 'all' OR s.kommunenummer = p.kommunenummer
                         AND (s.kind = 'municipality' OR p.bydel IN ('', s.bydel))));
