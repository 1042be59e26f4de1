package dev.grader.api.grade;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.assignment.LastSubmission;
import dev.grader.api.job.Reruns;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.submission.Submissions;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.score.TestScore;
import dev.grader.core.verdict.Verdict;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Queues the tests that run after the due date, once nothing more can be handed in: for the submission of every student that
 * counts, whose grade still waits for such tests. A submission that is graded only later is found the next time. Any number
 * of processes may do it: a unique index lets one job through.
 */
@Singleton
public class DueRuns {
    private static final Logger LOGGER = Logger.getLogger(DueRuns.class);

    private final Sql sql;
    private final Assignments assignments;
    private final Submissions submissions;
    private final LastSubmission last;
    private final Grades grades;
    private final SuiteVersions versions;
    private final Reruns reruns;

    DueRuns(
            Sql sql,
            Assignments assignments,
            Submissions submissions,
            LastSubmission last,
            Grades grades,
            SuiteVersions versions,
            Reruns reruns) {
        this.sql = sql;
        this.assignments = assignments;
        this.submissions = submissions;
        this.last = last;
        this.grades = grades;
        this.versions = versions;
        this.reruns = reruns;
    }

    @Scheduled(every = "30s", identity = "due-runs", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        try {
            queue();
        } catch (RuntimeException exception) {
            LOGGER.warn("Tests that are due could not be queued; trying again.", exception);
        }
    }

    /** Queues what is due; says how many submissions. */
    int queue() {
        int queued = 0;
        for (long assignmentId : waiting()) {
            queued += QuarkusTransaction.requiringNew().call(() -> queue(assignmentId));
        }
        return queued;
    }

    /** Assignments with a grade that waits. */
    private List<Long> waiting() {
        return sql.list("""
                SELECT DISTINCT submission.assignment_id FROM grade JOIN submission ON submission.id = grade.submission_id
                WHERE grade.sheet @> '{"tests": [{"verdict": "AWAITING_RUN"}]}'
                  AND NOT EXISTS (SELECT 1 FROM grade newer WHERE newer.submission_id = grade.submission_id
                                  AND newer.revision > grade.revision)
                """, row -> row.number("assignment_id"));
    }

    private int queue(long assignmentId) {
        Assignment assignment = assignments.findById(assignmentId);
        if (!last.isOver(assignment)) {
            return 0;
        }
        Map<Long, Submission> counted = new LinkedHashMap<>();
        submissions.ofAssignment(assignmentId).stream()
                .filter(submission -> submission.state().counts())
                .forEach(submission -> counted.put(submission.student().id(), submission));
        return (int) counted.values().stream()
                .filter(submission -> submission.state() == SubmissionState.GRADED)
                .filter(this::queue)
                .count();
    }

    private boolean queue(Submission submission) {
        Optional<Grade> grade = grades.current(submission.id());
        if (grade.isEmpty()) {
            return false;
        }
        long versionId = grade.get().suiteVersionId();
        List<String> tests = grade.get().sheet().tests().stream()
                .filter(test -> test.verdict() == Verdict.AWAITING_RUN)
                .map(TestScore::testId)
                .toList();
        if (tests.isEmpty() || reruns.exist(submission.id(), versionId, tests)) {
            return false;
        }
        SuiteVersion version = versions.find(versionId).orElseThrow();
        return reruns.queue(submission, versionId, version.capability(), tests);
    }
}
