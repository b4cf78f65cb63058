-- The overview's own indexes get the years confirmed as columns: they are made anew, under the same names, where the tables
-- are there already.
ALTER TABLE IF EXISTS {{main}}.participant DROP KEY IF EXISTS all_changed, DROP KEY IF EXISTS municipality_changed,
    DROP KEY IF EXISTS district_changed;
