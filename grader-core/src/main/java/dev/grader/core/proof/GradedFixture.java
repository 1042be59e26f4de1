package dev.grader.core.proof;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.TestScore;
import dev.grader.core.suite.Fixture;
import dev.grader.core.verdict.Verdict;
import java.util.List;

/**
 * A fixture with all that was measured and scored.
 *
 * @param calibration of the kind of machine that the fixture was measured on
 */
public record GradedFixture(
        Fixture fixture, ScoreSheet sheet, MeasurementRecord record, CalibrationRecord calibration) {

    /** What was measured for a test; empty where nothing was. */
    List<Evidence> evidence(String testId) {
        return record.tests().stream()
                .filter(test -> test.testId().equals(testId))
                .flatMap(test -> test.evidence().stream())
                .toList();
    }

    boolean passes(String testId) {
        return sheet.tests().stream()
                .filter(test -> test.testId().equals(testId))
                .map(TestScore::verdict)
                .anyMatch(verdict -> verdict == Verdict.PASSED);
    }
}
