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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private record GivenUp(List<String> tests, String problem) {}

    /** Tests of a submission whose last run for a suite version was given up, each with what happened. */
    public Map<String, String> givenUp(UUID submissionId, long suiteVersionId) {
        Map<String, String> problems = new LinkedHashMap<>();
        sql.list(
                        """
                        SELECT detail, coalesce(problem, 'no reason given') AS problem FROM job
                        WHERE submission_id = ? AND suite_version_id = ? AND kind = 'RERUN' AND state = 'SYSTEM_ERROR'
                        ORDER BY leased_at
                        """,
                        row -> new GivenUp(
                                json.read(row.text("detail"), JobKind.RerunStep.class)
                                        .tests(),
                                row.text("problem")),
                        submissionId,
                        suiteVersionId)
                .forEach(job -> job.tests().forEach(test -> problems.put(test, job.problem())));
        return problems;
    }

    private record Tried(int wanted, int givenUp, double secondsAgo) {}

    /**
     * Whether there is a job of a submission for a suite version with these tests that leaves nothing to do: one that has
     * not ended, has ended well, or was given up so short a time ago that another try would meet the same fault.
     */
    public boolean exist(UUID submissionId, long suiteVersionId, List<String> tests) {
        Tried tried = sql.first(
                        """
                        SELECT count(*) FILTER (WHERE state <> 'SYSTEM_ERROR') AS wanted,
                               count(*) FILTER (WHERE state = 'SYSTEM_ERROR') AS given_up,
                               coalesce(extract(epoch FROM now() - max(leased_at)), 0) AS seconds_ago
                        FROM job
                        WHERE submission_id = ? AND suite_version_id = ? AND kind = 'RERUN'
                          AND detail -> 'tests' @> CAST(? AS jsonb)
                        """,
                        row -> new Tried(row.integer("wanted"), row.integer("given_up"), row.real("seconds_ago")),
                        submissionId,
                        suiteVersionId,
                        json.write(tests))
                .orElseThrow();
        if (tried.wanted() > 0) {
            return true;
        }
        return tried.givenUp() > 0
                && tried.secondsAgo()
                        < RetryPolicy.beforeNewTry(tried.givenUp()).toSeconds();
    }
}
