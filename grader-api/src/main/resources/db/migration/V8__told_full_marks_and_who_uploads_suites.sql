-- Full marks as they were when a student was told; 0 where they were not known. What was told before this was written down is
-- shown by those that there are now.
ALTER TABLE published_grade ADD COLUMN possible numeric CHECK (possible >= 0);

-- Whose version it is, for the history; not known of those from before.
ALTER TABLE suite_version ADD COLUMN uploaded_by bigint REFERENCES person;
