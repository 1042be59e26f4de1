package dev.grader.pipeline;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;

/** What came of a job. */
public sealed interface JobResult {
    /** Of a submission or a fixture. */
    record Measured(MeasurementRecord record) implements JobResult {}

    /**
     * Of the reference solution.
     *
     * @param referenceOutputs a stream of tensor frames; its SHA-256 is in the record
     */
    record Calibrated(CalibrationRecord record, byte[] referenceOutputs) implements JobResult {}
}
