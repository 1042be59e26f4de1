-- What is looked for again and again is found without a look at everything that was ever graded.
CREATE INDEX grade_awaiting_run ON grade (submission_id, revision)
    WHERE sheet @> '{"tests": [{"verdict": "AWAITING_RUN"}]}';
CREATE INDEX job_state ON job (state);
