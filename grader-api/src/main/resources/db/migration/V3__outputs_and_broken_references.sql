-- What a claim of a calibration has brought; its record may name nothing else.
CREATE TABLE job_output (
    job_id uuid   NOT NULL REFERENCES job,
    token  bigint NOT NULL,
    digest text   NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    PRIMARY KEY (job_id, token, digest)
);

ALTER TABLE fault DROP CONSTRAINT fault_cause_check;
ALTER TABLE fault ADD CONSTRAINT fault_cause_check
    CHECK (cause IN ('REPORTED', 'EXPIRED', 'INFRASTRUCTURE_VERDICT', 'REFERENCE_BROKEN'));
