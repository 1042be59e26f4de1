package dev.grader.api.suite;

import dev.grader.api.dispatch.Outbox;
import dev.grader.api.job.Job;
import dev.grader.api.job.JobState;
import dev.grader.api.job.Jobs;
import dev.grader.api.sql.Json;
import dev.grader.api.sql.Sql;
import dev.grader.core.job.JobKind;
import dev.grader.core.proof.GradedFixture;
import dev.grader.core.suite.Capability;
import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.Suite;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Takes a suite version from upload to its decision: one job per fixture, and when the last is scored, the check of all.
 * The first worker that asks for one of these jobs gets the calibration of its kind of machine first.
 */
@Singleton
public class SuiteProofs {
    private static final Logger LOGGER = Logger.getLogger(SuiteProofs.class);

    /** Of a job that no worker had to claim. */
    private static final long REUSED_TOKEN = 1;

    private final RandomGenerator random = new SecureRandom();
    private final Sql sql;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final TestSecrets secrets;
    private final ProofReuse reuse;
    private final Calibrations calibrations;
    private final CalibrationReuse calibrationReuse;
    private final Json json;
    private final Jobs jobs;
    private final Outbox outbox;
    private final SuiteAudit audit;

    SuiteProofs(
            Sql sql,
            SuiteVersions versions,
            StoredSuites suites,
            TestSecrets secrets,
            ProofReuse reuse,
            Calibrations calibrations,
            CalibrationReuse calibrationReuse,
            Json json,
            Jobs jobs,
            Outbox outbox,
            SuiteAudit audit) {
        this.sql = sql;
        this.secrets = secrets;
        this.reuse = reuse;
        this.calibrations = calibrations;
        this.calibrationReuse = calibrationReuse;
        this.json = json;
        this.versions = versions;
        this.suites = suites;
        this.jobs = jobs;
        this.outbox = outbox;
        this.audit = audit;
    }

    /**
     * What came of an upload.
     *
     * @param created false when the same digest was there already
     */
    record Begun(SuiteVersion version, boolean created) {}

    /**
     * Makes the next version and queues its fixtures, but for those whose measurements of another version hold; of the same
     * digest, runs again what was given up.
     *
     * @param personId of who uploads it
     */
    @Transactional
    Begun begin(long assignmentId, long courseId, long personId, String digest, Suite suite) {
        Capability capability = suite.capabilities().contains(Capability.GPU) ? Capability.GPU : Capability.CPU;
        // Before the choice: of two uploads at once, the second must see the secrets of the first.
        versions.lockAssignment(assignmentId);
        Map<String, Long> chosen = secrets.choose(assignmentId, digest, random);
        return versions.insert(assignmentId, digest, suite.image(), capability, random.nextLong(), chosen, personId)
                .map(version -> {
                    suite.fixtures().forEach(fixture -> queue(version, courseId, fixture));
                    fixtureScored(version.id());
                    return new Begun(versions.find(version.id()).orElseThrow(), true);
                })
                .orElseGet(() -> {
                    SuiteVersion version =
                            versions.byDigest(assignmentId, digest).orElseThrow();
                    runAgain(version);
                    return new Begun(version, false);
                });
    }

