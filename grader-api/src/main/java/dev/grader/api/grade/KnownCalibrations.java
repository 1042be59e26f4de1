package dev.grader.api.grade;

import dev.grader.api.suite.Calibrations;
import dev.grader.api.suite.ImageSet;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.measurement.CalibrationRecord;
import java.util.HashMap;
import java.util.Map;

/** Suite versions, and what their references have measured, each read once: many submissions share a few. Of one request. */
final class KnownCalibrations {
    private final SuiteVersions versions;
    private final Calibrations calibrations;
    private final Map<Long, SuiteVersion> known = new HashMap<>();
    private final Map<Machine, CalibrationRecord> records = new HashMap<>();

    KnownCalibrations(SuiteVersions versions, Calibrations calibrations) {
        this.versions = versions;
        this.calibrations = calibrations;
    }

    private record Machine(long versionId, String kind, ImageSet images) {}

    SuiteVersion version(long id) {
        return known.computeIfAbsent(id, one -> versions.find(one).orElseThrow());
    }

    /**
     * The calibration that a record belongs to.
     *
     * @throws IllegalStateException when it is missing
     */
    CalibrationRecord of(Measured part) {
        SuiteVersion version = version(part.suiteVersionId());
        return ImageSet.of(version.image(), part.record().images())
                .map(images -> new Machine(version.id(), part.record().machineKind(), images))
                .map(machine -> records.computeIfAbsent(
                        machine,
                        one -> calibrations
                                .find(one.versionId(), one.kind(), one.images())
                                .orElseThrow(() -> missing(part))))
                .orElseThrow(() -> missing(part));
    }

    private static IllegalStateException missing(Measured part) {
        return new IllegalStateException(
                "the calibration of job " + part.source().jobId() + " is missing");
    }
}
