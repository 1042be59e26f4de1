package dev.grader.pipeline;

import dev.grader.core.job.Lease;
import dev.grader.core.suite.SuiteBundle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a job needs.
 *
 * @param submission path to content; for a proof or a calibration the fixture's files
 * @param referenceOutputs the blob of {@code CalibrationRecord.outputsDigest}; null only for a calibration
 * @param images sandbox image name, such as {@code djl}, to the image that the engine is asked for
 */
public record JobInput(
        Lease lease,
        SuiteBundle bundle,
        Map<String, byte[]> submission,
        byte @Nullable [] referenceOutputs,
        Map<String, String> images) {
    public JobInput {
        submission = Map.copyOf(submission);
        images = Map.copyOf(images);
    }
}
