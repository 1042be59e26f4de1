package dev.grader.api.grade;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.api.suite.Calibrations;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.job.JobKind;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Combined;
import dev.grader.core.measurement.MeasurementRecord;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        return find(List.of(source)).of(source);
    }

    private record Claim(UUID jobId, long token) {
        static Claim of(GradeSource source) {
            return new Claim(source.jobId(), source.token());
        }
    }

    private record Stored(Claim claim, long suiteVersionId, MeasurementRecord record) {}

    /** Records of many sources. */
    static final class Found {
        private final Map<Claim, Stored> stored;

        private Found(Map<Claim, Stored> stored) {
            this.stored = stored;
        }

        /**
         * The record of one of them.
         *
         * @throws IllegalStateException when it is missing
         */
        Measured of(GradeSource source) {
            Stored found = stored.get(Claim.of(source));
            if (found == null) {
                throw new IllegalStateException(
                        "the measurement of job " + source.jobId() + ", token " + source.token() + " is missing");
            }
            return new Measured(source, found.suiteVersionId(), found.record());
        }
    }

    /** The records of sources, in one query. */
    Found find(Collection<GradeSource> sources) {
        List<Claim> claims = sources.stream().map(Claim::of).distinct().toList();
        return new Found(sql
                .list(
                        """
                        SELECT measurement.job_id, measurement.token, measurement.record, job.suite_version_id
                        FROM unnest(?, ?) AS claim (job_id, token)
                        JOIN measurement ON measurement.job_id = claim.job_id::uuid
                                        AND measurement.token = claim.token::bigint
                        JOIN job ON job.id = measurement.job_id
                        """,
                        row -> new Stored(
                                new Claim(row.uuid("job_id"), row.number("token")),
                                row.number("suite_version_id"),
                                json.read(row.text("record"), MeasurementRecord.class)),
                        claims.stream().map(Claim::jobId).toList(),
                        claims.stream().map(Claim::token).toList())
                .stream()
                .collect(Collectors.toMap(Stored::claim, Function.identity())));
    }

    private record Rerun(UUID submission, GradeSource source) {}

    /** What was run again of submissions, by their ids, newest first; those of which nothing was are left out. */
    Map<UUID, List<GradeSource>> reruns(List<UUID> submissions) {
        return sql
                .list(
                        """
                        SELECT submission_id, id, token, detail FROM job
                        WHERE submission_id = ANY (CAST(? AS uuid[])) AND kind = 'RERUN' AND state = 'DONE'
                        ORDER BY scored_at DESC, id
                        """,
                        row -> new Rerun(
                                row.uuid("submission_id"),
                                new GradeSource(
                                        row.uuid("id"),
                                        row.number("token"),
                                        json.read(row.text("detail"), JobKind.RerunStep.class)
                                                .tests())),
                        submissions)
                .stream()
                .collect(Collectors.groupingBy(
                        Rerun::submission, Collectors.mapping(Rerun::source, Collectors.toList())));
    }

    /**
     * Puts records together.
     *
     * @param target the suite version that they are to be scored by
     * @throws IllegalStateException when a record's calibration is missing
     */
    Work together(List<Measured> parts, SuiteVersion target) {
        return together(parts, target, known());
    }

    /** As {@link #together(List, SuiteVersion)}, for who puts many together. */
    Work together(List<Measured> parts, SuiteVersion target, KnownCalibrations known) {
        Map<String, CalibrationRecord> byTest = new HashMap<>();
        CalibrationRecord base = known.of(parts.getFirst());
        for (Measured part : parts) {
            CalibrationRecord calibration = known.of(part);
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

    /** Versions and calibrations that are read once; for one request, as a calibration may be added later. */
    KnownCalibrations known() {
        return new KnownCalibrations(versions, calibrations);
    }
}
