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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Queues the tests that run after the due date, once nothing more can be handed in, for submissions whose grade still waits for
 * such tests: those that count by the ledger or, where the best counts, all of them. One that is graded only later, or counts
 * only later, is found the next time. Any number of processes may do it: a unique index lets one job through.
 */
@Singleton
public class DueRuns {
    private static final Logger LOGGER = Logger.getLogger(DueRuns.class);

    private final Sql sql;
    private final Assignments assignments;
    private final Submissions submissions;
    private final LastSubmission last;
    private final WhatCounts whatCounts;
    private final CourseDocuments documents;
    private final Grades grades;
    private final SuiteVersions versions;
    private final Reruns reruns;

    DueRuns(
            Sql sql,
            Assignments assignments,
            Submissions submissions,
            LastSubmission last,
            WhatCounts whatCounts,
            CourseDocuments documents,
            Grades grades,
            SuiteVersions versions,
            Reruns reruns) {
        this.sql = sql;
        this.assignments = assignments;
        this.submissions = submissions;
        this.last = last;
        this.whatCounts = whatCounts;
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
        Map<Long, Set<UUID>> counted = new HashMap<>();
        for (Map.Entry<Long, List<Waiting>> waiting : waiting().entrySet()) {
            try {
                queued += QuarkusTransaction.requiringNew()
                        .call(() -> queue(waiting.getKey(), waiting.getValue(), counted));
            } catch (RuntimeException exception) {
                LOGGER.warnf(exception, "Tests of assignment %d that are due could not be queued.", waiting.getKey());
            }
        }
        whatCounts.keepOnly(counted.keySet());
        return queued;
    }

    /**
     * A submission that waits.
     *
     * @param isReplaced whether all whose work it is have handed in again before the due date: where the latest counts, it never
     *     does
     */
    private record Waiting(long assignmentId, UUID submissionId, boolean isReplaced) {}

    /**
     * By assignment, submissions that may count, whose grade waits for tests that no job has run, or will: so a finished
     * assignment costs nothing any more, unless something waits in it that does not count; then its course is looked at for changes.
     */
    private Map<Long, List<Waiting>> waiting() {
        return sql
                .list(
                        """
                        SELECT counted.assignment_id, counted.id,
                               NOT EXISTS (
                                   SELECT 1 FROM submission_member member
                                   WHERE member.submission_id = counted.id AND NOT EXISTS (
                                       SELECT 1 FROM submission later
                                       JOIN submission_member again ON again.submission_id = later.id
                                       JOIN assignment ON assignment.id = later.assignment_id
                                       WHERE later.assignment_id = counted.assignment_id
                                         AND again.person_id = member.person_id AND later.state = ANY (?)
                                         AND (later.submitted_at, later.attempt)
                                             > (counted.submitted_at, counted.attempt)
                                         AND later.submitted_at <= assignment.due)) AS replaced
                        FROM grade JOIN submission counted ON counted.id = grade.submission_id
                        WHERE grade.sheet @> '{"tests": [{"verdict": "AWAITING_RUN"}]}'
                          AND NOT EXISTS (
                              SELECT 1 FROM grade newer
                              WHERE newer.submission_id = grade.submission_id AND newer.revision > grade.revision)
                          AND counted.state = 'GRADED'
                          AND NOT EXISTS (
                              SELECT 1 FROM job
                              WHERE job.submission_id = counted.id AND job.suite_version_id = grade.suite_version_id
                                AND job.kind = 'RERUN' AND job.state <> 'SYSTEM_ERROR'
                                AND job.detail -> 'tests' @> (
                                    SELECT jsonb_agg(test -> 'testId') FROM jsonb_array_elements(grade.sheet -> 'tests') test
                                    WHERE test ->> 'verdict' = 'AWAITING_RUN'))
                        ORDER BY counted.assignment_id, counted.id
                        """,
                        row -> new Waiting(row.number("assignment_id"), row.uuid("id"), row.flag("replaced")),
                        Arrays.stream(SubmissionState.values())
                                .filter(SubmissionState::counts)
                                .toList())
                .stream()
                .collect(Collectors.groupingBy(Waiting::assignmentId, TreeMap::new, Collectors.toList()));
    }

    private int queue(long assignmentId, List<Waiting> waiting, Map<Long, Set<UUID>> counted) {
        Assignment assignment = assignments.findById(assignmentId);
        Counted which = documents.policy(assignment.course().id()).counted();
        // what was replaced waits for ever
        List<UUID> possible = waiting.stream()
                .filter(one -> which != Counted.LATEST || !one.isReplaced())
                .map(Waiting::submissionId)
                .toList();
        if (possible.isEmpty() || !last.isOver(assignment)) {
            return 0;
        }
        Predicate<UUID> counts = switch (which) {
            // which is the best is not known before all are graded
            case BEST -> submission -> true;
            case LATEST, CHOSEN ->
                counted.computeIfAbsent(assignment.course().id(), course -> whatCounts.of(assignment.course()))
                        ::contains;
        };
        return (int) possible.stream()
                .filter(counts)
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