    /** A fixture has got its scores. Decides when it was the last. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void fixtureScored(long suiteVersionId) {
        SuiteVersion version = versions.lock(suiteVersionId).orElseThrow();
        Proof proof = proof(version);
        if (version.state() == SuiteState.PROVING && proof.isComplete()) {
            SuiteState decision = proof.decision();
            versions.decide(version.id(), decision, proof.report());
            if (decision == SuiteState.PUBLISHED) {
                audit.published(version, suites.read(version.digest()));
            }
            LOGGER.infof("Suite version %d of assignment %d: %s", version.version(), version.assignmentId(), decision);
        }
    }

    /**
     * The reference does not get through the suite's own tests. Refuses the version, unless the reference has been measured
     * on another kind of machine; then the given-up calibration alone is shown.
     *
     * @param message for the author
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void referenceBroken(long suiteVersionId, String message) {
        SuiteVersion version = versions.lock(suiteVersionId).orElseThrow();
        if (version.state() != SuiteState.PROVING || versions.isCalibrated(suiteVersionId)) {
            return;
        }
        SuiteReport report = new SuiteReport(
                proof(version).report().fixtures(),
                List.of(message + "\nCorrect the reference solution or the test, and upload the suite again."),
                null);
        versions.decide(version.id(), SuiteState.REFUSED, report);
        sql.update("""
                UPDATE job SET state = 'CANCELLED'
                WHERE suite_version_id = ? AND kind IN ('PROVE', 'CALIBRATE') AND state = 'QUEUED'
                """, version.id());
        LOGGER.infof(
                "Suite version %d of assignment %d: refused, its reference is broken",
                version.version(), version.assignmentId());
    }

    Proof proof(SuiteVersion version) {
        Suite suite = suites.read(version.digest());
        Map<String, GradedFixture> graded = new HashMap<>();
        for (SuiteVersions.FixtureResult result : versions.fixtureResults(version.id())) {
            suite.fixtures().stream()
                    .filter(fixture -> fixture.path().equals(result.path()))
                    .forEach(fixture -> graded.put(
                            result.path(),
                            new GradedFixture(
                                    fixture,
                                    result.sheet(),
                                    result.record(),
                                    calibrations.of(version, result.record()))));
        }
        return new Proof(suite, jobs.ofSuite(version.id()), graded);
    }

    private void queue(SuiteVersion version, long courseId, Fixture fixture) {
        UUID id = UUID.randomUUID();
        JobKind kind = new JobKind.Prove(fixture.path());
        jobs.insertSuiteJob(
                new Job(
                        id,
                        kind,
                        JobState.QUEUED,
                        version.capability(),
                        version.id(),
                        null,
                        null,
                        null,
                        0,
                        0,
                        null,
                        null),
                courseId);
        reuse.of(version, fixture, id, REUSED_TOKEN)
                .ifPresentOrElse(
                        reused -> keep(version, id, reused),
                        () -> outbox.announce(id, version.capability(), Duration.ZERO));
    }

    /** The job is done without a worker. */
    private void keep(SuiteVersion version, UUID jobId, ProofReuse.Reused reused) {
        ImageSet.of(version.image(), reused.record().images())
                .ifPresent(images ->
                        calibrationReuse.takeOver(version, reused.record().machineKind(), images));
        sql.update(
                "INSERT INTO measurement (job_id, token, record) VALUES (?, ?, CAST(? AS jsonb))",
                jobId,
                REUSED_TOKEN,
                json.write(reused.record()));
        sql.update(
                """
                INSERT INTO score (job_id, token, sheet, points, maximum) VALUES (?, ?, CAST(? AS jsonb), ?, ?)
                """,
                jobId,
                REUSED_TOKEN,
                json.write(reused.sheet()),
                reused.sheet().points(),
                reused.sheet().maximum());
        sql.update("UPDATE job SET state = 'DONE', token = ?, scored_at = now() WHERE id = ?", REUSED_TOKEN, jobId);
    }

    private void runAgain(SuiteVersion version) {
        if (version.state() == SuiteState.REFUSED) {
            return;
        }
        sql.list("""
                        UPDATE job SET state = 'QUEUED', claims = 0, not_before = NULL
                        WHERE suite_version_id = ? AND kind IN ('PROVE', 'CALIBRATE') AND state = 'SYSTEM_ERROR'
                          AND NOT EXISTS (SELECT 1 FROM job other WHERE other.kind = 'CALIBRATE'
                                          AND other.suite_version_id = job.suite_version_id
                                          AND other.machine_kind = job.machine_kind AND other.images = job.images
                                          AND other.id <> job.id)
                        RETURNING id
                        """, row -> row.uuid("id"), version.id())
                .forEach(id -> outbox.announce(id, version.capability(), Duration.ZERO));
    }
}
