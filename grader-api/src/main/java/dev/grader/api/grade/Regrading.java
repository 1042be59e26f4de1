package dev.grader.api.grade;

import dev.grader.api.assignment.Assignment;
import dev.grader.api.assignment.Assignments;
import dev.grader.api.audit.AuditLog;
import dev.grader.api.job.Reruns;
import dev.grader.api.ledger.LateCosts;
import dev.grader.api.ledger.LateLines;
import dev.grader.api.mark.Marks;
import dev.grader.api.submission.Submission;
import dev.grader.api.submission.Submissions;
import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteState;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;

/**
 * Applies a version of a suite to submissions that were graded by another: those that count by the ledger or, where the best
 * counts, all of them. First a look at what would change, then, where
 * tests have changed, their runs, and only then the change itself, exactly as it was looked at.
 */
@Singleton
public class Regrading {
    /** Submissions whose measurements are read together; those of a large course would not fit into memory as text. */
    private static final int READ_AT_ONCE = 200;

    private final Assignments assignments;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final Submissions submissions;
    private final Grades grades;
    private final Measurements measurements;
    private final Marks marks;
    private final LateCosts lateCosts;
    private final Reruns reruns;
    private final Regrades regrades;
    private final PreviewIds ids;
    private final AuditLog audit;

    Regrading(
            Assignments assignments,
            SuiteVersions versions,
            StoredSuites suites,
            Submissions submissions,
            Grades grades,
            Measurements measurements,
            Marks marks,
            LateCosts lateCosts,
            Reruns reruns,
            Regrades regrades,
            PreviewIds ids,
            AuditLog audit) {
        this.assignments = assignments;
        this.versions = versions;
        this.suites = suites;
        this.submissions = submissions;
        this.grades = grades;
        this.measurements = measurements;
        this.marks = marks;
        this.lateCosts = lateCosts;
        this.reruns = reruns;
        this.regrades = regrades;
        this.ids = ids;
        this.audit = audit;
    }

    /** What the version would change. */
    @Transactional
    public Preview preview(long assignmentId, int version) {
        return plan(assignmentId, published(assignmentId, version)).preview();
    }

    /**
     * Queues the tests that have to be run before the version can be applied. What is queued already stays so.
     *
     * @return how many submissions were queued
     */
    @Transactional
    public int rerun(long assignmentId, int version) {
        SuiteVersion target = published(assignmentId, version);
        int queued = 0;
        for (RegradePlan.Case each : plan(assignmentId, target).cases()) {
            if (!each.rerun().isEmpty()
                    && reruns.queue(each.submission(), target.id(), target.capability(), each.rerun())) {
                queued++;
            }
        }
        return queued;
    }

    /**
     * Changes the grades as the preview says.
     *
     * @param previewId of what was looked at
     * @param reason for the history
     * @throws ProblemException CONFLICT when it is no longer the same, or when tests have to be run first
     */
    @Transactional
    public Applied apply(long assignmentId, int version, String previewId, String reason, long personId) {
        regrades.lock(assignmentId);
        grades.lockGraded(assignmentId);
        SuiteVersion target = published(assignmentId, version);
        RegradePlan plan = plan(assignmentId, target);
        Preview preview = plan.preview();
        if (!preview.id().equals(previewId)) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    "Something has changed since that preview was made. Nothing was applied; look at the preview again.");
        }
        if (preview.rerun() > 0) {
            throw new ProblemException(
                    Problem.CONFLICT,
                    preview.rerun() + " submissions have to be run again before version " + version
                            + " can be applied. Queue that with 'grader suite rerun' or POST …/suites/" + version
                            + "/rerun, wait for it, and look at the preview again.");
        }
        if (plan.cases().isEmpty()) {
            throw new ProblemException(
                    Problem.CONFLICT, "Every graded submission that counts is graded by version " + version + ".");
        }
        long regradeId = regrades.add(assignmentId, target.id(), previewId, reason, personId, preview.submissions());
        for (RegradePlan.Case each : plan.cases()) {
            Work work = each.work();
            grades.add(
                    each.submission().id(), target.id(), work.sources(), each.sheet(), Grade.Cause.REGRADED, regradeId);
        }
        Applied applied =
                new Applied(version, plan.cases().size(), preview.submissions().size(), preview.pending());
        Assignment assignment = assignments.findById(assignmentId);
        audit.record(assignment.course().id(), personId, "suite applied", assignment.slug(), reason, applied);
        return applied;
    }

    /**
     * What was applied.
     *
     * @param graded submissions that are graded by the version now
     * @param changed those of them with other points or verdicts
     * @param pending submissions that have no grade yet and were not touched
     */
    public record Applied(int version, int graded, int changed, int pending) {}

    private RegradePlan plan(long assignmentId, SuiteVersion target) {
        LateLines lines = lateCosts.lines(assignments.findById(assignmentId).course());
        SortedMap<UUID, SortedSet<String>> counted = lines.counted();
        Set<UUID> mayCount = lines.mayCount();
        RegradePlan plan = new RegradePlan(target, suites, measurements, marks, lines, ids);
        List<Submission> graded = new ArrayList<>();
        for (Submission submission : submissions.ofAssignment(assignmentId)) {
            if (mayCount.contains(submission.id()) || counted.containsKey(submission.id())) {
                switch (submission.state()) {
                    case GRADED -> graded.add(submission);
                    case QUEUED, RUNNING, SYSTEM_ERROR -> plan.addPending();
                    case SUPERSEDED, CANCELLED, HANDED_IN -> {}
                }
            }
        }
        for (int from = 0; from < graded.size(); from += READ_AT_ONCE) {
            List<Submission> part = graded.subList(from, Math.min(from + READ_AT_ONCE, graded.size()));
            Map<UUID, Grade> current =
                    grades.current(part.stream().map(Submission::id).toList());
            plan.add(part.stream()
                    .flatMap(submission -> Optional.ofNullable(current.get(submission.id())).stream()
                            .filter(grade -> grade.suiteVersionId() != target.id())
                            .map(grade -> new RegradePlan.Graded(
                                    submission,
                                    whose(
                                            submission,
                                            counted.getOrDefault(submission.id(), Collections.emptySortedSet())),
                                    grade)))
                    .toList());
        }
        return plan;
    }

    /** Who has handed it in, unless it counts only for others. */
    private static String whose(Submission submission, SortedSet<String> students) {
        String author = submission.student().login();
        return students.isEmpty() || students.contains(author) ? author : students.first();
    }

    private SuiteVersion published(long assignmentId, int version) {
        SuiteVersion target = versions.byVersion(assignmentId, version)
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "There is no version " + version + "."));
        if (target.state() != SuiteState.PUBLISHED) {
            throw new ProblemException(
                    Problem.SUITE_NOT_PROVED,
                    "Version " + version + " is " + target.state() + "; only a published version can be applied.");
        }
        return target;
    }
}
