-- The rule engine changes everybody's version: an index that holds it is written anew with each, and nothing reads it there.
ALTER TABLE {{main}}.intro_participant DROP KEY intro_all_id, ADD KEY intro_all_id (participant_id);
