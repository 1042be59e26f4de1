package dev.grader.cli.proof;

import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.score.FixtureCheck;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.suite.Fixture;
import java.time.Duration;
import java.util.List;

/**
 * What a suite made of one of its fixtures.
 *
 * @param repetition from 1
 * @param elapsed of the whole job, waiting for other jobs on the same machine included
 * @param problems as {@link FixtureCheck} says; empty when all is as declared
 */
public record FixtureOutcome(
        Fixture fixture,
        int repetition,
        ScoreSheet sheet,
        MeasurementRecord record,
        Duration elapsed,
        List<String> problems) {
    public FixtureOutcome {
        problems = List.copyOf(problems);
    }

    /** Whether all is as declared. */
    public boolean isAsDeclared() {
        return problems.isEmpty();
    }
}
