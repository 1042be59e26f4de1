package dev.grader.api.suite;

import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.MeasurementRecord;
import dev.grader.core.score.ScoreSheet;
import dev.grader.core.score.Scorer;
import dev.grader.core.score.Unmeasured;
import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.Suite;
import dev.grader.core.suite.TestDefinition;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What was measured of a fixture for another version of its suite and can be scored for a new one: where neither its files
 * nor anything that decides a measurement has changed. Then nothing has to be run.
 */
@Singleton
public class ProofReuse {
    private final Sql sql;
    private final Json json;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final Calibrations calibrations;
    private final TestSecrets secrets;

    ProofReuse(
            Sql sql,
            Json json,
            SuiteVersions versions,
            StoredSuites suites,
            Calibrations calibrations,
            TestSecrets secrets) {
        this.secrets = secrets;
        this.sql = sql;
        this.json = json;
        this.versions = versions;
        this.suites = suites;
        this.calibrations = calibrations;
    }

    /** A record that holds, and what the new version makes of it. */
    record Reused(MeasurementRecord record, ScoreSheet sheet) {}

    /**
     * The newest record of a fixture that holds.
     *
     * @param jobId that it is to be kept under
     */
    Optional<Reused> of(SuiteVersion version, Fixture fixture, UUID jobId, long token) {
        for (SuiteVersion other : versions.others(version)) {
            if (suites.isReadable(other.digest()) && isMeasuredTheSame(version, other, fixture)) {
                Optional<Reused> reused = record(other, fixture)
                        .map(record -> new MeasurementRecord(
                                record.version(),
                                jobId,
                                token,
                                version.digest(),
                                record.images(),
                                record.machineKind(),
                                record.tests(),
                                record.steps(),
                                record.cpuSeconds()))
                        .flatMap(record -> scored(version, other, record));
                if (reused.isPresent()) {
                    return reused;
                }
            }
        }
        return Optional.empty();
    }

    private boolean isMeasuredTheSame(SuiteVersion version, SuiteVersion other, Fixture fixture) {
        Map<String, String> wanted = suites.measurementDigests(version.digest());
        Map<String, String> measured = suites.measurementDigests(other.digest());
        TestSecrets.OfVersion drawn = secrets.ofVersion(version.id());
        TestSecrets.OfVersion drawnThen = secrets.ofVersion(other.id());
        String files = suites.fixtureDigests(version.digest()).get(fixture.path());
        return files != null
                && files.equals(suites.fixtureDigests(other.digest()).get(fixture.path()))
                && suites.read(version.digest()).tests().stream()
                        .filter(TestDefinition::isAutomatic)
                        .map(TestDefinition::id)
                        .allMatch(test -> wanted.getOrDefault(test, "").equals(measured.get(test))
                                && drawn.of(test) == drawnThen.of(test));
    }

    private Optional<MeasurementRecord> record(SuiteVersion version, Fixture fixture) {
        return sql.first(
                """
                SELECT measurement.record
                FROM job JOIN score ON score.job_id = job.id
                         JOIN measurement ON measurement.job_id = score.job_id AND measurement.token = score.token
                WHERE job.suite_version_id = ? AND job.kind = 'PROVE' AND job.detail ->> 'fixturePath' = ?
                """, row -> json.read(row.text("record"), MeasurementRecord.class), version.id(), fixture.path());
    }

    private Optional<Reused> scored(SuiteVersion version, SuiteVersion measuredBy, MeasurementRecord record) {
        Suite suite = suites.read(version.digest());
        Optional<CalibrationRecord> calibration = ImageSet.of(measuredBy.image(), record.images())
                .flatMap(images -> calibrations.find(measuredBy.id(), record.machineKind(), images));
        return calibration
                .filter(known -> Unmeasured.of(suite, known, record).isEmpty())
                .map(known -> new Reused(record, Scorer.score(suite, known, record)))
                .filter(reused -> !reused.sheet().hasInfrastructureFault());
    }
}
