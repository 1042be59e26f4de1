package dev.grader.api.suite;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What references have measured, by suite version, kind of machine and sandbox images. */
@Singleton
public class Calibrations {
    private final Sql sql;
    private final Json json;

    Calibrations(Sql sql, Json json) {
        this.sql = sql;
        this.json = json;
    }

    public Optional<CalibrationRecord> find(long suiteVersionId, String machineKind, ImageSet images) {
        return sql.first(
                "SELECT record FROM calibration WHERE suite_version_id = ? AND machine_kind = ? AND images = ?",
                row -> json.read(row.text("record"), CalibrationRecord.class),
                suiteVersionId,
                machineKind,
                images.text());
    }

    /**
     * The calibration that a record of a fixture belongs to.
     *
     * @throws IllegalStateException when there is none
     */
    CalibrationRecord of(SuiteVersion version, MeasurementRecord record) {
        return ImageSet.of(version.image(), record.images())
                .flatMap(images -> find(version.id(), record.machineKind(), images))
                .orElseThrow(() -> new IllegalStateException(
                        "suite version " + version.id() + " has no calibration for " + record.machineKind()));
    }

    /**
     * Keeps the first calibration of a kind of machine: results that were compared with it stay comparable.
     *
     * @return false when there was one already
     */
    public boolean keep(long suiteVersionId, ImageSet images, CalibrationRecord record) {
        return sql.update("""
                        INSERT INTO calibration (suite_version_id, machine_kind, images, record)
                        VALUES (?, ?, ?, CAST(? AS jsonb)) ON CONFLICT DO NOTHING
                        """, suiteVersionId, record.machineKind(), images.text(), json.write(record)) == 1;
    }
}
