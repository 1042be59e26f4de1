package dev.grader.api.lease;

import dev.grader.api.blob.BlobStore;
import dev.grader.api.job.Job;
import dev.grader.api.sql.Sql;
import dev.grader.api.suite.StoredSuites;
import dev.grader.core.job.JobKind;
import dev.grader.core.problem.Problem;
import dev.grader.core.problem.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The blobs that a lease opens, and no others: the suite, its data, its reference's outputs, and the one submission. */
@Singleton
public class LeasedBlobs {
    /** Outputs and gradients of a reference, all tests and seeds. */
    private static final long MAXIMUM_OUTPUT_BYTES = 1L << 30;

    private final Sql sql;
    private final LeaseGuard guard;
    private final BlobStore blobs;
    private final StoredSuites suites;

    LeasedBlobs(Sql sql, LeaseGuard guard, BlobStore blobs, StoredSuites suites) {
        this.suites = suites;
        this.sql = sql;
        this.guard = guard;
        this.blobs = blobs;
    }

    /**
     * The file of a blob.
     *
     * @throws ProblemException NOT_FOUND when it does not belong to the lease, whether it exists or not
     */
    Path open(UUID jobId, long token, String digest) {
        boolean allowed = QuarkusTransaction.requiringNew()
                .call(() -> digests(guard.lock(jobId, token)).contains(digest));
        return (allowed ? blobs.find(digest) : Optional.<Path>empty())
                .orElseThrow(() -> new ProblemException(Problem.NOT_FOUND, "This lease has no blob " + digest + "."));
    }

    /**
     * Stores the outputs of a reference.
     *
     * @throws ProblemException UPLOAD_DIFFERS when the bytes have another digest
     */
    void store(UUID jobId, long token, String digest, InputStream bytes) throws IOException {
        Job job = QuarkusTransaction.requiringNew().call(() -> guard.lock(jobId, token));
        if (!(job.kind() instanceof JobKind.Calibrate)) {
            throw new ProblemException(Problem.NOT_ALLOWED, "Only a calibration brings a blob.");
        }
        blobs.storeVerified(bytes, digest, MAXIMUM_OUTPUT_BYTES);
        sql.update("""
                INSERT INTO job_output (job_id, token, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
                """, jobId, token, digest);
    }

    /** Whether this lease has brought the blob. */
    public boolean hasStored(UUID jobId, long token, String digest) {
        return sql.count(
                        "SELECT count(*) AS n FROM job_output WHERE job_id = ? AND token = ? AND digest = ?",
                        jobId,
                        token,
                        digest)
                > 0;
    }

    private Set<String> digests(Job job) {
        Set<String> digests =
                new HashSet<>(sql.list("""
                SELECT digest FROM suite_version WHERE id = ?
                UNION SELECT record ->> 'outputsDigest' FROM calibration WHERE suite_version_id = ?
                """, row -> row.text("digest"), job.suiteVersionId(), job.suiteVersionId()));
        sql.first("SELECT digest FROM suite_version WHERE id = ?", row -> row.text("digest"), job.suiteVersionId())
                .ifPresent(suite -> suites.read(suite).storedData().forEach(file -> digests.add(file.sha256())));
        if (job.kind() instanceof JobKind.Grade grade) {
            digests.add(grade.submissionDigest());
        } else if (job.kind() instanceof JobKind.RerunStep rerun) {
            digests.add(rerun.submissionDigest());
        }
        return digests;
    }
}
