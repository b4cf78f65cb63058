-- The codebooks applied so far, for the workers: they take up none that was not, and explain a question that is gone by
-- the one it stood in. Nothing of a person's is in it.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.codebook_list AS
    SELECT number, version, digest, applied_at, content FROM {{main}}.codebook_applied;
