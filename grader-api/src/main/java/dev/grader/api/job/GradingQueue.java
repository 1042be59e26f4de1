package dev.grader.api.job;

import dev.grader.api.dispatch.Outbox;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionState;
import dev.grader.core.job.JobKind;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import dev.grader.core.suite.Capability;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.UUID;

/** Students' jobs: queued when a submission is accepted, and again when staff ask for it. */
@Singleton
public class GradingQueue implements JobQueue {
    private final Sql sql;
    private final Json json;
    private final Jobs jobs;
    private final Outbox outbox;

    GradingQueue(Sql sql, Json json, Jobs jobs, Outbox outbox) {
        this.sql = sql;
        this.json = json;
        this.jobs = jobs;
        this.outbox = outbox;
    }

    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID enqueueGrade(Submission submission, boolean replacesEarlier) {
        long suiteVersionId = submission
                .suiteVersionId()
                .orElseThrow(() -> new IllegalArgumentException("no suite grades submission " + submission.id()));
        if (replacesEarlier) {
            supersede(submission);
        }
        UUID jobId = UUID.randomUUID();
        JobKind kind = new JobKind.Grade(submission.archive().sha256());
        Capability capability = sql.first(
                        """
                        INSERT INTO job (id, kind, detail, state, priority, capability, suite_version_id, course_id,
                                         submission_id, student_id, accepted_at)
                        SELECT ?, ?, CAST(? AS jsonb), 'QUEUED', ?, suite_version.capability, suite_version.id, ?, ?, ?, ?
                        FROM suite_version WHERE id = ?
                        RETURNING capability
                        """,
                        row -> row.constant(Capability.class, "capability"),
                        jobId,
                        Jobs.kindName(kind),
                        json.write(kind),
                        Priority.GRADE,
                        submission.assignment().course().id(),
                        submission.id(),
                        submission.student().id(),
                        submission.acceptedAt(),
                        suiteVersionId)
                .orElseThrow(() -> new IllegalArgumentException("no suite version " + suiteVersionId));
        outbox.announce(jobId, capability, Duration.ZERO);
        return jobId;
    }

    /**
     * Queues a submission again that ended in a system error. Its claims are counted anew; it uses no attempt.
     *
     * @throws ProblemException {@link Problem#CONFLICT} in any other state
     */
    @Transactional
    public void requeue(UUID submissionId) {
        Job job = sql.first("""
                        UPDATE job SET state = 'QUEUED', claims = 0, priority = ?, not_before = NULL
                        WHERE submission_id = ? AND kind = 'GRADE' AND state = 'SYSTEM_ERROR' RETURNING id
                        """, row -> row.uuid("id"), Priority.RERUN, submissionId)
                .flatMap(jobs::find)
                .orElseThrow(() -> new ProblemException(
                        Problem.CONFLICT, "Only a submission that ended in a system error can be queued again."));
        jobs.moveSubmission(submissionId, SubmissionState.QUEUED);
        outbox.announce(job.id(), job.capability(), Duration.ZERO);
    }

    /** What those whose work this is have waiting; not what somebody has a part in who is no longer with them. */
    private void supersede(Submission submission) {
        sql.list(
                        """
                        UPDATE job SET state = 'SUPERSEDED' FROM submission older
                        WHERE job.submission_id = older.id AND job.kind = 'GRADE' AND job.state = 'QUEUED'
                          AND older.assignment_id = ? AND older.id <> ?
                          AND (older.student_id = ? OR older.student_id IN (SELECT person_id FROM submission_member
                                                                            WHERE submission_id = ?))
                          AND NOT EXISTS (SELECT 1 FROM submission_member theirs
                                          WHERE theirs.submission_id = older.id AND theirs.person_id <> ?
                                            AND theirs.person_id NOT IN (SELECT person_id FROM submission_member
                                                                         WHERE submission_id = ?))
                        RETURNING older.id
                        """,
                        row -> row.uuid("id"),
                        submission.assignment().id(),
                        submission.id(),
                        submission.student().id(),
                        submission.id(),
                        submission.student().id(),
                        submission.id())
                .forEach(older -> jobs.moveSubmission(older, SubmissionState.SUPERSEDED));
    }
}
