package dev.grader.api.grade;

import dev.grader.api.grade.Measurements.Found;
import dev.grader.api.grade.Preview.Entry;
import dev.grader.api.grade.Preview.VersionChange;
import dev.grader.api.ledger.LateLines;
import dev.grader.api.mark.Marks;
import dev.grader.api.submission.Submission;
import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.JobTests;
import dev.grader.core.score.ManualMarks;
import dev.grader.core.score.Mark;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.Scorer;
import dev.grader.core.score.Unmeasured;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.SuiteDiff;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one version of a suite makes of submissions that were graded by others. Of one request, and changes nothing. */
final class RegradePlan {
    private final SuiteVersion target;
    private final Suite suite;
    private final StoredSuites suites;
    private final Measurements measurements;
    private final KnownCalibrations known;
    private final Marks marks;
    private final LateLines lines;
    private final PreviewIds ids;
    private final SourceChoice choice;
    private final Map<Long, SuiteDiff> diffs = new TreeMap<>();
    private final List<Case> cases = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private int pending;

    RegradePlan(
            SuiteVersion target,
            StoredSuites suites,
            Measurements measurements,
            Marks marks,
            LateLines lines,
            PreviewIds ids) {
        this.target = target;
        this.suite = suites.read(target.digest());
        this.suites = suites;
        this.measurements = measurements;
        this.known = measurements.known();
        this.marks = marks;
        this.lines = lines;
        this.ids = ids;
        this.choice = new SourceChoice(
                target.id(), id -> suites.measurementDigests(version(id).digest()));
    }

    /**
     * One submission.
     *
     * @param outcome null where tests have to be run first
     * @param rerun those tests
     */
    record Case(Submission submission, @Nullable Outcome outcome, List<String> rerun) {
        Case {
            rerun = List.copyOf(rerun);
        }

        Work work() {
            return Objects.requireNonNull(outcome, "it has to be run first").work();
        }

        ScoreSheet sheet() {
            return Objects.requireNonNull(outcome, "it has to be run first").sheet();
        }
    }

    /** What is known of a submission that need not be run. */
    record Outcome(Work work, ScoreSheet sheet) {}

    /** A submission that has no grade yet. */
    void addPending() {
        pending++;
    }

    /**
     * A submission that is graded by another version.
     *
     * @param student login, of those whose work it is, by whose lateness its points are shown
     */
    record Graded(Submission submission, String student, Grade grade) {}

    /** Submissions that are graded by other versions. What is known of them is read for all of them at once. */
    void add(List<Graded> graded) {
        if (graded.isEmpty()) {
            return;
        }
        List<UUID> submissions =
                graded.stream().map(one -> one.submission().id()).toList();
        Map<UUID, List<GradeSource>> reruns = measurements.reruns(submissions);
        Map<UUID, Map<String, Map<String, Mark>>> released = marks.released(submissions);
        Found found = measurements.find(Stream.concat(
                        graded.stream().flatMap(one -> one.grade().sources().stream()),
                        reruns.values().stream().flatMap(List::stream))
                .toList());
        for (Graded one : graded) {
            UUID id = one.submission().id();
            Case made = of(
                    one.submission(),
                    one.grade().sources().stream().map(found::of).toList(),
                    reruns.getOrDefault(id, List.of()).stream().map(found::of).toList());
            cases.add(made);
            entries.add(entry(made, one, released.getOrDefault(id, Map.of())));
        }
    }

    List<Case> cases() {
        return cases;
    }

    Preview preview() {
        List<VersionChange> changes = new ArrayList<>();
        diffs.forEach(
                (from, diff) -> changes.add(new VersionChange(version(from).version(), diff.tests())));
        List<Entry> shown = entries.stream()
                .filter(entry -> !entry.tests().isEmpty() || !entry.rerun().isEmpty() || isOther(entry))
                .toList();
        int rerun =
                (int) entries.stream().filter(entry -> !entry.rerun().isEmpty()).count();
        return new Preview(
                ids.of(target.digest(), entries),
                target.version(),
                changes,
                shown,
                entries.size() - shown.size(),
                rerun,
                pending);
    }

    private static boolean isOther(Entry entry) {
        BigDecimal points = entry.newPoints();
        return points == null || points.compareTo(entry.oldPoints()) != 0;
    }

    private Case of(Submission submission, List<Measured> current, List<Measured> reruns) {
        List<Measured> chosen = choice.choose(current, reruns);
        if (chosen.isEmpty()) {
            List<String> all = JobTests.of(new JobKind.Grade(""), suite).stream()
                    .map(test -> test.id())
                    .toList();
            if (!all.isEmpty()) {
                return new Case(submission, null, all);
            }
            // Nothing was measured that holds, and nothing has to be now: what is left runs after the due date or is
            // marked by people. The job still says on which machine.
            chosen = SourceChoice.nothingOf(current);
        }
        Work work = measurements.together(chosen, target, known);
        TreeSet<String> missing = new TreeSet<>(Unmeasured.of(suite, work.calibration(), work.record()));
        return missing.isEmpty()
                ? new Case(
                        submission,
                        new Outcome(work, Scorer.score(suite, work.calibration(), work.record())),
                        List.of())
                : new Case(submission, null, List.copyOf(missing));
    }

    private Entry entry(Case made, Graded graded, Map<String, Map<String, Mark>> released) {
        Submission submission = graded.submission();
        String student = graded.student();
        Grade grade = graded.grade();
        SuiteVersion from = version(grade.suiteVersionId());
        SuiteDiff diff = diffs.computeIfAbsent(
                from.id(), id -> SuiteDiff.between(suites.bundle(from.digest()), suites.bundle(target.digest())));
        ScoreSheet before = ManualMarks.on(grade.sheet(), suites.read(from.digest()), released);
        Outcome outcome = made.outcome();
        ScoreSheet after = outcome == null ? null : ManualMarks.on(outcome.sheet(), suite, released);
        return new Entry(
                submission.id(),
                student,
                submission.attempt(),
                from.version(),
                before.points(),
                before.maximum(),
                afterLateness(submission, student, before),
                after == null ? null : after.points(),
                after == null ? null : after.maximum(),
                after == null ? null : afterLateness(submission, student, after),
                after == null ? List.of() : Deltas.between(before, after, diff),
                made.rerun());
    }

    private BigDecimal afterLateness(Submission submission, String student, ScoreSheet sheet) {
        return lines.line(submission, student, Optional.of(sheet.points()))
                .points()
                .orElse(sheet.points());
    }

    private SuiteVersion version(long id) {
        return known.version(id);
    }
}
