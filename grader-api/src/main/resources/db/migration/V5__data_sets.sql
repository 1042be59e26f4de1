-- Large data files of a course. The bytes are a blob; a suite of a course may name only what the course's own staff has uploaded.
CREATE TABLE data_set (
    course_id bigint NOT NULL REFERENCES course (id),
    digest text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    name text NOT NULL,
    bytes bigint NOT NULL CHECK (bytes > 0),
    uploaded_by bigint NOT NULL REFERENCES person (id),
    uploaded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (course_id, digest)
);
