package dev.grader.api.grade;

import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import java.util.List;

/**
 * What a submission is scored from.
 *
 * @param sources where the measurements come from
 * @param calibration of every test what the reference measured on the machine on which the submission was
 */
public record Work(List<GradeSource> sources, MeasurementRecord record, CalibrationRecord calibration) {
    public Work {
        sources = List.copyOf(sources);
    }
}
