package dev.grader.pipeline;

import dev.grader.core.job.Lease;
import dev.grader.core.suite.SuiteBundle;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a job needs.
 *
 * @param submission path to content; for a proof or a calibration the fixture's files
 * @param referenceOutputs the blob of {@code CalibrationRecord.outputsDigest}; null only for a calibration
 * @param images sandbox image name, such as {@code djl}, to the image that the engine is asked for
 * @param data files of the suite's data sets that are not in the bundle, by SHA-256; verified, and there until the job ends
 */
public record JobInput(
        Lease lease,
        SuiteBundle bundle,
        Map<String, byte[]> submission,
        byte @Nullable [] referenceOutputs,
        Map<String, String> images,
        Map<String, Path> data) {
    public JobInput {
        submission = Map.copyOf(submission);
        images = Map.copyOf(images);
        data = Map.copyOf(data);
    }

    /** Of a suite whose data are all in its bundle. */
    public JobInput(
            Lease lease,
            SuiteBundle bundle,
            Map<String, byte[]> submission,
            byte @Nullable [] referenceOutputs,
            Map<String, String> images) {
        this(lease, bundle, submission, referenceOutputs, images, Map.of());
    }
}
