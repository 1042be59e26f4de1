package dev.grader.api.suite;

import dev.grader.api.job.Job;
import dev.grader.api.job.JobState;
import dev.grader.core.job.JobKind;
import dev.grader.core.proof.GradedFixture;
import dev.grader.core.proof.ProofReport;
import dev.grader.core.proof.Proofs;
import dev.grader.core.score.FixtureCheck;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How far the proof of a suite version is, from its jobs and the scores of its fixtures. */
final class Proof {
    private final Suite suite;
    private final List<Job> jobs;
    private final Map<String, GradedFixture> graded;

    /**
     * The proof of a suite.
     *
     * @param jobs all that are not a student's
     * @param graded path of a fixture to what came of it
     */
    Proof(Suite suite, List<Job> jobs, Map<String, GradedFixture> graded) {
        this.suite = suite;
        this.jobs = List.copyOf(jobs);
        this.graded = Map.copyOf(graded);
    }

    /** Whether every fixture is graded, so that the version can be published or refused. */
    boolean isComplete() {
        return suite.fixtures().stream().allMatch(fixture -> graded.containsKey(fixture.path()));
    }

    /** The decision that a complete proof leads to. */
    SuiteState decision() {
        return report().isClean() ? SuiteState.PUBLISHED : SuiteState.REFUSED;
    }

    SuiteReport report() {
        return new SuiteReport(
                suite.fixtures().stream().map(this::report).toList(), givenUp(), isComplete() ? margins() : null);
    }

    /** In the suite's order, so that the report is the same whichever fixture was graded first. */
    private ProofReport margins() {
        return Proofs.report(
                suite,
                suite.fixtures().stream()
                        .map(fixture -> Objects.requireNonNull(graded.get(fixture.path())))
                        .toList());
    }

    /** Jobs that ended well. */
    int done() {
        return (int) jobs.stream().filter(job -> job.state() == JobState.DONE).count();
    }

    /** All jobs, with the first calibration, which is queued only when a worker asks for work. */
    int total() {
        boolean calibrating = jobs.stream().anyMatch(job -> job.kind() instanceof JobKind.Calibrate);
        return jobs.size() + (calibrating ? 0 : 1);
    }

    private SuiteReport.FixtureReport report(Fixture fixture) {
        GradedFixture result = graded.get(fixture.path());
        if (result == null) {
            return SuiteReport.FixtureReport.waiting(fixture);
        }
        ScoreSheet sheet = result.sheet();
        return SuiteReport.FixtureReport.graded(fixture, sheet, FixtureCheck.problems(fixture, sheet));
    }

    private List<String> givenUp() {
        List<String> problems = new ArrayList<>();
        for (Job job : jobs) {
            if (job.state() == JobState.SYSTEM_ERROR) {
                String what = switch (job.kind()) {
                    case JobKind.Prove prove -> prove.fixturePath();
                    case JobKind.Calibrate calibrate -> "the reference, on " + job.machineKind();
                    case JobKind.Grade grade -> "a submission";
                    case JobKind.RerunStep rerun -> "a submission";
                };
                problems.add(what + " could not be run: " + Objects.requireNonNullElse(job.problem(), "no reason given")
                        + ". Upload the same bundle again to try again.");
            }
        }
        return problems;
    }
}
