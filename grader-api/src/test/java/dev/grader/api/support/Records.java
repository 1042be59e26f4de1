package dev.grader.api.support;

import dev.grader.core.job.Lease;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Evidence;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.measurement.TestMeasurement;
import dev.grader.core.verdict.Verdict;
import java.util.List;
import java.util.Map;

/** What a worker would send for {@link Bundle}. */
public final class Records {
    private Records() {}

    /** Both tests passed: 10 points. */
    public static MeasurementRecord right(Lease lease) {
        return of(lease, new TestMeasurement(Bundle.BY_HAND, null, List.of(), "printed\0by the student"));
    }

    /** A forbidden call was found: 5 points. */
    public static MeasurementRecord forbidden(Lease lease) {
        return of(
                lease,
                new TestMeasurement(
                        Bundle.BY_HAND,
                        null,
                        List.of(new Evidence.Finding("r1", "torch.nn.Conv2d", "model.py", 3)),
                        ""));
    }

    /** One test could not be measured. */
    public static MeasurementRecord infrastructure(Lease lease) {
        return of(
                lease,
                new TestMeasurement(
                        Bundle.BY_HAND,
                        new TestMeasurement.Stop(Verdict.INFRASTRUCTURE, "the engine is down", "no such socket"),
                        List.of(),
                        ""));
    }

    /** What a worker sends for the tests of its job, all right. */
    public static MeasurementRecord some(Lease lease, String... tests) {
        List<String> wanted = List.of(tests);
        MeasurementRecord right = right(lease);
        return record(
                lease,
                right.tests().stream()
                        .filter(test -> wanted.contains(test.testId()))
                        .toList());
    }

    /** Another version of the format. */
    public static MeasurementRecord ofVersion(int version, Lease lease) {
        MeasurementRecord right = right(lease);
        return new MeasurementRecord(
                version,
                right.jobId(),
                right.token(),
                right.suiteDigest(),
                right.images(),
                right.machineKind(),
                right.tests(),
                List.of(),
                1);
    }

    /** A record that lacks a test. */
    public static MeasurementRecord incomplete(Lease lease) {
        return record(lease, List.of(size()));
    }

    /** What the reference measured; this suite trains nothing. */
    public static CalibrationRecord calibration(Lease lease, String outputsDigest) {
        return new CalibrationRecord(
                MeasurementRecord.VERSION,
                lease.jobId(),
                lease.token(),
                lease.suiteDigest(),
                Worker.IMAGES,
                Worker.MACHINE,
                Map.of(),
                Map.of(),
                outputsDigest,
                List.of());
    }

    private static MeasurementRecord of(Lease lease, TestMeasurement byHand) {
        return record(lease, List.of(byHand, size()));
    }

    private static TestMeasurement size() {
        return new TestMeasurement(Bundle.SIZE, null, List.of(new Evidence.StoredNumbers(50)), "");
    }

    private static MeasurementRecord record(Lease lease, List<TestMeasurement> tests) {
        return new MeasurementRecord(
                MeasurementRecord.VERSION,
                lease.jobId(),
                lease.token(),
                lease.suiteDigest(),
                Worker.IMAGES,
                Worker.MACHINE,
                tests,
                List.of(),
                1.5);
    }
}
