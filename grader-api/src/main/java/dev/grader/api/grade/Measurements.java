package dev.grader.api.grade;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.api.suite.Calibrations;
import dev.grader.api.suite.ImageSet;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.job.JobKind;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Combined;
import dev.grader.core.measurement.MeasurementRecord;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What jobs have measured of submissions, put together for scoring. */
@Singleton
public class Measurements {
    private final Sql sql;
    private final Json json;
    private final SuiteVersions versions;
    private final Calibrations calibrations;

    Measurements(Sql sql, Json json, SuiteVersions versions, Calibrations calibrations) {
        this.sql = sql;
        this.json = json;
        this.versions = versions;
        this.calibrations = calibrations;
    }

    /** The record of a source. */
    Measured find(GradeSource source) {
        return sql.first(
                        """
                        SELECT measurement.record, job.suite_version_id
                        FROM measurement JOIN job ON job.id = measurement.job_id
                        WHERE measurement.job_id = ? AND measurement.token = ?
                        """,
                        row -> new Measured(
                                source,
                                row.number("suite_version_id"),
                                json.read(row.text("record"), MeasurementRecord.class)),
                        source.jobId(),
                        source.token())
                .orElseThrow(() -> new IllegalStateException(
                        "the measurement of job " + source.jobId() + ", token " + source.token() + " is missing"));
    }

    /** What was run again of a submission, newest first. */
    List<Measured> reruns(UUID submissionId) {
        return sql
                .list(
                        """
                        SELECT id, token, detail FROM job
                        WHERE submission_id = ? AND kind = 'RERUN' AND state = 'DONE' ORDER BY scored_at DESC, id
                        """,
                        row -> new GradeSource(
                                row.uuid("id"),
                                row.number("token"),
                                json.read(row.text("detail"), JobKind.RerunStep.class)
                                        .tests()),
                        submissionId)
                .stream()
                .map(this::find)
                .toList();
    }

    /**
     * Puts records together.
     *
     * @param target the suite version that they are to be scored by
     * @throws IllegalStateException when a record's calibration is missing
     */
    Work together(List<Measured> parts, SuiteVersion target) {
        Map<String, CalibrationRecord> byTest = new HashMap<>();
        CalibrationRecord base = calibration(parts.getFirst());
        for (Measured part : parts) {
            CalibrationRecord calibration = calibration(part);
            part.source().tests().forEach(test -> byTest.put(test, calibration));
        }
        return new Work(
                parts.stream().map(Measured::source).toList(),
                Combined.measurement(
                        parts.stream()
                                .map(part -> new Combined.Part(
                                        part.record(),
                                        new HashSet<>(part.source().tests())))
                                .toList(),
                        target.digest()),
                Combined.calibration(base, byTest));
    }

    /** What a grade was scored from. */
    public Work of(Grade grade) {
        return together(
                grade.sources().stream().map(this::find).toList(),
                versions.find(grade.suiteVersionId()).orElseThrow());
    }

    /** What a grade's record holds, without the calibration: for showing it. */
    public MeasurementRecord record(Grade grade) {
        List<Combined.Part> parts = grade.sources().stream()
                .map(this::find)
                .map(part -> new Combined.Part(
                        part.record(), new HashSet<>(part.source().tests())))
                .toList();
        return Combined.measurement(parts, parts.getFirst().record().suiteDigest());
    }

    private CalibrationRecord calibration(Measured part) {
        SuiteVersion version = versions.find(part.suiteVersionId()).orElseThrow();
        return ImageSet.of(version.image(), part.record().images())
                .flatMap(images -> calibrations.find(version.id(), part.record().machineKind(), images))
                .orElseThrow(() -> new IllegalStateException(
                        "the calibration of job " + part.source().jobId() + " is missing"));
    }
}
