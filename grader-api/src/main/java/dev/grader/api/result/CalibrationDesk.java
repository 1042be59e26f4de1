package dev.grader.api.result;

import dev.grader.api.dispatch.Outbox;
import dev.grader.api.job.Job;
import dev.grader.api.job.JobState;
import dev.grader.api.lease.LeaseGuard;
import dev.grader.api.lease.LeasedBlobs;
import dev.grader.api.sql.Sql;
import dev.grader.api.suite.Calibrations;
import dev.grader.api.suite.ImageSet;
import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.job.JobKind;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** Takes what references have measured; the jobs that waited for it can be lent from then on. */
@Singleton
public class CalibrationDesk {
    private final Sql sql;
    private final LeaseGuard guard;
    private final LeasedBlobs blobs;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final Calibrations calibrations;
    private final Outbox outbox;

    CalibrationDesk(
            Sql sql,
            LeaseGuard guard,
            LeasedBlobs blobs,
            SuiteVersions versions,
            StoredSuites suites,
            Calibrations calibrations,
            Outbox outbox) {
        this.sql = sql;
        this.guard = guard;
        this.blobs = blobs;
        this.versions = versions;
        this.suites = suites;
        this.calibrations = calibrations;
        this.outbox = outbox;
    }

    /**
     * Takes a record. The same again changes nothing.
     *
     * @throws ProblemException {@link Problem#LEASE_STALE} when the job was claimed again since
     */
    @Transactional
    public void take(UUID jobId, long token, CalibrationRecord record) {
        Job job = guard.lock(jobId, token);
        if (!(job.kind() instanceof JobKind.Calibrate)) {
            throw new ProblemException(Problem.INVALID_REQUEST, "This job brings a measurement, not a calibration.");
        }
        if (job.state() == JobState.DONE) {
            return;
        }
        SuiteVersion version = versions.find(job.suiteVersionId()).orElseThrow();
        new RecordCheck(job, version.digest(), suites.read(version.digest())).check(record);
        ImageSet images = ImageSet.of(version.image(), record.images())
                .filter(set -> set.text().equals(job.images()))
                .orElseThrow(() -> new ProblemException(
                        Problem.INVALID_REQUEST, "The record is refused: it was measured with other images."));
        if (!blobs.hasStored(jobId, token, record.outputsDigest())) {
            throw new ProblemException(
                    Problem.INVALID_REQUEST,
                    "This lease has not brought the blob " + record.outputsDigest()
                            + ". Send it first, then the record.");
        }
        calibrations.keep(version.id(), images, record);
        sql.update("""
                UPDATE job SET state = 'DONE', lease_until = NULL, problem = NULL, compared_at = now(), scored_at = now()
                WHERE id = ?
                """, jobId);
        outbox.announceAgain(version.id());
    }
}
