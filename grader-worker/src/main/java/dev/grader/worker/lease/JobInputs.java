package dev.grader.worker.lease;

import dev.grader.core.archive.ArchiveLimits;
import dev.grader.core.archive.SingleFile;
import dev.grader.core.job.JobKind;
import dev.grader.core.job.Lease;
import dev.grader.core.measurement.CalibrationRecord;
import dev.grader.core.suite.Fixture;
import dev.grader.core.suite.RequiredFiles;
import dev.grader.core.suite.SuiteBundle;
import dev.grader.pipeline.JobInput;
import dev.grader.worker.blob.BlobStore;
import dev.grader.worker.blob.DataCache;
import dev.grader.worker.blob.DigestMismatchException;
import dev.grader.worker.control.ApiRefusedException;
import dev.grader.worker.control.ApiUnavailableException;
import dev.grader.worker.control.LeaseKey;
import dev.grader.worker.control.StaleLeaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings together what a job needs, from blobs of its lease. */
public final class JobInputs {
    private final BlobStore blobs;
    private final DataCache data;

    public JobInputs(BlobStore blobs, DataCache data) {
        this.blobs = blobs;
        this.data = data;
    }

    /** A job's input, whose data files stay on this worker until it is closed. */
    record Prepared(JobInput input, DataCache.Held data) implements AutoCloseable {
        @Override
        public void close() {
            data.close();
        }
    }

    /**
     * Everything for one run.
     *
     * @param images sandbox image name to the digest that the engine has
     */
    Prepared of(Lease lease, Map<String, String> images)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        LeaseKey key = LeaseKey.of(lease);
        SuiteBundle bundle = blobs.shared(key, lease.suiteDigest(), SuiteBundle::read);
        CalibrationRecord calibration = lease.calibration();
        byte @Nullable [] outputs =
                calibration == null ? null : blobs.shared(key, calibration.outputsDigest(), Files::readAllBytes);
        Map<String, byte[]> submission = submission(key, lease.kind(), bundle);
        DataCache.Held held = data.hold(key, bundle.suite().storedData());
        return new Prepared(input(lease, bundle, submission, outputs, images, held.files()), held);
    }

    // NullAway does not see that an array of a record from another module may be null.
    @SuppressWarnings("NullAway")
    private static JobInput input(
            Lease lease,
            SuiteBundle bundle,
            Map<String, byte[]> submission,
            byte @Nullable [] outputs,
            Map<String, String> images,
            Map<String, Path> files) {
        return new JobInput(lease, bundle, submission, outputs, images, files);
    }

    private Map<String, byte[]> submission(LeaseKey key, JobKind kind, SuiteBundle bundle)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        return switch (kind) {
            case JobKind.Grade grade -> uploaded(key, grade.submissionDigest(), bundle);
            case JobKind.RerunStep rerun -> uploaded(key, rerun.submissionDigest(), bundle);
            case JobKind.Prove prove -> bundle.filesUnder(prove.fixturePath());
            case JobKind.Calibrate ignored -> bundle.filesUnder(referencePath(bundle));
        };
    }

    private Map<String, byte[]> uploaded(LeaseKey key, String digest, SuiteBundle bundle)
            throws StaleLeaseException, ApiUnavailableException, ApiRefusedException, DigestMismatchException,
                    InterruptedException, IOException {
        ArchiveLimits limits = ArchiveLimits.submission(bundle.suite().maximumMegabytes());
        Map<String, byte[]> files = blobs.once(
                key, digest, file -> SingleFile.read(file, bundle.suite().requiredFiles(), limits));
        return RequiredFiles.unwrapped(bundle.suite().requiredFiles(), files);
    }

    private static String referencePath(SuiteBundle bundle) {
        return bundle.suite().fixtures().stream()
                .filter(Fixture.Reference.class::isInstance)
                .map(Fixture::path)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("suite '" + bundle.suite().id() + "' has no reference solution"));
    }
}
