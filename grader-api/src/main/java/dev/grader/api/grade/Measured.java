package dev.grader.api.grade;

import dev.grader.core.measurement.MeasurementRecord;

/**
 * A record as it was stored.
 *
 * @param source which tests of it are meant
 * @param suiteVersionId of the suite that the job ran
 */
record Measured(GradeSource source, long suiteVersionId, MeasurementRecord record) {}
