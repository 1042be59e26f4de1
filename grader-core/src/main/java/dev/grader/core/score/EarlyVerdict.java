package dev.grader.core.score;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.suite.Suite;
import dev.grader.core.verdict.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a test's verdict will be, asked while its job still runs, so that tests that wait for it need not be run in vain.
 *
 * <p>It is all that whoever runs jobs may know of scoring: it holds no points and is written down nowhere; the score is
 * made of the whole record, where the records are kept.
 */
public final class EarlyVerdict {
    private EarlyVerdict() {}

    /**
     * The verdict by what has been measured until now.
     *
     * @return {@link Verdict#INFRASTRUCTURE} for a test that has not been measured yet
     */
    public static Verdict of(
            String testId, Suite suite, CalibrationRecord calibration, Collection<TestMeasurement> measured) {
        MeasurementRecord record = new MeasurementRecord(
                MeasurementRecord.VERSION,
                new UUID(0, 0),
                0,
                calibration.suiteDigest(),
                Map.of(),
                calibration.machineKind(),
                List.copyOf(measured),
                List.of(),
                0);
        return Scorer.score(suite, calibration, record).tests().stream()
                .filter(score -> score.testId().equals(testId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the suite has no test '" + testId + "'"))
                .verdict();
    }
}
