package dev.grader.cli.proof;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.proof.GradedFixture;
import dev.grader.core.proof.ProofReport;
import dev.grader.core.proof.Proofs;
import dev.grader.core.suite.Suite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the fixtures of a suite showed together.
 *
 * @param outcomes of every fixture and repetition
 * @param report of the first repetition
 * @param problems beyond those of single fixtures
 */
public record SuiteProof(List<FixtureOutcome> outcomes, ProofReport report, List<String> problems) {
    public SuiteProof {
        outcomes = List.copyOf(outcomes);
        problems = List.copyOf(problems);
    }

    /** Draws the conclusion. */
    public static SuiteProof of(Suite suite, CalibrationRecord calibration, List<FixtureOutcome> outcomes) {
        ProofReport report = Proofs.report(
                suite,
                outcomes.stream()
                        .filter(outcome -> outcome.repetition() == 1)
                        .map(outcome ->
                                new GradedFixture(outcome.fixture(), outcome.sheet(), outcome.record(), calibration))
                        .toList());
        List<String> problems = new ArrayList<>(report.problems());
        problems.addAll(unsteady(outcomes));
        return new SuiteProof(outcomes, report, problems);
    }

    /** Whether the suite may be published. */
    public boolean holds() {
        return problems.isEmpty() && outcomes.stream().allMatch(FixtureOutcome::isAsDeclared);
    }

    /** CPU time of the containers of all fixtures, in seconds. */
    public double cpuSeconds() {
        return outcomes.stream()
                .mapToDouble(outcome -> outcome.record().cpuSeconds())
                .sum();
    }

    private static List<String> unsteady(List<FixtureOutcome> outcomes) {
        Map<String, TreeSet<String>> points = new HashMap<>();
        outcomes.forEach(outcome -> points.computeIfAbsent(outcome.fixture().path(), path -> new TreeSet<>())
                .add(outcome.sheet().tests().stream()
                        .map(test -> test.testId() + " " + test.verdict() + " "
                                + test.points().stripTrailingZeros().toPlainString())
                        .collect(Collectors.joining(", "))));
        return points.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry ->
                        entry.getKey() + ": does not get the same each time: " + String.join(" | ", entry.getValue()))
                .sorted()
                .toList();
    }
}
