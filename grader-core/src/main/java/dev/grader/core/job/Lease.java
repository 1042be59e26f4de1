package dev.grader.core.job;

import dev.grader.core.measurement.CalibrationRecord;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One job, lent to one worker. The worker may fetch exactly the blobs named here:
 * {@code GET /worker/v1/jobs/{jobId}/blobs/{digest}} with the header {@code Lease-Token}.
 *
 * @param token fencing token: grows with every claim of the job; only a newer one makes it stale
 * @param expiresAt by the database's clock; extended by every heartbeat
 * @param heartbeatSeconds how often the worker must report
 * @param suiteDigest SHA-256 of the suite's bundle, a zip
 * @param calibration null only for {@link JobKind.Calibrate}
 * @param seedSecret from which the secret student seeds and hidden inputs are derived of tests without one of their own
 * @param testSecrets the same by test: a test that is measured as in an earlier version of the suite keeps its secret, so
 *     that what was measured stays comparable; one that has changed gets a new one
 */
public record Lease(
        UUID jobId,
        long token,
        JobKind kind,
        Instant expiresAt,
        int heartbeatSeconds,
        String suiteDigest,
        @Nullable CalibrationRecord calibration,
        long seedSecret,
        Map<String, Long> testSecrets) {
    @SuppressWarnings("NullAway") // left out by whoever needs none
    public Lease {
        testSecrets = testSecrets == null ? Map.of() : Map.copyOf(testSecrets);
    }

    /** A lease whose tests all share one secret. */
    public Lease(
            UUID jobId,
            long token,
            JobKind kind,
            Instant expiresAt,
            int heartbeatSeconds,
            String suiteDigest,
            @Nullable CalibrationRecord calibration,
            long seedSecret) {
        this(jobId, token, kind, expiresAt, heartbeatSeconds, suiteDigest, calibration, seedSecret, Map.of());
    }

    /** From which the seeds and inputs of one test are derived. */
    public long secret(String testId) {
        return testSecrets.getOrDefault(testId, seedSecret);
    }

    /** Version of lease, heartbeat, progress and record together. */
    public static final int PROTOCOL = 2;

    /** Header that carries {@link #token} on every call about the job. */
    public static final String TOKEN_HEADER = "Lease-Token";
}
