-- Which document a mark is for: the one that its grader was shown. None where nothing was handed in, or nothing is taken.
ALTER TABLE rubric_mark ADD COLUMN submission_id uuid REFERENCES submission;

-- Until now marks counted for whichever document did. All marks of a student get one document, so that what several graders
-- gave, or one grader before and after a newer upload, is not torn apart: the newest that was handed in when the last of them
-- was given or, where there was none, the first after it. Their points stay what they are for that document; they no longer
-- count for one that was handed in after the last mark, which now waits to be marked.
ALTER TABLE rubric_mark DISABLE TRIGGER rubric_mark_history;
WITH given AS (
    SELECT assignment_id, student_id, max(marked_at) AS marked_at FROM rubric_mark GROUP BY assignment_id, student_id
), shown AS (
    SELECT given.assignment_id, given.student_id, document.id
    FROM given JOIN assignment ON assignment.id = given.assignment_id AND assignment.kind = 'FILE'
    CROSS JOIN LATERAL (
        SELECT submission.id
        FROM submission JOIN submission_member member ON member.submission_id = submission.id
        WHERE submission.assignment_id = given.assignment_id AND member.person_id = given.student_id
          AND submission.state = 'HANDED_IN'
        ORDER BY submission.accepted_at <= given.marked_at DESC,
                 CASE WHEN submission.accepted_at > given.marked_at THEN submission.submitted_at END,
                 submission.submitted_at DESC, submission.attempt DESC
        LIMIT 1
    ) document
)
UPDATE rubric_mark SET submission_id = shown.id
FROM shown WHERE shown.assignment_id = rubric_mark.assignment_id AND shown.student_id = rubric_mark.student_id;
ALTER TABLE rubric_mark ENABLE TRIGGER rubric_mark_history;
