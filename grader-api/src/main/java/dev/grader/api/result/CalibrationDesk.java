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
        calibrations.keep(version.id(), images, whole(job, calibrate, version, images, record));
        sql.update("""
                UPDATE job SET state = 'DONE', lease_until = NULL, problem = NULL, compared_at = now(), scored_at = now()
                WHERE id = ?
                """, jobId);
        outbox.announceAgain(version.id());
    }

    /** A calibration of some tests, with what is known of the others. */
    private CalibrationRecord whole(
            Job job, JobKind.Calibrate calibrate, SuiteVersion version, ImageSet images, CalibrationRecord record) {
        if (calibrate.tests().isEmpty()) {
            return record;
        }
        CalibrationReuse.Known known = reuse.known(version, record.machineKind(), images)
                .filter(found -> calibrate.tests().containsAll(found.missing()))
                .orElseThrow(() -> new IllegalStateException("what calibration " + job.id() + " builds on is gone"));
        return Combined.calibration(known.record(), known.kept(), record, merged(known, record, calibrate.tests()));
    }

    private String merged(CalibrationReuse.Known known, CalibrationRecord record, List<String> measured) {
        try {
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            try (InputStream earlier = open(known.record().outputsDigest())) {
                OutputsMerge.copy(earlier, test -> known.kept().contains(test) && !measured.contains(test), together);
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
