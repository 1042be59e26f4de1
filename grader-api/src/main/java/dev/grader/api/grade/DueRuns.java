package dev.grader.api.grade;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.job.Reruns;
import dev.grader.api.ledger.LastSubmission;
import dev.grader.api.sql.Sql;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.SubmissionState;
import dev.grader.api.submission.Submissions;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.api.term.CourseDocuments;
import dev.grader.core.late.policy.Counted;
import dev.grader.core.score.TestScore;
import dev.grader.core.verdict.Verdict;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Queues the tests that run after the due date, once nothing more can be handed in: for the latest submission of every student,
 * or for all of them where the latest is not the one that counts, whose grade still waits for such tests. A submission that is
 * graded only later is found the next time. Any number of processes may do it: a unique index lets one job through.
 */
@Singleton
public class DueRuns {
    private static final Logger LOGGER = Logger.getLogger(DueRuns.class);

    private final Sql sql;
    private final Assignments assignments;
    private final Submissions submissions;
    private final LastSubmission last;
    private final CourseDocuments documents;
    private final Grades grades;
    private final SuiteVersions versions;
    private final Reruns reruns;

    DueRuns(
            Sql sql,
            Assignments assignments,
            Submissions submissions,
            LastSubmission last,
            CourseDocuments documents,
            Grades grades,
            SuiteVersions versions,
            Reruns reruns) {
        this.sql = sql;
        this.assignments = assignments;
        this.submissions = submissions;
        this.last = last;
        this.documents = documents;
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

    /** Queues what is due; says how many submissions. What is wrong with one assignment holds up no other. */
    int queue() {
        int queued = 0;
        for (Map.Entry<Long, List<Waiting>> waiting : waiting().entrySet()) {
            try {
                queued += QuarkusTransaction.requiringNew().call(() -> queue(waiting.getKey(), waiting.getValue()));
            } catch (RuntimeException exception) {
                LOGGER.warnf(exception, "Tests of assignment %d that are due could not be queued.", waiting.getKey());
            }
        }
        return queued;
    }

    /**
     * A submission that waits.
     *
     * @param isNewest whether it is the student's latest that counts
     */
    private record Waiting(long assignmentId, UUID submissionId, boolean isNewest) {}

    /**
     * By assignment, submissions that may count, whose grade waits for tests that no job has run, or will: so a finished
     * assignment costs nothing any more.
     */
    private Map<Long, List<Waiting>> waiting() {
        return sql
                .list(
                        """
                        SELECT counted.assignment_id, counted.id, counted.newest
                        FROM (SELECT id, assignment_id, state,
                                     attempt = max(attempt) OVER (PARTITION BY assignment_id, student_id) AS newest
                              FROM submission WHERE state = ANY (?)) counted
                        JOIN LATERAL (SELECT suite_version_id, sheet FROM grade WHERE submission_id = counted.id
                                      ORDER BY revision DESC LIMIT 1) grade ON true
                        WHERE counted.state = 'GRADED'
                          AND grade.sheet @> '{"tests": [{"verdict": "AWAITING_RUN"}]}'
                          AND NOT EXISTS (
                              SELECT 1 FROM job
                              WHERE job.submission_id = counted.id AND job.suite_version_id = grade.suite_version_id
                                AND job.kind = 'RERUN' AND job.state <> 'SYSTEM_ERROR'
                                AND job.detail -> 'tests' @> (
                                    SELECT jsonb_agg(test -> 'testId') FROM jsonb_array_elements(grade.sheet -> 'tests') test
                                    WHERE test ->> 'verdict' = 'AWAITING_RUN'))
                        ORDER BY counted.assignment_id, counted.id
                        """,
                        row -> new Waiting(row.number("assignment_id"), row.uuid("id"), row.flag("newest")),
                        Arrays.stream(SubmissionState.values())
                                .filter(SubmissionState::counts)
                                .toList())
                .stream()
                .collect(Collectors.groupingBy(Waiting::assignmentId, TreeMap::new, Collectors.toList()));
    }

    private int queue(long assignmentId, List<Waiting> waiting) {
        Assignment assignment = assignments.findById(assignmentId);
        if (!last.isOver(assignment)) {
            return 0;
        }
        boolean onlyNewest = documents.policy(assignment.course().id()).counted() == Counted.LATEST;
        return (int) waiting.stream()
                .filter(one -> one.isNewest() || !onlyNewest)
                .map(Waiting::submissionId)
                .map(submissions::findById)
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
