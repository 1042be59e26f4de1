package dev.grader.core.measurement;

import dev.grader.core.measurement.MeasurementRecord.StepTiming;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What the reference solution measured on one kind of machine. Cut-offs come from here and from nowhere else.
 *
 * @param version as in {@link MeasurementRecord}
 * @param metrics test id to the metric of each reference seed
 * @param examples test id to rows of the hidden split
 * @param testSetErrors test id to the standard error of the metric by the draw of the hidden split; what is missing is not known
 * @param outputsDigest SHA-256 of the blob with the reference's outputs and gradients, a stream of tensor frames
 */
public record CalibrationRecord(
        int version,
        UUID jobId,
        long token,
        String suiteDigest,
        Map<String, String> images,
        String machineKind,
        Map<String, List<Double>> metrics,
        Map<String, Integer> examples,
        Map<String, Double> testSetErrors,
        String outputsDigest,
        List<StepTiming> steps) {
    public CalibrationRecord {
        images = Map.copyOf(images);
        metrics = Map.copyOf(metrics);
        examples = Map.copyOf(examples);
        // Records of versions before this member have none.
        testSetErrors = Map.copyOf(Objects.requireNonNullElse(testSetErrors, Map.of()));
        steps = List.copyOf(steps);
    }

    /** The same with other results, by test. */
    CalibrationRecord with(
            String suite,
            Map<String, List<Double>> newMetrics,
            Map<String, Integer> newExamples,
            Map<String, Double> newErrors,
            String outputs) {
        return new CalibrationRecord(
                version, jobId, token, suite, images, machineKind, newMetrics, newExamples, newErrors, outputs, steps);
    }

    /** The same for another version of the suite, in which these tests are measured as in this one. */
    public CalibrationRecord forSuite(String suite) {
        return with(suite, metrics, examples, testSetErrors, outputsDigest);
    }

    /** A record without the errors of the hidden splits. */
    public CalibrationRecord(
            int version,
            UUID jobId,
            long token,
            String suiteDigest,
            Map<String, String> images,
            String machineKind,
            Map<String, List<Double>> metrics,
            Map<String, Integer> examples,
            String outputsDigest,
            List<StepTiming> steps) {
        this(
                version,
                jobId,
                token,
                suiteDigest,
                images,
                machineKind,
                metrics,
                examples,
                Map.of(),
                outputsDigest,
                steps);
    }
}
