package dev.grader.core.measurement;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a worker sends back for a job: measurements, never a score.
 *
 * @param version of this format; another one is not leased
 * @param jobId with {@code token} the key under which the API takes it once
 * @param token the fencing token of the lease
 * @param suiteDigest SHA-256 of the suite's bundle
 * @param images sandbox image name to its digest
 * @param machineKind on which kind of machine, see {@code Lease}
 * @param steps when each step began and ended
 * @param cpuSeconds of all containers together, by control group
 */
public record MeasurementRecord(
        int version,
        UUID jobId,
        long token,
        String suiteDigest,
        Map<String, String> images,
        String machineKind,
        List<TestMeasurement> tests,
        List<StepTiming> steps,
        double cpuSeconds) {
    public static final int VERSION = 1;

    public MeasurementRecord {
        images = Map.copyOf(images);
        tests = List.copyOf(tests);
        steps = List.copyOf(steps);
    }

    /**
     * When one step began and ended.
     *
     * @param step "export", "probe", "gradient conv-autograd", "train seed 1" …
     * @param cpuSeconds of this step's container
     */
    public record StepTiming(String step, Instant begun, Instant ended, double cpuSeconds) {}
}
