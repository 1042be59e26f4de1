package dev.grader.api.result;

import dev.grader.api.blob.BlobStore;
import dev.grader.api.dispatch.Outbox;
import dev.grader.api.job.Job;
import dev.grader.api.job.JobState;
import dev.grader.api.lease.LeaseGuard;
import dev.grader.api.lease.LeasedBlobs;
import dev.grader.api.sql.Sql;
import dev.grader.api.suite.CalibrationReuse;
import dev.grader.api.suite.Calibrations;
import dev.grader.api.suite.ImageSet;
import dev.grader.api.suite.OutputsMerge;
import dev.grader.api.suite.StoredSuites;
import dev.grader.api.suite.SuiteVersion;
import dev.grader.api.suite.SuiteVersions;
import dev.grader.core.job.JobKind;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.measurement.Combined;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes what references have measured; the jobs that waited for it can be lent from then on. */
@Singleton
public class CalibrationDesk {
    private static final Logger LOGGER = Logger.getLogger(CalibrationDesk.class);

    private final Sql sql;
    private final LeaseGuard guard;
    private final LeasedBlobs blobs;
    private final SuiteVersions versions;
    private final StoredSuites suites;
    private final Calibrations calibrations;
    private final CalibrationReuse reuse;
    private final BlobStore store;
    private final Outbox outbox;

    CalibrationDesk(
            Sql sql,
            LeaseGuard guard,
            LeasedBlobs blobs,
            SuiteVersions versions,
            StoredSuites suites,
            Calibrations calibrations,
            CalibrationReuse reuse,
            BlobStore store,
            Outbox outbox) {
        this.sql = sql;
        this.guard = guard;
        this.blobs = blobs;
        this.versions = versions;
        this.suites = suites;
        this.calibrations = calibrations;
        this.reuse = reuse;
        this.store = store;
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
        if (!(job.kind() instanceof JobKind.Calibrate calibrate)) {
            throw new ProblemException(Problem.INVALID_REQUEST, "This job brings a measurement, not a calibration.");
        }
        if (job.state() == JobState.DONE) {
            return;
        }
        if (!job.state().canGoTo(JobState.DONE)) {
            throw guard.stale(job, "is " + job.state() + " and wants no result");
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
        whole(calibrate, version, images, record)
                .ifPresentOrElse(whole -> end(job, version, images, whole), () -> cancel(job));
    }

    private void end(Job job, SuiteVersion version, ImageSet images, CalibrationRecord whole) {
        calibrations.keep(version.id(), images, whole);
        sql.update("""
                UPDATE job SET state = 'DONE', lease_until = NULL, problem = NULL, compared_at = now(), scored_at = now()
                WHERE id = ?
                """, job.id());
        outbox.announceAgain(version.id());
    }

    /** The next worker that asks gets a new calibration, of as many tests as are lacking by then. */
    private void cancel(Job job) {
        LOGGER.warnf("What calibration %s builds on is gone; it is measured anew.", job.id());
        sql.update("""
                UPDATE job SET state = 'CANCELLED', lease_until = NULL, problem = 'what it builds on is gone'
                WHERE id = ?
                """, job.id());
        outbox.announceAgain(job.suiteVersionId());
    }

    /** A calibration of some tests, with what is known of the others; empty when that is known no longer. */
    private Optional<CalibrationRecord> whole(
            JobKind.Calibrate calibrate, SuiteVersion version, ImageSet images, CalibrationRecord record) {
        if (calibrate.tests().isEmpty()) {
            return Optional.of(record);
        }
        return reuse.besides(version, record.machineKind(), images, calibrate.tests())
                .map(known -> Combined.calibration(
                        known.record(), known.kept(), record, merged(known, record, calibrate.tests())));
    }

    private String merged(CalibrationReuse.Known known, CalibrationRecord record, List<String> measured) {
        try {
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            try (InputStream earlier = open(known.record().outputsDigest())) {
                OutputsMerge.copy(earlier, known.kept()::contains, together);
            }
            try (InputStream now = open(record.outputsDigest())) {
                OutputsMerge.copy(now, measured::contains, together);
            }
            byte[] bytes = together.toByteArray();
            return store.store(new ByteArrayInputStream(bytes), bytes.length).sha256();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private InputStream open(String digest) throws IOException {
        return Files.newInputStream(
                store.find(digest).orElseThrow(() -> new IllegalStateException("the blob " + digest + " is missing")));
    }
}
