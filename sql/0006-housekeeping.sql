-- What is swept away is found by its age (jobs_housekeeping).
ALTER TABLE {{main}}.session ADD KEY session_end (ends_at);
ALTER TABLE {{main}}.login_attempt ADD KEY attempt_age (started_at);
