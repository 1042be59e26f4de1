package dev.grader.api.job;

import dev.grader.api.dispatch.Outbox;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.Submission;
import dev.grader.core.job.JobKind;
import dev.grader.core.suite.Capability;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Queues single tests of submissions that are graded already. */
@Singleton
public class Reruns {
    private final Sql sql;
    private final Json json;
    private final Outbox outbox;

    Reruns(Sql sql, Json json, Outbox outbox) {
        this.sql = sql;
        this.json = json;
        this.outbox = outbox;
    }

    /**
     * Queues tests of a submission by a suite version.
     *
     * @return false when some are queued or running already for that version
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean queue(Submission submission, long suiteVersionId, Capability capability, List<String> tests) {
        UUID id = UUID.randomUUID();
        JobKind kind = new JobKind.RerunStep(submission.archive().sha256(), tests);
        int inserted = sql.update(
                """
                INSERT INTO job (id, kind, detail, state, priority, capability, suite_version_id, course_id,
                                 submission_id, student_id)
                VALUES (?, ?, CAST(? AS jsonb), 'QUEUED', ?, ?, ?, ?, ?, ?)
                ON CONFLICT (submission_id, suite_version_id)
                    WHERE kind = 'RERUN' AND state IN ('QUEUED', 'LEASED') DO NOTHING
                """,
                id,
                Jobs.kindName(kind),
                json.write(kind),
                Priority.RERUN,
                capability,
                suiteVersionId,
                submission.assignment().course().id(),
                submission.id(),
                submission.student().id());
        if (inserted == 1) {
            outbox.announce(id, capability, Duration.ZERO);
        }
        return inserted == 1;
    }

    /** Whether there ever was a job of a submission for a suite version with these tests, however it ended. */
    public boolean exist(UUID submissionId, long suiteVersionId, List<String> tests) {
        return sql.count("""
                        SELECT count(*) AS n FROM job
                        WHERE submission_id = ? AND suite_version_id = ? AND kind = 'RERUN'
                          AND detail -> 'tests' @> CAST(? AS jsonb)
                        """, submissionId, suiteVersionId, json.write(tests)) > 0;
    }
}
